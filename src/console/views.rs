use askama::Template;

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
    pub rows: Vec<RowView>,
    pub colours: Vec<ChoiceView>,
    pub areas: Vec<ChoiceView>,
    pub channels: Vec<ChoiceView>,
    pub older: Option<String>,
    pub newest: Option<String>,
    pub warnings: Vec<String>,
    /// The safeguarding record is open to this officer.
    pub danger: bool,
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

#[derive(Template)]
#[template(path = "launch.html")]
pub(super) struct LaunchPage {
    pub page: Page,
    pub email: String,
    pub form_token: String,
    pub clear: bool,
    pub safeguarding_unsigned: bool,
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
