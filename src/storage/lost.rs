use std::path::Path;

use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::{
    Database, StorageError,
    entities::{conversations, danger, officers, outbox, recovery_codes, seals, second_factors, sessions, turns},
    sealed::{NAMES_PEOPLE, proof_of, proves, sealing_keys},
};
use crate::privacy::{PseudonymKey, Seal};

/// What is out of reach for ever because its key is gone.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The numbers of the sealing keys that are gone.
    pub keys: Vec<i32>,
    /// The key that names people is gone.
    pub names: bool,
    /// Chats whose choices cannot be opened, or that no person can be found for.
    pub chats: u64,
    /// Questions met with help that cannot be opened, in chats that stay.
    pub questions: u64,
    /// Entries of the safeguarding record.
    pub danger: u64,
    /// Replies that were on their way.
    pub waiting: u64,
    /// E-mail addresses of the officers whose second factor cannot be opened.
    pub officers: Vec<String>,
}

impl Lost {
    /// Whether every key is there.
    pub fn is_nothing(&self) -> bool {
        self.keys.is_empty() && !self.names
    }
}

impl Database {
    /// What the keys in that folder do not open; nothing is changed.
    pub async fn lost(&self, keys: &Path) -> Result<Lost, StorageError> {
        self.look(keys, false).await
    }

    /// Removes what the keys in that folder do not open, so that the database can be used again; tells what it was. Ratings and counts
    /// stay: they hold no sealed word. An officer whose second factor goes is signed out.
    pub async fn forget_lost(&self, keys: &Path) -> Result<Lost, StorageError> {
        let lost = self.look(keys, true).await?;
        if lost.names {
            // The ratings that stay were given by people of before: without this the next start would ask for their key again.
            PseudonymKey::open(&keys.join("pseudonym.key"))?;
            self.pseudonym_key(keys).await?;
        }
        Ok(lost)
    }

    async fn look(&self, keys: &Path, remove: bool) -> Result<Lost, StorageError> {
        let seal = Seal::open(keys)?;
        let known = sealing_keys(self).await?;
        let gone: Vec<i32> = known.iter().filter(|row| seal.as_ref().is_none_or(|s| !proves(s, row))).map(|row| row.key_id).collect();
        let names = self.lost_names(keys).await?;
        let mut lost = Lost { keys: gone, names, ..Lost::default() };
        if lost.is_nothing() {
            return Ok(lost);
        }
        let tx = self.begin().await?;
        count(&tx, &mut lost).await?;
        if remove {
            let rows = lost.keys.iter().copied().chain(lost.names.then_some(NAMES_PEOPLE));
            seals::Entity::delete_many().filter(seals::Column::KeyId.is_in(rows)).exec(&tx).await?;
            tx.commit().await?;
        } else {
            tx.rollback().await?;
        }
        Ok(lost)
    }

    async fn lost_names(&self, keys: &Path) -> Result<bool, StorageError> {
        let path = keys.join("pseudonym.key");
        let known = seals::Entity::find_by_id(NAMES_PEOPLE).one(&self.read).await?;
        if !path.exists() {
            return Ok(known.is_some() || self.names_people().await?);
        }
        let key = PseudonymKey::open(&path)?;
        Ok(known.is_some_and(|row| row.proof != proof_of(&key)))
    }
}

/// Removes, within the transaction, what is out of reach, and counts it.
async fn count(tx: &DatabaseTransaction, lost: &mut Lost) -> Result<(), DbErr> {
    // Each sealed piece begins with the number of its key. A row that was damaged otherwise is not touched.
    let gone = lost.keys.clone();
    let sealed = |bytes: &[u8]| bytes.first().is_some_and(|id| gone.contains(&i32::from(*id)));
    if lost.names {
        lost.chats += conversations::Entity::find().count(tx).await?;
        conversations::Entity::delete_many().exec(tx).await?;
    }
    let profiles = conversations::Entity::find().select_only().columns([conversations::Column::Key, conversations::Column::Profile]);
    let profiles: Vec<(String, Option<Vec<u8>>)> = profiles.into_tuple().all(tx).await?;
    for (key, _) in profiles.into_iter().filter(|(_, p)| p.as_deref().is_some_and(sealed)) {
        lost.chats += conversations::Entity::delete_by_id(key).exec(tx).await?.rows_affected;
    }
    let asked = turns::Entity::find().select_only().columns([turns::Column::AnswerId, turns::Column::Danger]);
    let asked: Vec<(String, Option<Vec<u8>>)> = asked.filter(turns::Column::Danger.is_not_null()).into_tuple().all(tx).await?;
    for (id, _) in asked.into_iter().filter(|(_, words)| words.as_deref().is_some_and(sealed)) {
        lost.questions += turns::Entity::delete_by_id(id).exec(tx).await?.rows_affected;
    }
    let told: Vec<danger::Model> = danger::Entity::find().all(tx).await?;
    for row in told.iter().filter(|row| sealed(&row.words) || row.note.as_deref().is_some_and(sealed)) {
        // A note that is lost leaves the words, which are worth more.
        if sealed(&row.words) {
            lost.danger += danger::Entity::delete_by_id(&row.id).exec(tx).await?.rows_affected;
        } else {
            let note = danger::Entity::update_many().col_expr(danger::Column::Note, Option::<Vec<u8>>::None.into());
            note.filter(danger::Column::Id.eq(&row.id)).exec(tx).await?;
        }
    }
    let waiting: Vec<(String, Vec<u8>)> =
        outbox::Entity::find().select_only().columns([outbox::Column::Id, outbox::Column::Call]).into_tuple().all(tx).await?;
    for (id, _) in waiting.into_iter().filter(|(_, call)| sealed(call)) {
        lost.waiting += outbox::Entity::delete_by_id(id).exec(tx).await?.rows_affected;
    }
    for row in second_factors::Entity::find().all(tx).await? {
        let id = row.secret.get(..2).and_then(|hex| i32::from_str_radix(hex, 16).ok());
        if id.is_some_and(|id| lost.keys.contains(&id)) {
            recovery_codes::Entity::delete_many().filter(recovery_codes::Column::Officer.eq(&row.officer)).exec(tx).await?;
            sessions::Entity::delete_many().filter(sessions::Column::Officer.eq(&row.officer)).exec(tx).await?;
            let officer = officers::Entity::find_by_id(&row.officer).one(tx).await?;
            second_factors::Entity::delete_by_id(row.officer).exec(tx).await?;
            lost.officers.extend(officer.map(|o| o.email));
        }
    }
    Ok(())
}
