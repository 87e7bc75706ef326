//! The schema, step by step: one SQL file for each change, never edited once it has been released.
//!
//! The files are written so that both databases read them. Where `TEXT` is marked `/* bytewise */`, PostgreSQL compares it byte by byte
//! as SQLite does, whatever language the server was set up in; ids sort by time only so. `BLOB /* bytes */` is PostgreSQL's `BYTEA`.

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager};

use super::StorageError;

/// Every step, in order.
const STEPS: [Step; 4] = [
    Step { name: "0001_first", sql: include_str!("0001_first.sql") },
    Step { name: "0002_privacy", sql: include_str!("0002_privacy.sql") },
    Step { name: "0003_officers", sql: include_str!("0003_officers.sql") },
    Step { name: "0004_themes", sql: include_str!("0004_themes.sql") },
];

#[derive(Clone, Copy)]
struct Step {
    name: &'static str,
    sql: &'static str,
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait]
#[expect(elided_lifetimes_in_paths, reason = "the trait leaves the lifetime out, and async_trait needs the same here")]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = match manager.get_database_backend() {
            DbBackend::Postgres => self.sql.replace("TEXT /* bytewise */", "TEXT COLLATE \"C\"").replace("BLOB /* bytes */", "BYTEA"),
            _ => self.sql.to_owned(),
        };
        manager.get_connection().execute_unprepared(&sql).await.map(drop)
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("the way back is the backup made before".to_owned()))
    }
}

struct Steps;

impl MigratorTrait for Steps {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        STEPS.iter().map(|step| Box::new(*step) as Box<dyn MigrationTrait>).collect()
    }
}

/// Whether every step was taken; an error where the database has taken one that this program does not know.
pub(super) async fn is_ready<C: ConnectionTrait>(connection: &C) -> Result<bool, StorageError> {
    let taken = taken(connection).await?;
    if let Some(unknown) = taken.iter().find(|t| STEPS.iter().all(|s| s.name != t.as_str())) {
        return Err(StorageError::Newer(unknown.clone()));
    }
    Ok(STEPS.iter().all(|s| taken.iter().any(|t| t == s.name)))
}

/// Takes the steps that are missing, all or none.
pub(super) async fn apply(tx: &DatabaseTransaction) -> Result<(), StorageError> {
    Ok(Steps::up(tx, None).await?)
}

async fn taken<C: ConnectionTrait>(connection: &C) -> Result<Vec<String>, DbErr> {
    let backend = connection.get_database_backend();
    // Looked up in the catalogue, because asking for a table that is not there would spoil PostgreSQL's transaction.
    let there = match backend {
        DbBackend::Postgres => "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'seaql_migrations'",
        _ => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'",
    };
    if connection.query_one_raw(Statement::from_string(backend, there)).await?.is_none() {
        return Ok(Vec::new());
    }
    let rows = connection.query_all_raw(Statement::from_string(backend, "SELECT version FROM seaql_migrations")).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
