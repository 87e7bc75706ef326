// The public pages as people meet them: wide, narrow, dark, in forced colours, in both styles.
const QUESTION = 'how long does an ehcp take', DANGER = 'i want to kill myself tonight';
const ARTICLE = '/article/england/ehc-plans/the-20-weeks';
// 1280 pixels at 400 %.
const NARROW = { viewport: { width: 320, height: 640 } };

const answer = async (b, options) => {
  const page = await b.open('/', options);
  await b.ask(page, QUESTION);
  return page;
};
const easy = async (b, options) => {
  const page = await answer(b, options);
  await b.easyRead(page);
  return page;
};

export default [
  ...[['wide', {}], ['narrow', NARROW], ['dark', { colorScheme: 'dark' }], ['forced colours', { forcedColors: 'active' }]].flatMap(([how, options]) => [
    { name: `chat, empty, ${how}`, run: async (b) => b.sound(await b.open('/', options)) },
    { name: `answer, standard, ${how}`, run: async (b) => b.sound(await answer(b, options)) },
    { name: `answer, easy read, ${how}`, run: async (b) => b.sound(await easy(b, options)) },
  ]),
  {
    name: 'rated answer with a comment box',
    run: async (b) => {
      const page = await answer(b, NARROW);
      await page.click('.thumb.amber');
      await page.locator('.thumb.amber[aria-pressed=true]').waitFor();
      await b.sound(page);
    },
  },
  {
    name: 'help first',
    run: async (b) => {
      const page = await b.open('/', NARROW);
      await b.ask(page, DANGER);
      await b.sound(page, 'standard');
      await b.easyRead(page);
      await b.sound(page, 'easy read');
    },
  },
  ...[['article', ARTICLE], ['article, easy read', `${ARTICLE}?style=easy-read`], ['pictures', '/pictures'], ['people', '/person'], ['hard words, found', '/glossary?q=ehcp'], ['a hard word', '/glossary/ehc-plan'], ['how you like to be talked to', '/settings'], ['privacy, easy read', '/privacy?style=easy-read']].flatMap(([what, path]) => [
    { name: what, run: async (b) => b.sound(await b.open(path)) },
    { name: `${what}, narrow`, run: async (b) => b.sound(await b.open(path, NARROW)) },
  ]),
  {
    name: 'the pictures are drawn and weigh little',
    run: async (b) => {
      const page = await b.open('/pictures');
      const drawn = await page.$$eval('.sheet img', async (all) => {
        all.forEach((i) => { i.loading = 'eager'; });
        await Promise.all(all.map((i) => i.decode()));
        return all.filter((i) => i.naturalWidth > 0 && i.alt === '').length;
      });
      b.assert.ok(drawn >= 120, `${drawn} pictures are drawn`);
      b.assert.equal(await page.locator('.sheet span.pic').count(), 0, 'a picture has only an emoji');
      const file = await page.request.get(await page.locator('.sheet img').first().getAttribute('src'));
      b.assert.match(file.headers()['content-security-policy'], /sandbox/);
      b.assert.match(file.headers()['cache-control'], /immutable/);
    },
  },
];
