// One engine over one exported set: node engines.mjs ENGINE SET.json; prints one line of JSON for benches/compare.rs.
// Every engine gets the same passages, the same field boosts, English stems, our stop words, and the same filter: own area or England.
import { readFileSync } from 'node:fs'
import { stemmer } from '@orama/stemmers/english'

const [engine, file] = process.argv.slice(2)
const { passages, questions, boosts, rounds, stop: stopWords } = JSON.parse(readFileSync(file, 'utf8'))
const MOST = 10
const FIELDS = ['title', 'questions', 'heading', 'body']
const stop = new Set(stopWords)
const rss = () => process.memoryUsage.rss() / 1e6
const fits = (area, own) => !own || area === own || area === 'england'

async function minisearch(fuzzy) {
  const { default: MiniSearch } = await import('minisearch')
  const processTerm = (term) => {
    const word = term.toLowerCase()
    return stop.has(word) ? null : stemmer(word)
  }
  const index = new MiniSearch({ idField: 'id', fields: FIELDS, storeFields: ['area'], processTerm })
  index.addAll(passages)
  const options = fuzzy ? { boost: boosts, prefix: true, fuzzy: 0.2 } : { boost: boosts }
  return (q) => index.search(q.text, { ...options, filter: (hit) => fits(hit.area, q.area) }).slice(0, MOST).map((hit) => hit.id)
}

async function orama(tolerance) {
  const { create, insertMultiple, search } = await import('@orama/orama')
  const schema = { title: 'string', questions: 'string', heading: 'string', body: 'string', area: 'enum', ordinal: 'number' }
  const tokenizer = { language: 'english', stemming: true, stemmer, stopWords }
  const index = create({ schema, components: { tokenizer } })
  await insertMultiple(index, passages.map(({ id, ...fields }) => ({ ...fields, ordinal: id })))
  return async (q) => {
    const where = q.area ? { where: { area: { in: [q.area, 'england'] } } } : {}
    const found = await search(index, { term: q.text, properties: FIELDS, boost: boosts, tolerance, limit: MOST, ...where })
    return found.hits.map((hit) => hit.document.ordinal)
  }
}

const engines = {
  minisearch: () => minisearch(false),
  'minisearch-fuzzy': () => minisearch(true),
  orama: () => orama(0),
  'orama-fuzzy': () => orama(1),
}
const before = rss()
const started = performance.now()
const ask = await engines[engine]()
const buildMs = performance.now() - started
const memory = rss() - before
const ranked = []
for (const question of questions) ranked.push(await ask(question))
const times = []
for (let round = 0; round < rounds; round++) {
  for (const question of questions) {
    const from = performance.now()
    await ask(question)
    times.push((performance.now() - from) * 1000)
  }
}
console.log(JSON.stringify({ build_ms: buildMs, memory_mb: memory, times_us: times, ranked, deeper: [] }))
