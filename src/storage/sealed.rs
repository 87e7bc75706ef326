use std::{path::Path, sync::Arc};

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, SelectExt};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    Database, StorageError,
    entities::{conversations, ratings, seals},
};
use crate::{
    privacy::{PseudonymKey, Seal, SealError},
    store::{StoreError, StoreResult},
};

/// What every key seals once, to be known again.
const PROOF: &[u8] = b"waymark";
/// Sealing keys are numbered from 1; under this number lies the proof of the key that names people.
pub(super) const NAMES_PEOPLE: i32 = 0;

impl Database {
    /// Finds the keys of what is sealed in this database, which must have its tables; the first key is made for a database that has none
    /// yet. A key that is missing or another one is an error here, before anything is read or written with it.
    pub async fn unlock(self, keys: &Path) -> Result<Self, StorageError> {
        let known = sealing_keys(&self).await?;
        let lost = |id: i32| StorageError::Key { id, folder: keys.to_owned() };
        let seal = match known.last() {
            None => Seal::open_or_make(keys)?,
            Some(last) => Seal::open(keys)?.ok_or_else(|| lost(last.key_id))?,
        };
        if let Some(row) = known.iter().find(|row| !proves(&seal, row)) {
            return Err(lost(row.key_id));
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

    /// The key that names people in this database; made for a database that names nobody yet. One that is missing or another one is an
    /// error here: under a new one everybody would be a stranger, and nobody could see, save or delete what is kept of them.
    pub async fn pseudonym_key(&self, keys: &Path) -> Result<PseudonymKey, StorageError> {
        let path = keys.join("pseudonym.key");
        let lost = || StorageError::PseudonymKey { folder: keys.to_owned() };
        let known = seals::Entity::find_by_id(NAMES_PEOPLE).one(&self.read).await?;
        // A database of before the proof is recognised by the people in it.
        if !path.exists() && (known.is_some() || self.names_people().await?) {
            return Err(lost());
        }
        let key = PseudonymKey::open(&path)?;
        let kept = match known {
            Some(row) => Some(row),
            None => {
                let row = seals::ActiveModel { key_id: Set(NAMES_PEOPLE), proof: Set(proof_of(&key)) };
                seals::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(&self.write).await?;
                // Another instance with a key of its own may have been first.
                seals::Entity::find_by_id(NAMES_PEOPLE).one(&self.write).await?
            }
        };
        if kept.is_some_and(|row| row.proof == proof_of(&key)) { Ok(key) } else { Err(lost()) }
    }

    pub(super) async fn names_people(&self) -> Result<bool, StorageError> {
        let chats = conversations::Entity::find().exists(&self.read).await?;
        Ok(chats || ratings::Entity::find().exists(&self.read).await?)
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

/// The proofs of all sealing keys, the newest last.
pub(super) async fn sealing_keys(database: &Database) -> Result<Vec<seals::Model>, StorageError> {
    let all = seals::Entity::find().filter(seals::Column::KeyId.gt(NAMES_PEOPLE)).order_by_asc(seals::Column::KeyId);
    Ok(all.all(&database.read).await?)
}

/// Whether the key of this row is here.
pub(super) fn proves(seal: &Seal, row: &seals::Model) -> bool {
    seal.reveal("seals", &row.key_id.to_string(), &row.proof).is_ok_and(|proof| proof == PROOF)
}

/// What stands for the key that names people: the name of nobody, in no channel.
pub(super) fn proof_of(key: &PseudonymKey) -> Vec<u8> {
    key.pseudonym("proof", "waymark").into_bytes()
}

fn sealed(table: &str) -> impl Fn(SealError) -> StoreError + '_ {
    move |error| StoreError::Unavailable(format!("a sealed row of {table}: {error}"))
}
