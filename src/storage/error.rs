use std::{io, path::PathBuf};

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

use crate::store::StoreError;

/// Why the database cannot be used; the text is for the operator and holds no password.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The address has no form that is known.
    #[error("database_url {0}; write sqlite://path/to/waymark.db or postgres://user:password@host:5432/database")]
    Address(String),
    /// The file or its folder cannot be made.
    #[error("the database file {} cannot be made: {error}; check database_url and who may write there", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The database is not there or does not let us in.
    #[error("the database at {0} cannot be opened: {1}; check database_url")]
    Open(String, String),
    /// The server's database cannot hold every language.
    #[error("the database is kept in {0} and cannot hold every character; make it with ENCODING 'UTF8'")]
    Encoding(String),
    /// The tables were changed by a later program.
    #[error("the database was changed by a newer Waymark (step {0}); start that version, or restore the backup made before it")]
    Newer(String),
    /// What is sealed in the database was sealed with a key that is not there.
    #[error(
        "what is sealed in this database needs key {id}, and {} holds no seal-{id}.key that opens it; nothing is lost: put the file back \
         from your backup of the keys, or point keys_dir (WAYMARK_KEYS_DIR) to the folder that holds it. Only where there is no copy \
         anywhere: `waymark data forget-lost` tells what can never be read again, and removes it with --yes",
        folder.display()
    )]
    Key {
        /// The number of the key.
        id: i32,
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// The key that names people is not the one by which they are named in the database.
    #[error(
        "the people in this database are named by a key, and {} holds no pseudonym.key, or another one; with a new key nobody would find \
         their chat again. Put the file back from your backup of the keys, or point keys_dir (WAYMARK_KEYS_DIR) to the folder that holds \
         it. Only where there is no copy anywhere: `waymark data forget-lost` tells what nobody can reach any more, and removes it with \
         --yes",
        folder.display()
    )]
    PseudonymKey {
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// The key that names people cannot be used.
    #[error(transparent)]
    Naming(#[from] crate::privacy::PseudonymKeyError),
    /// The keys cannot be used.
    #[error(transparent)]
    Seal(#[from] crate::privacy::SealError),
    /// A statement failed.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl From<DbErr> for StorageError {
    fn from(error: DbErr) -> Self {
        Self::Failed(tell(&error))
    }
}

/// What the core needs to know of a failure.
#[expect(clippy::needless_pass_by_value, reason = "so that it can stand in `map_err`")]
pub(super) fn store_error(error: DbErr) -> StoreError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => StoreError::Conflict("there is such a row already".to_owned()),
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => StoreError::NotFound,
        _ => StoreError::Unavailable(tell(&error)),
    }
}

/// The failure for the log: the database's own message and code, without the details that PostgreSQL quotes from rows.
pub(super) fn tell(error: &DbErr) -> String {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(e)) | DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => {
            tell_sqlx(e)
        }
        DbErr::Type(_) | DbErr::Json(_) => "a row does not have the expected form".to_owned(),
        other => other.to_string(),
    }
}

/// The same for an error that never went through sea-orm.
pub(super) fn tell_sqlx(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(e) => match e.code() {
            Some(code) => format!("{} (code {code})", e.message()),
            None => e.message().to_owned(),
        },
        other => other.to_string(),
    }
}

/// Whether another process holds the file just now (`SQLITE_BUSY` and its kinds).
pub(super) fn is_sqlite_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|e| e.code()).and_then(|c| c.parse::<u32>().ok());
    code.is_some_and(|c| c & 0xFF == 5)
}
