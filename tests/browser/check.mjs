// Looks at every public page as a visitor with a cheap phone does.
//
//   node check.mjs BASE FILE [--pictures DIR] [--no-lighthouse]
//
// BASE is where a demonstration is served; FILE has its lines `word address` (what `telusur demo` prints; other lines are
// passed over). Each broken promise is one line; the exit status is 1 if there is any.
import { mkdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const WORDS = ['valid', 'certificate_lapsed', 'suspect', 'expired', 'recalled', 'revoked', 'unknown_key', 'forged',
  'not_recorded', 'unreadable', 'unavailable'];
const PAGES = ['/', '/cara-kerja', '/privasi', '/tentang', '/kunci', '/wilayah', '/wilayah/18.04', '/wilayah/31.71',
  '/galeri', '/galeri?cari=kripik+pisang', '/statistik', '/statistik?ukuran=kode&menurut=bulan', '/produsen/1', '/produk/1',
  '/lapor', '/laporan', '/nothing-here'];
const LARGEST = 14_000;
const LARGEST_PHOTO = 13_000;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

const [base, file, ...options] = process.argv.slice(2);
if (!base || !file) {
  console.error('usage: node check.mjs BASE FILE [--pictures DIR] [--no-lighthouse]');
  process.exit(2);
}
const pictures = options.includes('--pictures') ? options[options.indexOf('--pictures') + 1] : null;
if (pictures) mkdirSync(pictures, { recursive: true });

const addresses = new Map(readFileSync(file, 'utf8').split('\n').map((line) => line.trim().split(/\s+/))
  .filter(([word, address]) => WORDS.includes(word) && address));
const broken = [];
const promise = (kept, line) => { if (!kept) broken.push(line); };
for (const word of WORDS) promise(addresses.has(word), `${word}: ${file} has no address for it`);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });

/** Bytes of the first answer on the wire, as a phone that takes gzip gets it. */
function wire(address) {
  return new Promise((resolve, reject) => {
    const asked = request(address, { agent: false, headers: { 'accept-encoding': 'gzip', 'accept-language': 'id' } }, (answer) => {
      const { socket } = answer;
      answer.resume();
      answer.on('end', () => resolve(socket.bytesRead));
    });
    asked.on('error', reject);
    asked.end();
  });
}

async function visit(address, { lang = 'id-ID', scheme = 'light', script = false, width = 360 } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 640 }, deviceScaleFactor: 2, colorScheme: scheme, locale: lang, javaScriptEnabled: script,
    bypassCSP: script,
  });
  const page = await context.newPage();
  const requests = [];
  page.on('request', (asked) => requests.push(asked.url()));
  const complaints = [];
  page.on('console', (said) => { if (said.type() === 'error') complaints.push(said.text()); });
  const answer = await page.goto(address, { waitUntil: 'load' });
  return { context, page, requests, complaints, answer };
}

/** What must hold of a verdict, without JavaScript, on a small screen. */
async function verdict(word, address) {
  for (const lang of ['id-ID', 'en-GB']) {
    const { context, page, requests, answer } = await visit(address, { lang });
    const at = `${word} (${lang})`;
    promise(answer.status() === 200, `${at}: status ${answer.status()}`);
    const bands = await page.locator('[data-verdict]').all();
    promise(bands.length === 1, `${at}: ${bands.length} elements with data-verdict`);
    const said = bands.length ? await bands[0].getAttribute('data-verdict') : null;
    promise(said === word, `${at}: the page says ${said}`);
    const box = bands.length ? await bands[0].boundingBox() : null;
    promise(box && box.y >= 0 && box.y + box.height <= 640 && box.x >= 0 && box.x + box.width <= 360,
      `${at}: the verdict is not whole on a 360x640 screen: ${JSON.stringify(box)}`);
    promise((await context.cookies()).length === 0, `${at}: it sets a cookie`);
    const others = requests.filter((asked) => new URL(asked).origin !== new URL(base).origin);
    promise(others.length === 0, `${at}: it asks foreign hosts: ${others}`);
    const needed = requests.filter((asked) => !asked.endsWith('/favicon.svg') && !asked.endsWith('/favicon.ico'));
    // The verdict needs one request; a photo of the product, small, may follow it.
    const photos = needed.filter((asked) => new URL(asked).pathname.startsWith('/foto/'));
    promise(needed.length - photos.length === 1 && photos.length <= 1, `${at}: ${needed.length} requests: ${needed}`);
    for (const photo of photos) {
      const size = await wire(photo);
      promise(size <= LARGEST_PHOTO, `${at}: ${photo} has ${size} bytes on the wire, ${LARGEST_PHOTO} at most`);
    }
    if (pictures) await page.screenshot({ path: `${pictures}/${word}-${lang.slice(0, 2)}.png` });
    await context.close();
  }
  const bytes = await wire(address);
  promise(bytes <= LARGEST, `${word}: ${bytes} bytes on the wire, ${LARGEST} at most`);
  return bytes;
}

/** Accessibility, reflow at 320 pixels, and what the browser itself complains about. */
async function look(name, address) {
  for (const scheme of ['light', 'dark']) {
    const { context, page, complaints } = await visit(address, { scheme, script: true });
    await page.evaluate(() => document.querySelectorAll('details').forEach((closed) => { closed.open = true; }));
    await page.addScriptTag({ content: axe });
    const { violations } = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), TAGS);
    for (const found of violations) {
      broken.push(`${name} (${scheme}): axe ${found.id}: ${found.help}: ${found.nodes[0].html.slice(0, 160)}`);
    }
    const expected = name === '/nothing-here' ? /404/ : /^$/;
    promise(complaints.every((line) => expected.test(line)), `${name} (${scheme}): the console says ${complaints}`);
    if (pictures) await page.screenshot({ path: `${pictures}/${name.replaceAll('/', '_')}-${scheme}.png`, fullPage: true });
    await context.close();
  }
  const { context, page } = await visit(address, { width: 320, script: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  promise(wide <= 320, `${name}: ${wide} pixels wide on a screen of 320`);
  await context.close();
}

/** Someone types nonsense into the field for a code, without JavaScript. */
async function typed() {
  const { context, page } = await visit(base + '/');
  await page.fill('#kode', 'halo <b>dunia</b>');
  await page.click('form[action="/periksa"] button');
  const said = await page.locator('[data-verdict]').getAttribute('data-verdict');
  promise(said === 'unreadable', `typed nonsense: the page says ${said}`);
  await context.close();
}

/** A stranger reports what a code's page shows, without JavaScript, and follows the report. */
async function reported(address) {
  const { context, page } = await visit(address);
  await page.click('main a[href$="lapor"]');
  await look('report about a code', page.url());
  await page.fill('#cerita', 'Isinya <b>bukan</b> kopi');
  // The browser itself asks for a choice; whoever comes around it is asked by the page.
  await page.evaluate(() => document.querySelectorAll('[required]').forEach((field) => field.removeAttribute('required')));
  await page.click('form[action="/lapor"] button');
  promise(await page.locator('[role="alert"]').count() === 1, 'report: nothing says what is missing');
  promise(await page.inputValue('#cerita') === 'Isinya <b>bukan</b> kopi', 'report: what was typed is lost');
  if (pictures) await page.screenshot({ path: `${pictures}/report-refused.png`, fullPage: true });
  await page.check('input[value="tiruan"]');
  await page.setInputFiles('#foto1', new URL('../../data/samples/photos/IKM-1804-001-01.jpg', import.meta.url).pathname);
  await page.click('form[action="/lapor"] button');
  const number = (await page.locator('.ticket').textContent().catch(() => '')) ?? '';
  promise(/^L-[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(number), `report: it has no number but ${number}`);
  await look('standing of a report', page.url());
  await context.close();
}

async function lighthouse(address) {
  const { default: run } = await import('lighthouse');
  const port = 9300 + (process.pid % 500);
  const chrome = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...FLAGS, `--remote-debugging-port=${port}`] });
  try {
    const { lhr } = await run(address, { port, onlyCategories: ['performance', 'accessibility', 'best-practices'],
      logLevel: 'error' });
    const score = (name) => lhr.categories[name].score;
    promise(score('performance') >= 0.95, `lighthouse: performance ${score('performance')}`);
    promise(score('accessibility') === 1, `lighthouse: accessibility ${score('accessibility')}`);
    console.log(`lighthouse: performance ${score('performance')}, accessibility ${score('accessibility')}, ` +
      `best practices ${score('best-practices')}, LCP ${Math.round(lhr.audits['largest-contentful-paint'].numericValue)} ms`);
  } finally {
    await chrome.close();
  }
}

for (const [word, address] of addresses) {
  const bytes = await verdict(word, address);
  await look(word, address);
  console.log(`${word}: ${bytes} bytes on the wire`);
}
const short = readFileSync(file, 'utf8').match(/^short (\S+)$/m)?.[1];
promise(short, `${file} has no short code`);
if (short) await look('short code', short);
if (short) await look('short code that does not exist', short.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
for (const path of PAGES) await look(path, base + path);
await typed();
if (addresses.has('valid')) await reported(addresses.get('valid'));
await browser.close();
if (!options.includes('--no-lighthouse') && addresses.has('valid')) await lighthouse(addresses.get('valid'));
for (const line of broken) console.error(`BROKEN ${line}`);
console.log(broken.length ? `${broken.length} promises broken` : `${addresses.size} verdicts and ${PAGES.length} pages keep every promise`);
process.exit(broken.length ? 1 : 0);
