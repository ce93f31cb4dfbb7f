// What is typed at the desks survives a bad line, and photos are made small before they are sent.
//
//   node drafts.mjs BASE FILE
//
// BASE is where a demonstration is served; FILE has what `telusur demo` printed. Each broken promise is one line; the exit status
// is 1 if there is any.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const LARGEST_PHOTO = 310_000;

const [base, file] = process.argv.slice(2);
if (!base || !file) {
  console.error('usage: node drafts.mjs BASE FILE');
  process.exit(2);
}
const password = readFileSync(file, 'utf8').match(/^pemilik sari (\S+)/m)[1];
const broken = [];
let kept = 0;
// Another one in each run: a product may not be entered twice.
const NAME = `Keripik Talas ${Date.now() % 1_000_000}`;
const promise = (holds, line) => { if (holds) kept += 1; else broken.push(line); };

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'id-ID' });
const page = await context.newPage();
page.on('console', (line) => { if (/Content Security Policy/i.test(line.text())) promise(false, line.text()); });

async function signIn() {
  await page.fill('#login', 'sari');
  await page.fill('#sandi', password);
  await page.click('form.sheet button');
  await page.waitForLoadState('load');
}
const send = async () => { await page.click('main form.sheet button.p'); await page.waitForLoadState('load'); };
const value = (name) => page.inputValue(`[name="${name}"]`);
const stored = () => page.evaluate(() => Object.keys(localStorage).length);
const says = async () => ((await page.locator('[data-note]').count()) ? page.locator('[data-note]').innerText() : '');

await page.goto(`${base}/masuk`);
await signIn();
const home = await page.locator('main a[href^="/usaha/"]').first().getAttribute('href');
const form = `${base}${home.split('?')[0]}/produk/baru`;

// The signal is gone when the form is sent: it stays where it is, and says so.
await page.goto(form);
promise(await says() === '', 'an empty form says something');
await page.fill('[name="nama"]', NAME);
await page.fill('[name="isi_bersih"]', '150 g');
await page.fill('[name="jenis"]', 'Kripik');
await context.setOffline(true);
await page.click('main form.sheet button.p');
promise((await says()).includes('Sinyal hilang'), `offline: "${await says()}"`);
promise(await value('nama') === NAME, 'offline: the name is gone');

// The phone is put away, and the page opened again: everything is back.
await context.setOffline(false);
await page.goto('about:blank');
await page.goto(form);
promise(await value('nama') === NAME && await value('isi_bersih') === '150 g', 'opened again: not restored');
promise((await says()).includes('sudah kembali'), `opened again: "${await says()}"`);

// The line breaks while the form is on its way.
await page.fill('[name="jenis"]', 'Keripik');
await page.route('**/produk/baru', (route) => (route.request().method() === 'POST' ? route.abort('connectionreset') : route.continue()));
await page.click('main form.sheet button.p').catch(() => {});
await page.waitForTimeout(300);
await page.unroute('**/produk/baru');
await page.goto(form);
promise(await value('nama') === NAME && await value('jenis') === 'Keripik', 'after a broken line: not restored');

// The session ended meanwhile: signed in again, one is back at the form, with what was typed.
const cookies = await context.cookies();
await context.clearCookies();
await send();
promise(page.url().includes('/masuk'), `without a session: ${page.url()}`);
await signIn();
promise(page.url().endsWith('/produk/baru'), `signed in again: ${page.url()}`);
promise(await value('nama') === NAME, 'signed in again: not restored');
promise(cookies.length === 1, `${cookies.length} cookies`);

// A form that is refused brings back what was typed, and what was typed before stays in the browser, too.
await page.evaluate(() => document.querySelectorAll('details').forEach((closed) => { closed.open = true; }));
await page.fill('[name="gtin"]', '123');
await send();
promise(await page.locator('main [role="alert"]').count() === 1, 'a wrong number is taken');
promise(await value('nama') === NAME, 'refused: the name is gone');
await page.fill('[name="gtin"]', '');

// Taken: nothing is left behind, and the next form is empty.
await send();
promise(/\/produk\/\d+/.test(page.url()), `not taken: ${page.url()}`);
promise(await stored() === 0, `taken: ${await stored()} drafts are left`);
const product = page.url().split('?')[0];
await page.goto(form);
promise(await value('nama') === '' && await says() === '', 'taken: the next form is not empty');

// Thrown away on purpose.
await page.fill('[name="nama"]', 'Salah');
await page.goto(form);
await page.click('[data-note] button');
promise(await value('nama') === '' && await stored() === 0, 'emptied: something is left');

// A photo of a good camera: sent small, and upright.
await page.goto(`${product}/foto`);
const large = Buffer.from(await page.evaluate(async () => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [3000, 2000];
  const brush = canvas.getContext('2d');
  for (let at = 0; at < 40000; at += 1) {
    brush.fillStyle = `hsl(${(at * 7) % 360} 70% ${20 + (at % 60)}%)`;
    brush.fillRect((at * 977) % 3000, (at * 613) % 2000, 1 + (at % 23), 1 + (at % 17));
  }
  const blob = await new Promise((done) => { canvas.toBlob(done, 'image/png'); });
  return [...new Uint8Array(await blob.arrayBuffer())];
}));
await page.setInputFiles('#foto', { name: 'foto.png', mimeType: 'image/png', buffer: large });
await page.waitForFunction((size) => document.querySelector('#foto').files[0].size < size, large.length).catch(() => {});
const small = await page.evaluate(() => { const [sent] = document.querySelector('#foto').files; return [sent.size, sent.type, sent.name]; });
promise(small[0] <= LARGEST_PHOTO && small[1] === 'image/jpeg', `the photo is sent as ${small}, of ${large.length} bytes`);
await send();
promise(await page.locator('main .thumb').count() === 1, 'the photo is not taken');

// Signed out: the next person with this phone finds nothing.
await page.goto(form);
await page.fill('[name="nama"]', 'Rahasia dapur');
promise(await stored() === 1, 'nothing is kept');
await page.click('nav.who button');
await page.waitForLoadState('load');
promise(await stored() === 0, 'signed out: a draft is left');

await browser.close();
console.log(`${kept} promises kept; a photo of ${large.length} bytes is sent as ${small[0]}`);
for (const line of broken) console.error(`BROKEN ${line}`);
process.exit(broken.length ? 1 : 0);
