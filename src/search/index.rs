use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use tantivy::{
    Term,
    collector::TopDocs,
    doc,
    query::{BooleanQuery, BoostQuery, Occur, TermQuery},
    schema::{FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value},
    tokenizer::{Language, Stemmer, TextAnalyzer, WhitespaceTokenizer},
};

use super::{Ranking, spelling::Vocabulary, synonyms::Thesaurus};
use crate::{
    area::Area,
    knowledge::{Article, Audience, Knowledge, Origin, Passage},
    text,
};

/// How many passages BM25 hands on to the weighing; far more than are ever shown.
const CANDIDATES: usize = 120;
/// Most passages in a result.
const MOST_HITS: usize = 10;
/// Memory of the one indexing thread, in bytes: tantivy's least, ample for a council's knowledge.
const WRITER_BYTES: usize = 20_000_000;
/// Most words of a question that are searched for; a 300-word story has far fewer that carry a subject.
const MOST_TERMS: usize = 120;
const ANALYZER: &str = "waymark";

/// The index could not be built or read.
#[derive(Debug, thiserror::Error)]
#[error("the search index failed: {0}")]
pub struct SearchError(#[from] tantivy::TantivyError);

/// What to look for, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct SearchRequest<'a> {
    /// The question in the person's words.
    pub text: &'a str,
    /// Their area, chosen or named in the question.
    pub area: Option<&'a Area>,
    /// Who they said they are.
    pub audience: Option<Audience>,
    /// Today, to tell which plans have run out.
    pub today: Date,
}

/// One passage that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Its place in [`Knowledge::passages`].
    pub passage: usize,
    /// What it is ranked by: BM25 times the weights of its kind and area.
    pub score: f32,
    /// The share of the question's weight that its article holds, 0 to 1.
    pub coverage: f32,
    /// It is about an area that is not the person's.
    pub elsewhere: bool,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Best first, at most ten.
    pub hits: Vec<Hit>,
    /// Words that were read as another: typed, meant.
    pub corrected: Vec<(String, String)>,
}

/// An index over the passages of one knowledge base, in memory; never changed, only replaced.
pub struct Index {
    index: tantivy::Index,
    reader: tantivy::IndexReader,
    fields: Fields,
    ranking: Ranking,
    vocabulary: Vocabulary,
    thesaurus: Thesaurus,
    passages: Vec<PassageFacts>,
    /// The stems of each article, for telling how much of a question it holds.
    articles: Vec<HashSet<String>>,
    weight: HashMap<String, f32>,
    unknown_weight: f32,
}

struct Fields {
    ordinal: Field,
    title: Field,
    questions: Field,
    heading: Field,
    body: Field,
}

/// What the weighing needs of a passage, at hand without a look into the index.
struct PassageFacts {
    area: Area,
    audience: Vec<Audience>,
    opening: bool,
    ended: Option<Date>,
    superseded: bool,
    origin: Origin,
    article: usize,
    /// The stems of the title and of each wording; of an opening only, since that is what answers them.
    wordings: Vec<HashSet<String>>,
}

/// One thing that a question is about, with every way of saying it; the first is what was typed.
struct Concept {
    weight: f32,
    ways: Vec<Way>,
}

/// Stems that together say a thing, and how much they count beside the word itself.
struct Way {
    stems: Vec<String>,
    share: f32,
}

impl Concept {
    /// How much of this concept those stems hold, 0 to 1.
    fn held(&self, stems: &HashSet<String>) -> f32 {
        let shares = self.ways.iter().filter(|w| w.stems.iter().all(|s| stems.contains(s))).map(|w| w.share);
        shares.fold(0.0, f32::max)
    }
}

/// A question as it is searched for.
struct Query {
    concepts: Vec<Concept>,
    corrected: Vec<(String, String)>,
    /// It asks for promises.
    promises: bool,
}

impl Index {
    /// An index over every passage of `knowledge`.
    pub fn build(knowledge: &Knowledge, ranking: Ranking) -> Result<Self, SearchError> {
        let (schema, fields) = schema();
        let index = tantivy::Index::create_in_ram(schema);
        index.tokenizers().register(ANALYZER, analyzer());
        let mut writer = index.writer_with_num_threads(1, WRITER_BYTES)?;
        let mut vocabulary = Vocabulary::default();
        let mut passages = Vec::with_capacity(knowledge.passages.len());
        let mut articles = vec![HashSet::new(); knowledge.articles.len()];
        let mut frequency: HashMap<String, u32> = HashMap::new();
        let mut stemmer = analyzer();
        for (ordinal, passage) in knowledge.passages.iter().enumerate() {
            let Some(article) = knowledge.article_of(passage) else { continue };
            let parts = parts(article, passage);
            writer.add_document(doc!(
                fields.ordinal => ordinal as u64,
                fields.title => parts.title.join(" "),
                fields.questions => parts.questions.join(" "),
                fields.heading => parts.heading.join(" "),
                fields.body => parts.body.join(" "),
            ))?;
            let mut stems = HashSet::new();
            for word in [&parts.title, &parts.questions, &parts.heading, &parts.body].into_iter().flatten() {
                vocabulary.add(word);
                stems.insert(stem(&mut stemmer, word));
            }
            for stem in &stems {
                *frequency.entry(stem.clone()).or_insert(0) += 1;
            }
            if let Some(all) = articles.get_mut(passage.article) {
                all.extend(stems);
            }
            passages.push(PassageFacts {
                area: article.area.clone(),
                audience: article.audience.clone(),
                opening: passage.opening,
                ended: article.ended,
                superseded: article.superseded_by.is_some(),
                origin: article.origin,
                article: passage.article,
                wordings: wordings(&mut stemmer, &ranking, article, passage),
            });
        }
        writer.commit()?;
        let total = passages.len() as f32;
        let idf = |n: f32| (1.0 + (total - n + 0.5) / (n + 0.5)).ln();
        let weight = frequency.into_iter().map(|(stem, n)| (stem, idf(n as f32))).collect();
        let reader = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
        Ok(Self {
            index,
            reader,
            fields,
            ranking,
            vocabulary,
            thesaurus: Thesaurus::of(knowledge),
            passages,
            articles,
            weight,
            unknown_weight: idf(0.5),
        })
    }

    /// The weights in use.
    pub fn ranking(&self) -> &Ranking {
        &self.ranking
    }

    /// The passages for a question, best first.
    pub fn search(&self, request: SearchRequest<'_>) -> Result<Found, SearchError> {
        let asked = self.understand(request.text);
        if asked.concepts.is_empty() || self.passages.is_empty() {
            return Ok(Found { hits: Vec::new(), corrected: asked.corrected });
        }
        let searcher = self.reader.searcher();
        let top = searcher.search(&self.query(&asked), &TopDocs::with_limit(CANDIDATES).order_by_score())?;
        let all: f32 = asked.concepts.iter().map(|c| c.weight).sum();
        let mut hits = Vec::with_capacity(top.len());
        for (bm25, address) in top {
            let document: tantivy::TantivyDocument = searcher.doc(address)?;
            let ordinal = document.get_first(self.fields.ordinal).and_then(|v| v.as_u64()).and_then(|v| usize::try_from(v).ok());
            let Some((passage, facts)) = ordinal.and_then(|o| self.passages.get(o).map(|f| (o, f))) else { continue };
            let Some(stems) = self.articles.get(facts.article) else { continue };
            let held: f32 = asked.concepts.iter().map(|c| c.weight * c.held(stems)).sum();
            let elsewhere = request.area.is_some_and(|a| facts.area != *a) && facts.area != Area::england();
            let near = 1.0 + self.ranking.kind.wording * self.nearness(facts, &asked);
            hits.push(Hit { passage, score: bm25 * near * self.kind(facts, &request, asked.promises), coverage: held / all, elsewhere });
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
        hits.truncate(MOST_HITS);
        Ok(Found { hits, corrected: asked.corrected })
    }

    /// What the passage's kind and area make of its score.
    fn kind(&self, facts: &PassageFacts, request: &SearchRequest<'_>, promises: bool) -> f32 {
        let area = &self.ranking.area;
        let england = facts.area == Area::england();
        let mut factor = match request.area {
            Some(own) if *own == facts.area && !england => area.own,
            Some(_) if england => area.england,
            Some(_) => area.elsewhere,
            None if england => area.unchosen_england,
            None => area.unchosen_local,
        };
        if facts.opening {
            factor *= self.ranking.kind.opening;
        }
        let kind = &self.ranking.kind;
        // Who asks what was promised asks for the plans of the past too.
        if !promises && (facts.superseded || facts.ended.is_some_and(|e| e < request.today)) {
            factor *= kind.past;
        }
        factor *= match facts.origin {
            Origin::Glossary => kind.glossary,
            Origin::Commitment if promises => kind.commitment_asked,
            Origin::Commitment => kind.commitment,
            Origin::Written | Origin::Imported => 1.0,
        };
        if request.audience.is_some_and(|a| facts.audience.contains(&a)) {
            factor *= self.ranking.kind.audience_match;
        }
        factor
    }

    /// How near the question comes to the nearest wording of an article, 0 to 1: the weight they share over the weight of both.
    fn nearness(&self, facts: &PassageFacts, query: &Query) -> f32 {
        let weight = |stem: &String| self.weight.get(stem).copied().unwrap_or(self.unknown_weight);
        let asked: f32 = query.concepts.iter().map(|c| c.weight).sum();
        let near = facts.wordings.iter().map(|wording| {
            let shared: f32 = query.concepts.iter().map(|c| c.weight * c.held(wording)).sum();
            let both = asked + wording.iter().map(weight).sum::<f32>() - shared;
            if both > shared { (shared / both).max(0.0) } else { 1.0 }
        });
        near.fold(0.0, f32::max).min(1.0)
    }

    fn query(&self, asked: &Query) -> BooleanQuery {
        let weights = &self.ranking.field;
        let fields = [
            (self.fields.title, weights.title),
            (self.fields.questions, weights.questions),
            (self.fields.heading, weights.heading),
            (self.fields.body, weights.body),
        ];
        let mut clauses: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::with_capacity(asked.concepts.len() * fields.len());
        let mut share_of: HashMap<&str, f32> = HashMap::new();
        for way in asked.concepts.iter().flat_map(|c| &c.ways) {
            for stem in way.stems.iter().filter(|s| self.weight.contains_key(*s)) {
                let share = share_of.entry(stem).or_insert(0.0);
                *share = share.max(way.share);
            }
        }
        let mut shares: Vec<(&str, f32)> = share_of.into_iter().collect();
        shares.sort_by(|a, b| a.0.cmp(b.0));
        for (stem, share) in shares {
            for (field, weight) in fields {
                let query = TermQuery::new(Term::from_field_text(field, stem), IndexRecordOption::WithFreqs);
                clauses.push((Occur::Should, Box::new(BoostQuery::new(Box::new(query), weight * share))));
            }
        }
        BooleanQuery::new(clauses)
    }

    /// What the question is about: its words without those that carry no subject, each with other ways of saying it.
    fn understand(&self, question: &str) -> Query {
        let mut out = Query { concepts: Vec::new(), corrected: Vec::new(), promises: false };
        let mut stemmer = analyzer();
        let words = text::words(question);
        out.promises = words.iter().any(|w| self.ranking.words.promise.contains(w));
        let carries = |w: &String| !self.ranking.words.stop.contains(w);
        // "who are you?" is made of stop words alone; then they are all there is.
        let all_stop = !words.iter().any(carries);
        let mut at = 0;
        while at < words.len() && out.concepts.len() < MOST_TERMS {
            if let Some((length, others)) = self.thesaurus.longest(&words[at..]).filter(|(n, _)| *n > 1 || carries(&words[at])) {
                let phrase = &words[at..at + length];
                self.add(&mut out, &mut stemmer, phrase, others, 1.0);
                at += length;
                continue;
            }
            let word = &words[at];
            at += 1;
            if !all_stop && !carries(word) {
                continue;
            }
            let known = self.weight.contains_key(&stem(&mut stemmer, word));
            match self.vocabulary.correct(word).filter(|_| !known) {
                Some(meant) => {
                    out.corrected.push((word.clone(), meant.to_owned()));
                    let meant = [meant.to_owned()];
                    let others = self.thesaurus.longest(&meant).map(|(_, o)| o).unwrap_or_default();
                    self.add(&mut out, &mut stemmer, &meant, others, self.ranking.confidence.corrected_word);
                }
                None => self.add(&mut out, &mut stemmer, std::slice::from_ref(word), &[], 1.0),
            }
        }
        out
    }

    /// Adds a concept: the phrase as typed and its other names; its weight is that of its rarest known way, so that an acronym which
    /// we never write weighs what the full words weigh.
    fn add(&self, out: &mut Query, stemmer: &mut TextAnalyzer, phrase: &[String], others: &[Vec<String>], share: f32) {
        let mut stems = |words: &[String]| -> Vec<String> {
            let kept: Vec<String> = words.iter().filter(|w| !self.ranking.words.stop.contains(*w)).map(|w| stem(stemmer, w)).collect();
            if kept.is_empty() { words.iter().map(|w| stem(stemmer, w)).collect() } else { kept }
        };
        let typed = stems(phrase);
        if out.concepts.iter().any(|c| c.ways.first().is_some_and(|w| w.stems == typed)) {
            return;
        }
        let weigh = |stems: &[String]| stems.iter().map(|s| self.weight.get(s).copied().unwrap_or(self.unknown_weight)).fold(0.0, f32::max);
        let mut weight = weigh(&typed);
        let mut ways = vec![Way { stems: typed, share: 1.0 }];
        for other in others {
            let stems = stems(other);
            if stems.iter().all(|s| self.weight.contains_key(s)) {
                weight = weight.min(weigh(&stems).max(1.0));
                ways.push(Way { stems, share: self.ranking.words.synonym });
            }
        }
        out.concepts.push(Concept { weight: weight * share, ways });
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("passages", &self.passages.len())
            .field("index", &self.index.schema().num_fields())
            .finish_non_exhaustive()
    }
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default().set_tokenizer(ANALYZER).set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        ordinal: builder.add_u64_field("ordinal", FAST | STORED),
        title: builder.add_text_field("title", text.clone()),
        questions: builder.add_text_field("questions", text.clone()),
        heading: builder.add_text_field("heading", text.clone()),
        body: builder.add_text_field("body", text),
    };
    (builder.build(), fields)
}

/// Words come folded and split by [`text::words`], so that index and question agree on what a word is; only stemming is left to do.
fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(WhitespaceTokenizer::default()).filter(Stemmer::new(Language::English)).build()
}

fn stem(analyzer: &mut TextAnalyzer, word: &str) -> String {
    let mut out = String::new();
    analyzer.token_stream(word).process(&mut |token| out.push_str(&token.text));
    out
}

/// The stems that carry the subject of the title and of each wording.
fn wordings(analyzer: &mut TextAnalyzer, ranking: &Ranking, article: &Article, passage: &Passage) -> Vec<HashSet<String>> {
    if !passage.opening {
        return Vec::new();
    }
    let mut stems = |text: &str| -> HashSet<String> {
        let words = text::words(text);
        words.iter().filter(|w| !ranking.words.stop.contains(*w)).map(|w| stem(analyzer, w)).collect()
    };
    let mut out = vec![stems(&article.title)];
    out.extend(article.questions.iter().map(|q| stems(q)));
    out.retain(|w| !w.is_empty());
    out
}

struct Parts {
    title: Vec<String>,
    questions: Vec<String>,
    heading: Vec<String>,
    body: Vec<String>,
}

/// The words of a passage by field; an article's wordings belong to its opening, which answers them.
fn parts(article: &Article, passage: &Passage) -> Parts {
    let questions = if passage.opening { article.questions.join(" ") } else { String::new() };
    Parts {
        title: text::words(&article.title),
        questions: text::words(&questions),
        heading: text::words(&passage.path),
        body: text::words(&passage.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Files;

    const TODAY: Date = jiff::civil::date(2026, 11, 21);

    fn article(area: &str, title: &str, body: &str, extra: &str) -> (String, String) {
        let slug = text::slug(title);
        let file = format!("+++\ntitle = \"{title}\"\narea = \"{area}\"\nimported = true\n{extra}+++\n\n{body}\n");
        (format!("articles/{area}/imported/{slug}.md"), file)
    }

    fn index(articles: &[(String, String)]) -> (Knowledge, Index) {
        let loaded = Knowledge::load(Files::of(articles.iter().cloned()));
        assert_eq!(loaded.faults, Vec::new());
        let ranking = Ranking::parse(include_str!("../../knowledge/ranking.toml")).unwrap();
        let index = Index::build(&loaded.knowledge, ranking).unwrap();
        (loaded.knowledge, index)
    }

    fn ids(knowledge: &Knowledge, index: &Index, text: &str, area: Option<&str>) -> Vec<String> {
        let area: Option<Area> = area.map(|a| a.parse().unwrap());
        let found = index.search(SearchRequest { text, area: area.as_ref(), audience: None, today: TODAY }).unwrap();
        found.hits.iter().map(|h| knowledge.passages[h.passage].id.clone()).collect()
    }

    #[test]
    fn own_area_first_england_next_others_last() {
        let text = "Speech therapy helps a child to talk. Ask for it.";
        let (knowledge, index) = index(&[
            article("suffolk", "Speech S", text, ""),
            article("england", "Speech E", text, ""),
            article("norfolk", "Speech N", text, ""),
        ]);
        let areas = |area| ids(&knowledge, &index, "speech therapy", Some(area)).iter().map(|i| i[..7].to_owned()).collect::<Vec<_>>();
        assert_eq!(areas("norfolk"), ["norfolk", "england", "suffolk"]);
        assert_eq!(areas("suffolk"), ["suffolk", "england", "norfolk"]);
    }

    #[test]
    fn a_plan_that_has_ended_stands_behind_todays() {
        let text = "Short breaks give a family a rest.";
        let (knowledge, index) =
            index(&[article("suffolk", "A old", text, "ended = \"2020-12-31\"\n"), article("suffolk", "B new", text, "")]);
        assert_eq!(ids(&knowledge, &index, "short breaks", Some("suffolk"))[0], "suffolk/imported/b-new#");
    }

    #[test]
    fn stems_and_slips_find_and_strange_words_lower_the_coverage() {
        let (_, index) = index(&[article("norfolk", "Appeals", "You can appeal to the tribunal within 2 months.", "")]);
        let search = |text| index.search(SearchRequest { text, area: None, audience: None, today: TODAY }).unwrap();
        assert!(search("appealing").hits[0].coverage > 0.99);
        assert_eq!(search("tribunel").corrected, [("tribunel".to_owned(), "tribunal".to_owned())]);
        assert!(search("appeal against a parking fine elephants").hits[0].coverage < 0.5);
        assert!(search("").hits.is_empty());
    }
}
