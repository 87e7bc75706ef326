use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use jiff::civil::Date;
use tantivy::{
    Term,
    collector::TopDocs,
    doc,
    query::{BooleanQuery, BoostQuery, Occur, TermQuery},
    schema::{FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value},
};

use super::{
    Ranking,
    features::{COUNT, FEATURES, Features, Signs},
    lexicon::Lexicon,
    meaning::{Meaning, Near, Sight},
    question::{Asked, Reader, Stems, analyzer, stem},
    ranking::{Limits, Scheme},
    synonyms::Thesaurus,
};
use crate::{
    area::Area,
    knowledge::{Article, Audience, Knowledge, Origin, Passage, side_by_side},
    semantic::{Lens, Vector},
    text,
};

/// How many passages each of the two ways hands on to be looked at closely; far more than are ever shown.
const CANDIDATES: usize = 120;
/// Most passages in a result.
const MOST_HITS: usize = 10;
/// Memory of the one indexing thread, in bytes: tantivy's least, ample for a council's knowledge.
const WRITER_BYTES: usize = 20_000_000;
/// The usual constants of BM25: how soon repetition stops counting, and how much length does.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// How far apart, in words, two neighbours of the question may stand in a passage to count as near.
const NEAR_WORDS: usize = 4;
/// The place of the wordings among the fields.
const QUESTIONS: usize = 1;
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
    /// The same as a vector, where the model was quick enough.
    pub vector: Option<&'a Vector>,
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
    /// The article it belongs to, as a place in [`Knowledge::articles`].
    pub article: usize,
    /// What it is ranked by: the weighted sum of its features.
    pub score: f32,
    /// What was measured of it.
    pub features: Features,
    /// It is about an area that is not the person's.
    pub elsewhere: bool,
}

impl Hit {
    /// A feature by its name; nought where there is none of that name.
    pub fn feature(&self, name: &str) -> f32 {
        FEATURES.iter().position(|f| *f == name).and_then(|at| self.features.get(at)).copied().unwrap_or_default()
    }
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Best first.
    pub hits: Vec<Hit>,
    /// Words that were read as another: typed, meant.
    pub corrected: Vec<(String, String)>,
    /// What tells whether the best answers.
    pub signs: Signs,
    /// The probability that it does.
    pub confidence: f32,
    /// The model took part.
    pub by_meaning: bool,
    /// How many things the question is about.
    pub concepts: usize,
}

/// An index over the passages of one knowledge base, in memory; never changed, only replaced. A clone shares all of it, so that meaning
/// can be added without indexing anew.
#[derive(Clone)]
pub struct Index {
    index: tantivy::Index,
    reader: tantivy::IndexReader,
    fields: Fields,
    ranking: Arc<Ranking>,
    limits: Limits,
    lexicon: Arc<Lexicon>,
    thesaurus: Arc<Thesaurus>,
    stems: Arc<Stems>,
    passages: Arc<[PassageFacts]>,
    /// The stems of each article, sorted, for telling how much of a question it holds.
    articles: Arc<[Vec<u32>]>,
    /// Titles and wordings, folded, with the openings they belong to.
    exact: Arc<HashMap<String, Vec<usize>>>,
    /// The mean length of each field in words, for BM25.
    mean: [f32; 4],
    meaning: Option<Arc<Meaning>>,
    lens: Option<Arc<Lens>>,
}

#[derive(Clone, Copy)]
struct Fields {
    ordinal: Field,
    /// Title, questions, heading, body.
    text: [Field; 4],
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
    /// The stems of title, questions, heading and body, in reading order.
    fields: [Vec<u32>; 4],
    /// The stems of the title and of each wording; of an opening only, since that is what answers them.
    wordings: Vec<Vec<u32>>,
    /// The names of a term of the glossary, as bare words.
    names: Vec<Vec<String>>,
}

impl PassageFacts {
    fn is_past(&self, today: Date) -> bool {
        self.superseded || self.ended.is_some_and(|e| e < today)
    }
}

impl Index {
    /// An index over every passage of `knowledge`; it goes by words alone until it is given the meaning of the texts.
    pub fn build(knowledge: &Knowledge, ranking: Ranking, limits: Limits) -> Result<Self, SearchError> {
        let (schema, fields) = schema();
        let index = tantivy::Index::create_in_ram(schema);
        index.tokenizers().register(ANALYZER, analyzer());
        let mut writer = index.writer_with_num_threads(1, WRITER_BYTES)?;
        let mut lexicon = Lexicon::default();
        let mut stems = Stems::default();
        let mut passages = Vec::with_capacity(knowledge.passages.len());
        let mut articles = vec![HashSet::new(); knowledge.articles.len()];
        let mut stemmer = analyzer();
        let mut lengths = [0.0_f32; 4];
        let mut exact: HashMap<String, Vec<usize>> = HashMap::new();
        // Cutting into words takes most of the time and looks at each passage alone.
        let read = side_by_side(&knowledge.passages, |_, passage| {
            let article = knowledge.article_of(passage)?;
            Some((article, field_words(article, passage)))
        });
        let mut numbered: HashMap<String, u32> = HashMap::new();
        for (ordinal, (passage, read)) in knowledge.passages.iter().zip(read).enumerate() {
            let Some((article, words)) = read else { continue };
            let mut document = doc!(fields.ordinal => ordinal as u64);
            let mut of_fields: [Vec<u32>; 4] = Default::default();
            let mut all: HashSet<u32> = HashSet::new();
            for (at, words) in words.iter().enumerate() {
                if let Some(field) = fields.text.get(at) {
                    document.add_text(*field, words.join(" "));
                }
                for pair in words.windows(2) {
                    if let [first, second] = pair {
                        lexicon.add_pair(first, second);
                    }
                }
                let mut numbers: Vec<u32> = Vec::with_capacity(words.len());
                for word in words {
                    // The same words come again and again; each is stemmed once.
                    let number = match numbered.get(word) {
                        Some(number) => *number,
                        None => {
                            let number = stems.number(&stem(&mut stemmer, word));
                            numbered.insert(word.clone(), number);
                            number
                        }
                    };
                    numbers.push(number);
                    // Wordings are written by ear on purpose: they find, but nothing is mended into them.
                    lexicon.add(word, stems.name(number).unwrap_or_default(), at != QUESTIONS);
                }
                all.extend(numbers.iter().copied());
                if let (Some(slot), Some(length)) = (of_fields.get_mut(at), lengths.get_mut(at)) {
                    *length += numbers.len() as f32;
                    *slot = numbers;
                }
            }
            writer.add_document(document)?;
            stems.count(&all);
            if let Some(whole) = articles.get_mut(passage.article) {
                whole.extend(all);
            }
            let mut wording = |text: &str| -> Vec<u32> {
                let words = text::words(text);
                let kept = words.iter().filter(|w| !ranking.words.stop.contains(*w));
                let mut numbers: Vec<u32> = kept.map(|w| stems.number(&stem(&mut stemmer, w))).collect();
                numbers.sort_unstable();
                numbers.dedup();
                numbers
            };
            let mut wordings = Vec::new();
            if passage.opening {
                for text in std::iter::once(&article.title).chain(&article.questions) {
                    let openings: &mut Vec<usize> = exact.entry(text::words(text).join(" ")).or_default();
                    if openings.last() != Some(&ordinal) {
                        openings.push(ordinal);
                    }
                }
                wordings.push(wording(&article.title));
                wordings.extend(article.questions.iter().map(|q| wording(q)));
                wordings.retain(|w| !w.is_empty());
            }
            passages.push(PassageFacts {
                area: article.area.clone(),
                audience: article.audience.clone(),
                opening: passage.opening,
                ended: article.ended,
                superseded: article.superseded_by.is_some(),
                origin: article.origin,
                article: passage.article,
                fields: of_fields,
                wordings,
                names: names(&ranking, article),
            });
        }
        stems.weigh(passages.len());
        lexicon.finish(knowledge.general_words.iter().map(String::as_str));
        let thesaurus = Thesaurus::of(knowledge);
        // Last, since it waits for the thread that indexes.
        writer.commit()?;
        let count = passages.len().max(1) as f32;
        let sorted = |set: HashSet<u32>| {
            let mut all: Vec<u32> = set.into_iter().collect();
            all.sort_unstable();
            all
        };
        let reader = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
        Ok(Self {
            index,
            reader,
            fields,
            ranking: Arc::new(ranking),
            limits,
            lexicon: Arc::new(lexicon),
            thesaurus: Arc::new(thesaurus),
            stems: Arc::new(stems),
            passages: passages.into(),
            articles: articles.into_iter().map(sorted).collect(),
            exact: Arc::new(exact),
            mean: lengths.map(|l| (l / count).max(1.0)),
            meaning: None,
            lens: None,
        })
    }

    /// The same index with the vectors of its texts.
    pub fn with_meaning(mut self, meaning: Meaning) -> Self {
        self.meaning = Some(Arc::new(meaning));
        self
    }

    /// The same index with the lens through which questions are compared; without one they are compared as the model sees them.
    pub fn with_lens(mut self, lens: Option<Lens>) -> Self {
        self.lens = lens.map(Arc::new);
        self
    }

    /// Whether questions are compared by meaning, too.
    pub fn has_meaning(&self) -> bool {
        self.meaning.is_some()
    }

    /// The limits of confidence in use.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The weights in use with or without the model.
    pub fn scheme(&self, by_meaning: bool) -> &Scheme {
        if by_meaning { &self.ranking.by_meaning } else { &self.ranking.by_words }
    }

    /// The openings of the articles that have exactly this as their title or as one of their wordings.
    pub fn exact(&self, question: &str) -> &[usize] {
        self.exact.get(&text::words(question).join(" ")).map(Vec::as_slice).unwrap_or_default()
    }

    /// The question as it should be embedded: slips mended.
    pub fn mended(&self, question: &str) -> String {
        self.read(question).mended
    }

    /// The passages for a question, best first, at most ten.
    pub fn search(&self, request: SearchRequest<'_>) -> Result<Found, SearchError> {
        let mut found = self.candidates(request)?;
        found.hits.truncate(MOST_HITS);
        Ok(found)
    }

    /// Every passage that was looked at closely, best first; what the weights are learned from.
    pub fn candidates(&self, request: SearchRequest<'_>) -> Result<Found, SearchError> {
        let asked = self.read(request.text);
        let meaning = self.meaning.as_ref().zip(request.vector.map(|v| Sight::new(v, self.lens.as_deref())));
        let mut found =
            Found { corrected: asked.corrected.clone(), by_meaning: meaning.is_some(), concepts: asked.concepts.len(), ..Found::default() };
        if self.passages.is_empty() || asked.concepts.is_empty() {
            return Ok(found);
        }
        let near = meaning.as_ref().map(|(meaning, sight)| meaning.near(sight));
        let mut chosen: HashSet<usize> = self.by_words(&asked)?.into_iter().collect();
        if let Some(near) = &near {
            chosen.extend(best(near, |n| n.passage.max(n.wording)));
        }
        let scheme = self.scheme(found.by_meaning);
        let mut marks = Marks::new(&asked, self.stems.len());
        for passage in chosen {
            let Some(facts) = self.passages.get(passage) else { continue };
            if facts.origin == Origin::Glossary && !facts.names.contains(&asked.bare) {
                continue;
            }
            let mut near = near.as_ref().and_then(|n| n.get(passage)).copied().unwrap_or_default();
            if let Some((meaning, sight)) = &meaning {
                near.sentence = meaning.sentence(passage, sight).unwrap_or_default();
            }
            let features = self.features(facts, &asked, &mut marks, near, &request);
            let elsewhere = request.area.is_some_and(|a| facts.area != *a) && facts.area != Area::england();
            found.hits.push(Hit {
                passage,
                article: facts.article,
                score: scheme.of(facts.origin).weights.score(&features),
                features,
                elsewhere,
            });
        }
        found.hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
        found.signs = self.signs(&found.hits, &asked, scheme);
        found.confidence = found
            .hits
            .first()
            .and_then(|best| self.passages.get(best.passage))
            .map_or(0.0, |best| scheme.of(best.origin).confidence.probability(&found.signs));
        Ok(found)
    }

    /// How much of the question's weight those words hold, 0 to 1.
    pub fn held_by(&self, question: &str, words: &str) -> f32 {
        let asked = self.read(question);
        let mut stemmer = analyzer();
        let here: HashSet<u32> = text::words(words).iter().filter_map(|w| self.stems.find(&stem(&mut stemmer, w))).collect();
        let held: f32 = asked.concepts.iter().map(|c| c.weight * c.held(|s| here.contains(&s))).sum();
        if asked.weight > 0.0 { held / asked.weight } else { 0.0 }
    }

    fn read(&self, question: &str) -> Asked {
        Reader { ranking: &self.ranking, lexicon: &self.lexicon, thesaurus: &self.thesaurus, stems: &self.stems }.read(question)
    }

    fn by_words(&self, asked: &Asked) -> Result<Vec<usize>, SearchError> {
        let Some(query) = self.query(asked) else { return Ok(Vec::new()) };
        let searcher = self.reader.searcher();
        let mut out = Vec::with_capacity(CANDIDATES);
        for (_, address) in searcher.search(&query, &TopDocs::with_limit(CANDIDATES).order_by_score())? {
            let document: tantivy::TantivyDocument = searcher.doc(address)?;
            out.extend(document.get_first(self.fields.ordinal).and_then(|v| v.as_u64()).and_then(|v| usize::try_from(v).ok()));
        }
        Ok(out)
    }

    fn query(&self, asked: &Asked) -> Option<BooleanQuery> {
        let weights = &self.ranking.field;
        let boosts = [weights.title, weights.questions, weights.heading, weights.body];
        let mut shares: Vec<(u32, f32)> = Vec::new();
        for way in asked.concepts.iter().flat_map(|c| &c.ways) {
            for stem in way.stems.iter().flatten() {
                match shares.iter_mut().find(|(s, _)| s == stem) {
                    Some((_, share)) => *share = share.max(way.share),
                    None => shares.push((*stem, way.share)),
                }
            }
        }
        let mut clauses: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::with_capacity(shares.len() * 4);
        for (number, share) in shares {
            let Some(stem) = self.stems.name(number) else { continue };
            for (field, boost) in self.fields.text.iter().zip(boosts) {
                let query = TermQuery::new(Term::from_field_text(*field, stem), IndexRecordOption::WithFreqs);
                clauses.push((Occur::Should, Box::new(BoostQuery::new(Box::new(query), boost * share))));
            }
        }
        (!clauses.is_empty()).then(|| BooleanQuery::new(clauses))
    }

    fn features(&self, facts: &PassageFacts, asked: &Asked, marks: &mut Marks, near: Near, request: &SearchRequest<'_>) -> Features {
        let mut out = [0.0; COUNT];
        let [title, questions, heading, body, coverage_article, coverage_passage, wording, proximity, rest @ ..] = &mut out;
        let most = (asked.weight * (K1 + 1.0)).max(f32::EPSILON);
        let mut held = vec![0.0_f32; asked.concepts.len()];
        for (slot, (stems, mean)) in [title, questions, heading, body].into_iter().zip(facts.fields.iter().zip(self.mean)) {
            *slot = marks.bm25(asked, stems, mean, &mut held) / most;
        }
        let share = |held: &[f32]| asked.concepts.iter().zip(held).map(|(c, h)| c.weight * h).sum::<f32>() / asked.weight.max(f32::EPSILON);
        *coverage_passage = share(&held);
        // A whole strategy taken in as one document holds nearly every word; there the passage alone counts.
        *coverage_article = match self.articles.get(facts.article) {
            Some(stems) if facts.origin != Origin::Imported => {
                let whole: Vec<f32> = asked.concepts.iter().map(|c| c.held(|s| stems.binary_search(&s).is_ok())).collect();
                share(&whole)
            }
            _ => *coverage_passage,
        };
        *wording = self.nearness(facts, asked);
        *proximity = marks.proximity(asked, facts.fields.get(3).map(Vec::as_slice).unwrap_or_default());
        let england = facts.area == Area::england();
        let one = |yes: bool| f32::from(u8::from(yes));
        let local = |own: &Area| facts.area == *own && !england;
        let commitment = facts.origin == Origin::Commitment;
        let kinds = [
            near.passage,
            near.wording,
            near.sentence,
            one(request.area.is_some_and(local)),
            one(england),
            one(request.area.is_some_and(|own| !england && facts.area != *own)),
            one(request.area.is_none() && !england),
            one(facts.opening),
            // Who asks what was promised asks for the plans of the past too.
            one(!asked.promises && facts.is_past(request.today)),
            one(facts.origin == Origin::Glossary && asked.defines),
            one(commitment && !asked.promises),
            one(commitment && asked.promises),
            one(request.audience.is_some_and(|a| facts.audience.contains(&a))),
        ];
        rest.iter_mut().zip(kinds).for_each(|(slot, value)| *slot = value);
        out
    }

    /// How near the question comes to the nearest wording of an article, 0 to 1: the weight they share over the weight of both.
    fn nearness(&self, facts: &PassageFacts, asked: &Asked) -> f32 {
        let near = facts.wordings.iter().map(|wording| {
            let shared: f32 = asked.concepts.iter().map(|c| c.weight * c.held(|s| wording.binary_search(&s).is_ok())).sum();
            let both = asked.weight + wording.iter().map(|s| self.stems.weight(*s)).sum::<f32>() - shared;
            if both > shared { (shared / both).max(0.0) } else { 1.0 }
        });
        near.fold(0.0, f32::max).min(1.0)
    }

    fn signs(&self, hits: &[Hit], asked: &Asked, scheme: &Scheme) -> Signs {
        let Some(best) = hits.first() else { return Signs::default() };
        let origin = self.passages.get(best.passage).map_or(Origin::Written, |p| p.origin);
        let weights = &scheme.of(origin).weights;
        let other = hits.iter().find(|h| h.article != best.article).map_or(best.score, |h| best.score - h.score);
        let known = |c: &&super::question::Concept| c.ways.iter().any(|w| w.stems.iter().all(Option::is_some));
        let known: f32 = asked.concepts.iter().filter(known).map(|c| c.weight).sum();
        // The best of the first few: a neighbour from the same article may hold what the first lacks.
        let most = |name: &str| hits.iter().take(3).map(|h| h.feature(name)).fold(0.0, f32::max);
        let best_by = |names: &[&str]| {
            let sum = |h: &Hit| names.iter().map(|n| h.feature(n)).sum::<f32>();
            hits.iter().max_by(|a, b| sum(a).total_cmp(&sum(b))).map(|h| h.article)
        };
        let by_words = best_by(&["title", "questions", "heading", "body", "coverage_passage", "wording"]);
        let by_meaning = best_by(&["meaning_passage", "meaning_wording", "meaning_sentence"]);
        let crowd = hits.iter().take(MOST_HITS).map(|h| h.feature("meaning_wording")).sum::<f32>() / hits.len().clamp(1, MOST_HITS) as f32;
        let heaviest = asked.concepts.iter().map(|c| c.weight).fold(0.0, f32::max);
        [
            weights.match_score(&best.features),
            other,
            best.feature("coverage_article"),
            best.feature("coverage_passage"),
            best.feature("wording"),
            most("meaning_passage"),
            most("meaning_wording"),
            most("meaning_sentence"),
            1.0 - known / asked.weight.max(f32::EPSILON),
            self.missing(best, asked) / heaviest.max(f32::EPSILON),
            f32::from(u8::from(by_words == by_meaning)),
            crowd,
            1.0 / asked.concepts.len().max(1) as f32,
            most("meaning_wording").max(most("meaning_sentence")),
        ]
    }

    /// The weight of the heaviest thing of the question that the article of a hit does not hold.
    fn missing(&self, hit: &Hit, asked: &Asked) -> f32 {
        let Some(facts) = self.passages.get(hit.passage) else { return 0.0 };
        let stems: &[u32] = match self.articles.get(facts.article) {
            Some(stems) if facts.origin != Origin::Imported => stems,
            _ => &[],
        };
        let in_passage = |s: u32| facts.fields.iter().any(|f| f.contains(&s));
        let lacking = asked.concepts.iter().filter(|c| c.held(|s| stems.binary_search(&s).is_ok() || in_passage(s)) == 0.0);
        lacking.map(|c| c.weight).fold(0.0, f32::max)
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("passages", &self.passages.len())
            .field("fields", &self.index.schema().num_fields())
            .field("meaning", &self.meaning)
            .finish_non_exhaustive()
    }
}

/// The places of the passages that come nearest, at most [`CANDIDATES`].
fn best(near: &[Near], by: impl Fn(&Near) -> f32) -> Vec<usize> {
    let mut order: Vec<(usize, f32)> = near.iter().map(&by).enumerate().collect();
    if order.len() > CANDIDATES {
        order.select_nth_unstable_by(CANDIDATES, |a, b| b.1.total_cmp(&a.1));
        order.truncate(CANDIDATES);
    }
    order.into_iter().map(|(passage, _)| passage).collect()
}

/// Which stems a question is about, as a table by stem, so that a passage is measured in one reading.
struct Marks {
    /// For each stem the ways it belongs to: concept and way; empty for nearly all.
    of: Vec<Vec<(usize, usize)>>,
    /// How often each way's stems occurred, filled anew for each field.
    counts: Vec<Vec<Vec<f32>>>,
}

impl Marks {
    fn new(asked: &Asked, stems: usize) -> Self {
        let mut of = vec![Vec::new(); stems];
        let mut counts = Vec::with_capacity(asked.concepts.len());
        for (c, concept) in asked.concepts.iter().enumerate() {
            for (w, way) in concept.ways.iter().enumerate() {
                for stem in way.stems.iter().flatten() {
                    if let Some(slot) = of.get_mut(*stem as usize) {
                        slot.push((c, w));
                    }
                }
            }
            counts.push(concept.ways.iter().map(|w| vec![0.0; w.stems.len()]).collect());
        }
        Self { of, counts }
    }

    /// BM25 of the field for the question's concepts, not yet divided by the most there could be; raises `held` to what it holds of each.
    fn bm25(&mut self, asked: &Asked, field: &[u32], mean: f32, held: &mut [f32]) -> f32 {
        let mut any = false;
        for stem in field {
            let Some(ways) = self.of.get(*stem as usize).filter(|w| !w.is_empty()) else { continue };
            any = true;
            for (c, w) in ways {
                let Some(way) = asked.concepts.get(*c).and_then(|c| c.ways.get(*w)) else { continue };
                let Some(counts) = self.counts.get_mut(*c).and_then(|c| c.get_mut(*w)) else { continue };
                for (count, wanted) in counts.iter_mut().zip(&way.stems) {
                    if *wanted == Some(*stem) {
                        *count += 1.0;
                    }
                }
            }
        }
        if !any {
            return 0.0;
        }
        let length = 1.0 - B + B * field.len() as f32 / mean;
        let mut sum = 0.0;
        for ((concept, counts), held) in asked.concepts.iter().zip(&mut self.counts).zip(held) {
            let mut most = 0.0_f32;
            for (way, counts) in concept.ways.iter().zip(counts) {
                // A way of several words counts as often as its rarest word does, and not at all where one is missing.
                let tf = counts.iter().copied().fold(f32::INFINITY, f32::min);
                counts.iter_mut().for_each(|c| *c = 0.0);
                if tf.is_finite() && tf > 0.0 {
                    most = most.max(way.share * tf * (K1 + 1.0) / (tf + K1 * length));
                    *held = held.max(way.share);
                }
            }
            sum += concept.weight * most;
        }
        sum
    }

    /// The share of the question's neighbouring things that stand near each other in the text, by weight.
    fn proximity(&self, asked: &Asked, text: &[u32]) -> f32 {
        let pairs = asked.concepts.len().saturating_sub(1);
        if pairs == 0 {
            return 0.0;
        }
        let mut last: Vec<Option<usize>> = vec![None; asked.concepts.len()];
        let mut near = vec![false; pairs];
        for (at, stem) in text.iter().enumerate() {
            let Some(ways) = self.of.get(*stem as usize) else { continue };
            for (c, _) in ways {
                let close = |other: Option<&Option<usize>>| other.copied().flatten().is_some_and(|o| at - o <= NEAR_WORDS && at != o);
                if *c > 0
                    && close(last.get(c - 1))
                    && let Some(slot) = near.get_mut(c - 1)
                {
                    *slot = true;
                }
                if close(last.get(c + 1))
                    && let Some(slot) = near.get_mut(*c)
                {
                    *slot = true;
                }
                if let Some(slot) = last.get_mut(*c) {
                    *slot = Some(at);
                }
            }
        }
        let weight = |at: usize| asked.concepts.get(at).map_or(0.0, |c| c.weight) + asked.concepts.get(at + 1).map_or(0.0, |c| c.weight);
        let all: f32 = (0..pairs).map(weight).sum();
        let held: f32 = near.iter().enumerate().filter(|(_, yes)| **yes).map(|(at, _)| weight(at)).sum();
        held / all.max(f32::EPSILON)
    }
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default().set_tokenizer(ANALYZER).set_index_option(IndexRecordOption::WithFreqs);
    let options = TextOptions::default().set_indexing_options(indexing);
    let ordinal = builder.add_u64_field("ordinal", FAST | STORED);
    let text = ["title", "questions", "heading", "body"].map(|name| builder.add_text_field(name, options.clone()));
    (builder.build(), Fields { ordinal, text })
}

/// The names of a glossary's term without words that carry nothing; none for any other article.
fn names(ranking: &Ranking, article: &Article) -> Vec<Vec<String>> {
    if article.origin != Origin::Glossary {
        return Vec::new();
    }
    let rules = &ranking.words;
    let bare = |q: &String| text::words(q).into_iter().filter(|w| !rules.stop.contains(w) && !rules.definition.contains(w)).collect();
    let mut out: Vec<Vec<String>> = article.questions.iter().map(bare).collect();
    out.dedup();
    out.retain(|n| !n.is_empty());
    out
}

/// The words of a passage by field; an article's wordings belong to its opening, which answers them.
fn field_words(article: &Article, passage: &Passage) -> [Vec<String>; 4] {
    let questions = if passage.opening { article.questions.join(" ") } else { String::new() };
    [text::words(&article.title), text::words(&questions), text::words(&passage.path), text::words(&passage.text)]
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

    fn index(files: &[(String, String)]) -> (Knowledge, Index) {
        let loaded = Knowledge::load(Files::of(files.iter().cloned()));
        assert_eq!(loaded.faults, Vec::new());
        let (ranking, limits) =
            Ranking::parse(include_str!("../../knowledge/ranking.toml"), include_str!("../../knowledge/weights.toml")).unwrap();
        let index = Index::build(&loaded.knowledge, ranking, limits).unwrap();
        (loaded.knowledge, index)
    }

    fn search(index: &Index, text: &str, area: Option<&str>) -> Found {
        let area: Option<Area> = area.map(|a| a.parse().unwrap());
        index.search(SearchRequest { text, vector: None, area: area.as_ref(), audience: None, today: TODAY }).unwrap()
    }

    fn ids(knowledge: &Knowledge, index: &Index, text: &str, area: Option<&str>) -> Vec<String> {
        search(index, text, area).hits.iter().map(|h| knowledge.passages[h.passage].id.clone()).collect()
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
    fn stems_slips_and_compounds_find() {
        let (_, index) = index(&[article("norfolk", "Appeals", "You can appeal to the tribunal within 2 months. It meets part time.", "")]);
        assert!(search(&index, "appealing", None).hits[0].feature("coverage_passage") > 0.99);
        let slip = search(&index, "tribunel", None);
        assert_eq!(slip.corrected, [("tribunel".to_owned(), "tribunal".to_owned())]);
        assert_eq!(slip.hits.len(), 1);
        assert!(search(&index, "parttime", None).hits[0].feature("coverage_passage") > 0.5);
        assert!(search(&index, "appeal against a parking fine elephants", None).hits[0].feature("coverage_passage") < 0.5);
        assert!(search(&index, "", None).hits.is_empty());
    }

    #[test]
    fn a_term_is_found_when_it_is_asked_for_and_not_otherwise() {
        let term = "[[term]]\nterm = \"EHC plan\"\nalso = [\"EHCP\"]\nmeaning = \"A legal paper about help.\"\npicture = \"paper\"\nsource = \"ours\"\n";
        let (knowledge, index) =
            index(&[("glossary.toml".to_owned(), term.to_owned()), article("england", "Plans", "An EHC plan takes 20 weeks to make.", "")]);
        assert_eq!(ids(&knowledge, &index, "what does ehcp mean", None)[0], "england/glossary/ehc-plan#");
        let found = ids(&knowledge, &index, "how many weeks does an ehcp take", None);
        assert_eq!(found, ["england/imported/plans#"]);
    }

    #[test]
    fn neighbours_of_the_question_that_stand_together_count() {
        let (_, index) = index(&[
            article("norfolk", "A", "We met about a short day on the coast of the county. A long break came.", ""),
            article("norfolk", "B", "A short break came on a long day.", ""),
        ]);
        let found = search(&index, "short break", None);
        assert!(found.hits[0].feature("proximity") > found.hits[1].feature("proximity"));
    }
}
