// Forms at the desks, on a phone with a bad line. Nothing here is needed: every form is whole without it.
//
// What is typed stays in this browser until the service took it: it comes back after a lost connection, a full battery or a session
// that ended. It is kept for one person, for a week, and goes when they sign out. Passwords, codes and files are never kept.
// A photo is made small before it is sent, so that it costs little and arrives.
'use strict';
(() => {
  const { keep, restored, clear, offline } = document.currentScript.dataset;
  const ALL = 'telusur:';
  const SENT = 'telusur-sent';
  const A_WEEK = 7 * 86_400_000;

  // ---- Photos ----

  const LARGE = 300_000;
  const SIDE = 1600;

  /** Puts a smaller photo in the place of a large one; whatever fails, the large one is sent. */
  async function shrink(input) {
    const file = input.files[0];
    if (!file || file.size <= LARGE || !/^image\/(jpeg|png|webp)$/.test(file.type)) return;
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const brush = canvas.getContext('2d');
    brush.fillStyle = '#fff';
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    let small;
    for (const quality of [0.85, 0.7, 0.55]) {
      small = await new Promise((done) => { canvas.toBlob(done, 'image/jpeg', quality); });
      if (!small || small.size <= LARGE) break;
    }
    if (!small || small.size >= file.size || input.files[0] !== file) return;
    const list = new DataTransfer();
    list.items.add(new File([small], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }));
    input.files = list.files;
  }

  for (const input of document.querySelectorAll('main input[type="file"]')) {
    input.addEventListener('change', () => { shrink(input).catch(() => {}); });
  }

  // ---- What was typed ----

  if (!keep || !('redirectCount' in PerformanceNavigationTiming.prototype)) return;
  let store;
  try {
    store = window.localStorage;
    store.getItem(ALL);
  } catch {
    return; // A browser that keeps nothing.
  }
  const kept = () => Object.keys(store).filter((key) => key.startsWith(ALL));
  const read = (key) => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };
  const write = (key, value) => { try { store.setItem(key, JSON.stringify(value)); } catch { /* It is full. */ } };

  for (const key of kept()) {
    const draft = read(key);
    if (!draft || !(Date.now() - draft.at < A_WEEK)) store.removeItem(key);
  }

  // The service answers a form that it took with another address. Whoever came here that way, from the form's page, is done with it.
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const [arrival] = performance.getEntriesByType('navigation');
  if (sent && arrival.redirectCount > 0 && document.referrer) {
    if (new URL(document.referrer).pathname === read(sent)?.page) store.removeItem(sent);
  }

  document.querySelector('nav.who form')?.addEventListener('submit', () => kept().forEach((key) => store.removeItem(key)));

  const SECRET = /^(hidden|password|file|submit|button|reset)$/;
  const fields = (form) => [...form.elements].filter((field) => field.name && !SECRET.test(field.type) && field.autocomplete !== 'one-time-code');
  const ticks = (field) => field.type === 'checkbox' || field.type === 'radio';
  const named = (field) => (ticks(field) ? `${field.name}=${field.value}` : field.name);
  const first = (field) => {
    if (ticks(field)) return field.defaultChecked;
    if (field.type === 'select-one') return ([...field.options].find((one) => one.defaultSelected) ?? field.options[0])?.value ?? '';
    return field.defaultValue;
  };
  const now = (field) => (ticks(field) ? field.checked : field.value);
  const all = (form, value) => Object.fromEntries(fields(form).map((field) => [named(field), value(field)]));

  function note(form, words, button) {
    form.previousElementSibling?.matches('[data-note]') && form.previousElementSibling.remove();
    const line = document.createElement('p');
    line.className = 'done';
    line.dataset.note = '';
    line.setAttribute('role', 'status');
    line.append(words);
    if (button) line.append(' ', button);
    form.before(line);
    return line;
  }

  /** Fills in what was typed and not taken, where the page still says what it said then. */
  function bring(form, key, draft) {
    let some = false;
    for (const field of fields(form)) {
      const [was, typed] = [draft.from[named(field)], draft.now[named(field)]];
      if (was !== first(field) || typed === undefined || typed === was) continue;
      if (ticks(field)) field.checked = typed;
      else field.value = typed;
      some = true;
      const closed = field.closest('details');
      if (closed) closed.open = true;
    }
    if (!some) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'small';
    button.textContent = clear;
    const line = note(form, restored, button);
    button.addEventListener('click', () => {
      store.removeItem(key);
      form.reset();
      line.remove();
      fields(form)[0]?.focus();
    });
  }

  const refused = document.querySelector('main [role="alert"]') !== null;
  for (const form of document.querySelectorAll('main form[method="post"]')) {
    if (!fields(form).length) continue;
    const page = location.pathname;
    const key = `${ALL}${keep}:${page}:${fields(form).map(named).join(',')}`;
    const draft = read(key);
    // A form that comes back with a sentence has brought what was typed; what the page said before that is in the draft.
    const from = (refused && draft?.from) || all(form, first);
    if (draft && !refused) bring(form, key, draft);
    const save = () => {
      const typed = all(form, now);
      if (Object.keys(typed).every((name) => typed[name] === from[name])) store.removeItem(key);
      else write(key, { at: Date.now(), page, from, now: typed });
    };
    form.addEventListener('input', save);
    form.addEventListener('change', save);
    form.addEventListener('submit', (event) => {
      save();
      sessionStorage.setItem(SENT, key);
      if (navigator.onLine) return;
      event.preventDefault();
      note(form, offline).scrollIntoView({ block: 'center' });
    });
  }
})();
