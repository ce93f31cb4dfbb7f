// A snack maker with a cheap phone on a slow line: from an invitation to a sheet of labels, and from signing up to one. Without
// JavaScript; the office decides in the browser, too.
//
//   node phone.mjs BASE ACCOUNTS [--pictures DIR]
//
// BASE is where a demonstration is served; ACCOUNTS has its lines `role login password [key]`. Of the owner every page load, every
// byte that goes either way and every second are counted; typing is counted at 0.3 s a character, not waited for. What the office
// does is not counted. Prints the figures of both ways; each broken promise is one line, and the exit status is 1 if there is any.
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { across, launch, people, signIn, violations } from './common.mjs';

const MOST = { loads: 25, bytes: 600_000, seconds: 600 };
const A_CHARACTER = 0.3;
// What people call slow 3G: 400 kbit/s, and 400 ms there and back.
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const DOCUMENT = new URL('../../data/samples/photos/IKM-1804-003-01.jpg', import.meta.url).pathname;

const [base, file, ...options] = process.argv.slice(2);
if (!base || !file) {
  console.error('usage: node phone.mjs BASE ACCOUNTS [--pictures DIR]');
  process.exit(2);
}
const pictures = options.includes('--pictures') ? options[options.indexOf('--pictures') + 1] : null;
if (pictures) mkdirSync(pictures, { recursive: true });

const broken = [];
const promise = (kept, line) => { if (!kept) broken.push(line); };
const begun = Date.now();
const browser = await launch();

/** The owner's phone, and what it costs. */
async function phone(way) {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true,
    locale: 'id-ID', javaScriptEnabled: false, acceptDownloads: true });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.emulateNetworkConditions', SLOW);
  const cost = { loads: 0, bytes: 0, typed: 0, seconds: 0 };
  const seen = [];
  wire.on('Network.loadingFinished', (done) => { cost.bytes += done.encodedDataLength; });
  wire.on('Network.requestWillBeSent', (asked) => {
    if (asked.type === 'Document') cost.loads += 1;
    cost.bytes += asked.request.postData?.length ?? 0;
  });
  const shot = async (name) => {
    if (pictures) await page.screenshot({ path: `${pictures}/${way}-${String(seen.length).padStart(2, '0')}-${name}.png`, fullPage: true });
  };
  let since = Date.now();
  return {
    page, context, cost, seen,
    /** One page of the way, looked at. */
    async at(name) {
      seen.push([name, page.url()]);
      const alerts = await page.locator('.alert').count();
      promise(alerts === 0, `${way}, ${name}: ${alerts && (await page.locator('.alert').first().innerText())}`);
      const wide = await across(page);
      promise(wide <= 360, `${way}, ${name}: ${wide} pixels wide on a screen of 360`);
      await shot(name);
    },
    /** Fills a field, character by character as far as time goes. */
    async types(name, text) {
      await page.fill(`[name="${name}"]`, text);
      cost.typed += text.length * A_CHARACTER;
    },
    async sends() { await Promise.all([page.waitForEvent('load'), page.locator('main form button.p').first().click()]); },
    async taps(words) { await Promise.all([page.waitForEvent('load'), page.locator('main a.b', { hasText: words }).first().click()]); },
    async goes(link) { await Promise.all([page.waitForEvent('load'), page.locator(link).first().click()]); },
    async up() { await this.goes('.up a'); },
    /** Somebody else is at work; the owner does not wait for it with the phone in hand. */
    async meanwhile(act) {
      cost.seconds += (Date.now() - since) / 1_000;
      await act();
      since = Date.now();
    },
    /** The end of the way: are the bounds kept? */
    tells() {
      const seconds = Math.round(cost.seconds + (Date.now() - since) / 1_000 + cost.typed);
      promise(cost.loads <= MOST.loads, `${way}: ${cost.loads} page loads, ${MOST.loads} at most`);
      promise(cost.bytes <= MOST.bytes, `${way}: ${cost.bytes} bytes, ${MOST.bytes} at most`);
      promise(seconds <= MOST.seconds, `${way}: ${seconds} s, ${MOST.seconds} at most`);
      return `${way}: ${cost.loads} page loads, ${cost.bytes} bytes, ${seconds} s (of which ${Math.round(cost.typed)} s typing)`;
    },
  };
}

/** Somebody of the office at a desk of their own, signed in. */
async function desk(role) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'id-ID', javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, base, people(file).find((person) => person.role === role));
  const presses = async (button) => { await Promise.all([page.waitForEvent('load'), page.locator(button).first().click()]); };
  return {
    page, presses,
    /** Looks a producer up, and opens its page. */
    async producer(words) {
      await page.goto(`${base}/dinas/produsen?cari=${encodeURIComponent(words)}`);
      await presses('.rows a[href*="/dinas/produsen/"]');
    },
    /** Opens what waits for a decision about the producer whose page is open: the newest, or this one. */
    async waiting(number = '') { await presses(`main a[href*="/dinas/perkara/${number}"]`); },
    /** What was pressed was done. */
    async done(what) {
      promise(await page.locator('.done').count() === 1, `${what}: ${await page.locator('main').innerText()}`);
      if (pictures) await page.screenshot({ path: `${pictures}/${what}.png`, fullPage: true });
    },
  };
}

/** From a product to a PDF in the hand. The product's page is open. */
async function labels(owner) {
  const { page, context, cost } = owner;
  await owner.taps('Terbitkan kode');
  await owner.at('bets-baru');
  await owner.types('baik', '2099-01-31');
  await owner.sends();
  await owner.at('bets');
  await owner.taps('Pesan label');
  await owner.at('label');
  const proof = await page.locator('.proof img').evaluate((image) => image.complete && image.naturalWidth);
  promise(proof > 0, 'the preview is not shown');
  await owner.sends();
  await owner.at('pesanan');
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('main a.b[download]').click()]);
  const pdf = readFileSync(await download.path());
  cost.bytes += pdf.length;
  promise(pdf.subarray(0, 5).toString() === '%PDF-', 'the file is no PDF');
  const figures = owner.tells();
  const again = await context.request.get(await page.locator('main a.b[download]').evaluate((link) => link.href));
  promise(Buffer.compare(await again.body(), pdf) === 0, 'printed again, the bytes differ');
  console.log(`${figures}, a PDF of ${pdf.length} bytes`);
}

/** A producer that is in the register, and whose owner gets a link from the Dinas. */
async function invited(officer, approver) {
  const producer = 'IKM-1804-002';
  await officer.producer(producer);
  await officer.presses('main a[href$="/undang"]');
  await officer.presses('main form button.p');
  const link = await officer.page.locator('main code').first().innerText();

  const owner = await phone('undangan');
  await owner.page.goto(link);
  await owner.at('undangan');
  await owner.types('nama', 'Sumiati');
  await owner.types('login', `sumiati${begun % 1_000_000}`);
  await owner.types('sandi', 'kebun kopi di lereng');
  await owner.sends();
  await owner.at('usaha');
  await owner.goes('main a[href$="/produk"]');
  await owner.at('produk-semua');
  await owner.taps('Tambah produk');
  await owner.at('produk-baru');
  await owner.types('nama', `Kopi Bubuk ${begun % 1_000_000}`);
  await owner.types('isi_bersih', '200 g');
  await owner.types('jenis', 'Kopi bubuk');
  await owner.types('bahan', 'kopi robusta');
  await owner.sends();
  await owner.at('produk');
  const product = owner.page.url().split('?')[0];
  await owner.taps('Ajukan sertifikat atau izin');
  await owner.at('sertifikat');
  await owner.page.selectOption('[name=macam]', 'pirt');
  await owner.types('nomor', `P-IRT 510180401${String(begun % 9000 + 1000)}-28`);
  await owner.page.setInputFiles('[name=berkas]', DOCUMENT);
  owner.cost.bytes += statSync(DOCUMENT).size;
  await owner.sends();
  await owner.at('ajuan');
  const [, number] = new URL(owner.page.url()).pathname.match(/\/ajuan\/(\d+)$/);

  await owner.meanwhile(async () => {
    await officer.producer(producer);
    await officer.waiting(number);
    await officer.presses('form:has([value=usul]) button[value=document_seen]');
    await officer.done('undangan-petugas');
    await approver.producer(producer);
    await approver.waiting(number);
    await approver.presses('form:has([value=setuju]) button.p');
    await approver.done('undangan-penyetuju');
  });

  await owner.page.goto(product);
  await owner.at('produk-berizin');
  const shown = await owner.page.locator('main').innerText();
  promise(/P-IRT 510180401/.test(shown), `the permit is not shown: ${shown}`);
  await labels(owner);
  return owner;
}

/** Somebody whom the Dinas did not know. */
async function signedUp(officer) {
  const name = `Keripik Bu Rini ${begun % 1_000_000}`;
  const owner = await phone('daftar');
  await owner.page.goto(`${base}/daftar`);
  await owner.at('daftar-1');
  await owner.types('nama', name);
  await owner.page.selectOption('#daerah', '18.04');
  await owner.page.selectOption('#skala', 'mikro');
  await owner.sends();
  await owner.at('daftar-2');
  await owner.types('nib', `99${String(begun).slice(-11)}`);
  await owner.types('kbli', '10794');
  await owner.sends();
  await owner.at('daftar-3');
  await owner.types('pemilik', 'Rini');
  await owner.types('login', `rini${begun % 1_000_000}`);
  await owner.types('sandi', 'pisang kepok goreng');
  await owner.sends();
  await owner.at('usaha-menunggu');
  await owner.taps('Tambah produk');
  await owner.at('produk-baru');
  await owner.types('nama', 'Keripik Pisang');
  await owner.types('isi_bersih', '200 g');
  await owner.types('jenis', 'Keripik');
  await owner.types('bahan', 'pisang, minyak kelapa, gula');
  await owner.sends();
  await owner.at('produk');

  await owner.meanwhile(async () => {
    await officer.producer(name);
    await officer.waiting();
    await officer.presses('form:has([value=setuju]) button.p');
    await officer.done('daftar-petugas');
  });

  await owner.up();
  await owner.at('usaha-aktif');
  await labels(owner);
  return owner;
}

/** The same pages on other screens, and for those who hear them. */
async function looked(owner) {
  const cookies = await owner.context.cookies();
  for (const [step, address] of owner.seen.filter(([, address]) => new URL(address).pathname.startsWith('/usaha/'))) {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ viewport: { width: 360, height: 640 }, colorScheme, locale: 'id-ID', bypassCSP: true });
      await context.addCookies(cookies);
      const page = await context.newPage();
      const answer = await page.goto(address.split('?')[0]);
      promise(answer.status() === 200, `${step}: status ${answer.status()}`);
      for (const line of await violations(page)) promise(false, `${step} (${colorScheme}): ${line}`);
      await context.close();
    }
  }
}

try {
  const [officer, approver] = [await desk('petugas'), await desk('penyetuju')];
  const owner = await invited(officer, approver);
  await signedUp(officer);
  await looked(owner);
} catch (error) {
  promise(false, `the way ends: ${error.message}`);
}
await browser.close();
for (const line of broken) console.error(`BROKEN ${line}`);
process.exit(broken.length ? 1 : 0);
