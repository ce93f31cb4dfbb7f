// A jam seller with a cheap phone on a slow line: from signing up to a sheet of labels, without JavaScript.
//
//   node phone.mjs BASE TELUSUR DATA [--pictures DIR]
//
// BASE is where a demonstration is served; TELUSUR the program and DATA its folder, with which the office takes the business on.
// Typing is counted at 0.3 s a character, not waited for. Prints page loads, bytes and time; each broken promise is one line, and
// the exit status is 1 if there is any.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const MOST = { loads: 25, bytes: 600_000, seconds: 600 };
const A_CHARACTER = 0.3;
// What people call slow 3G: 400 kbit/s, and 400 ms there and back.
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

const [base, program, data, ...options] = process.argv.slice(2);
if (!base || !program || !data) {
  console.error('usage: node phone.mjs BASE TELUSUR DATA [--pictures DIR]');
  process.exit(2);
}
const pictures = options.includes('--pictures') ? options[options.indexOf('--pictures') + 1] : null;
if (pictures) mkdirSync(pictures, { recursive: true });

const telusur = (...args) => execFileSync(program, ['--data', data, '--no-input', ...args], { encoding: 'utf8' });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
const context = await browser.newContext({
  viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'id-ID', javaScriptEnabled: false,
  acceptDownloads: true,
});
const page = await context.newPage();
const phone = await context.newCDPSession(page);
await phone.send('Network.enable');
await phone.send('Network.emulateNetworkConditions', SLOW);

let [loads, bytes, typed] = [0, 0, 0];
const broken = [];
const promise = (kept, line) => { if (!kept) broken.push(line); };
const seen = [];
phone.on('Network.loadingFinished', (done) => { bytes += done.encodedDataLength; });
phone.on('Network.requestWillBeSent', (asked) => { if (asked.type === 'Document') loads += 1; });

/** One page of the way, looked at. */
async function at(name) {
  seen.push([name, page.url()]);
  const status = await page.locator('.alert').count();
  promise(status === 0, `${name}: ${status && (await page.locator('.alert').first().innerText())}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  promise(wide <= 360, `${name}: ${wide} pixels wide on a screen of 360`);
  if (pictures) await page.screenshot({ path: `${pictures}/${String(seen.length).padStart(2, '0')}-${name}.png`, fullPage: true });
}

/** Fills a field, character by character as far as time goes. */
async function types(name, text) {
  await page.fill(`[name="${name}"]`, text);
  typed += text.length * A_CHARACTER;
}

const sends = async () => { await page.locator('main form button.p').first().click(); await page.waitForLoadState('load'); };
const taps = async (words) => { await page.locator('main a.b', { hasText: words }).first().click(); await page.waitForLoadState('load'); };

const begun = Date.now();
const name = `Keripik Bu Rini ${begun % 1_000_000}`;
const nib = `99${String(begun).slice(-11)}`;
await page.goto(`${base}/daftar`);
await at('daftar-1');
await types('nama', name);
await page.selectOption('#daerah', '18.04');
await page.selectOption('#skala', 'mikro');
await sends();
await at('daftar-2');
await types('nib', nib);
await types('kbli', '10794');
await sends();
await at('daftar-3');
await types('pemilik', 'Rini');
await types('login', `rini${begun % 1_000_000}`);
await types('sandi', 'pisang kepok goreng');
await sends();
await at('usaha-menunggu');

await taps('Tambah produk');
await at('produk-baru');
await types('nama', 'Keripik Pisang');
await types('isi_bersih', '200 g');
await types('jenis', 'Keripik');
await types('bahan', 'pisang, minyak kelapa, gula');
await sends();
await at('produk');

// An officer takes the business on.
const business = telusur('list', 'producers').split('\n').find((line) => line.includes(name));
telusur('set', 'producer', business.split(/\s+/)[0], '--status', 'aktif');

await page.locator('.up a').click();
await at('usaha-aktif');
await taps('Terbitkan kode');
await at('bets-baru');
await types('baik', '2099-01-31');
await sends();
await at('bets');
await taps('Pesan label');
await at('label');
const proof = await page.locator('.proof img').evaluate((image) => image.complete && image.naturalWidth);
promise(proof > 0, 'the preview is not shown');
await sends();
await at('pesanan');
const [download] = await Promise.all([page.waitForEvent('download'), page.locator('main a.b[download]').click()]);
const file = readFileSync(await download.path());
bytes += file.length;
promise(file.subarray(0, 5).toString() === '%PDF-', 'the file is no PDF');
const again = await context.request.get(await page.locator('main a.b[download]').evaluate((link) => link.href));
promise(Buffer.compare(await again.body(), file) === 0, 'printed again, the bytes differ');

const seconds = Math.round((Date.now() - begun) / 1_000 + typed);
promise(loads <= MOST.loads, `${loads} page loads, ${MOST.loads} at most`);
promise(bytes <= MOST.bytes, `${bytes} bytes, ${MOST.bytes} at most`);
promise(seconds <= MOST.seconds, `${seconds} s, ${MOST.seconds} at most`);
console.log(`${loads} page loads, ${bytes} bytes, ${seconds} s (of which ${Math.round(typed)} s typing), a PDF of ${file.length} bytes`);

// The same pages on other screens, and for those who hear them.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const cookies = await context.cookies();
const home = new URL(seen.find(([step]) => step === 'usaha-menunggu')[1]).pathname.split('?')[0];
const more = ['data', 'tim', 'pindai', 'produk'].map((rest) => [rest, `${base}${home}/${rest}`]);
const product = new URL(seen.find(([step]) => step === 'produk')[1]).pathname;
more.push(['foto', `${base}${product}/foto`], ['ubah', `${base}${product}/ubah`], ['sertifikat', `${base}${product}/sertifikat`], ['usaha', `${base}${home}`]);
const batch = new URL(seen.find(([step]) => step === 'bets')[1]).pathname;
more.push(['tarik', `${base}${batch}/tarik`]);
for (const [step, address] of [...seen, ...more]) {
  for (const scheme of ['light', 'dark']) {
    for (const width of [360, 1280]) {
      const other = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme, locale: 'id-ID', bypassCSP: true });
      if (!step.startsWith('daftar')) await other.addCookies(cookies);
      const look = await other.newPage();
      const answer = await look.goto(address.split('?')[0]);
      promise(answer.status() === 200, `${step}: status ${answer.status()}`);
      await look.evaluate(() => document.querySelectorAll('details').forEach((closed) => { closed.open = true; }));
      await look.addScriptTag({ content: axe });
      const { violations } = await look.evaluate((tags) => window.axe.run({ runOnly: tags }), TAGS);
      for (const found of violations) {
        promise(false, `${step} (${scheme}, ${width}): axe ${found.id}: ${found.help}: ${found.nodes[0].html.slice(0, 160)}`);
      }
      if (pictures) await look.screenshot({ path: `${pictures}/${step}-${scheme}-${width}.png`, fullPage: true });
      await other.close();
    }
  }
}
await browser.close();
for (const line of broken) console.error(`BROKEN ${line}`);
process.exit(broken.length ? 1 : 0);
