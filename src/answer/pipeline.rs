use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Library, Route, RouteStatus};
use crate::{
    area::Area,
    knowledge::{ArticleId, Audience, Courtesy},
    privacy,
    safeguarding::{Level, Screening},
    search::{ANSWERS, COUNT, Found, Hit, NEAR, SearchError, SearchRequest},
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
    /// What they asked before this, for a message that goes on from it.
    pub earlier: Option<Earlier>,
    /// How many messages in a row have found nothing.
    pub misses: usize,
    /// The area they chose.
    pub area: Option<Area>,
    /// Who they said they are.
    pub audience: Option<Audience>,
    /// The tag of the language they chose.
    pub language: Option<String>,
    /// Today.
    pub today: Date,
}

impl Question {
    /// A first question, from somebody who told nothing of themselves.
    pub fn new(text: &str, today: Date) -> Self {
        Self { text: text.to_owned(), before: Vec::new(), earlier: None, misses: 0, area: None, audience: None, language: None, today }
    }
}

/// What the conversation was about before a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The last question that made sense by itself, with what was added to it since.
    pub question: String,
    /// The articles that were shown for it.
    pub shown: Vec<ArticleId>,
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
    /// What makes up the score, the largest first: name, what was measured, what it adds.
    pub why: Vec<(&'static str, f32, f32)>,
    /// The share of the question's weight that its article holds.
    pub coverage: f32,
    /// It is about an area that is not the person's.
    pub elsewhere: bool,
}

/// A passage that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Its place in the library.
    pub passage: usize,
    /// It is about an area that is not the person's.
    pub elsewhere: bool,
    /// The words of the sentence that answers, where one stands out.
    pub sentence: Option<String>,
    /// Another passage of the same article that belongs to the answer.
    pub also: Option<usize>,
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
    /// The passages that answer, one for each question of the message; empty where none does.
    pub chosen: Vec<Chosen>,
    /// What was searched for: each question of the message, read together with the turn before where it needs that.
    pub asked: Vec<String>,
    /// How sure we are that the best passage answers, 0 to 1.
    pub confidence: f32,
    /// How many messages in a row found nothing, this one included.
    pub misses: usize,
    /// The model took part in the search.
    pub by_meaning: bool,
    /// The passages that were found, best first; none where someone is in danger now.
    pub hits: Vec<FoundPassage>,
    /// Near questions that can be answered.
    pub suggestions: Vec<String>,
    /// Words that were read as another: typed, meant.
    pub corrected: Vec<(String, String)>,
    /// The tag of the language it was asked in, where that is not English.
    pub language: Option<String>,
    /// The translated article that answers, and the part of it that does.
    pub translated: Option<(usize, usize)>,
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
            chosen: Vec::new(),
            asked: Vec::new(),
            confidence: 0.0,
            misses: 0,
            by_meaning: false,
            hits: Vec::new(),
            suggestions: Vec::new(),
            corrected: Vec::new(),
            language: None,
            translated: None,
            route: None,
            area: None,
            elsewhere: None,
            timings: Timings::default(),
        }
    }
}

/// Most passages that are handed on as what was found.
const MOST_HITS: usize = 10;
/// Most questions of one message that are answered.
const MOST_QUESTIONS: usize = 2;
/// Most things to choose from when we ask what was meant, and most near topics that are named.
const MOST_CHOICES: usize = 3;
/// A second passage of the same article belongs to the answer when its score comes this near.
const ALSO: f32 = 0.8;

struct Context<'a> {
    library: &'a Library,
    question: &'a Question,
    text: String,
    words: Vec<String>,
    /// What is to be searched for: each question of the message.
    asked: Vec<String>,
    /// The whole message, to be searched for when its questions alone find nothing.
    whole: String,
    /// Articles that were shown for this question before and were not what was meant.
    shown: Vec<ArticleId>,
    /// The article whose opening the person has just read, where the message goes on from it.
    read: Option<ArticleId>,
    /// A county or country that we know nothing of was named.
    far: bool,
    found: Vec<Found>,
    answer: Answer,
}

/// A step looks at the context and goes on, or ends the way with a status.
type Step = fn(&mut Context<'_>) -> ControlFlow<AnswerStatus>;

/// The whole way from question to answer, in order.
const STEPS: [(&str, Step); 6] =
    [("screen", screen), ("language", language), ("route", route), ("understand", understand), ("retrieve", retrieve), ("select", select)];

/// What we know about a question.
pub fn answer(library: &Library, question: &Question) -> Answer {
    let started = Instant::now();
    let cleaned = text::clean(&question.text);
    let mut context = Context {
        library,
        question,
        words: text::words(&cleaned),
        asked: Vec::new(),
        whole: String::new(),
        shown: Vec::new(),
        read: None,
        far: false,
        found: Vec::new(),
        answer: Answer {
            status: AnswerStatus::Error,
            redacted: privacy::redact_with(&library.keep, &cleaned),
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
    if matches!(context.answer.status, AnswerStatus::Unanswered | AnswerStatus::Clarification) {
        context.answer.misses = question.misses + 1;
    }
    context.answer.asked = context.asked;
    context.answer.timings.total = started.elapsed();
    context.answer
}

/// Danger first: whoever may be in danger now gets help and no search result.
fn screen(context: &mut Context<'_>) -> ControlFlow<AnswerStatus> {
    let started = Instant::now();
    let before: Vec<&str> = context.question.before.iter().map(String::as_str).collect();
    let (screener, visible) = (&context.library.screener, text::visible(&context.question.text));
    let mut screening = screener.screen_turns(&before, &visible);
    context.answer.timings.screen = started.elapsed();
    // Meaning can only add, so whoever is in danger by the words does not wait for it. What is embedded here is kept for the search.
    // The first words of a message mean nothing yet; the phrases hear them together with what follows.
    let begun = context.library.routes.route(&context.text).is_some_and(Route::is_of_beginnings);
    if screening.level != Level::Immediate && !begun {
        let embedding = Instant::now();
        let meanings = context.library.meanings(&context.text);
        if context.library.embedder.is_some() {
            context.answer.timings.embed += embedding.elapsed();
        }
        screening = screener.add_meaning(screening, &visible, &meanings);
    }
    context.answer.screening = screening;
    if context.answer.screening.level == Level::Immediate { ControlFlow::Break(AnswerStatus::Crisis) } else { ControlFlow::Continue(()) }
}

/// A question in another language goes its own way: the search and the model know English alone, and an article in another language never
/// answers an English question.
fn language(context: &mut Context<'_>) -> ControlFlow<AnswerStatus> {
    let library = context.library;
    let knowledge = &library.knowledge;
    let titled = library.translated.titled(&context.text);
    let heard = titled.map(|(tag, _)| tag).or(context.answer.screening.language.as_deref());
    let noticed = || knowledge.languages.notice(&context.text, context.question.language.as_deref());
    let Some(language) = heard.and_then(|tag| knowledge.languages.get(tag)).or_else(noticed) else { return ControlFlow::Continue(()) };
    context.answer.language = Some(language.tag.clone());
    if let Some(area) = knowledge.areas.mentioned(&context.words) {
        context.answer.area = Some(area.clone());
    }
    let title = |at: usize| knowledge.translations.get(at).map(|t| t.article.title.clone());
    if let Some(courtesy) = language.courtesy(&context.text) {
        let own = knowledge.translations.iter().filter(|t| t.language == language.tag);
        context.answer.suggestions = own.take(MOST_CHOICES).map(|t| t.article.title.clone()).collect();
        context.answer.route = Some(if courtesy == Courtesy::Greeting { "greeting" } else { "thanks" }.to_owned());
        return ControlFlow::Break(AnswerStatus::SmallTalk);
    }
    let started = Instant::now();
    let embedded = context.answer.timings.embed;
    let found = library.translated.find(language, &context.text);
    let titled = titled.map(|(_, at)| (at, 0, 1.0));
    let best = titled.or_else(|| found.first().map(|hit| (hit.translation, hit.passage, hit.score)));
    let english = language.to_english(&context.text);
    // What was put into English word by word finds pages to offer; it is too little to answer from.
    if !english.is_empty() {
        match search(context, &english) {
            Ok(one) => {
                context.answer.by_meaning = one.by_meaning;
                context.asked = vec![english];
                context.found = vec![one];
            }
            Err(error) => return failed(&error),
        }
    }
    context.answer.hits = shown_hits(context);
    context.answer.timings.retrieve = started.elapsed().saturating_sub(context.answer.timings.embed.saturating_sub(embedded));
    let answers = best.filter(|(_, _, score)| *score >= ANSWERS);
    let mut suggestions: Vec<String> = Vec::new();
    let near = found.iter().filter(|hit| hit.score >= NEAR && answers.is_none_or(|(at, ..)| at != hit.translation));
    let near = near.filter_map(|hit| title(hit.translation));
    let shown = answers.and_then(|(at, ..)| knowledge.translations.get(at)).map(|t| t.article.id.clone());
    let offered =
        context.found.iter().flat_map(|f| &f.hits).filter(|hit| !hit.elsewhere).filter_map(|hit| knowledge.articles.get(hit.article));
    let offered = offered.filter(|article| Some(&article.id) != shown.as_ref());
    // A page that is translated is offered in that language.
    let offered = offered.map(|a| knowledge.translation(&a.id, &language.tag).map_or(&a.title, |t| &t.article.title).clone());
    for title in near.chain(offered) {
        if !suggestions.contains(&title) && suggestions.len() < MOST_CHOICES {
            suggestions.push(title);
        }
    }
    context.answer.suggestions = suggestions;
    context.answer.confidence = best.map_or(0.0, |(_, _, score)| score);
    if let Some((at, part, _)) = answers {
        context.answer.translated = Some((at, part));
        return ControlFlow::Break(AnswerStatus::Answered);
    }
    let none = context.answer.suggestions.is_empty();
    ControlFlow::Break(if none { AnswerStatus::Unanswered } else { AnswerStatus::Clarification })
}

/// Greetings and the like need no search; what is personal is searched all the same, so that there is something to read meanwhile.
fn route(context: &mut Context<'_>) -> ControlFlow<AnswerStatus> {
    let Some(route) = context.library.routes.route(&context.text) else {
        return ControlFlow::Continue(());
    };
    let small_talk = match route.status {
        RouteStatus::SmallTalk => true,
        RouteStatus::Personal => false,
        RouteStatus::NotThat => context.question.earlier.is_none(),
    };
    context.answer.route = Some(route.name.clone());
    if small_talk {
        // Whoever has only begun is not offered something else.
        if !route.is_of_beginnings() {
            let starters = context.library.routes.starters(context.question.area.as_ref());
            context.answer.suggestions = starters.iter().take(MOST_CHOICES).cloned().collect();
        }
        return ControlFlow::Break(AnswerStatus::SmallTalk);
    }
    ControlFlow::Continue(())
}

/// What is asked, and where. A place named in the message says more than the setting does; what goes on from the turn before is read
/// together with it; "that's not it" asks the same again for what was not shown yet.
fn understand(context: &mut Context<'_>) -> ControlFlow<AnswerStatus> {
    let knowledge = &context.library.knowledge;
    let reading = &context.library.routes.understanding;
    let earlier = context.question.earlier.as_ref();
    if let Some(elsewhere) = knowledge.areas.elsewhere(&context.words) {
        context.far = elsewhere.far;
        context.answer.elsewhere = Some(elsewhere.say.clone());
    }
    let mut words = std::mem::take(&mut context.words);
    if knowledge.areas.mentioned(&words).is_none()
        && let Some(before) = earlier.filter(|_| context.answer.route.is_some() || reading.follows(&context.text))
    {
        words = text::words(&before.question);
    }
    let area = knowledge.areas.mentioned(&words).cloned();
    // The name has done its work: left in, it would find every page of the area.
    let bare = |message: &str| match &area {
        Some(area) => knowledge.areas.without(message, area),
        None => message.to_owned(),
    };
    let own = bare(&context.text);
    context.asked = match (earlier, context.library.routes.route(&context.text).map(|r| r.status)) {
        (Some(before), Some(RouteStatus::NotThat)) => {
            context.shown.clone_from(&before.shown);
            vec![bare(&before.question)]
        }
        (Some(before), _) if reading.follows(&context.text) => {
            context.read = before.shown.first().cloned();
            vec![format!("{own} {}", bare(&before.question)).trim().to_owned()]
        }
        _ => reading.questions(&own, MOST_QUESTIONS),
    };
    context.asked.retain(|q| !q.trim().is_empty());
    if context.asked.is_empty() {
        // "Suffolk?" alone: the name is all there is.
        context.asked.push(context.text.clone());
    }
    context.whole = own;
    if area.is_some() {
        context.answer.area = area;
    }
    ControlFlow::Continue(())
}

fn retrieve(context: &mut Context<'_>) -> ControlFlow<AnswerStatus> {
    let started = Instant::now();
    let embedded = context.answer.timings.embed;
    let mut found = Vec::new();
    for asked in std::mem::take(&mut context.asked) {
        match search(context, &asked) {
            Ok(one) => found.push((asked, one)),
            Err(error) => return failed(&error),
        }
    }
    let limit = context.library.index.limits().answer;
    // What a story is about stands all over it, so it is also searched whole; so is a message that was cut in two for nothing.
    let unsure = context.library.routes.understanding.is_story(&context.text)
        || found.iter().all(|(_, f)| f.confidence < context.library.index.limits().clarify);
    let whole = std::mem::take(&mut context.whole);
    let may_search_again = !whole.is_empty() && context.answer.route.is_none();
    let is_other = !found.iter().any(|(asked, _)| *asked == whole);
    if unsure
        && may_search_again
        && is_other
        && let Err(error) = search_instead(context, &mut found, whole)
    {
        return failed(&error);
    }
    // What else a message says may have nothing to do with what it asks.
    let still_unsure = may_search_again && found.iter().all(|(_, f)| f.confidence < limit);
    if still_unsure
        && let Some(alone) = context.library.routes.understanding.alone(&context.text)
        && let Err(error) = search_instead(context, &mut found, alone)
    {
        return failed(&error);
    }
    for (asked, one) in &mut found {
        put_exact_first(context, asked, one);
    }
    context.answer.timings.retrieve = started.elapsed().saturating_sub(context.answer.timings.embed.saturating_sub(embedded));
    found.sort_by_key(|(_, f)| f.confidence < limit);
    context.answer.by_meaning = found.iter().any(|(_, f)| f.by_meaning);
    context.answer.confidence = found.first().map_or(0.0, |(_, f)| f.confidence);
    for (_, one) in &found {
        for pair in &one.corrected {
            if !context.answer.corrected.contains(pair) {
                context.answer.corrected.push(pair.clone());
            }
        }
    }
    (context.asked, context.found) = found.into_iter().unzip();
    context.answer.hits = shown_hits(context);
    if context.answer.route.is_some() && context.shown.is_empty() && (context.question.earlier.is_none() || is_personal(context)) {
        context.answer.suggestions = near_topics(context, &[]);
        return ControlFlow::Break(AnswerStatus::Personal);
    }
    ControlFlow::Continue(())
}

/// Searches for the message read in another way, and keeps that in place of all the rest where it is surer than any of it.
fn search_instead(context: &mut Context<'_>, found: &mut Vec<(String, Found)>, asked: String) -> Result<(), SearchError> {
    let one = search(context, &asked)?;
    if found.iter().all(|(_, f)| f.confidence < one.confidence) {
        *found = vec![(asked, one)];
    }
    Ok(())
}

/// Whoever presses a suggestion, follows a link or types a wording just so gets the article it belongs to; of several, their area's.
fn put_exact_first(context: &Context<'_>, asked: &str, found: &mut Found) {
    let index = &context.library.index;
    let knowledge = &context.library.knowledge;
    let own = context.answer.area.as_ref();
    // Slips and words written by ear are mended first: "how long dos an ehcp tak" is a wording, too.
    let (mended, asked_mended) = (index.mended(&context.question.text), index.mended(asked));
    let wordings = [context.question.text.as_str(), asked, &mended, &asked_mended];
    let exact = wordings.into_iter().flat_map(|wording| index.exact(wording));
    let area = |passage: usize| knowledge.passages.get(passage).and_then(|p| knowledge.article_of(p)).map(|a| (&a.area, &a.id));
    let distance = |passage: usize| match area(passage) {
        Some((area, _)) if own == Some(area) => 0,
        Some((area, _)) if *area == Area::england() => 1,
        _ => 2,
    };
    let best = exact.copied().filter(|p| !area(*p).is_some_and(|(_, id)| context.shown.contains(id))).min_by_key(|p| distance(*p));
    // Another county's page does not win by its words alone.
    let Some(passage) = best.filter(|p| distance(*p) < 2 || context.question.area.is_none()) else { return };
    let Some(article) = knowledge.passages.get(passage).map(|p| p.article) else { return };
    let hit = found.hits.iter().position(|h| h.passage == passage).map(|at| found.hits.remove(at));
    found.hits.insert(0, hit.unwrap_or(Hit { passage, article, score: 0.0, features: [0.0; COUNT], elsewhere: false }));
    found.confidence = 1.0;
}

fn is_personal(context: &Context<'_>) -> bool {
    context.library.routes.route(&context.text).is_some_and(|r| r.status == RouteStatus::Personal)
}

fn failed(error: &SearchError) -> ControlFlow<AnswerStatus> {
    tracing::error!(%error, "the search failed");
    ControlFlow::Break(AnswerStatus::Error)
}

/// One search, by words and, where the model is there and quick enough, by meaning.
fn search(context: &mut Context<'_>, asked: &str) -> Result<Found, SearchError> {
    let library = context.library;
    let started = Instant::now();
    let embedder = library.embedder.as_ref().filter(|_| library.index.has_meaning());
    let vector = embedder.and_then(|e| e.embed_question(&library.index.mended(asked), library.patience));
    if embedder.is_some() {
        context.answer.timings.embed += started.elapsed();
    }
    let mut found = library.index.search(SearchRequest {
        text: asked,
        vector: vector.as_ref(),
        area: context.answer.area.as_ref(),
        audience: context.question.audience,
        today: context.question.today,
    })?;
    let knowledge = &library.knowledge;
    let id = |h: &Hit| knowledge.articles.get(h.article).map(|a| &a.id);
    found.hits.retain(|h| !id(h).is_some_and(|id| context.shown.contains(id)));
    // What was just read is not said again: another part of it, or another page, goes on from it.
    let knows = |h: &Hit| id(h).zip(context.read.as_ref()).is_some_and(|(id, read)| id == read);
    found.hits.retain(|h| !(knows(h) && knowledge.passages.get(h.passage).is_some_and(|p| p.opening)));
    if context.far {
        // Of a county that is not ours we know only what holds in all of England.
        found.hits.retain(|h| knowledge.articles.get(h.article).is_some_and(|a| a.area == Area::england()));
    }
    Ok(found)
}

/// The hits of all searches, in turn, each passage once.
fn shown_hits(context: &Context<'_>) -> Vec<FoundPassage> {
    let knowledge = &context.library.knowledge;
    let longest = context.found.iter().map(|f| f.hits.len()).max().unwrap_or_default();
    let mut out: Vec<FoundPassage> = Vec::new();
    for rank in 0..longest {
        for found in &context.found {
            let Some(hit) = found.hits.get(rank) else { continue };
            if out.len() == MOST_HITS || out.iter().any(|h| h.passage == hit.passage) {
                continue;
            }
            let Some(passage) = knowledge.passages.get(hit.passage) else { continue };
            let Some(article) = knowledge.article_of(passage) else { continue };
            out.push(FoundPassage {
                article: article.id.clone(),
                passage: hit.passage,
                heading: passage.heading.clone(),
                text: passage.text.clone(),
                score: hit.score,
                why: context.library.index.scheme(found.by_meaning).of(article.origin).weights.explain(&hit.features),
                coverage: hit.feature("coverage_article"),
                elsewhere: hit.elsewhere,
            });
        }
    }
    out
}

/// The best passage answers when we are sure enough; when we are nearly, we ask which of a few things was meant; else we do not know.
fn select(context: &mut Context<'_>) -> ControlFlow<AnswerStatus> {
    let limits = context.library.index.limits();
    let mut articles: Vec<usize> = Vec::new();
    let mut chosen = Vec::new();
    for (asked, found) in context.asked.iter().zip(&context.found) {
        let Some(best) = found.hits.first() else { continue };
        // Whoever said "that's not it" asked for the next best, however sure we are of it.
        let sure = found.confidence >= limits.answer || !context.shown.is_empty() && found.confidence >= limits.clarify;
        if sure && !articles.contains(&best.article) {
            articles.push(best.article);
            chosen.push(choose(context, asked, found, best));
        }
    }
    if !chosen.is_empty() {
        context.answer.chosen = chosen;
        context.answer.suggestions = near_topics(context, &articles);
        return ControlFlow::Break(AnswerStatus::Answered);
    }
    context.answer.suggestions = near_topics(context, &[]);
    let nearly = context.found.iter().any(|f| f.confidence >= limits.clarify);
    let status = if nearly && !context.answer.suggestions.is_empty() { AnswerStatus::Clarification } else { AnswerStatus::Unanswered };
    ControlFlow::Break(status)
}

fn choose(context: &Context<'_>, asked: &str, found: &Found, best: &Hit) -> Chosen {
    let also = found.hits.iter().skip(1).take(4).find(|h| h.article == best.article && h.score >= best.score * ALSO && best.score > 0.0);
    let passage = context.library.knowledge.passages.get(best.passage);
    let sentence = passage.and_then(|p| {
        let all = text::sentences(&p.text);
        let held = all.into_iter().map(|s| (context.library.index.held_by(asked, &s), s));
        held.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.len().cmp(&a.1.len()))).filter(|(held, _)| *held > 0.0).map(|(_, s)| s)
    });
    Chosen { passage: best.passage, elsewhere: best.elsewhere, sentence, also: also.map(|h| h.passage) }
}

/// The titles of up to three other articles that were found near the question.
fn near_topics(context: &Context<'_>, but: &[usize]) -> Vec<String> {
    let least = context.library.index.limits().suggest;
    let knowledge = &context.library.knowledge;
    let mut out: Vec<String> = Vec::new();
    for hit in context.found.iter().flat_map(|f| &f.hits).filter(|h| !h.elsewhere && !but.contains(&h.article)) {
        let near = hit.feature("coverage_article") >= least || hit.feature("meaning_wording") >= least;
        let Some(article) = knowledge.articles.get(hit.article).filter(|_| near) else { continue };
        if !out.contains(&article.title) && out.len() < MOST_CHOICES {
            out.push(article.title.clone());
        }
    }
    out
}
