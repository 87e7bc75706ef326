//! `waymark ask`: the whole assistant without a channel, for people at a terminal and for measuring.

use std::{
    collections::HashSet,
    io::{self, BufRead, ErrorKind},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use anyhow::Context;
use arc_swap::ArcSwap;
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::output;
use crate::{
    answer::{Answer, AnswerStatus, FoundPassage, Library},
    app::Brain,
    area::Area,
    config::Settings,
    conversation::{Action, Assistant, ConversationKey, Inbound, MemoryConversations, Outbound, Stores},
    feedback::MemoryFeedback,
    knowledge::{Audience, Roots},
    locale::Locale,
    manner::{Channel, Length, Manner, Style, Way},
    reply::{EasyReadLine, Reply},
    safeguarding::Screening,
};

#[derive(Debug, Args)]
pub(super) struct AskArguments {
    /// The question
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    question: Vec<String>,
    /// The person's area, such as norfolk
    #[arg(long)]
    area: Option<Area>,
    /// young_person, parent or professional
    #[arg(long)]
    audience: Option<Audience>,
    /// standard or easy-read
    #[arg(long, default_value = "standard")]
    style: Style,
    /// How much of an answer is said at once: short, normal or more
    #[arg(long)]
    length: Option<Length>,
    /// No pictures beside easy read
    #[arg(long)]
    no_pictures: bool,
    /// Ask one question at a time, with few choices
    #[arg(long)]
    one_question: bool,
    /// The language of the program's own words
    #[arg(long, default_value = "en-GB")]
    locale: String,
    /// Add the knowledge in this folder; may be given more than once
    #[arg(long, value_name = "DIR")]
    knowledge: Vec<PathBuf>,
    /// Leave out the shipped articles; areas, routes and safeguarding words stay
    #[arg(long)]
    no_shipped: bool,
    /// Use the semantic model where it is installed (auto), insist on it (on), or do without (off)
    #[arg(long, value_enum, default_value = "auto")]
    model: Model,
    /// One JSON object instead of the reply
    #[arg(long)]
    json: bool,
    /// Read questions from standard input, one JSON object a line, and answer each with one
    #[arg(long)]
    jsonl: bool,
}

/// Whether the semantic model takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Model {
    Auto,
    On,
    Off,
}

/// How long a question at the terminal waits for its meaning: here nobody stands behind it, and a measure must not depend on the moment.
const PATIENCE: Duration = Duration::from_secs(20);

/// The model that was asked for; an error where it is insisted on and not there.
pub(super) fn open_brain(settings: &Settings, model: Model) -> anyhow::Result<Option<Brain>> {
    match model {
        Model::Off => Ok(None),
        Model::Auto => Ok(Brain::open(settings).unwrap_or_else(|error| {
            output::warn(&format!("waymark: {error:#}; answers rest on words alone"));
            None
        })),
        Model::On => match Brain::open(settings)? {
            Some(brain) => Ok(Some(brain)),
            None => anyhow::bail!(
                "--model on: the semantic model is not in {}; run `waymark model install`, or use --model auto",
                settings.model_dir.display()
            ),
        },
    }
}

/// The library of these roots, with meaning where there is a model. The first time, that takes minutes, which a terminal is shown.
pub(super) fn open_library(roots: &Roots, brain: Option<&Brain>) -> anyhow::Result<Library> {
    let library = Library::open(roots)?;
    let Some(brain) = brain else { return Ok(library) };
    let bar = output::Progress::new("embedding the knowledge");
    let mut library = brain.teach(library, &mut |done, all| bar.at(done, all))?;
    library.patience = PATIENCE;
    Ok(library)
}

/// A line of `--jsonl`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: Value,
    text: String,
    #[serde(default)]
    area: Option<String>,
    #[serde(default)]
    audience: Option<String>,
    #[serde(default)]
    style: Option<String>,
    #[serde(default)]
    locale: Option<String>,
    #[serde(default)]
    length: Option<String>,
    #[serde(default)]
    pictures: Option<bool>,
    #[serde(default)]
    one_question: Option<bool>,
    #[serde(default)]
    conversation: Option<String>,
}

/// What is written for a question; every key is always there.
#[derive(Debug, Serialize)]
struct Told<'a> {
    id: Value,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    screening: Screening,
    redacted: &'a str,
    answer: Option<ToldAnswer<'a>>,
    reply: String,
    hits: Vec<ToldHit<'a>>,
    suggestions: &'a [String],
    /// The probability that the best passage answers, and whether the model took part.
    confidence: f32,
    by_meaning: bool,
    timings_us: ToldTimings,
}

#[derive(Debug, Serialize)]
struct ToldAnswer<'a> {
    title: &'a str,
    text: String,
    easy_read: Vec<ToldLine<'a>>,
    sources: Vec<ToldSource<'a>>,
}

#[derive(Debug, Serialize)]
struct ToldLine<'a> {
    picture: &'a str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct ToldSource<'a> {
    title: &'a str,
    section: &'a str,
    url: &'a str,
    published: &'a str,
}

#[derive(Debug, Serialize)]
struct ToldHit<'a> {
    rank: usize,
    article: &'a str,
    heading: &'a str,
    text: &'a str,
    score: f32,
    /// What makes up the score, the largest first.
    why: Vec<ToldReason>,
}

#[derive(Debug, Serialize)]
struct ToldReason {
    name: &'static str,
    measured: f32,
    adds: f32,
}

#[derive(Debug, Default, Serialize)]
struct ToldTimings {
    screen: u64,
    embed: u64,
    retrieve: u64,
    total: u64,
}

/// Answers one question, or every line of standard input.
pub(super) fn run(settings: &Settings, arguments: &AskArguments) -> anyhow::Result<ExitCode> {
    let brain = open_brain(settings, arguments.model)?;
    let roots =
        Roots { base: settings.knowledge_dir.clone(), without_base_articles: arguments.no_shipped, added: arguments.knowledge.clone() };
    let library = open_library(&roots, brain.as_ref())?;
    for fault in &library.faults {
        output::warn(&fault.to_string());
    }
    let stores = Stores {
        conversations: Arc::new(MemoryConversations::default()),
        feedback: Arc::new(MemoryFeedback::default()),
        personal: Vec::new(),
        danger: None,
    };
    let assistant = Assistant::new(Arc::new(ArcSwap::from_pointee(library)), stores, settings.clock());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let asked = Asked {
        area: arguments.area.clone(),
        audience: arguments.audience,
        style: Some(arguments.style),
        ways: ways(arguments.length, arguments.no_pictures.then_some(false), arguments.one_question.then_some(true)),
        locale: arguments.locale.clone(),
        conversation: ConversationKey("terminal".to_owned()),
    };
    let done = if arguments.jsonl {
        runtime.block_on(each_line(&assistant, &asked))
    } else {
        runtime.block_on(one(&assistant, asked, &arguments.question.join(" "), arguments.json))
    };
    match done {
        // Whoever reads our output has seen enough.
        Err(error) if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error),
        Ok(()) => Ok(ExitCode::SUCCESS),
    }
}

/// Who asks, and how they want it said; what is absent stays as an earlier turn of the conversation set it.
#[derive(Debug, Clone)]
struct Asked {
    area: Option<Area>,
    audience: Option<Audience>,
    style: Option<Style>,
    ways: Vec<Way>,
    locale: String,
    conversation: ConversationKey,
}

/// The ways of being talked to that were named.
fn ways(length: Option<Length>, pictures: Option<bool>, one_question: Option<bool>) -> Vec<Way> {
    let all = [length.map(Way::Length), pictures.map(Way::Pictures), one_question.map(Way::OneQuestion)];
    all.into_iter().flatten().collect()
}

async fn one(assistant: &Assistant, asked: Asked, question: &str, json: bool) -> anyhow::Result<()> {
    check_area(assistant, asked.area.as_ref()).map_err(|what| anyhow::anyhow!("--area: {what}"))?;
    let outbound = ask(assistant, asked, question).await;
    if json {
        let said = outbound.reply.said(&outbound.manner);
        output::say(&serde_json::to_string(&tell(Value::Null, &outbound, &said))?)?;
    } else {
        output::say(&outbound.reply.said(&outbound.manner).plain(outbound.style, &outbound.reply.tongues.own()))?;
    }
    Ok(())
}

async fn each_line(assistant: &Assistant, defaults: &Asked) -> anyhow::Result<()> {
    let mut input = io::stdin().lock();
    let mut bytes = Vec::new();
    let mut begun = HashSet::new();
    for number in 1_u64.. {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes).context("standard input cannot be read")? == 0 {
            break;
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let line = answer_line(assistant, defaults, &mut begun, &bytes, number).await?;
        output::say(&line)?;
    }
    Ok(())
}

async fn answer_line(
    assistant: &Assistant,
    defaults: &Asked,
    begun: &mut HashSet<ConversationKey>,
    bytes: &[u8],
    number: u64,
) -> anyhow::Result<String> {
    let (line, mut asked) = match read_line(assistant, bytes, number) {
        Ok(read) => read,
        Err((id, error)) => return Ok(serde_json::to_string(&refused(id, error))?),
    };
    // The flags say how a conversation begins; they do not undo what an earlier turn of it set.
    if line.conversation.is_none() || begun.insert(asked.conversation.clone()) {
        asked.area = asked.area.or_else(|| defaults.area.clone());
        asked.audience = asked.audience.or(defaults.audience);
        asked.style = asked.style.or(defaults.style);
        // What the line names comes behind the flags, and so it holds.
        asked.ways.splice(0..0, defaults.ways.iter().cloned());
    }
    asked.locale = line.locale.clone().unwrap_or_else(|| defaults.locale.clone());
    let locale = Locale::negotiate(&asked.locale);
    let key = asked.conversation.clone();
    let outbound = ask(assistant, asked, &line.text).await;
    if line.conversation.is_none() {
        // A line without a conversation is one by itself; what is kept of it would only grow.
        let forget = Inbound { channel: Channel::Terminal, conversation: key, locale: locale.tag(), action: Action::Forget };
        assistant.handle(forget).await;
    }
    let said = outbound.reply.said(&outbound.manner);
    Ok(serde_json::to_string(&tell(line.id, &outbound, &said))?)
}

/// The line and who asks, or the id as far as it can be read and what is wrong.
fn read_line(assistant: &Assistant, bytes: &[u8], number: u64) -> Result<(Line, Asked), (Value, String)> {
    let text = std::str::from_utf8(bytes).map_err(|_| (Value::Null, "the line is not UTF-8 text".to_owned()))?;
    let value: Value = serde_json::from_str(text).map_err(|e| (Value::Null, format!("the line is not JSON: {e}")))?;
    let id = match value.get("id") {
        Some(id @ (Value::String(_) | Value::Number(_))) => id.clone(),
        _ => Value::Null,
    };
    let wrong = |what: String| (id.clone(), what);
    let line: Line = serde_json::from_value(value).map_err(|e| wrong(format!("the line has not the right form: {e}")))?;
    if id.is_null() {
        return Err(wrong("`id` must be text or a number".to_owned()));
    }
    let area = line.area.as_deref().map(str::parse::<Area>).transpose().map_err(wrong)?;
    check_area(assistant, area.as_ref()).map_err(wrong)?;
    let audience = line.audience.as_deref().map(str::parse::<Audience>).transpose().map_err(wrong)?;
    let style = line.style.as_deref().map(str::parse::<Style>).transpose().map_err(wrong)?;
    let length = line.length.as_deref().map(str::parse::<Length>).transpose().map_err(wrong)?;
    let ways = ways(length, line.pictures, line.one_question);
    let conversation = line.conversation.as_ref().map_or_else(|| format!("line {number}"), |c| format!("conversation {c}"));
    Ok((line, Asked { area, audience, style, ways, locale: String::new(), conversation: ConversationKey(conversation) }))
}

fn check_area(assistant: &Assistant, area: Option<&Area>) -> Result<(), String> {
    let Some(area) = area else { return Ok(()) };
    let library = assistant.library();
    let knowledge = &library.knowledge;
    if knowledge.areas.get(area).is_some() || knowledge.articles.iter().any(|a| a.area == *area) {
        return Ok(());
    }
    let names: Vec<&str> = knowledge.areas.choices().iter().map(|i| i.area.as_str()).collect();
    Err(format!("there is no area `{area}`; known are {} and england", names.join(", ")))
}

async fn ask(assistant: &Assistant, asked: Asked, question: &str) -> Outbound {
    let inbound =
        |action| Inbound { channel: Channel::Terminal, conversation: asked.conversation.clone(), locale: asked.locale.clone(), action };
    if asked.area.is_some() {
        assistant.handle(inbound(Action::SetArea(asked.area.clone()))).await;
    }
    if asked.audience.is_some() {
        assistant.handle(inbound(Action::SetAudience(asked.audience))).await;
    }
    if let Some(style) = asked.style {
        assistant.handle(inbound(Action::SetStyle(style))).await;
    }
    if !asked.ways.is_empty() {
        assistant.handle(inbound(Action::SetWays(asked.ways.clone()))).await;
    }
    let mut replies = assistant.handle(inbound(Action::Ask(question.to_owned()))).await;
    // `handle` always replies; were it ever not to, the canned words still come.
    replies.pop().unwrap_or_else(|| Outbound {
        reply: crate::reply::fault(&Locale::negotiate(&asked.locale)),
        style: asked.style.unwrap_or_default(),
        manner: Manner::default(),
        answer: None,
        evidence: None,
        failed: true,
    })
}

/// `said` is the reply as this person likes to be talked to; the answer is told whole.
fn tell<'a>(id: Value, outbound: &'a Outbound, said: &'a Reply) -> Told<'a> {
    let evidence = outbound.evidence.as_deref();
    let reply = &outbound.reply;
    let answer = (reply.status == AnswerStatus::Answered).then(|| ToldAnswer {
        title: reply.title.as_deref().unwrap_or_default(),
        text: reply.standard_text(),
        easy_read: reply.easy_read.iter().map(|l: &EasyReadLine| ToldLine { picture: &l.picture, text: &l.text }).collect(),
        sources: reply.sources.iter().map(told_source).collect(),
    });
    Told {
        id,
        status: reply.status.as_str(),
        error: None,
        screening: evidence.map(|e| e.screening.clone()).unwrap_or_default(),
        redacted: evidence.map_or("", |e| e.redacted.as_str()),
        answer,
        reply: said.plain(outbound.style, &reply.tongues.own()),
        hits: evidence.map(told_hits).unwrap_or_default(),
        suggestions: &said.suggestions,
        confidence: evidence.map_or(0.0, |e| e.confidence),
        by_meaning: evidence.is_some_and(|e| e.by_meaning),
        timings_us: evidence.map(timings).unwrap_or_default(),
    }
}

fn told_source(source: &crate::reply::SourceLine) -> ToldSource<'_> {
    ToldSource {
        title: &source.title,
        section: source.section.as_deref().unwrap_or_default(),
        url: source.url.as_deref().unwrap_or_default(),
        published: source.published.as_deref().unwrap_or_default(),
    }
}

fn told_hits<'a>(answer: &'a Answer) -> Vec<ToldHit<'a>> {
    let why = |h: &FoundPassage| h.why.iter().map(|(name, measured, adds)| ToldReason { name, measured: *measured, adds: *adds }).collect();
    let hits = answer.hits.iter().enumerate();
    let told = |(i, h): (usize, &'a FoundPassage)| ToldHit {
        rank: i + 1,
        article: h.article.as_str(),
        heading: &h.heading,
        text: &h.text,
        score: h.score,
        why: why(h),
    };
    hits.map(told).collect()
}

fn timings(answer: &Answer) -> ToldTimings {
    let micros = |d: Duration| u64::try_from(d.as_micros()).unwrap_or(u64::MAX);
    let t = &answer.timings;
    ToldTimings { screen: micros(t.screen), embed: micros(t.embed), retrieve: micros(t.retrieve), total: micros(t.total) }
}

/// A line that could not be read, told in its place with every key.
fn refused(id: Value, error: String) -> Told<'static> {
    Told {
        id,
        status: AnswerStatus::Error.as_str(),
        error: Some(error),
        screening: Screening::default(),
        redacted: "",
        answer: None,
        reply: String::new(),
        hits: Vec::new(),
        suggestions: &[],
        confidence: 0.0,
        by_meaning: false,
        timings_us: ToldTimings::default(),
    }
}
