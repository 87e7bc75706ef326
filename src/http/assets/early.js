// Runs before the page is drawn, so that no one sees the wrong size or colours first. The settings never leave this browser.
(() => {
  const page = document.documentElement;
  page.dataset.js = '';
  try {
    const kept = JSON.parse(localStorage.getItem('waymark-reading')) || {};
    for (const name of ['size', 'space', 'face', 'contrast', 'pictures']) if (/^[a-z0-9]{1,9}$/.test(kept[name])) page.dataset[name] = kept[name];
  } catch { /* storage refused: the usual look */ }
})();
