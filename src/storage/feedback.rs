use std::collections::{BTreeSet, HashMap};

use async_trait::async_trait;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, Order, Query, SelectStatement, UnionType},
};

use super::{
    Database,
    entities::{rating_counts, ratings},
    error::store_error,
    rows, text,
};
use crate::{
    area::Area,
    feedback::{Colour, FeedbackStore, Given, NewRating, PastCount, Rating, RatingFilter, ShownAnswer},
    ids::{AnswerId, row_id},
    manner::Channel,
    officers::Scope,
    store::{StoreError, StoreResult},
};

/// Fewer than either database takes parameters in a statement.
const NAMES_AT_ONCE: usize = 500;
/// SQLite joins at most 500 selects into one, and an area needs up to nine.
const AREAS_AT_ONCE: usize = 50;

#[async_trait]
impl FeedbackStore for Database {
    async fn rate(&self, new: NewRating) -> StoreResult<()> {
        use ratings::Column as C;
        let sources = serde_json::to_string(&new.shown.sources).map_err(|e| StoreError::Unavailable(e.to_string()))?;
        let row = ratings::ActiveModel {
            id: Set(row_id(new.at)),
            answer_id: Set(new.answer.as_str().to_owned()),
            person: Set(text(&new.person)),
            colour: Set(new.colour.as_str().to_owned()),
            comment: Set(None),
            question: Set(new.shown.question.as_deref().map(text)),
            status: Set(text(&new.shown.status)),
            title: Set(text(&new.shown.title)),
            text: Set(text(&new.shown.text)),
            passage: Set(new.shown.passage.as_deref().map(text)),
            digest: Set(new.shown.digest.as_deref().map(text)),
            sources: Set(sources),
            area: Set(new.shown.area.as_str().to_owned()),
            style: Set(new.shown.style.as_str().to_owned()),
            channel: Set(new.shown.channel.as_str().to_owned()),
            created: Set(new.at),
            updated: Set(new.at),
        };
        // Everything but the id, the comment and the moment of the first thumb.
        let changes = [
            C::Colour,
            C::Question,
            C::Status,
            C::Title,
            C::Text,
            C::Passage,
            C::Digest,
            C::Sources,
            C::Area,
            C::Style,
            C::Channel,
            C::Updated,
        ];
        let again = OnConflict::columns([C::Person, C::AnswerId]).update_columns(changes).to_owned();
        ratings::Entity::insert(row).on_conflict(again).exec_without_returning(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn comment(&self, answer: &AnswerId, person: &str, comment: Option<&str>, at: i64) -> StoreResult<()> {
        let updated = ratings::Entity::update_many()
            .col_expr(ratings::Column::Comment, Expr::value(comment.map(text)))
            .col_expr(ratings::Column::Updated, Expr::value(at))
            .filter(ratings::Column::Person.eq(text(person)))
            .filter(ratings::Column::AnswerId.eq(answer.as_str()))
            .exec(&self.write)
            .await
            .map_err(store_error)?;
        if updated.rows_affected == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    async fn given(&self, person: &str, answers: &[AnswerId]) -> StoreResult<HashMap<AnswerId, Given>> {
        let mut given = HashMap::new();
        for some in answers.chunks(NAMES_AT_ONCE) {
            let theirs = ratings::Entity::find()
                .filter(ratings::Column::Person.eq(text(person)))
                .filter(ratings::Column::AnswerId.is_in(some.iter().map(AnswerId::as_str)))
                .all(&self.read)
                .await
                .map_err(store_error)?;
            for row in theirs {
                if let (Some(answer), Ok(colour)) = (AnswerId::parse(&row.answer_id), row.colour.parse()) {
                    given.insert(answer, Given { colour, comment: row.comment });
                }
            }
        }
        Ok(given)
    }

    async fn list(&self, filter: &RatingFilter, scope: &Scope) -> StoreResult<Vec<Rating>> {
        let most = rows(Ord::max(filter.most, 1));
        let mut found = Vec::new();
        match areas(filter, scope) {
            None => found = self.newest(filter, &[None], most).await.map_err(store_error)?,
            Some(areas) => {
                let areas: Vec<Option<&Area>> = areas.into_iter().map(Some).collect();
                for some in areas.chunks(AREAS_AT_ONCE) {
                    found.extend(self.newest(filter, some, most).await.map_err(store_error)?);
                }
                found.sort_by(|a, b| b.id.cmp(&a.id));
                found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
            }
        }
        Ok(found.into_iter().filter_map(rating).collect())
    }

    async fn get(&self, id: &str, scope: &Scope) -> StoreResult<Rating> {
        let reach = match scope {
            Scope::All => Condition::all(),
            Scope::Areas(areas) => Condition::all().add(ratings::Column::Area.is_in(areas.iter().map(Area::as_str))),
        };
        let row = ratings::Entity::find_by_id(text(id)).filter(reach).one(&self.read).await.map_err(store_error)?;
        row.and_then(rating).ok_or(StoreError::NotFound)
    }

    async fn past_counts(&self, scope: &Scope) -> StoreResult<Vec<PastCount>> {
        use rating_counts::Column as C;
        let seen = match scope {
            Scope::All => Condition::all(),
            Scope::Areas(areas) => Condition::all().add(C::Area.is_in(areas.iter().map(Area::as_str))),
        };
        let found = rating_counts::Entity::find().filter(seen).all(&self.read).await.map_err(store_error)?;
        let read = |row: rating_counts::Model| {
            Some(PastCount {
                month: row.month,
                area: row.area.parse().ok()?,
                colour: row.colour.parse().ok()?,
                article: (!row.article.is_empty()).then_some(row.article),
                amount: u64::try_from(row.amount).unwrap_or(0),
            })
        };
        let mut out: Vec<PastCount> = found.into_iter().filter_map(read).collect();
        out.sort_by(|a, b| b.month.cmp(&a.month).then_with(|| a.cmp(b)));
        Ok(out)
    }
}

impl Database {
    /// The newest rows of these areas that pass the filter.
    ///
    /// A rare kind, such as red thumbs from one small area, may lie a million rows deep. So the newest of each kind are taken from the
    /// end of an index and the page is the newest of those; how many rows there are does not matter then.
    async fn newest(&self, filter: &RatingFilter, areas: &[Option<&Area>], most: u64) -> Result<Vec<ratings::Model>, DbErr> {
        let colours = filter.colour.map_or(Colour::ALL.to_vec(), |c| vec![c]);
        let channels = filter.channel.map_or(Channel::ALL.to_vec(), |c| vec![c]);
        let mut all: Option<SelectStatement> = None;
        for area in areas {
            for colour in &colours {
                for channel in &channels {
                    let kind = newest_of_kind(*area, *colour, *channel, filter.before.as_deref(), most);
                    match &mut all {
                        None => all = Some(kind),
                        Some(all) => drop(all.union(UnionType::All, kind)),
                    }
                }
            }
        }
        let Some(all) = all else { return Ok(Vec::new()) };
        let page = Query::select()
            .column(ratings::Column::Id)
            .from_subquery(all, Alias::new("kinds"))
            .order_by(ratings::Column::Id, Order::Desc)
            .limit(most)
            .to_owned();
        let newest = ratings::Entity::find().filter(ratings::Column::Id.in_subquery(page));
        newest.order_by_desc(ratings::Column::Id).all(&self.read).await
    }
}

/// The areas to look in, each once; none where all of them are wanted and may be seen.
fn areas<'a>(filter: &'a RatingFilter, scope: &'a Scope) -> Option<BTreeSet<&'a Area>> {
    match (scope, &filter.area) {
        (Scope::All, None) => None,
        (Scope::All, Some(area)) => Some(BTreeSet::from([area])),
        (Scope::Areas(areas), wanted) => Some(areas.iter().filter(|a| wanted.as_ref().is_none_or(|w| w == *a)).collect()),
    }
}

fn newest_of_kind(area: Option<&Area>, colour: Colour, channel: Channel, before: Option<&str>, most: u64) -> SelectStatement {
    let mut kind = Query::select();
    kind.column(ratings::Column::Id).from(ratings::Entity);
    if let Some(area) = area {
        kind.and_where(Expr::col(ratings::Column::Area).eq(area.as_str()));
    }
    kind.and_where(Expr::col(ratings::Column::Colour).eq(colour.as_str()));
    kind.and_where(Expr::col(ratings::Column::Channel).eq(channel.as_str()));
    if let Some(before) = before {
        kind.and_where(Expr::col(ratings::Column::Id).lt(text(before)));
    }
    kind.order_by(ratings::Column::Id, Order::Desc).limit(most);
    // Wrapped, because SQLite joins no select that is ordered itself.
    Query::select().column(ratings::Column::Id).from_subquery(kind, Alias::new("kind")).to_owned()
}

/// The row as the core knows it; one that cannot be read is left out, so that it does not hide the others.
pub(super) fn rating(row: ratings::Model) -> Option<Rating> {
    let (Ok(colour), Ok(area), Ok(style), Ok(channel), Ok(sources)) =
        (row.colour.parse(), row.area.parse(), row.style.parse(), row.channel.parse(), serde_json::from_str(&row.sources))
    else {
        tracing::error!(rating = row.id, "a stored rating cannot be read and was left out");
        return None;
    };
    let shown = ShownAnswer {
        question: row.question,
        status: row.status,
        title: row.title,
        text: row.text,
        passage: row.passage,
        digest: row.digest,
        sources,
        area,
        style,
        channel,
    };
    Some(Rating { id: row.id, colour, comment: row.comment, shown, created: row.created, updated: row.updated })
}
