// Waymark chat: everything works without this file; it saves a page load and keeps the draft.
// All words it shows come from data attributes on the #ask form, so that they are translated with the page.
(() => {
  'use strict';
  const $ = (selector, root = document) => root.querySelector(selector);
  const ask = $('#ask'), box = $('#question'), turns = $('#turns'), say = $('#announce');
  const DRAFT = 'waymark-draft', LIMIT = 5000, WARN = 4500;
  // Storage may be refused (private windows, frames): then the draft simply lives in the box.
  const draft = (text) => {
    try { text ? sessionStorage.setItem(DRAFT, text) : sessionStorage.removeItem(DRAFT); } catch { /* refused */ }
  };
  if ($('[data-forget]')) draft('');
  if (!ask || !box || !turns || !window.fetch) return;
  const words = ask.dataset, button = $('button.main', ask), problem = $('#problem'), count = $('#count');
  const jump = $('#jump');
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel('waymark') : null;
  let busy = false, left = false;
  const token = () => $('input[name=conversation]', ask).value;

  // The log is quiet while this script runs: one polite region speaks each answer once, without its buttons.
  $('[role=log]').setAttribute('aria-live', 'off');
  let hush;
  const speak = (text) => {
    clearTimeout(hush);
    say.textContent = '';
    hush = setTimeout(() => {
      say.textContent = text;
      hush = setTimeout(() => { say.textContent = ''; }, 20000);
    }, 100);
  };
  const spoken = (root) => {
    const out = [];
    for (const part of root.querySelectorAll('[data-say]')) {
      const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const text = walk.currentNode.data.trim();
        if (text && !walk.currentNode.parentElement.closest('[aria-hidden=true],details:not([open])')) out.push(text);
      }
    }
    return out.join(' ');
  };
  const trouble = (text) => {
    problem.textContent = text;
    problem.hidden = !text;
  };

  // Posts a form as the browser would. Gives a fragment, or null where the page itself must take over.
  const post = async (form, submitter) => {
    const data = new URLSearchParams(new FormData(form));
    if (submitter && submitter.name) data.set(submitter.name, submitter.value);
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), 30000);
    try {
      const reply = await fetch(form.getAttribute('action'), {
        method: 'POST', body: data, signal: stop.signal, credentials: 'same-origin',
        headers: { 'X-Waymark-Fragment': '1', 'X-Waymark-Conversation': token() },
      });
      const html = await reply.text();
      if (reply.status >= 500) throw new Error('later');
      if (!reply.headers.get('X-Waymark-Fragment')) return { resend: !reply.ok };
      const fresh = reply.headers.get('X-Waymark-Conversation');
      if (fresh) for (const field of document.querySelectorAll('input[name=conversation]')) field.value = fresh;
      const holder = document.createElement('template');
      holder.innerHTML = html;
      return { nodes: [...holder.content.children] };
    } finally {
      clearTimeout(timer);
    }
  };
  // A refusal (4xx) was not carried out, so the browser may send it again; anything else is shown by loading the page.
  const handOver = (form, submitter, resend) => {
    if (!resend) return location.reload();
    form.removeAttribute('data-enhance');
    form.requestSubmit(submitter || undefined);
  };

  const waiting = (on) => {
    busy = on;
    button.setAttribute('aria-disabled', String(on));
  };
  const question = async (form, submitter) => {
    const typed = form === ask, text = (typed ? box.value : submitter.value).trim();
    if (busy) return speak(words.busy);
    if (!text) { trouble(words.empty); return box.focus(); }
    if (text.length > LIMIT) return trouble(words.long);
    trouble('');
    waiting(true);
    const row = $('#pending').content.firstElementChild.cloneNode(true);
    $('.asked-text', row).textContent = text;
    turns.append(row);
    document.body.classList.add('has-turns');
    row.scrollIntoView({ block: 'start' });
    const slow = setTimeout(() => speak(words.waiting), 2000);
    const sent = box.value;
    try {
      const { nodes, resend } = await post(form, submitter);
      if (left) return;
      if (!nodes || !nodes.length) return handOver(form, submitter, resend);
      row.replaceWith(...nodes);
      if (typed && box.value === sent) { box.value = ''; draft(''); }
      const hello = $('#hello');
      if (hello) hello.remove();
      const newest = nodes[nodes.length - 1];
      jump.href = '#' + newest.id;
      jump.hidden = false;
      nodes[0].scrollIntoView({ block: 'start' });
      speak(nodes.map(spoken).join(' '));
      box.focus({ preventScroll: true });
      counted();
    } catch {
      if (left) return;
      row.remove();
      if (!typed && !box.value) box.value = text;
      draft(box.value);
      trouble(words.failed);
      box.focus();
    } finally {
      clearTimeout(slow);
      waiting(false);
    }
  };

  // Ratings and comments: the answer's rating block is replaced; the focus stays where it was.
  const swap = async (form, submitter) => {
    const old = form.closest('[data-swap]');
    if (old.getAttribute('aria-busy') === 'true') return;
    old.setAttribute('aria-busy', 'true');
    try {
      const { nodes, resend } = await post(form, submitter);
      if (left) return;
      if (!nodes || !nodes.length) return handOver(form, submitter, resend);
      // A comment being written is kept when the thumb is changed.
      const written = $('textarea', old), fresh = nodes[0], target = $('textarea', fresh);
      if (written && target && !form.contains(written)) target.value = written.value;
      old.replaceWith(fresh);
      const same = submitter && submitter.value && $(`button[value="${CSS.escape(submitter.value)}"]`, fresh);
      (same || $('[tabindex="-1"]', fresh) || fresh).focus();
      speak(spoken(fresh));
    } catch {
      const note = $('[data-failed]', old);
      note.textContent = note.dataset.failed;
      note.hidden = false;
      speak(note.dataset.failed);
    } finally {
      old.removeAttribute('aria-busy');
    }
  };

  document.addEventListener('submit', (event) => {
    const form = event.target, kind = form.dataset.enhance, submitter = event.submitter;
    if (kind === 'leave') {
      // Forget first, so that nothing is left even if the network is gone.
      left = true;
      draft('');
      box.value = '';
      turns.textContent = '';
      if (channel) channel.postMessage('left');
      return;
    }
    if (kind !== 'ask' && kind !== 'swap') return;
    event.preventDefault();
    if (kind === 'ask') question(form, submitter); else swap(form, submitter);
  });

  const counted = () => {
    const over = box.value.length;
    count.hidden = over < WARN;
    if (over < WARN) count.textContent = '';
    else count.textContent = (over > LIMIT ? words.over : words.left).replace('{n}', String(Math.abs(LIMIT - over)));
  };
  let typing;
  box.addEventListener('input', () => {
    draft(box.value);
    clearTimeout(typing);
    typing = setTimeout(counted, 500);
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    ask.requestSubmit(button);
  });
  try { if (!box.value) box.value = sessionStorage.getItem(DRAFT) || ''; } catch { /* refused */ }
  counted();
  $('#keys').hidden = false;

  // Back after leaving, or a chat left in another tab: nothing may come up again.
  window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  if (channel) channel.onmessage = () => { left = true; draft(''); box.value = ''; turns.textContent = ''; location.replace(words.leftPage); };
})();
