use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Library, RouteStatus};
use crate::{
    area::Area,
    knowledge::{ArticleId, Audience},
    privacy,
    safeguarding::{Level, Screening},
    search::{Found, SearchRequest},
    text,
};

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerStatus {
    /// A passage answers it.
    Answered,
    /// We asked what was meant.
    Clarification,
    /// Nothing we know answers it, and we say so.
    Unanswered,
    /// A greeting, thanks or the like.
    SmallTalk,
    /// Only who can see the person's file can answer it.
    Personal,
    /// Someone may be in danger now; help stands alone.
    Crisis,
    /// A fault of ours.
    Error,
}

impl AnswerStatus {
    /// Its name in rows and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Clarification => "clarification",
            Self::Unanswered => "unanswered",
            Self::SmallTalk => "small_talk",
            Self::Personal => "personal",
            Self::Crisis => "crisis",
            Self::Error => "error",
        }
    }
}

/// A question and who asks it, as far as they told.
#[derive(Debug, Clone)]
pub struct Question {
    /// Their words as they came; all of them are screened, and the first [`text::MAX_MESSAGE_CHARS`] are answered.
    pub text: String,
    /// Their earlier words in this conversation, oldest first, for a disclosure told in pieces.
    pub before: Vec<String>,
    /// The area they chose.
    pub area: Option<Area>,
    /// Who they said they are.
    pub audience: Option<Audience>,
    /// Today.
    pub today: Date,
}

/// How long the steps took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// Looking for danger.
    pub screen: Duration,
    /// Turning the words into numbers; none while the search goes by words alone.
    pub embed: Duration,
    /// Searching.
    pub retrieve: Duration,
    /// All of it.
    pub total: Duration,
}

/// A passage that was found, with what a reader needs to judge it.
#[derive(Debug, Clone)]
pub struct FoundPassage {
    /// Its article.
    pub article: ArticleId,
    /// Its place in the library.
    pub passage: usize,
    /// Its heading.
    pub heading: String,
    /// Its text, plain and whole.
    pub text: String,
    /// What it was ranked by.
    pub score: f32,
    /// The share of the question's weight that it holds.
    pub coverage: f32,
    /// It is about an area that is not the person's.
    pub elsewhere: bool,
}

/// The passage that answers.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// Its place in the library.
    pub passage: usize,
    /// It is about an area that is not the person's.
    pub elsewhere: bool,
}

/// What we know about a question, and on what evidence.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What became of it.
    pub status: AnswerStatus,
    /// What was seen of danger.
    pub screening: Screening,
    /// The question as it would be stored: personal data masked.
    pub redacted: String,
    /// The passage that answers, where one does.
    pub chosen: Option<Chosen>,
    /// The passages that were found, best first; none where someone is in danger now.
    pub hits: Vec<FoundPassage>,
    /// Near questions that can be answered.
    pub suggestions: Vec<String>,
    /// Words that were read as another: typed, meant.
    pub corrected: Vec<(String, String)>,
    /// The name of the route, where one was taken.
    pub route: Option<String>,
    /// The area the question is about: named in it, else chosen.
    pub area: Option<Area>,
    /// What to say about a place that belongs to none of our areas.
    pub elsewhere: Option<String>,
    /// How long it took.
    pub timings: Timings,
}

impl Answer {
    /// An answer that holds nothing but what was seen of danger, for words that are no question.
    pub fn only_screened(screening: Screening) -> Self {
        Self {
            status: AnswerStatus::Crisis,
            screening,
            redacted: String::new(),
            chosen: None,
            hits: Vec::new(),
            suggestions: Vec::new(),
            corrected: Vec::new(),
            route: None,
            area: None,
            elsewhere: None,
            timings: Timings::default(),
        }
    }
}

/// From so many words on a message is a story with a question somewhere in it.
const STORY_WORDS: usize = 30;

struct Context<'a> {
    library: &'a Library,
    question: &'a Question,
    text: String,
    words: Vec<String>,
    found: Found,
    answer: Answer,
}

/// A step looks at the context and goes on, or ends the way with a status.
type Step = fn(&mut Context<'_>) -> ControlFlow<AnswerStatus>;

/// The whole way from question to answer, in order.
const STEPS: [(&str, Step); 5] =
    [("screen", screen), ("route", route), ("understand", understand), ("retrieve", retrieve), ("select", select)];

/// What we know about a question.
pub fn answer(library: &Library, question: &Question) -> Answer {
    let started = Instant::now();
    let cleaned = text::clean(&question.text);
    let mut context = Context {
        library,
        question,
        words: text::words(&cleaned),
        found: Found::default(),
        answer: Answer {
            status: AnswerStatus::Error,
            redacted: privacy::redact(&cleaned),
            area: question.area.clone(),
            ..Answer::only_screened(Screening::default())
        },
        text: cleaned,
    };
    for (_, step) in STEPS {
        if let ControlFlow::Break(status) = step(&mut context) {
            context.answer.status = status;
            break;
        }
    }
    context.answer.timings.total = started.elapsed();
    context.answer
}

/// Danger first: whoever may be in danger now gets help and no search result.
fn screen(context: &mut Context<'_>) -> ControlFlow<AnswerStatus> {
    let started = Instant::now();
    let before: Vec<&str> = context.question.before.iter().map(String::as_str).collect();
    context.answer.screening = context.library.screener.screen_turns(&before, &text::visible(&context.question.text));
    context.answer.timings.screen = started.elapsed();
    if context.answer.screening.level == Level::Immediate { ControlFlow::Break(AnswerStatus::Crisis) } else { ControlFlow::Continue(()) }
}

/// Greetings and the like need no search; what is personal is searched all the same, so that there is something to read meanwhile.
fn route(context: &mut Context<'_>) -> ControlFlow<AnswerStatus> {
    let Some(route) = context.library.routes.route(&context.text) else {
        return ControlFlow::Continue(());
    };
    context.answer.route = Some(route.name.clone());
    match route.status {
        RouteStatus::SmallTalk => {
            let starters = context.library.routes.starters(context.question.area.as_ref());
            context.answer.suggestions = starters.iter().take(3).cloned().collect();
            ControlFlow::Break(AnswerStatus::SmallTalk)
        }
        RouteStatus::Personal => ControlFlow::Continue(()),
    }
}

/// What is asked, and where. A long story is searched by its questions; a place named in it says more than the setting does.
fn understand(context: &mut Context<'_>) -> ControlFlow<AnswerStatus> {
    if context.words.len() > STORY_WORDS {
        let asked: Vec<String> = text::sentences(&context.text).into_iter().filter(|s| s.ends_with('?')).collect();
        if !asked.is_empty() {
            context.text = asked.join(" ");
        }
    }
    let areas = &context.library.knowledge.areas;
    context.answer.elsewhere = areas.elsewhere(&context.words).map(|e| e.say.clone());
    if let Some(area) = areas.mentioned(&context.words) {
        context.answer.area = Some(area.clone());
        // The name has done its work: left in, it would find every page of the area.
        let without = areas.without_names(&text::words(&context.text), area);
        if !without.is_empty() {
            context.text = without.join(" ");
        }
    }
    ControlFlow::Continue(())
}

fn retrieve(context: &mut Context<'_>) -> ControlFlow<AnswerStatus> {
    let started = Instant::now();
    let request = SearchRequest {
        text: &context.text,
        area: context.answer.area.as_ref(),
        audience: context.question.audience,
        today: context.question.today,
    };
    let found = context.library.index.search(request);
    context.answer.timings.retrieve = started.elapsed();
    match found {
        Ok(found) => context.found = found,
        Err(error) => {
            tracing::error!(%error, "the search failed");
            return ControlFlow::Break(AnswerStatus::Error);
        }
    }
    let knowledge = &context.library.knowledge;
    for hit in &context.found.hits {
        let Some(passage) = knowledge.passages.get(hit.passage) else { continue };
        let Some(article) = knowledge.article_of(passage) else { continue };
        context.answer.hits.push(FoundPassage {
            article: article.id.clone(),
            passage: hit.passage,
            heading: passage.heading.clone(),
            text: passage.text.clone(),
            score: hit.score,
            coverage: hit.coverage,
            elsewhere: hit.elsewhere,
        });
    }
    context.answer.corrected = std::mem::take(&mut context.found.corrected);
    if context.answer.route.is_some() {
        context.answer.suggestions = near_topics(context, None);
        return ControlFlow::Break(AnswerStatus::Personal);
    }
    ControlFlow::Continue(())
}

/// The best passage answers when it holds enough of the question; else we say that we do not know.
fn select(context: &mut Context<'_>) -> ControlFlow<AnswerStatus> {
    let least = context.library.index.ranking().confidence.answer;
    let best = context.answer.hits.first().filter(|h| h.coverage >= least).map(|h| (h.passage, h.elsewhere, h.article.clone()));
    match titled(context).or(best) {
        Some((passage, elsewhere, article)) => {
            context.answer.chosen = Some(Chosen { passage, elsewhere });
            context.answer.suggestions = near_topics(context, Some(&article));
            ControlFlow::Break(AnswerStatus::Answered)
        }
        None => {
            context.answer.suggestions = near_topics(context, None);
            ControlFlow::Break(AnswerStatus::Unanswered)
        }
    }
}

/// Who presses a suggestion or follows a link asks an article's own title, and gets that article; of two with one title, their area's.
fn titled(context: &Context<'_>) -> Option<(usize, bool, ArticleId)> {
    let knowledge = &context.library.knowledge;
    let asked = context.question.text.trim();
    let own = context.answer.area.as_ref();
    let elsewhere = |area: &Area| own.is_some_and(|own| own != area) && *area != Area::england();
    let named = knowledge.articles.iter().enumerate().filter(|(_, a)| a.title.eq_ignore_ascii_case(asked));
    let (index, article) = named.min_by_key(|(_, a)| elsewhere(&a.area))?;
    let passage = knowledge.passages.iter().position(|p| p.article == index)?;
    Some((passage, elsewhere(&article.area), article.id.clone()))
}

/// The titles of up to three other articles that were found near the question.
fn near_topics(context: &Context<'_>, but: Option<&ArticleId>) -> Vec<String> {
    let least = context.library.index.ranking().confidence.suggest;
    let mut out: Vec<String> = Vec::new();
    for hit in context.answer.hits.iter().filter(|h| h.coverage >= least && !h.elsewhere && Some(&h.article) != but) {
        let Some(article) = context.library.knowledge.article(&hit.article) else { continue };
        if !out.contains(&article.title) {
            out.push(article.title.clone());
        }
        if out.len() == 3 {
            break;
        }
    }
    out
}
