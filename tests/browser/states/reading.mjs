// Reading help and reading aloud: chosen once, kept in this browser, and nothing moves by itself.
const ARTICLE = '/article/england/ehc-plans/the-20-weeks?style=easy-read';
// Twelve lines of easy read.
const LONG = '/article/england/waymark/what-is-kept?style=easy-read';
const NARROW = { viewport: { width: 320, height: 640 } };

// A browser's voice that says nothing and notes what it was told: `said`, and `done()` when a sentence is over.
const voices = (local) => `(() => {
  const spoken = window.spoken = { said: [], rates: [], voices: [], cancelled: 0, now: null };
  class Utterance { constructor(text) { this.text = text; this.rate = 1; } }
  const synth = {
    getVoices: () => [{ name: 'Far', lang: 'en-GB', localService: false }, ...(${local} ? [{ name: 'Other', lang: 'de-DE', localService: true }, { name: 'Near', lang: 'en_GB', localService: true }] : [])],
    speak(u) { spoken.now = u; spoken.said.push(u.text); spoken.rates.push(u.rate); spoken.voices.push(u.voice && u.voice.name); },
    cancel() { const u = spoken.now; spoken.now = null; if (u) { spoken.cancelled += 1; u.onerror && u.onerror({ error: 'canceled' }); } },
  };
  spoken.done = () => { const u = spoken.now; spoken.now = null; u.onend(); };
  Object.defineProperty(window, 'speechSynthesis', { value: synth });
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
})()`;
const panel = async (page) => { await page.click('#aids > summary'); await page.locator('#aids[open] fieldset').first().waitFor(); };
const choose = (page, name, value) => page.check(`#aids input[name=${name}][value="${value}"]`);
const spoken = (page) => page.evaluate(() => ({ said: window.spoken.said, rates: window.spoken.rates, voices: window.spoken.voices, busy: !!window.spoken.now }));

export default [
  ...[['wide', {}], ['narrow', NARROW], ['dark', { colorScheme: 'dark' }], ['forced colours', { forcedColors: 'active' }]].map(([how, options]) => ({
    name: `reading help, open, ${how}`,
    run: async (b) => {
      const page = await b.open('/', options);
      await panel(page);
      await b.sound(page);
    },
  })),
  {
    name: 'what is chosen holds on every page and after a reload, and goes with one press',
    run: async (b) => {
      const page = await b.open('/');
      const look = () => page.evaluate(() => {
        const style = getComputedStyle(document.body);
        return { size: parseFloat(style.fontSize), gap: parseFloat(style.lineHeight) / parseFloat(style.fontSize), face: style.fontFamily, paper: style.backgroundColor };
      });
      const usual = await look();
      await panel(page);
      for (const [name, value] of [['size', '3'], ['space', '2'], ['face', 'clear'], ['contrast', 'dark'], ['pictures', 'off'], ['speed', 'slow']]) await choose(page, name, value);
      const chosen = await look();
      b.assert.ok(chosen.size > usual.size * 1.4 && chosen.gap > usual.gap * 1.15, JSON.stringify({ usual, chosen }));
      b.assert.match(chosen.face, /^"?OpenDyslexic/);
      b.assert.equal(chosen.paper, 'rgb(0, 0, 0)');
      await page.goto(ARTICLE);
      b.assert.deepEqual(await look(), chosen);
      b.assert.equal(await page.locator('.easy .pic').first().isVisible(), false);
      b.assert.equal(await page.locator('.easy .words').first().isVisible(), true);
      // Before any deferred script has run, too: nobody sees the usual look first.
      const plain = await page.context().newPage();
      await plain.route('**/aids.js', (route) => route.abort());
      await plain.goto(ARTICLE);
      b.assert.equal(await plain.evaluate(() => document.documentElement.dataset.contrast), 'dark');
      await page.reload();
      await panel(page);
      b.assert.equal(await page.isChecked('#aids input[name=speed][value=slow]'), true);
      b.assert.deepEqual((await page.context().cookies()).map((c) => c.name), ['waymark_chat'], 'nothing of it is sent to us');
      await page.click('#aids [data-reset]');
      b.assert.deepEqual(await look(), usual);
      await page.reload();
      b.assert.deepEqual(await look(), usual);
      b.assert.equal(await page.evaluate(() => localStorage.length), 0);
    },
  },
  {
    name: 'leaving forgets the chat and not how one reads',
    run: async (b) => {
      const page = await b.open('/', { reading: { size: '2' } });
      await page.fill('#question', 'half a question about my son');
      await page.click('.ways form[action="/leave"] button');
      await page.waitForURL('**/left');
      await page.goto('/');
      b.assert.equal(await page.inputValue('#question'), '');
      b.assert.equal(await page.evaluate(() => sessionStorage.length), 0);
      b.assert.equal(await page.evaluate(() => document.documentElement.dataset.size), '2');
    },
  },
  ...['light', 'dark'].flatMap((contrast) => [[ARTICLE, 'article'], ['/', 'chat'], ['/pictures', 'pictures']].map(([path, what]) => ({
    name: `high contrast ${contrast}, largest letters, ${what}`,
    run: async (b) => b.sound(await b.open(path, { ...NARROW, reading: { contrast, size: '4', space: '3', face: 'clear' } })),
  }))),
  {
    name: 'answer, easy read, narrow, largest letters',
    run: async (b) => {
      const page = await b.open('/', { ...NARROW, reading: { size: '4', space: '3', face: 'clear' } });
      await b.ask(page, 'how long does an ehcp take');
      await b.easyRead(page);
      await b.sound(page);
    },
  },
  { name: 'easy read without pictures', run: async (b) => b.sound(await b.open(ARTICLE, { ...NARROW, reading: { pictures: 'off' } })) },
  {
    name: 'without a script: More opens, and no control stands there that does nothing',
    run: async (b) => {
      const page = await b.open(LONG, { javaScriptEnabled: false });
      b.assert.equal(await page.locator('.easy').first().locator('li').count(), 10);
      const eleventh = page.locator('.more li').first();
      b.assert.equal(await eleventh.isVisible(), false);
      await page.click('.more summary');
      b.assert.equal(await eleventh.isVisible(), true);
      b.assert.equal(await page.locator('#aids').isVisible(), false);
      b.assert.equal(await page.locator('.player').count(), 0);
    },
  },
  {
    name: 'a hard word tells its meaning where it stands, by keyboard too; without a script it leads to its page',
    run: async (b) => {
      const page = await b.open('/', NARROW);
      await b.ask(page, 'how long does an ehcp take');
      await b.easyRead(page);
      const word = page.locator('.easy .term').first();
      const meaning = await word.getAttribute('data-meaning'), home = page.url();
      await word.focus();
      await page.keyboard.press('Space');
      b.assert.ok((await page.innerText('.meaning')).includes(meaning));
      b.assert.deepEqual([await word.getAttribute('aria-expanded'), page.url()], ['true', home]);
      await b.sound(page);
      await word.click();
      b.assert.equal(await page.locator('.meaning').count(), 0);
      const plain = await b.open('/', { javaScriptEnabled: false });
      await b.ask(plain, 'how long does an ehcp take');
      await b.easyRead(plain);
      const link = plain.locator('.easy .term').first(), name = await link.innerText();
      await link.click();
      await plain.waitForURL('**/glossary/*');
      b.assert.ok((await plain.innerText('h1')).length > 0, name);
    },
  },
  {
    name: 'read aloud: by keyboard, sentence by sentence, the line marked, paused, next, stopped',
    run: async (b) => {
      const page = await b.open(ARTICLE, { early: voices(true), reading: { speed: 'slow' } });
      b.assert.equal((await spoken(page)).said.length, 0, 'nothing speaks by itself');
      const toggle = page.locator('.player [data-do=toggle]'), heading = await page.innerText('h1');
      await toggle.focus();
      await page.keyboard.press('Enter');
      let now = await spoken(page);
      b.assert.deepEqual(now.said, [heading]);
      b.assert.deepEqual([now.rates[0], now.voices[0]], [0.75, 'Near'], 'slowly, by a voice of the device in the page’s language');
      b.assert.equal(await page.innerText('.reading'), heading);
      await page.evaluate(() => window.spoken.done());
      const first = await page.innerText('.easy li >> nth=0');
      b.assert.equal((await spoken(page)).said.at(-1), first);
      b.assert.equal(await page.innerText('.reading'), first);
      const marked = await page.locator('.reading').evaluate((line) => getComputedStyle(line).outlineStyle);
      b.assert.equal(marked, 'solid', 'the mark is more than a colour');
      await b.sound(page, 'while reading');
      await page.keyboard.press('Enter');
      b.assert.deepEqual([(await spoken(page)).busy, await toggle.innerText()], [false, 'Go on']);
      await page.keyboard.press('Enter');
      b.assert.equal((await spoken(page)).said.at(-1), first, 'the sentence begins again');
      await page.click('.player [data-do=next]');
      b.assert.equal((await spoken(page)).said.at(-1), await page.innerText('.easy li >> nth=1'));
      await page.keyboard.press('Escape');
      b.assert.deepEqual([(await spoken(page)).busy, await page.locator('.reading').count(), await toggle.innerText()], [false, 0, 'Read aloud']);
      // To the end, by itself; what is behind "More" is read once it is open.
      await toggle.click();
      const lines = await page.locator('.easy li').count();
      for (let i = 0; i <= lines + 4 && (await spoken(page)).busy; i += 1) await page.evaluate(() => window.spoken.done());
      b.assert.deepEqual([(await spoken(page)).busy, await page.locator('.reading').count()], [false, 0]);
    },
  },
  {
    name: 'read aloud in the chat: a new answer has its own button, and leaving silences it',
    run: async (b) => {
      const page = await b.open('/', { ...NARROW, early: voices(true) });
      await b.ask(page, 'how long does an ehcp take');
      await page.click('.turn .player [data-do=toggle]');
      const said = (await spoken(page)).said;
      b.assert.equal(said[0], await page.innerText('.turn h2'));
      await b.sound(page);
      await page.evaluate(() => { window.addEventListener('pagehide', () => sessionStorage.setItem('silenced', String(window.spoken.cancelled))); });
      await page.goto('/pictures');
      b.assert.ok(Number(await page.evaluate(() => sessionStorage.getItem('silenced'))) > 0);
    },
  },
  {
    name: 'read aloud never uses a voice that sends the words away',
    run: async (b) => {
      const page = await b.open(ARTICLE, { early: voices(false) });
      await page.click('.player [data-do=toggle]');
      b.assert.equal((await spoken(page)).said.length, 0);
      b.assert.match(await page.innerText('.player [role=status]'), /no voice/);
    },
  },
  {
    name: 'where a browser cannot speak, nothing says that it can',
    run: async (b) => {
      const page = await b.open(ARTICLE, { early: "delete window.speechSynthesis; delete Window.prototype.speechSynthesis;" });
      await page.locator('#aids').waitFor();
      await panel(page);
      b.assert.equal(await page.locator('.player').count(), 0);
      b.assert.equal(await page.locator('[data-speeds]').isVisible(), false);
    },
  },
];
