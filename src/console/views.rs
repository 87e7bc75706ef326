use askama::Template;

use super::session::Place;
use crate::{
    feedback::{Colour, Rating},
    http::Page,
    manner::Style,
};

/// A rating in the list.
pub(super) struct RowView {
    pub address: String,
    pub colour: Colour,
    pub question: String,
    pub commented: bool,
    pub article: String,
    pub area: String,
    pub channel: String,
    pub when: String,
}

/// Something to choose in a filter.
pub(super) struct ChoiceView {
    pub value: String,
    pub name: String,
    pub chosen: bool,
}

/// The thumb as shape, word and colour.
pub(super) struct MarkView {
    pub page: Page,
    pub colour: Colour,
}

impl MarkView {
    fn word(&self) -> String {
        self.page.say(&format!("rate-{}", self.colour.as_str()))
    }

    fn colour_name(&self) -> String {
        self.page.say(&format!("colour-{}", self.colour.as_str()))
    }

    /// The mark as HTML: a picture, the word, and the colour's name.
    pub fn html(&self) -> String {
        let colour = self.colour.as_str();
        format!(
            "<span class=\"mark {colour}\"><svg class=\"hand\" viewBox=\"0 0 48 48\" aria-hidden=\"true\" focusable=\"false\">\
             <use href=\"#thumb-{colour}\"/></svg><span>{} <span class=\"hint\">({})</span></span></span>",
            self.word(),
            self.colour_name()
        )
    }
}

#[derive(Template)]
#[template(path = "ratings.html")]
pub(super) struct RatingsPage {
    pub page: Page,
    pub email: String,
    pub form_token: String,
    pub places: Vec<Place>,
    pub rows: Vec<RowView>,
    pub colours: Vec<ChoiceView>,
    pub areas: Vec<ChoiceView>,
    pub channels: Vec<ChoiceView>,
    pub older: Option<String>,
    pub newest: Option<String>,
    pub warnings: Vec<String>,
}

impl RatingsPage {
    fn mark(&self, colour: &Colour) -> String {
        MarkView { page: self.page.clone(), colour: *colour }.html()
    }
}

#[derive(Template)]
#[template(path = "rating.html")]
pub(super) struct RatingPage {
    pub page: Page,
    pub email: String,
    pub form_token: String,
    pub places: Vec<Place>,
    pub rating: Rating,
    pub mark: String,
    pub area: String,
    pub channel: String,
    pub created: String,
    pub updated: Option<String>,
    pub article: Option<String>,
}

impl RatingPage {
    fn style(&self) -> String {
        self.page.say(if self.rating.shown.style == Style::EasyRead { "easy-read" } else { "article-standard" })
    }

    fn paragraphs(&self) -> Vec<&str> {
        self.rating.shown.text.split("\n\n").collect()
    }
}

/// A contact that stands against a launch.
pub(super) struct ContactView {
    pub area: String,
    pub name: String,
    pub owner: String,
    pub when: String,
}

/// An article on the law that is past its review date.
pub(super) struct LegalView {
    pub address: String,
    pub title: String,
    pub when: String,
}

/// How far the articles of an area have been looked at.
pub(super) struct SigningView {
    pub area: String,
    pub articles: usize,
    pub unsigned: usize,
    pub unread: usize,
}

/// What a passage won or lost by.
pub(super) struct ReasonView {
    pub name: String,
    pub measured: String,
    pub adds: String,
}

/// A passage that was found; its text in three pieces around the sentence that answers.
pub(super) struct HitView {
    pub title: String,
    pub address: String,
    pub heading: String,
    pub score: String,
    pub behind: String,
    pub answers: bool,
    pub elsewhere: bool,
    pub reasons: Vec<ReasonView>,
    pub before: String,
    pub sentence: String,
    pub after: String,
}

#[derive(Template)]
#[template(path = "explain.html")]
pub(super) struct ExplainPage {
    pub page: Page,
    pub email: String,
    pub form_token: String,
    pub places: Vec<Place>,
    pub question: String,
    pub areas: Vec<ChoiceView>,
    pub asked: bool,
    pub outcome: String,
    pub read_as: Vec<String>,
    pub corrected: Vec<String>,
    pub sure: String,
    pub needed: String,
    pub nearly: String,
    pub by_meaning: bool,
    pub hits: Vec<HitView>,
}

#[derive(Template)]
#[template(path = "launch.html")]
pub(super) struct LaunchPage {
    pub page: Page,
    pub email: String,
    pub form_token: String,
    pub places: Vec<Place>,
    pub clear: bool,
    pub safeguarding_unsigned: bool,
    /// The entries of those words that nobody has proved, each with what to ask.
    pub unconfirmed: Vec<(String, String)>,
    /// The languages whose words nobody has signed, as one list.
    pub languages: String,
    /// Translations that no native speaker has read: the language, and the files.
    pub unread: Vec<String>,
    pub contacts: Vec<ContactView>,
    pub legal: Vec<LegalView>,
    pub signing: Vec<SigningView>,
    pub left_out: Vec<String>,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
pub(super) struct SignInPage {
    pub page: Page,
    pub email: String,
    pub problem: String,
}

#[derive(Template)]
#[template(path = "set_up.html")]
pub(super) struct SetUpPage {
    pub page: Page,
    pub link: String,
    pub email: String,
    /// The address is given by the invitation and cannot be changed.
    pub email_fixed: bool,
    pub problem: String,
    pub least: usize,
}

#[derive(Template)]
#[template(path = "prove.html")]
pub(super) struct ProvePage {
    pub page: Page,
    pub form_token: String,
    pub problem: String,
}

#[derive(Template)]
#[template(path = "factor.html")]
pub(super) struct FactorPage {
    pub page: Page,
    pub email: String,
    pub form_token: String,
    pub places: Vec<Place>,
    pub secret: String,
    pub link: String,
    /// The link as a drawing.
    pub code: Option<String>,
    /// The council asks for it: nothing else is open before.
    pub forced: bool,
    pub problem: String,
}

#[derive(Template)]
#[template(path = "recovery.html")]
pub(super) struct RecoveryPage {
    pub page: Page,
    pub email: String,
    pub form_token: String,
    pub places: Vec<Place>,
    pub codes: Vec<String>,
}

/// A session in the list of the own ones.
pub(super) struct SessionView {
    pub id: String,
    pub own: bool,
    pub device: String,
    pub started: String,
    pub used: String,
}

#[derive(Template)]
#[template(path = "account.html")]
pub(super) struct AccountPage {
    pub page: Page,
    pub email: String,
    pub form_token: String,
    pub places: Vec<Place>,
    /// Role and area.
    pub grants: Vec<(String, String)>,
    pub sessions: Vec<SessionView>,
    pub has_factor: bool,
    pub required: bool,
    pub recovery_left: String,
    pub least: String,
    pub idle: String,
    pub hours: String,
    pub problem: String,
    /// The field that is wrong.
    pub problem_at: String,
}

/// An officer in the list.
pub(super) struct OfficerView {
    pub address: String,
    pub email: String,
    pub grants: Vec<String>,
    pub disabled: bool,
}

/// A link for a new account that was not used yet.
pub(super) struct InvitationView {
    /// Names it in the form that withdraws it; opens nothing.
    pub id: String,
    pub email: String,
    pub grant: String,
    pub until: String,
}

#[derive(Template)]
#[template(path = "officers.html")]
pub(super) struct OfficersPage {
    pub page: Page,
    pub email: String,
    pub form_token: String,
    pub places: Vec<Place>,
    pub officers: Vec<OfficerView>,
    pub invitations: Vec<InvitationView>,
    /// Values and names.
    pub roles: Vec<(String, String)>,
    pub areas: Vec<(String, String)>,
    /// The link that was just made; shown once.
    pub link: String,
    pub typed: String,
    pub problem: String,
}

/// The roles in one area: value, name, and whether the officer has it.
pub(super) struct RolesView {
    pub name: String,
    pub roles: Vec<(String, String, bool)>,
}

#[derive(Template)]
#[template(path = "officer.html")]
pub(super) struct OfficerPage {
    pub page: Page,
    pub email: String,
    pub form_token: String,
    pub places: Vec<Place>,
    pub address: String,
    pub whose: String,
    pub disabled: bool,
    pub has_factor: bool,
    pub areas: Vec<RolesView>,
    /// Why this officer cannot be changed by this one; empty where that is not so.
    pub fixed: String,
    pub problem: String,
}

/// An entry of the audit.
pub(super) struct EntryView {
    pub when: String,
    pub officer: String,
    pub action: String,
    pub subject: String,
    pub area: String,
}

#[derive(Template)]
#[template(path = "audit.html")]
pub(super) struct AuditPage {
    pub page: Page,
    pub email: String,
    pub form_token: String,
    pub places: Vec<Place>,
    pub officer: String,
    pub actions: Vec<ChoiceView>,
    pub areas: Vec<ChoiceView>,
    pub entries: Vec<EntryView>,
    pub older: Option<String>,
    pub newest: Option<String>,
}
