//! SQLite and PostgreSQL behind the features' store traits: what must survive a restart, a kill or a power cut is here.
//!
//! One code path serves both, chosen by the address in `database_url`: a small council runs one file, a large one runs several instances
//! on a server, and neither finds out about the other's bugs. Every row of ratings carries its area, and what an officer may see is part
//! of the query. Home of sea-orm; the schema is plain SQL in `migrations/`.

mod address;
mod audit;
mod conversations;
mod entities;
mod error;
mod feedback;
mod lost;
mod migrations;
mod officers;
mod outbox;
mod personal;
mod record;
mod sealed;

pub use error::StorageError;
pub use lost::Lost;

use std::{sync::Arc, time::Duration};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
    sqlx::{
        self, ConnectOptions as _,
        postgres::{PgConnectOptions, PgPoolOptions},
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
    },
};

use self::address::Address;
use crate::privacy::Seal;

/// How long a statement waits for a connection, or for another process that writes to the same file.
const PATIENCE: Duration = Duration::from_secs(10);
const POSTGRES_CONNECTIONS: u32 = 10;
const SQLITE_READERS: u32 = 4;

/// An open database; clones share its connections.
#[derive(Debug, Clone)]
pub struct Database {
    read: DatabaseConnection,
    /// SQLite lets one connection write at a time, so there is one, and writers queue for it in order; the same as `read` elsewhere.
    write: DatabaseConnection,
    /// What opens and closes sealed columns; there once [`Self::unlock`] has found the keys.
    seal: Option<Arc<Seal>>,
}

impl Database {
    /// Opens the database at `sqlite://path`, making file and folders, or at `postgres://…`; makes no tables yet.
    pub async fn connect(url: &str) -> Result<Self, StorageError> {
        match Address::parse(url)? {
            Address::Sqlite(path) => {
                address::make_private_file(&path).map_err(|error| StorageError::File { path: path.clone(), error })?;
                Self::open_sqlite(&path).await.map_err(|e| StorageError::Open(path.display().to_string(), error::tell_sqlx(&e)))
            }
            Address::Postgres { options, place } => Self::open_postgres(*options, place).await,
        }
    }

    async fn open_sqlite(path: &std::path::Path) -> Result<Self, sqlx::Error> {
        let common = SqliteConnectOptions::new()
            .filename(path)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            // A rating that was acknowledged is on the disk, not in the system's cache.
            .synchronous(SqliteSynchronous::Full)
            .pragma("fullfsync", "ON")
            .disable_statement_logging();
        // What is deleted is overwritten, so that no trace of it lies in the file's free pages.
        let writing = common.clone().journal_mode(SqliteJournalMode::Wal).pragma("secure_delete", "ON");
        let reading = common.pragma("query_only", "ON");
        let kept_open = || SqlitePoolOptions::new().acquire_timeout(PATIENCE).idle_timeout(None).max_lifetime(None);
        let mut tries = 0;
        let writer = loop {
            match kept_open().max_connections(1).connect_with(writing.clone()).await {
                Ok(pool) => break pool,
                // Changing to WAL does not wait by itself when several instances start together.
                Err(error) if error::is_sqlite_busy(&error) && tries < 100 => {
                    tries += 1;
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                Err(error) => return Err(error),
            }
        };
        let readers = kept_open().max_connections(SQLITE_READERS).connect_with(reading).await?;
        Ok(Self { read: readers.into(), write: writer.into(), seal: None })
    }

    async fn open_postgres(options: PgConnectOptions, place: String) -> Result<Self, StorageError> {
        let options = options.disable_statement_logging();
        let failed = |e: sqlx::Error| StorageError::Open(place.clone(), error::tell_sqlx(&e));
        // The pool would try a closed port again until its patience ends, and then no longer know why.
        let first = tokio::time::timeout(PATIENCE, options.connect()).await;
        let connection = first.map_err(|_| StorageError::Open(place.clone(), "it does not answer".to_owned()))?.map_err(failed)?;
        sqlx::Connection::close(connection).await.map_err(failed)?;
        let pool = PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS).acquire_timeout(PATIENCE).connect_lazy_with(options);
        let encoding: String = sqlx::query_scalar("SHOW server_encoding").fetch_one(&pool).await.map_err(failed)?;
        if encoding != "UTF8" {
            return Err(StorageError::Encoding(encoding));
        }
        let pool = DatabaseConnection::from(pool);
        Ok(Self { read: pool.clone(), write: pool, seal: None })
    }

    /// Brings the tables to what this program needs. Instances that start together wait for each other; doing it again changes nothing.
    pub async fn migrate(&self) -> Result<(), StorageError> {
        // Looked at first without the lock, so that an account that may not create tables can serve a database that is ready.
        if migrations::is_ready(&self.read).await? {
            return Ok(());
        }
        let tx = self.begin().await?;
        lock(&tx, Lock::Migrations).await?;
        if !migrations::is_ready(&tx).await? {
            migrations::apply(&tx).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Whether the database answers now.
    pub async fn ping(&self) -> Result<(), StorageError> {
        Ok(self.read.execute_unprepared("SELECT 1").await.map(drop)?)
    }

    /// Lets go of the database, once what is under way is done; with SQLite everything is in the one file then.
    pub async fn close(&self) {
        if self.read.get_database_backend() == DbBackend::Sqlite {
            self.end(&self.read).await;
            if let Err(error) = self.write.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await {
                tracing::warn!(error = error::tell(&error), "the write-ahead log stays beside the database; the next start reads it");
            }
        }
        self.end(&self.write).await;
    }

    async fn end(&self, connections: &DatabaseConnection) {
        if let Err(error) = connections.close_by_ref().await {
            tracing::warn!(error = error::tell(&error), "the database did not close in order");
        }
    }

    /// A transaction that writes; on SQLite it waits for its turn at once and not at its first change, where waiting could not help.
    async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let mode = Some(SqliteTransactionMode::Immediate);
        self.write.begin_with_options(TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() }).await
    }
}

/// What must be done by one instance at a time.
#[derive(Clone, Copy)]
enum Lock {
    Migrations,
    Accounts,
}

impl Lock {
    /// Its number on a PostgreSQL server, which other programs may share.
    fn number(self) -> i64 {
        match self {
            Self::Migrations => 0x5741_594D_0001,
            Self::Accounts => 0x5741_594D_0002,
        }
    }
}

/// Waits until no other instance holds the lock, and holds it until the transaction ends; on SQLite the transaction itself is one.
async fn lock(tx: &DatabaseTransaction, lock: Lock) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({})", lock.number())).await?;
    }
    Ok(())
}

/// Words as they are kept: PostgreSQL takes no NUL character, so none is kept anywhere.
fn text(words: &str) -> String {
    words.replace('\0', "")
}

/// A number of rows as both databases take it: they count in 63 bits.
fn rows(most: u64) -> u64 {
    most.min(i64::MAX as u64)
}
