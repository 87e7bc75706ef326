// Waymark reading help: how a page looks, and reading it aloud. Everything stays in this browser; no words are sent anywhere.
// The panel is on the page and hidden by the style sheet where there is no script.
(() => {
  'use strict';
  const page = document.documentElement, KEY = 'waymark-reading', panel = document.getElementById('aids');
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem(KEY)) || {}; } catch { /* refused, or not ours */ }
  const keep = () => {
    try { Object.keys(kept).length ? localStorage.setItem(KEY, JSON.stringify(kept)) : localStorage.removeItem(KEY); } catch { /* refused */ }
  };

  // ---- how it looks
  const show = () => {
    for (const radio of panel.querySelectorAll('input[type=radio]')) {
      const value = kept[radio.name] || '';
      radio.checked = radio.value === value;
      if (radio.checked && radio.name !== 'speed') value ? page.dataset[radio.name] = value : delete page.dataset[radio.name];
    }
  };
  if (panel) {
    show();
    panel.addEventListener('change', ({ target }) => {
      if (target.value) kept[target.name] = target.value; else delete kept[target.name];
      keep();
      show();
    });
    panel.addEventListener('click', ({ target }) => {
      if (!target.closest('[data-reset]')) return;
      kept = {};
      keep();
      show();
    });
    // Another tab of this browser changed them.
    window.addEventListener('storage', ({ key, newValue }) => {
      if (key !== KEY && key !== null) return;
      try { kept = JSON.parse(newValue) || {}; } catch { kept = {}; }
      show();
    });
  }

  // ---- hard words: what one means, where it stands; without this script it is a link to its page
  const pattern = document.getElementById('player');
  const dressed = (root) => {
    for (const word of root.querySelectorAll('a.term[data-meaning]:not([role])')) {
      word.setAttribute('role', 'button');
      word.setAttribute('aria-expanded', 'false');
    }
  };
  const explain = (word) => {
    const was = word.getAttribute('aria-expanded') === 'true';
    for (const open of document.querySelectorAll('a.term[aria-expanded=true]')) open.setAttribute('aria-expanded', 'false');
    for (const note of document.querySelectorAll('.meaning')) note.remove();
    if (was) return;
    const note = document.createElement('span'), name = document.createElement('b'), link = document.createElement('a');
    note.className = 'meaning';
    note.setAttribute('role', 'note');
    name.textContent = word.textContent;
    link.href = word.href;
    link.textContent = pattern.dataset.term;
    note.append(name, ': ', word.dataset.meaning, ' ', link);
    (word.closest('.words,p,li,td,dd') || word).append(note);
    word.setAttribute('aria-expanded', 'true');
  };
  if (pattern) {
    dressed(document);
    document.addEventListener('click', (event) => {
      const word = event.target.closest('a.term[role=button]');
      if (!word || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      explain(word);
    });
    document.addEventListener('keydown', (event) => {
      const word = event.key === ' ' && event.target.closest('a.term[role=button]');
      if (!word) return;
      event.preventDefault();
      explain(word);
    });
    const turns = document.getElementById('turns');
    if (turns) new MutationObserver(() => dressed(turns)).observe(turns, { childList: true });
  }

  // ---- reading aloud
  const synth = window.speechSynthesis;
  if (!synth || !window.SpeechSynthesisUtterance || !pattern) return;
  const speeds = panel && panel.querySelector('[data-speeds]');
  if (speeds) speeds.hidden = false;
  const words = pattern.dataset, RATE = { slow: 0.75, fast: 1.3 };
  const BLOCKS = 'p,li,h1,h2,h3,h4,h5,h6,dt,dd,td,th,caption';
  let now = null; // { player, parts, at, paused, turn }

  // A voice of the device alone: others send the words to a company.
  const voice = (lang) => {
    const all = synth.getVoices(), base = lang.split('-')[0].toLowerCase();
    const tag = (v) => v.lang.replace('_', '-').toLowerCase();
    const own = all.filter((v) => v.localService && tag(v).split('-')[0] === base);
    return { none: all.length > 0 && !own.length, found: own.find((v) => tag(v) === lang.toLowerCase()) || own[0] || null };
  };

  // What is said, sentence by sentence: each with the block that holds it and the places of its letters.
  const sentences = (root) => {
    const blocks = new Map();
    for (const say of root.querySelectorAll('[data-say],.more[open] .easy')) {
      const walk = document.createTreeWalker(say, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const node = walk.currentNode, parent = node.parentElement;
        if (!node.data.trim() || parent.closest('[aria-hidden=true],.meaning,.player') || !parent.getClientRects().length) continue;
        const block = parent.closest(BLOCKS) || say;
        if (!blocks.has(block)) blocks.set(block, new Set());
        blocks.get(block).add(node);
      }
    }
    const out = [];
    for (const [block, nodes] of blocks) {
      const lang = block.closest('[lang]').lang;
      let text = '';
      const places = [...nodes].map((node) => { const from = text.length; text += node.data; return { node, from }; });
      const place = (at) => {
        const { node, from } = places.filter((p) => p.from <= at).pop();
        return [node, Math.min(at - from, node.data.length)];
      };
      const pieces = window.Intl && Intl.Segmenter ? [...new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(text)] : [{ segment: text, index: 0 }];
      for (const { segment, index } of pieces) {
        const said = segment.trim();
        if (!/[\p{L}\p{N}]/u.test(said)) continue;
        const from = index + segment.indexOf(said), range = document.createRange();
        range.setStart(...place(from));
        range.setEnd(...place(from + said.length));
        out.push({ block, lang, range, text: said.replace(/\s+/g, ' ') });
      }
    }
    return out;
  };

  const mark = (part) => {
    for (const old of document.querySelectorAll('.reading')) old.classList.remove('reading');
    if (window.Highlight && CSS.highlights) part ? CSS.highlights.set('reading', new Highlight(part.range)) : CSS.highlights.delete('reading');
    if (!part) return;
    part.block.classList.add('reading');
    part.block.scrollIntoView({ block: 'nearest' });
  };
  const button = (player, what) => player.querySelector(`[data-do=${what}]`);
  const dress = (player, state) => {
    const label = { off: words.start, on: words.pause, paused: words.on }[state];
    button(player, 'toggle').lastElementChild.textContent = label;
    player.classList.toggle('is-on', state !== 'off');
    button(player, 'next').hidden = button(player, 'stop').hidden = state === 'off';
  };
  const tell = (player, text) => { player.querySelector('[role=status]').textContent = text; };

  const stop = () => {
    if (!now) return;
    const { player } = now;
    now = null;
    synth.cancel();
    mark(null);
    dress(player, 'off');
  };
  const speak = () => {
    const mine = now, part = mine.parts[mine.at];
    if (!part) return stop();
    const turn = ++mine.turn, { found, none } = voice(part.lang);
    if (none) { stop(); return tell(mine.player, words.none); }
    const said = new SpeechSynthesisUtterance(part.text);
    said.lang = part.lang;
    if (found) said.voice = found;
    said.rate = RATE[kept.speed] || 1;
    const mineStill = () => now === mine && mine.turn === turn && !mine.paused;
    said.onend = () => { if (mineStill()) { mine.at += 1; speak(); } };
    said.onerror = ({ error }) => {
      if (!mineStill() || error === 'canceled' || error === 'interrupted') return;
      stop();
      tell(mine.player, words.none);
    };
    mark(part);
    synth.speak(said);
  };
  // Pausing starts the sentence again: many phones cannot halt within one.
  const act = (player, what) => {
    if (what === 'stop') { stop(); return button(player, 'toggle').focus(); }
    if (!now || now.player !== player) {
      stop();
      tell(player, '');
      const parts = sentences(player.closest('[data-listen]'));
      if (!parts.length) return;
      now = { player, parts, at: 0, paused: false, turn: 0 };
    } else if (what === 'next') {
      now.at += 1;
      now.paused = false;
    } else {
      now.paused = !now.paused;
    }
    now.turn += 1;
    synth.cancel();
    dress(player, now.paused ? 'paused' : 'on');
    if (!now.paused) speak();
    else if (now.parts[now.at]) mark(now.parts[now.at]);
  };

  const furnish = (root) => {
    for (const box of root.querySelectorAll('[data-listen]')) {
      if (box.querySelector('.player')) continue;
      const player = pattern.content.firstElementChild.cloneNode(true);
      box.prepend(player);
      dress(player, 'off');
    }
  };
  synth.cancel();
  synth.getVoices();
  furnish(document);
  const turns = document.getElementById('turns');
  if (turns) new MutationObserver(() => { furnish(turns); if (now && !now.player.isConnected) stop(); }).observe(turns, { childList: true });
  document.addEventListener('click', ({ target }) => {
    const pressed = target.closest('.player [data-do]');
    if (pressed) act(pressed.closest('.player'), pressed.dataset.do);
  });
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && now) { const { player } = now; stop(); button(player, 'toggle').focus(); } });
  document.addEventListener('submit', stop);
  window.addEventListener('pagehide', stop);
})();
