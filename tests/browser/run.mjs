// Drives a real browser over the pages of a running Waymark: node tests/browser/run.mjs [--only PART-OF-A-NAME] [--shots FOLDER]
// Each file in states/ gives a list of { name, run }; a new feature adds a file of its own. `run` gets the helpers of `Bench` below.
// The server is the debug build (or WAYMARK_BIN) with the shipped knowledge, without the model, in a folder that is thrown away.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url)), root = join(here, '../..');
const { values: asked } = parseArgs({ options: { only: { type: 'string', default: '' }, shots: { type: 'string' } } });
const axe = readFileSync(join(here, 'node_modules/axe-core/axe.min.js'), 'utf8');
// The rules that stand for WCAG 2.2 A and AA, and what axe counts as good practice.
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

async function serve() {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-browser-'));
  const settings = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('WAYMARK_')));
  const server = spawn(process.env.WAYMARK_BIN || join(root, 'target/debug/waymark'), ['serve', '--listen', '127.0.0.1:0'], {
    cwd: folder,
    env: {
      ...settings,
      WAYMARK_KNOWLEDGE_DIR: join(root, 'knowledge'),
      WAYMARK_MODEL_AUTO_INSTALL: 'false',
      WAYMARK_LIMITS_PERSON_PER_MINUTE: '0',
      WAYMARK_LIMITS_NETWORK_PER_MINUTE: '0',
      WAYMARK_LOG: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = () => { server.kill('SIGKILL'); rmSync(folder, { recursive: true, force: true }); };
  const base = await new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Error('the server did not start in a minute')), 60000);
    server.once('error', failed);
    server.once('exit', () => failed(new Error('the server ended')));
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (line.startsWith('Waymark listens on ')) { clearTimeout(timer); done(line.slice(19)); }
    });
  }).catch((error) => { stop(); throw error; });
  return { base, stop };
}

// What a state works with.
class Bench {
  constructor(browser, base, name) { Object.assign(this, { browser, base, name, contexts: [], assert }); }

  // A page of a new visitor. `javaScriptEnabled: false`, `viewport`, `colorScheme`, `forcedColors` as Playwright has them; `early` runs
  // before any script of ours; `reading` is what the reader chose before.
  async open(path = '/', { early, reading, ...options } = {}) {
    const context = await this.browser.newContext({ baseURL: this.base, viewport: { width: 1280, height: 900 }, ...options });
    this.contexts.push(context);
    context.setDefaultTimeout(10000);
    const page = await context.newPage();
    // A fault of a script of ours, or one that the policy refuses, fails the state.
    page.on('pageerror', (error) => { throw error; });
    page.on('console', (message) => { if (/Content.Security.Policy/i.test(message.text())) throw new Error(message.text()); });
    if (early) await page.addInitScript(early);
    if (reading) await page.addInitScript((kept) => { if (!localStorage.getItem('waymark-reading')) localStorage.setItem('waymark-reading', kept); }, JSON.stringify(reading));
    await page.goto(path);
    return page;
  }

  // Asks, and waits for the whole answer.
  async ask(page, question) {
    const before = await page.locator('#turns > .turn:not(.pending)').count();
    await page.fill('#question', question);
    await page.click('#ask button.main');
    await page.locator('#turns > .turn:not(.pending)').nth(before).waitFor();
    await page.waitForLoadState('load');
  }

  async easyRead(page) {
    await page.click('.switch');
    await page.locator('.switch[aria-pressed=true]').waitFor();
  }

  // No fault that axe finds, no way to the side, and a picture of it where wanted.
  async sound(page, what = '') {
    const label = [this.name, what].filter(Boolean).join(': ');
    if (asked.shots) {
      mkdirSync(asked.shots, { recursive: true });
      await page.evaluate(() => document.querySelectorAll('img[loading=lazy]').forEach((i) => { i.loading = 'eager'; }));
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(asked.shots, `${label.replace(/[^\w]+/g, '-')}.png`), fullPage: true });
    }
    // Playwright's own frame for scripts is not held by the page's policy.
    await page.evaluate(axe);
    const { violations } = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
    const told = violations.flatMap((v) => v.nodes.map((n) => `${v.id} (${v.help}): ${n.target.join(' ')}: ${n.failureSummary}`));
    assert.deepEqual(told, [], `${label}: axe found faults`);
    await this.fits(page, label);
  }

  async fits(page, label = this.name) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over <= 0) return;
    const wide = await page.evaluate(() => [...document.querySelectorAll('body *')]
      .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1 && !e.closest('.scroll')).slice(0, 5)
      .map((e) => `${e.tagName}.${e.className} “${(e.textContent || '').trim().slice(0, 30)}”`));
    assert.fail(`${label}: the page is ${over} pixels wider than the window: ${wide.join('; ')}`);
  }

  async close() { for (const context of this.contexts) await context.close(); }
}

const chrome = process.env.WAYMARK_CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!chrome) { console.error('tests/browser: please install chromium, or name it in WAYMARK_CHROMIUM'); process.exit(2); }
const server = await serve();
const browser = await chromium.launch({ executablePath: chrome, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'] });
let passed = 0, failed = 0;
try {
  for (const file of readdirSync(join(here, 'states')).filter((f) => f.endsWith('.mjs')).sort()) {
    const { default: states } = await import(join(here, 'states', file));
    for (const { name, run } of states.filter((s) => s.name.includes(asked.only))) {
      const bench = new Bench(browser, server.base, name), started = Date.now();
      try {
        await run(bench);
        passed += 1;
        console.log(`ok   ${name} (${Date.now() - started} ms)`);
      } catch (error) {
        failed += 1;
        console.log(`FAIL ${name}\n${error.stack}`);
      } finally {
        await bench.close();
      }
    }
  }
} finally {
  await browser.close();
  server.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
