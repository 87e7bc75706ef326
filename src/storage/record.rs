use async_trait::async_trait;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use super::{
    Database,
    entities::{alerts, danger, danger_counts, theme_counts},
    error::store_error,
    rows, text,
};
use crate::{
    area::Area,
    ids::row_id,
    officers::Scope,
    safeguarding::record::{
        Alert, AlertStore, Danger, DangerCount, DangerStore, DangerWords, Handling, NewDanger, State, ThemeCount, Way, month, name, named,
        sort_counts, sort_themes,
    },
    store::{StoreError, StoreResult},
};

const TABLE: &str = "danger";
/// The note is sealed apart from the words, so that neither can be put in the place of the other.
const NOTES: &str = "danger note";

#[async_trait]
impl DangerStore for Database {
    async fn keep(&self, new: NewDanger) -> StoreResult<()> {
        let found = &new.screening;
        let categories = found.categories.iter().map(name).collect::<Vec<_>>();
        let joined = categories.join(",");
        let tx = self.begin().await.map_err(store_error)?;
        for category in &categories {
            count(&tx, &month(new.at), &new.area, category, &name(&found.level)).await.map_err(store_error)?;
        }
        for theme in found.themes() {
            count_theme(&tx, &month(new.at), &new.area, &name(&theme)).await.map_err(store_error)?;
        }
        let record = new.words.as_ref().map(|_| row_id(new.at));
        if let (Some((words, expires)), Some(id)) = (&new.words, &record) {
            let row = danger::ActiveModel {
                id: Set(id.clone()),
                area: Set(new.area.as_str().to_owned()),
                level: Set(name(&found.level)),
                categories: Set(joined.clone()),
                about: Set(found.about.as_ref().map(name)),
                done_by: Set(found.by.as_ref().map(name)),
                channel: Set(new.channel.as_str().to_owned()),
                at: Set(new.at),
                expires: Set(*expires),
                words: Set(self.close_json(TABLE, id, words)?),
                state: Set(State::New.as_str().to_owned()),
                note: Set(None),
                handled_by: Set(None),
                handled_at: Set(None),
            };
            danger::Entity::insert(row).exec_without_returning(&tx).await.map_err(store_error)?;
        }
        for way in Way::ALL {
            let row = alerts::ActiveModel {
                id: Set(row_id(new.at)),
                way: Set(way.as_str().to_owned()),
                record: Set(record.clone()),
                area: Set(new.area.as_str().to_owned()),
                level: Set(name(&found.level)),
                categories: Set(joined.clone()),
                channel: Set(new.channel.as_str().to_owned()),
                at: Set(new.at),
                attempts: Set(0),
                due: Set(new.at),
            };
            alerts::Entity::insert(row).exec_without_returning(&tx).await.map_err(store_error)?;
        }
        tx.commit().await.map_err(store_error)
    }

    async fn list(&self, scope: &Scope, before: Option<&str>, most: u64) -> StoreResult<Vec<Danger>> {
        let mut query = danger::Entity::find().filter(reach(scope)).order_by_desc(danger::Column::Id).limit(rows(most));
        if let Some(before) = before {
            query = query.filter(danger::Column::Id.lt(text(before)));
        }
        Ok(query.all(&self.read).await.map_err(store_error)?.into_iter().filter_map(entry).collect())
    }

    async fn entry(&self, id: &str, scope: &Scope) -> StoreResult<Danger> {
        entry(self.danger_row(id, scope).await?).ok_or(StoreError::NotFound)
    }

    async fn words(&self, id: &str, scope: &Scope) -> StoreResult<DangerWords> {
        let row = self.danger_row(id, scope).await?;
        let words = self.reveal_json(TABLE, &row.id, &row.words)?;
        let note = row.note.as_ref().map(|n| self.reveal_json(NOTES, &row.id, n)).transpose()?;
        Ok(DangerWords { words, note: note.unwrap_or_default() })
    }

    async fn handle(&self, id: &str, scope: &Scope, handling: &Handling) -> StoreResult<()> {
        let note = self.close_json(NOTES, &text(id), &handling.note)?;
        let changed = danger::Entity::update_many()
            .col_expr(danger::Column::State, Expr::value(handling.state.as_str()))
            .col_expr(danger::Column::Note, Expr::value(note))
            .col_expr(danger::Column::HandledBy, Expr::value(text(&handling.officer)))
            .col_expr(danger::Column::HandledAt, Expr::value(handling.at))
            .filter(danger::Column::Id.eq(text(id)))
            .filter(reach(scope))
            .exec(&self.write)
            .await
            .map_err(store_error)?;
        if changed.rows_affected == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    async fn counts(&self, scope: &Scope) -> StoreResult<Vec<DangerCount>> {
        let seen = match scope {
            Scope::All => Condition::all(),
            Scope::Areas(areas) => Condition::all().add(danger_counts::Column::Area.is_in(areas.iter().map(Area::as_str))),
        };
        let found = danger_counts::Entity::find().filter(seen).all(&self.read).await.map_err(store_error)?;
        let read = |row: danger_counts::Model| {
            Some(DangerCount {
                month: row.month,
                area: row.area.parse().ok()?,
                category: named(&row.category)?,
                level: named(&row.level)?,
                amount: u64::try_from(row.amount).unwrap_or(0),
            })
        };
        let mut out: Vec<DangerCount> = found.into_iter().filter_map(read).collect();
        sort_counts(&mut out);
        Ok(out)
    }

    async fn theme_counts(&self, scope: &Scope) -> StoreResult<Vec<ThemeCount>> {
        let seen = match scope {
            Scope::All => Condition::all(),
            Scope::Areas(areas) => Condition::all().add(theme_counts::Column::Area.is_in(areas.iter().map(Area::as_str))),
        };
        let found = theme_counts::Entity::find().filter(seen).all(&self.read).await.map_err(store_error)?;
        let read = |row: theme_counts::Model| {
            Some(ThemeCount::new(row.month, row.area.parse().ok()?, named(&row.theme)?, u64::try_from(row.amount).unwrap_or(0)))
        };
        let mut out: Vec<ThemeCount> = found.into_iter().filter_map(read).collect();
        sort_themes(&mut out);
        Ok(out)
    }
}

#[async_trait]
impl AlertStore for Database {
    async fn claim_alerts(&self, now: i64, until: i64, most: u64) -> StoreResult<Vec<Alert>> {
        let due = alerts::Entity::find().filter(alerts::Column::Due.lte(now)).order_by_asc(alerts::Column::Id).limit(rows(most));
        let mut out = Vec::new();
        for row in due.all(&self.write).await.map_err(store_error)? {
            // Whoever moves the time first has it; another instance then finds nothing to move.
            let claimed = alerts::Entity::update_many()
                .col_expr(alerts::Column::Due, Expr::value(until))
                .col_expr(alerts::Column::Attempts, Expr::col(alerts::Column::Attempts).add(1))
                .filter(alerts::Column::Id.eq(&row.id))
                .filter(alerts::Column::Due.eq(row.due))
                .exec(&self.write)
                .await
                .map_err(store_error)?;
            if claimed.rows_affected == 1 {
                out.extend(alert(row));
            }
        }
        Ok(out)
    }

    async fn alert_done(&self, id: &str) -> StoreResult<()> {
        alerts::Entity::delete_by_id(text(id)).exec(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn alert_later(&self, id: &str, due: i64) -> StoreResult<()> {
        let put_off = alerts::Entity::update_many().col_expr(alerts::Column::Due, Expr::value(due)).filter(alerts::Column::Id.eq(text(id)));
        let changed = put_off.exec(&self.write).await.map_err(store_error)?;
        if changed.rows_affected == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }
}

impl Database {
    async fn danger_row(&self, id: &str, scope: &Scope) -> StoreResult<danger::Model> {
        let row = danger::Entity::find_by_id(text(id)).filter(reach(scope)).one(&self.read).await.map_err(store_error)?;
        row.ok_or(StoreError::NotFound)
    }
}

fn reach(scope: &Scope) -> Condition {
    match scope {
        Scope::All => Condition::all(),
        Scope::Areas(areas) => Condition::all().add(danger::Column::Area.is_in(areas.iter().map(Area::as_str))),
    }
}

async fn count(tx: &DatabaseTransaction, month: &str, area: &Area, category: &str, level: &str) -> Result<(), DbErr> {
    use danger_counts::Column as C;
    let row = danger_counts::ActiveModel {
        month: Set(month.to_owned()),
        area: Set(area.as_str().to_owned()),
        category: Set(category.to_owned()),
        level: Set(level.to_owned()),
        amount: Set(1),
    };
    let one_more = Expr::col((danger_counts::Entity, C::Amount)).add(1);
    let again = OnConflict::columns([C::Month, C::Area, C::Category, C::Level]).value(C::Amount, one_more).to_owned();
    danger_counts::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await.map(drop)
}

async fn count_theme(tx: &DatabaseTransaction, month: &str, area: &Area, theme: &str) -> Result<(), DbErr> {
    use theme_counts::Column as C;
    let row = theme_counts::ActiveModel {
        month: Set(month.to_owned()),
        area: Set(area.as_str().to_owned()),
        theme: Set(theme.to_owned()),
        amount: Set(1),
    };
    let one_more = Expr::col((theme_counts::Entity, C::Amount)).add(1);
    let again = OnConflict::columns([C::Month, C::Area, C::Theme]).value(C::Amount, one_more).to_owned();
    theme_counts::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await.map(drop)
}

/// The entry of a row; one that cannot be read is told in the log, since a person's danger must not vanish in silence.
fn entry(row: danger::Model) -> Option<Danger> {
    let read = || {
        Some((
            row.area.parse().ok()?,
            named(&row.level)?,
            row.categories.split(',').filter_map(named).collect(),
            row.channel.parse().ok()?,
            row.state.parse().ok()?,
        ))
    };
    let Some((area, level, categories, channel, state)) = read() else {
        tracing::error!(entry = row.id, "an entry of the safeguarding record cannot be read and is not shown");
        return None;
    };
    Some(Danger {
        area,
        level,
        categories,
        about: row.about.as_deref().and_then(named),
        by: row.done_by.as_deref().and_then(named),
        channel,
        at: row.at,
        expires: row.expires,
        state,
        handled_by: row.handled_by,
        handled_at: row.handled_at,
        id: row.id,
    })
}

fn alert(row: alerts::Model) -> Option<Alert> {
    let alert = Alert {
        way: row.way.parse().ok()?,
        record: row.record,
        area: row.area.parse().ok()?,
        level: named(&row.level)?,
        categories: row.categories.split(',').filter_map(named).collect(),
        channel: row.channel.parse().ok()?,
        at: row.at,
        attempts: u32::try_from(row.attempts).unwrap_or(0),
        id: row.id,
    };
    Some(alert)
}
