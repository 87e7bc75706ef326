use std::{path::Path, sync::Arc};

use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};
use serde::{Serialize, de::DeserializeOwned};

use super::{Database, StorageError, entities::seals};
use crate::{
    privacy::{Seal, SealError},
    store::{StoreError, StoreResult},
};

/// What every key seals once, to be known again.
const PROOF: &[u8] = b"waymark";

impl Database {
    /// Finds the keys of what is sealed in this database, which must have its tables; the first key is made for a database that has none
    /// yet. A key that is missing or another one is an error here, before anything is read or written with it.
    pub async fn unlock(self, keys: &Path) -> Result<Self, StorageError> {
        let known = seals::Entity::find().order_by_asc(seals::Column::KeyId).all(&self.read).await?;
        let lost = |id: i32| StorageError::Key { id, folder: keys.to_owned() };
        let seal = match known.last() {
            None => Seal::open_or_make(keys)?,
            Some(last) => Seal::open(keys)?.ok_or_else(|| lost(last.key_id))?,
        };
        for row in &known {
            let opened = seal.reveal("seals", &row.key_id.to_string(), &row.proof);
            if !opened.is_ok_and(|proof| proof == PROOF) {
                return Err(lost(row.key_id));
            }
        }
        let newest = i32::from(seal.newest());
        if known.iter().all(|row| row.key_id != newest) {
            let proof = seal.close("seals", &newest.to_string(), PROOF)?;
            let row = seals::ActiveModel { key_id: Set(newest), proof: Set(proof) };
            seals::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(&self.write).await?;
            // Another instance with a key of its own may have been first.
            let kept = seals::Entity::find_by_id(newest).one(&self.write).await?;
            if kept.is_none_or(|row| seal.reveal("seals", &newest.to_string(), &row.proof).is_err()) {
                return Err(lost(newest));
            }
        }
        Ok(Self { seal: Some(Arc::new(seal)), ..self })
    }

    fn seal(&self) -> StoreResult<&Seal> {
        self.seal.as_deref().ok_or_else(|| StoreError::Unavailable("the database was not unlocked".to_owned()))
    }

    /// Closes a value for its row.
    pub(super) fn close_json(&self, table: &str, row: &str, value: &impl Serialize) -> StoreResult<Vec<u8>> {
        let bytes = serde_json::to_vec(value).map_err(|e| StoreError::Unavailable(e.to_string()))?;
        self.seal()?.close(table, row, &bytes).map_err(sealed(table))
    }

    /// Opens a value of its row.
    pub(super) fn reveal_json<T: DeserializeOwned>(&self, table: &str, row: &str, sealed_bytes: &[u8]) -> StoreResult<T> {
        let bytes = self.seal()?.reveal(table, row, sealed_bytes).map_err(sealed(table))?;
        // The parser's own words could quote what was sealed.
        serde_json::from_slice(&bytes)
            .map_err(|_| StoreError::Unavailable(format!("a sealed row of {table} has a form that is no longer read")))
    }
}

fn sealed(table: &str) -> impl Fn(SealError) -> StoreError + '_ {
    move |error| StoreError::Unavailable(format!("a sealed row of {table}: {error}"))
}
