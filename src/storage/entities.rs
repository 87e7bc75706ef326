//! The rows, as the tables of `migrations/` have them. Nothing outside this room sees one.
#![allow(unreachable_pub, reason = "the derive wants public names, and the module is private")]

macro_rules! table {
    ($module:ident, $table:literal, { $($body:tt)* }) => {
        pub mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($body)* }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

table!(conversations, "conversations", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub channel: String,
    pub profile: Option<Vec<u8>>,
    pub remember: bool,
    pub started_at: i64,
    pub used_at: i64,
});

table!(turns, "turns", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub answer_id: String,
    pub conversation: String,
    pub position: String,
    pub question: String,
    pub reply: String,
    pub shown: String,
    pub at: i64,
    pub danger: Option<Vec<u8>>,
});

table!(ratings, "ratings", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub answer_id: String,
    pub person: String,
    pub colour: String,
    pub comment: Option<String>,
    pub question: Option<String>,
    pub status: String,
    pub title: String,
    pub text: String,
    pub passage: Option<String>,
    pub digest: Option<String>,
    pub sources: String,
    pub area: String,
    pub style: String,
    pub channel: String,
    pub created: i64,
    pub updated: i64,
});

table!(officers, "officers", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub email: String,
    pub password: String,
    pub disabled: bool,
});

table!(grants, "grants", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub officer: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub role: String,
    pub area: Option<String>,
});

table!(invitations, "invitations", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    pub email: Option<String>,
    pub role: String,
    pub area: Option<String>,
    pub expires: i64,
});

table!(sessions, "sessions", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    pub id: String,
    pub officer: String,
    pub stage: String,
    pub device: String,
    pub started: i64,
    pub used: i64,
    pub expires: i64,
});

table!(attempts, "attempts", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    pub count: i32,
    pub last: i64,
    pub until: i64,
});

table!(second_factors, "second_factors", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub officer: String,
    pub secret: String,
    pub confirmed: bool,
    pub step: i64,
});

table!(recovery_codes, "recovery_codes", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub officer: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
});

table!(taken_updates, "taken_updates", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub taken_at: i64,
});

table!(outbox, "outbox", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub person: String,
    pub call: Vec<u8>,
    pub attempts: i32,
    pub due: i64,
});

table!(audit, "audit", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub officer: String,
    pub action: String,
    pub subject: String,
    pub area: Option<String>,
    pub at: i64,
});

table!(seals, "seals", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_id: i32,
    pub proof: Vec<u8>,
});

table!(rating_counts, "rating_counts", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub area: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub colour: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub article: String,
    pub amount: i64,
});

table!(danger, "danger", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub area: String,
    pub level: String,
    pub categories: String,
    pub about: Option<String>,
    pub done_by: Option<String>,
    pub channel: String,
    pub at: i64,
    pub expires: i64,
    pub words: Vec<u8>,
    pub state: String,
    pub note: Option<Vec<u8>>,
    pub handled_by: Option<String>,
    pub handled_at: Option<i64>,
});

table!(danger_counts, "danger_counts", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub area: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub category: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub level: String,
    pub amount: i64,
});

table!(theme_counts, "theme_counts", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub area: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub theme: String,
    pub amount: i64,
});

table!(alerts, "alerts", {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub way: String,
    pub record: Option<String>,
    pub area: String,
    pub level: String,
    pub categories: String,
    pub channel: String,
    pub at: i64,
    pub attempts: i32,
    pub due: i64,
});
