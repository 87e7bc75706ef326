use async_trait::async_trait;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use super::{
    Database,
    entities::{conversations, turns},
    error::store_error,
    rows, text,
};
use crate::{
    conversation::{ConversationKey, ConversationStore, IDLE_MS, Preferences, RETENTION_MS, Turn},
    ids::{AnswerId, row_id},
    manner::{Channel, Manner},
    store::{StoreError, StoreResult},
};

#[async_trait]
impl ConversationStore for Database {
    async fn preferences(&self, key: &ConversationKey, now: i64) -> StoreResult<Option<Preferences>> {
        let alive = conversations::Entity::find_by_id(text(&key.0)).filter(over(now).not());
        let row = alive.one(&self.read).await.map_err(store_error)?;
        row.map(|row| self.preferences_of(&row)).transpose()
    }

    async fn save(&self, key: &ConversationKey, channel: Channel, preferences: &Preferences, now: i64) -> StoreResult<()> {
        use conversations::Column as C;
        let row = conversations::ActiveModel {
            key: Set(text(&key.0)),
            channel: Set(channel.as_str().to_owned()),
            profile: Set(Some(self.close_json("conversations", &text(&key.0), &Profile::of(preferences))?)),
            remember: Set(preferences.remember),
            started_at: Set(now),
            used_at: Set(now),
        };
        let again = OnConflict::column(C::Key).update_columns([C::Profile, C::Remember, C::UsedAt]).to_owned();
        let tx = self.begin().await.map_err(store_error)?;
        // What has been idle too long begins anew: its turns may be another person's, on the same phone.
        let stale = conversations::Entity::delete_many().filter(C::Key.eq(text(&key.0))).filter(over(now));
        stale.exec(&tx).await.map_err(store_error)?;
        conversations::Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await.map_err(store_error)?;
        tx.commit().await.map_err(store_error)
    }

    async fn add_turn(&self, key: &ConversationKey, turn: &Turn) -> StoreResult<()> {
        let unfit = |e: serde_json::Error| StoreError::Unavailable(e.to_string());
        // What was met with help is sealed here, too: masked words still tell of danger.
        let apart = turn.shown.question.is_none() && !turn.question.is_empty();
        let danger = apart.then(|| self.close_json("turns", turn.answer.as_str(), &turn.question)).transpose()?;
        let row = turns::ActiveModel {
            danger: Set(danger),
            answer_id: Set(turn.answer.as_str().to_owned()),
            conversation: Set(text(&key.0)),
            position: Set(row_id(turn.at)),
            question: Set(if apart { String::new() } else { text(&turn.question) }),
            reply: Set(serde_json::to_string(&turn.reply).map_err(unfit)?),
            shown: Set(serde_json::to_string(&turn.shown).map_err(unfit)?),
            at: Set(turn.at),
        };
        turns::Entity::insert(row).exec_without_returning(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn turns(&self, key: &ConversationKey, most: u64) -> StoreResult<Vec<Turn>> {
        let mut newest = turns::Entity::find()
            .filter(turns::Column::Conversation.eq(text(&key.0)))
            .order_by_desc(turns::Column::Position)
            .limit(rows(most))
            .all(&self.read)
            .await
            .map_err(store_error)?;
        newest.reverse();
        Ok(newest.into_iter().filter_map(|row| self.turn_of(row)).collect())
    }

    async fn turn(&self, key: &ConversationKey, answer: &AnswerId) -> StoreResult<Option<Turn>> {
        let theirs = turns::Entity::find_by_id(answer.as_str()).filter(turns::Column::Conversation.eq(text(&key.0)));
        Ok(theirs.one(&self.read).await.map_err(store_error)?.and_then(|row| self.turn_of(row)))
    }

    async fn forget(&self, key: &ConversationKey) -> StoreResult<()> {
        conversations::Entity::delete_by_id(text(&key.0)).exec(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn expire(&self, now: i64) -> StoreResult<u64> {
        let gone = conversations::Entity::delete_many().filter(over(now)).exec(&self.write).await.map_err(store_error)?;
        let old = turns::Column::At.lt(now.saturating_sub(RETENTION_MS));
        turns::Entity::delete_many().filter(old).exec(&self.write).await.map_err(store_error)?;
        Ok(gone.rows_affected)
    }
}

/// What is sealed of the preferences; whether a device remembers stays readable, since what is past its time is found by it.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Profile {
    style: String,
    area: Option<String>,
    audience: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pictures: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<String>,
    time: bool,
    one_question: bool,
    language: Option<String>,
    name: Option<String>,
}

impl Profile {
    fn of(preferences: &Preferences) -> Self {
        let manner = &preferences.manner;
        Self {
            style: preferences.style.as_str().to_owned(),
            area: preferences.area.as_ref().map(|a| a.as_str().to_owned()),
            audience: preferences.audience.map(|a| a.as_str().to_owned()),
            language: preferences.language.clone(),
            pictures: Some(manner.pictures),
            length: Some(manner.length.as_str().to_owned()),
            time: manner.time,
            one_question: manner.one_question,
            name: manner.name.clone(),
        }
    }
}

impl Database {
    pub(super) fn preferences_of(&self, row: &conversations::Model) -> StoreResult<Preferences> {
        let profile: Profile = match &row.profile {
            Some(sealed) => self.reveal_json("conversations", &row.key, sealed)?,
            None => Profile::default(),
        };
        Ok(Preferences {
            // What an older or newer program wrote and this one does not know is as if it had not been said.
            style: profile.style.parse().unwrap_or_default(),
            area: profile.area.and_then(|a| a.parse().ok()),
            audience: profile.audience.and_then(|a| a.parse().ok()),
            language: profile.language,
            remember: row.remember,
            manner: Manner {
                pictures: profile.pictures.unwrap_or(true),
                length: profile.length.and_then(|l| l.parse().ok()).unwrap_or_default(),
                time: profile.time,
                one_question: profile.one_question,
                name: profile.name,
            },
        })
    }
}

impl Database {
    /// The row as the core knows it; a reply in a form that is no longer read is left out.
    pub(super) fn turn_of(&self, row: turns::Model) -> Option<Turn> {
        let (Some(answer), Ok(reply), Ok(shown)) =
            (AnswerId::parse(&row.answer_id), serde_json::from_str(&row.reply), serde_json::from_str(&row.shown))
        else {
            tracing::warn!(answer = row.answer_id, "a stored turn has a form that is no longer read and was left out");
            return None;
        };
        let opened = row.danger.as_ref().map(|sealed| self.reveal_json("turns", &row.answer_id, sealed)).transpose();
        let question = match opened {
            Ok(question) => question.unwrap_or(row.question),
            Err(error) => {
                tracing::error!(%error, "a stored question cannot be opened and was left out");
                return None;
            }
        };
        Some(Turn { answer, question, reply, shown, at: row.at })
    }
}

/// Which conversations are past their time.
fn over(now: i64) -> Condition {
    use conversations::Column as C;
    let forgotten = Condition::all()
        .add(C::Channel.eq(Channel::Web.as_str()))
        .add(C::Remember.eq(false))
        .add(C::UsedAt.lt(now.saturating_sub(IDLE_MS)));
    Condition::any().add(C::UsedAt.lt(now.saturating_sub(RETENTION_MS))).add(forgotten)
}
