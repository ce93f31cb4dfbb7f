// Walks through every page of the desks as each of the people who work there.
//
//   node desks.mjs BASE ACCOUNTS [--pictures DIR] [--no-lighthouse]
//
// BASE is where a demonstration is served; ACCOUNTS has its lines `role login password [key]` and `valid address` (what
// `telusur demo` prints; other lines are passed over). What the walk leaves behind in the register: a business with long names, a
// report, invitations, a file that waits to be imported, and a proposal about the key. Each broken promise is one line; the exit
// status is 1 if there is any.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { across, launch, people, signIn, strangers, violations } from './common.mjs';

const LARGEST = 50_000;
// Pages that differ more than by their number: so many of each are looked at, one of all others.
const SEVERAL = { '/dinas': 7, '/dinas/perkara/#': 9, '/dinas/produsen/#': 3, '/dinas/produk': 2, '/dinas/kedaluwarsa': 2,
  '/dinas/laporan': 3, '/dinas/penarikan/#': 2, '/usaha/#': 2, '/usaha/#/ajuan/#': 4, '/usaha/#/produk/#': 3, '/usaha/#/bets/#': 2 };
// Addresses that answer with a file.
const FILES = /\/(unduh|foto|berkas|pratinjau|dokumen|ekspor)(\/|$)|\.csv$/;
const OURS = /^\/(usaha|dinas|akun|meja)(\/|$)/;

const [base, file, ...options] = process.argv.slice(2);
if (!base || !file) {
  console.error('usage: node desks.mjs BASE ACCOUNTS [--pictures DIR] [--no-lighthouse]');
  process.exit(2);
}
const pictures = options.includes('--pictures') ? options[options.indexOf('--pictures') + 1] : null;
if (pictures) mkdirSync(pictures, { recursive: true });

const broken = [];
const promise = (kept, line) => {
  if (kept || broken.includes(line)) return;
  broken.push(line);
  console.error(`BROKEN ${line}`);
};
const begun = Date.now();
/** Where the time goes. */
const since = () => Math.round((Date.now() - begun) / 1_000);
const done = (what) => console.log(`${what}: after ${since()} s`);
const browser = await launch();
const figures = { pages: 0, posted: 0, files: 0, largest: 0, axe: 0, lighthouse: 0 };
/** One address and its cookies for each shape of a page, for Lighthouse. */
const shapes = new Map();
/** What was given to axe, by how it is built. */
const examined = new Set();

const shape = (path) => path.replace(/(?<=\/)\d[\d.]*(?=\/|$)/g, '#');
const named = (text) => text.replace(/^\//, '').replace(/[^\w#.-]+/g, '_').replaceAll('#', 'N');

/** A window on a phone. Without scripts, unless axe is to run in it. */
async function open(lang, cookies = [], script = false) {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: lang === 'id' ? 'id-ID' : 'en-GB',
    javaScriptEnabled: script, bypassCSP: script, deviceScaleFactor: pictures ? 2 : 1 });
  if (cookies.length) await context.addCookies(cookies);
  const page = await context.newPage();
  const seen = { complaints: [], bytes: 0, errors: true };
  page.on('console', (said) => { if (said.type() === 'error') seen.complaints.push(said.text()); });
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
  wire.on('Network.loadingFinished', (done) => { seen.bytes += done.encodedDataLength; });
  return { context, page, seen };
}

/** What holds of every page in its language, as it stands in a window without scripts. */
async function keeps(page, lang, at) {
  promise(await page.getAttribute('html', 'lang') === lang, `${at}: html lang is ${await page.getAttribute('html', 'lang')}`);
  const foreign = await strangers(page, lang);
  promise(foreign.length === 0, `${at}: words of the other language: ${foreign.join(' | ')}`);
  for (const width of [320, 360]) {
    await page.setViewportSize({ width, height: 640 });
    const wide = await across(page);
    promise(wide <= width, `${at}: ${wide} pixels wide on a screen of ${width}`);
  }
  const stuck = await page.evaluate(() => [...document.forms].filter((form) => !form.querySelector('button:not([type=button])')).length);
  promise(stuck === 0, `${at}: ${stuck} forms cannot be sent without JavaScript`);
  const small = await page.evaluate(() => [...document.querySelectorAll('main button, main .b, main input:not([type=hidden]), main select')]
    .filter((one) => one.offsetParent && !one.closest('label')).map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.height > 0 && box.height < 44).map(([one, box]) => `${one.outerHTML.slice(0, 60)} ${Math.round(box.height)}`));
  promise(small.length === 0, `${at}: too low for a thumb: ${small[0]}`);
}

/** Whether a page is built unlike all before it. Two pages of the same elements, attributes and classes are one to axe. */
async function unlike(page) {
  const build = await page.evaluate(() => [...document.querySelectorAll('body *')].map((one) =>
    one.tagName + [...one.attributes].map((it) => `${it.name}${/^(class|type|role|aria-current)$/.test(it.name) ? it.value : ''}`)).join());
  const print = createHash('sha1').update(build).digest('hex');
  if (examined.has(print)) return false;
  examined.add(print);
  return true;
}

/** Axe in both schemes, and pictures. `page` lets scripts run. */
async function examine(page, at) {
  figures.axe += 1;
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    for (const line of await violations(page)) promise(false, `${at} (${colorScheme}): ${line}`);
    for (const width of pictures ? [360, 1280] : []) {
      await page.setViewportSize({ width, height: 720 });
      await page.screenshot({ path: `${pictures}/${named(at)}-${width}-${colorScheme}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 360, height: 640 });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** All pages that somebody is led to, and some more. */
async function walk(who, cookies, starts) {
  const looked = new Map();
  const known = new Set();
  const files = new Set();
  const queue = [...starts];
  const [own, english, scripted] = await Promise.all([open('id', cookies), open('en', cookies), open('id', cookies, true)]);
  while (queue.length) {
    const address = queue.shift();
    const path = new URL(address, base).pathname;
    const kind = shape(path);
    const times = looked.get(kind) ?? 0;
    if (known.has(address) || times >= (SEVERAL[kind] ?? 1)) continue;
    known.add(address);
    looked.set(kind, times + 1);
    figures.pages += 1;
    const at = `${who} ${address}`;
    own.seen.bytes = 0;
    const answer = await own.page.goto(base + address, { waitUntil: 'load' });
    promise(answer.status() === 200, `${at}: status ${answer.status()}`);
    promise(own.seen.bytes <= LARGEST, `${at}: ${own.seen.bytes} bytes on the wire, ${LARGEST} at most`);
    figures.largest = Math.max(figures.largest, own.seen.bytes);
    if (answer.status() !== 200) continue;
    await keeps(own.page, 'id', at);
    const links = await own.page.evaluate(() => [...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href')));
    for (const link of links.filter((link) => OURS.test(link.split('?')[0]) && !/[?&]lang=/.test(link))) {
      (FILES.test(link.split('?')[0]) ? files : { add: (to) => queue.push(to) }).add(link);
    }
    if (!shapes.has(kind)) shapes.set(kind, { at, address, cookies });
    if (!(await unlike(own.page))) continue;
    await english.page.goto(base + address, { waitUntil: 'load' });
    await keeps(english.page, 'en', `${at} (en)`);
    if (pictures && times === 0) await english.page.screenshot({ path: `${pictures}/en-${named(at)}.png`, fullPage: true });
    await scripted.page.goto(base + address, { waitUntil: 'load' });
    await examine(scripted.page, at);
  }
  const first = new Map([...files].map((link) => [shape(link.split('?')[0]), link]));
  for (const link of first.values()) {
    const answer = await own.context.request.get(base + link);
    promise(answer.ok() && (await answer.body()).length > 0, `${who} ${link}: a file with status ${answer.status()}`);
    figures.files += 1;
  }
  for (const { seen, context } of [own, english, scripted]) {
    promise(seen.complaints.length === 0, `${who}: the console says ${seen.complaints}`);
    await context.close();
  }
}

/** Pages that are the answer to a form: `way` leads there; `status` is what it has to be. */
async function posted(at, cookies, way) {
  for (const [lang, script] of [['id', true], ['en', false]]) {
    const { context, page } = await open(lang, cookies, script);
    try {
      await way(page);
      figures.posted += 1;
      await keeps(page, lang, `${at} (${lang})`);
      if (script && (await unlike(page))) await examine(page, at);
      else if (pictures && !script) await page.screenshot({ path: `${pictures}/en-${named(at)}.png`, fullPage: true });
    } catch (error) {
      promise(false, `${at} (${lang}): ${error.message.split('\n')[0]}`);
    }
    await context.close();
  }
}

/** Sends a form as it is, past what the browser itself would ask for. */
async function sends(page, button) {
  await page.evaluate(() => document.querySelectorAll('form').forEach((form) => { form.noValidate = true; }));
  await Promise.all([page.waitForEvent('load'), page.locator(button).first().click()]);
}

/** The same, and the page must say what is wrong. */
async function refused(page, button) {
  await sends(page, button);
  const said = await page.locator('[role="alert"], .wrong').count();
  if (said === 0) throw new Error(`nothing says what is wrong: ${page.url()}`);
}

const goes = (page, path) => page.goto(base + path, { waitUntil: 'load' });
const opens = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((closed) => { closed.open = true; }));
/** The first link of a page whose address has this form. */
const follow = async (page, pattern) => {
  const links = await page.evaluate(() => [...document.querySelectorAll('main a[href]')].map((one) => one.getAttribute('href')));
  const link = links.find((link) => pattern.test(link));
  if (!link) throw new Error(`no link to ${pattern} on ${page.url()}`);
  await goes(page, link);
};

/** Somebody signed in: their cookies. */
async function enters(person) {
  const { context, page } = await open('id');
  await signIn(page, base, person);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

const LONG = 'Kelompok Usaha Bersama Perempuan Pengolah Kopi Robusta dan Keripik Pisang Kepok Lereng Bukit Barisan Selatan ' +
  'Megatruhkarangsambungwetanindahsejahterabersamasejahterah';

/** A business whose every name is as long as it may be, and which has nothing yet. */
async function newcomer() {
  const { context, page } = await open('id');
  const number = String(Date.now());
  await goes(page, '/daftar');
  await page.fill('[name=nama]', LONG);
  await page.selectOption('[name=daerah]', '18.04');
  await page.selectOption('[name=skala]', 'mikro');
  await sends(page, 'main form button');
  await page.fill('[name=nib]', `98${number.slice(-11)}`);
  await page.fill('[name=kbli]', '10761');
  await sends(page, 'main form button');
  await page.fill('[name=pemilik]', 'Siti Nurhaliza Puspitasari Wulandari Kusumaningtyas binti Haji Muhammad Abdurrahman');
  await page.fill('[name=login]', `panjang${number.slice(-9)}`);
  await page.fill('[name=sandi]', 'lereng gunung berkabut pagi');
  await sends(page, 'main form button');
  const home = new URL(page.url()).pathname;
  const cookies = await context.cookies();
  await walk('baru', cookies, [home, `${home}/produk/baru`]);
  await goes(page, `${home}/produk/baru`);
  await page.fill('[name=nama]', `Produk ${LONG}`);
  await page.fill('[name=jenis]', 'Kopi');
  await sends(page, 'main form button');
  await context.close();
  return { cookies, home };
}

/** A stranger reports a code, with a photo. */
async function reported() {
  const valid = readFileSync(file, 'utf8').match(/^valid (\S+)$/m)?.[1];
  promise(valid, `${file} has no valid code`);
  if (!valid) return;
  const { context, page } = await open('id');
  await page.goto(valid);
  await page.click('main a[href$="lapor"]');
  await page.check('input[value="tiruan"]');
  await page.fill('#cerita', 'Kemasannya lain dari biasanya, dan tutupnya longgar. '.repeat(8));
  await page.setInputFiles('#foto1', new URL('../../data/samples/photos/IKM-1804-001-01.jpg', import.meta.url).pathname);
  await sends(page, 'form[action="/lapor"] button');
  await context.close();
}

/** Before anybody signs in. */
async function atTheDoor(owner, decider) {
  await posted('masuk', [], (page) => goes(page, '/masuk'));
  await posted('masuk-salah', [], async (page) => {
    await goes(page, '/masuk');
    await page.fill('#login', 'tidak.ada');
    await page.fill('#sandi', 'salah semua');
    await refused(page, 'main form button');
  });
  await posted('masuk-kode', [], async (page) => {
    await goes(page, '/masuk');
    await page.fill('#login', decider.login);
    await page.fill('#sandi', decider.password);
    await sends(page, 'main form button');
  });
  await posted('daftar-salah', [], async (page) => { await goes(page, '/daftar'); await refused(page, 'main form button'); });
  await posted('daftar-2', [], async (page) => {
    await goes(page, '/daftar');
    await page.fill('[name=nama]', LONG);
    await page.selectOption('[name=daerah]', '18.04');
    await page.selectOption('[name=skala]', 'mikro');
    await sends(page, 'main form button');
    await page.fill('[name=nib]', '123');
    await refused(page, 'main form button');
  });
  await posted('undangan-lewat', [], (page) => goes(page, `/undangan/${'a'.repeat(43)}`));
  await posted('bukan-tugas', owner, (page) => goes(page, '/dinas'));
  await posted('tidak-ada', owner, (page) => goes(page, '/usaha/999999'));
}

/** Where an owner's forms lead. */
async function asOwner(cookies, home) {
  await posted('usaha-tim-undang', cookies, async (page) => {
    await goes(page, `${home}/tim`);
    await sends(page, 'main button.p');
    const link = await page.locator('main code').first().innerText();
    await posted(`undangan-${page.url().length}`, [], (other) => other.goto(link));
    await posted('undangan-salah', [], async (other) => {
      await other.goto(link);
      await other.fill('#nama', 'Rudi');
      await other.fill('#login', 'budi');
      await other.fill('#sandi', 'pendek');
      await refused(other, 'main form button');
    });
    await posted('undangan-sudah-masuk', cookies, (other) => other.goto(link));
  });
  for (const [name, path, button] of [['data', '/data'], ['produk', '/produk/baru']]) {
    await posted(`usaha-${name}-salah`, cookies, async (page) => {
      await goes(page, home + path);
      await page.fill('[name=nama]', '');
      await refused(page, button ?? 'main form button.p');
    });
  }
  const at = async (page, ...steps) => { await goes(page, `${home}/produk`); for (const step of steps) await follow(page, step); };
  const product = /\/produk\/\d+$/;
  await posted('usaha-sertifikat-salah', cookies, async (page) => {
    await at(page, product, /\/sertifikat$/);
    await page.fill('[name=nomor]', 'bukan nomor');
    await refused(page, 'main form button.p');
  });
  await posted('usaha-foto-salah', cookies, async (page) => {
    await at(page, product, /\/foto$/);
    await page.setInputFiles('#foto', { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('bukan foto') });
    await refused(page, 'main form.sheet button');
  });
  await posted('usaha-bets-salah', cookies, async (page) => {
    await at(page, product, /\/produk\/\d+\/bets$/);
    await page.fill('[name=kode]', '');
    await page.fill('[name=jumlah]', '0');
    await refused(page, 'main form button.p');
  });
  await posted('usaha-label-salah', cookies, async (page) => {
    await at(page, product, /\/bets\/\d+$/, /\/label$/);
    await opens(page);
    await page.fill('[name=sampai]', '99999999');
    await refused(page, 'main form button.p');
  });
  await posted('usaha-label-lain', cookies, async (page) => {
    await at(page, product, /\/bets\/\d+$/, /\/label$/);
    await opens(page);
    await sends(page, 'main form button[formmethod=get]');
  });
  await posted('usaha-tarik-salah', cookies, async (page) => {
    await at(page, product, /\/bets\/\d+$/, /\/tarik$/);
    await refused(page, 'main form button.p');
  });
  await posted('akun-sandi-salah', cookies, async (page) => {
    await goes(page, '/akun');
    await page.fill('#lama', 'bukan ini');
    await page.fill('#baru', 'kopi robusta lampung barat');
    await refused(page, 'form[action$="sandi"] button');
  });
  await posted('akun-pengaman-salah', cookies, async (page) => {
    await goes(page, '/akun/pengaman');
    await page.fill('#kode', '000000');
    await refused(page, 'main form button');
  });
}

/** Where an officer's forms lead. */
async function asOfficer(cookies) {
  await posted('dinas-impor-tanpa-berkas', cookies, async (page) => { await goes(page, '/dinas/impor'); await refused(page, 'main form button.p'); });
  const rows = ['producer_code,name,region_code,scale,nib,kbli', 'IKM-1804-901,Kopi Baru,18.04,mikro,9912345678901,10761',
    `IKM-1804-902,${LONG},18.04,mikro,123,10761`, 'IKM-1804-903,,99.99,raksasa,9.91235E+12,kopi', 'IKM-3201-001,Dari Bogor,32.01,mikro,,'];
  await posted('dinas-impor-periksa', cookies, async (page) => {
    await goes(page, '/dinas/impor');
    await page.check('[name=daftar] >> nth=0');
    await page.setInputFiles('#berkas', { name: 'daftar produsen kabupaten.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
    await sends(page, 'main form button.p');
    if (!page.url().includes('/periksa')) throw new Error(`no preview: ${await page.locator('main').innerText()}`);
  });
  await posted('dinas-sentra-salah', cookies, async (page) => { await goes(page, '/dinas/sentra/baru'); await refused(page, 'main form button.p'); });
  const recall = async (page) => { await goes(page, '/dinas/tarik'); await follow(page, /\/dinas\/tarik\/\d+/); };
  await posted('dinas-tarik-salah', cookies, async (page) => { await recall(page); await refused(page, 'main form button.p'); });
  await posted('dinas-tarik-pastikan', cookies, async (page) => {
    await recall(page);
    await page.fill('#dari', '1');
    await page.fill('#sampai', '2');
    await page.check('[name=alasan] >> nth=0');
    await page.check('[name=anjuran] >> nth=0');
    await page.fill('#kontak', 'Dinas Perindustrian Lampung, 0721 000 000');
    await sends(page, 'main form button.p');
    if (await page.locator('[name=pasti][value=ya]').count() !== 1) throw new Error('no second tap');
  });
  await posted('dinas-tarik-tiada', cookies, (page) => goes(page, '/dinas/tarik?cari=tidakadayangbegini'));
  await posted('dinas-produsen-undang', cookies, async (page) => {
    await goes(page, '/dinas/produsen?cari=IKM-1804-001');
    await follow(page, /\/dinas\/produsen\/\d+$/);
    await follow(page, /\/undang$/);
    await sends(page, 'main form button.p');
    await page.locator('.qr').waitFor();
  });
  await posted('dinas-perkara-salah', cookies, async (page) => {
    await goes(page, '/dinas');
    await follow(page, /\/dinas\/perkara\/\d+/);
    await opens(page);
    await refused(page, 'details form:has([value=tolak]) > button:last-child');
  });
  await posted('dinas-laporan-salah', cookies, async (page) => {
    await goes(page, '/dinas/laporan');
    await follow(page, /\/dinas\/laporan\/\d+/);
    await refused(page, 'form:has([value=jawab]) button.p');
  });
  await posted('dinas-produsen-bekukan-salah', cookies, async (page) => {
    await goes(page, '/dinas/produsen?cari=IKM-1804-001');
    await follow(page, /\/dinas\/produsen\/\d+$/);
    await opens(page);
    await refused(page, 'details form button.b:last-child');
  });
  await posted('dinas-daftar-kosong', cookies, (page) => goes(page, '/dinas/produsen?cari=tidakadayangbegini'));
}

/** Where the forms of those who oversee lead. */
async function asOverseer(admin, auditor) {
  await posted('dinas-kunci-salah', admin, async (page) => {
    await goes(page, '/dinas/kunci');
    await opens(page);
    await refused(page, 'details form button');
  });
  await posted('dinas-kunci-usul', admin, async (page) => {
    await goes(page, '/dinas/kunci');
    await opens(page);
    await page.fill('textarea[name=alasan]', 'Kunci tahun lalu, sudah diganti.');
    await sends(page, 'details form button >> nth=0');
  });
  await posted('dinas-undang-salah', admin, async (page) => {
    await goes(page, '/dinas/undang');
    await page.selectOption('#peran', 'petugas');
    await refused(page, 'main form button.p');
  });
  await posted('dinas-undang-jadi', admin, async (page) => {
    await goes(page, '/dinas/undang');
    await page.selectOption('#peran', 'petugas');
    await page.fill('#wilayah', '18.04');
    await sends(page, 'main form button.p');
    await page.locator('.qr').waitFor();
  });
  await posted('dinas-pengguna-sandi', admin, async (page) => {
    await goes(page, '/dinas/pengguna?cari=rudi');
    await follow(page, /\/dinas\/pengguna\/\d+$/);
    await sends(page, 'main form:has([name=sandi]) button');
    const link = await page.locator('main code').first().innerText();
    await posted('sandi-baru', [], (other) => other.goto(link));
  });
  await posted('dinas-jejak-periksa', auditor, async (page) => {
    await goes(page, '/dinas/jejak');
    await sends(page, 'form[action$="periksa"] button');
  });
  await posted('dinas-jejak-kosong', auditor, (page) => goes(page, '/dinas/jejak?kata=tidakadayangbegini'));
}

/** One Lighthouse for each shape of a page, in the browser's own session. */
async function lighthouse() {
  const [{ snapshot }, { default: puppeteer }] = await Promise.all([import('lighthouse'), import('puppeteer-core')]);
  const chrome = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--lang=id'] });
  try {
    for (const [kind, { address, cookies }] of shapes) {
      const context = await chrome.createBrowserContext();
      const page = await context.newPage();
      await page.setCookie(...cookies.map(({ name, value }) => ({ name, value, url: base })));
      await page.goto(base + address);
      const { lhr } = await snapshot(page, { flags: { onlyCategories: ['accessibility'], logLevel: 'error' } });
      const { score } = lhr.categories.accessibility;
      figures.lighthouse += 1;
      const low = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 1).map((audit) => audit.id);
      promise(score === 1, `${kind}: lighthouse accessibility ${score}: ${low}`);
      await context.close();
    }
  } finally {
    await chrome.close();
  }
}

const accounts = people(file);
const one = (role) => accounts.find((person) => person.role === role);
const signed = {};
for (const role of ['pemilik', 'staf', 'pendamping', 'petugas', 'penyetuju', 'admin', 'auditor']) {
  promise(one(role), `${file} has no ${role}`);
  if (one(role)) signed[role] = await enters(one(role));
}
done('signed in');
const { context, page } = await open('id', signed.pemilik);
await goes(page, '/meja');
await follow(page, /^\/usaha\/\d+$/);
const home = new URL(page.url()).pathname;
await context.close();

// What is made first is walked past later. Two at a time: there are two of them on the machine that this was measured on.
await Promise.all([Promise.all([reported(), newcomer()]), asOverseer(signed.admin, signed.auditor)]);
done('what others leave behind');
await Promise.all([asOwner(signed.pemilik, home), asOfficer(signed.petugas).then(() => atTheDoor(signed.pemilik, one('petugas')))]);
done('forms');
const half = [['pemilik', 'staf', 'pendamping', 'auditor'], ['petugas', 'penyetuju', 'admin']];
const starts = (role) => ['/meja', '/akun', ...(one(role).key ? ['/dinas', '/dinas?tahap=proposed', '/dinas/penarikan'] : [])];
await Promise.all(half.map(async (roles) => { for (const role of roles) { await walk(role, signed[role], starts(role)); done(role); } }));
await browser.close();
const walked = since();
if (!options.includes('--no-lighthouse')) await lighthouse();
console.log(`${figures.pages} pages and ${figures.posted} answers to forms as 8 people, the largest ${figures.largest} bytes; ` +
  `axe on ${figures.axe} builds, Lighthouse on ${figures.lighthouse}; ${figures.files} files; ` +
  `${walked} s, with Lighthouse ${since()} s; ${broken.length} promises broken`);
process.exit(broken.length ? 1 : 0);
