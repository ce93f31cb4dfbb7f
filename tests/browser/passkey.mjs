// An officer who has only a phone: makes a passkey, signs in with it, adds another, takes one away, in a real browser.
//
//   node passkey.mjs TELUSUR DATA [--pictures DIR]
//
// TELUSUR is the program and DATA the folder of a demonstration, which is served here under the name that browsers allow passkeys for
// without HTTPS. The device is Chromium's own virtual one. Each broken promise is one line; the exit status is 1 if there is any.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DEVICE = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
  automaticPresenceSimulation: true };
const PASSWORD = 'kopi pagi di teras';

const [program, data, ...options] = process.argv.slice(2);
if (!program || !data) {
  console.error('usage: node passkey.mjs TELUSUR DATA [--pictures DIR]');
  process.exit(2);
}
const pictures = options.includes('--pictures') ? options[options.indexOf('--pictures') + 1] : null;
if (pictures) mkdirSync(pictures, { recursive: true });

const broken = [];
let kept = 0;
const promise = (holds, line) => { if (holds) kept += 1; else broken.push(line); };

const port = await new Promise((resolve) => {
  const free = createServer().listen(0, '127.0.0.1', () => { const { port } = free.address(); free.close(() => resolve(port)); });
});
const base = `http://localhost:${port}`;
const service = spawn(program, ['demo', '--data', data, '--port', port, '--public-url', base], { stdio: ['ignore', 'pipe', 'ignore'] });
process.on('exit', () => service.kill());
await new Promise((resolve, reject) => {
  let said = '';
  service.stdout.on('data', (more) => { said += more; if (/^auditor /m.test(said)) resolve(); });
  service.on('exit', () => reject(new Error(`the demonstration ended: ${said}`)));
});
for (let tries = 0; tries < 100; tries += 1) {
  if (await fetch(`${base}/masuk`).then((answer) => answer.ok, () => false)) break;
  await new Promise((done) => { setTimeout(done, 100); });
}

// Somebody new in each run, who decides and has no second factor yet.
const login = `uji${Date.now() % 1_000_000_000}`;
execFileSync(program, ['--data', data, '--no-input', 'users', 'create', '--login', login, '--name', 'Uji Coba', '--role', 'petugas',
  '--region', '18', '--password-file', '-'], { input: PASSWORD });

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
const small = { viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, locale: 'id-ID' };
const context = await browser.newContext(small);
const page = await context.newPage();
page.on('console', (line) => { if (/Content Security Policy/i.test(line.text())) promise(false, line.text()); });
const wire = await context.newCDPSession(page);
await wire.send('WebAuthn.enable');
const device = async () => (await wire.send('WebAuthn.addVirtualAuthenticator', { options: DEVICE })).authenticatorId;
const held = async (id) => (await wire.send('WebAuthn.getCredentials', { authenticatorId: id })).credentials;
const sees = (id, owner) => wire.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: owner });

let pages = 0;
/** A page as it stands there: narrow enough, and fit for everybody, by day and by night. */
async function at(name, look = page) {
  pages += 1;
  for (const scheme of ['light', 'dark']) {
    await look.emulateMedia({ colorScheme: scheme });
    const wide = await look.evaluate(() => document.documentElement.scrollWidth);
    promise(wide <= 360, `${name}: ${wide} pixels wide on a screen of 360`);
    await look.evaluate(axe);
    const { violations } = await look.evaluate((tags) => window.axe.run({ runOnly: tags }), TAGS);
    promise(violations.length === 0, `${name} (${scheme}): ${violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`)}`);
    const path = pictures && `${pictures}/${String(pages).padStart(2, '0')}-${name}-${scheme}.png`;
    if (path) await look.screenshot({ path, fullPage: true });
  }
  await look.emulateMedia({ colorScheme: 'light' });
}

/** Presses the button of a box, and waits for the page that follows or for what the box says. */
async function press(kind, look = page) {
  const box = look.locator(`[data-passkey="${kind}"]:visible`).first();
  const before = look.url();
  const gone = look.waitForEvent('framenavigated', { timeout: 10_000 }).then(() => look.waitForLoadState('load'), () => {});
  await box.locator('[data-go]').click();
  await Promise.race([gone, box.locator('[data-said]:visible').waitFor({ timeout: 10_000 }).catch(() => {})]);
  return look.url() === before && (await box.locator('[data-said]:visible').count()) ? box.locator('[data-said]').innerText() : '';
}

async function signIn(way, look = page, house = base) {
  await look.goto(`${house}/masuk?ke=${encodeURIComponent(way)}`);
  await look.fill('#login', login);
  await look.fill('#sandi', PASSWORD);
  await look.click('form.sheet button');
  await look.waitForLoadState('load');
}
const signOut = () => context.clearCookies();
const path = () => new URL(page.url()).pathname;

// The password alone does not open the seat; a passkey does.
await signIn('/dinas');
promise((await page.goto(`${base}/dinas`)).status() === 403, 'a seat that decides is open without a second factor');
await page.goto(`${base}/akun/pengaman`);
await at('set-up');
const phone = await device();
await sees(phone, false);
promise((await press('new')).startsWith('Belum jadi'), 'a device that has not seen its owner makes a passkey');
await at('set-up-not-done');
await sees(phone, true);
await page.fill('#nama', 'HP Ibu');
await press('new');
promise(path() === '/meja', `made: ${page.url()}`);
promise((await held(phone)).length === 1, 'the device keeps no passkey');
promise((await page.goto(`${base}/dinas`)).status() === 200, 'the passkey does not open the seat');

// Signing in: the password, then the device.
await signOut();
await signIn('/dinas');
promise(path() === '/masuk/kode', `after the password: ${page.url()}`);
promise(await page.locator('[name="kode"]').count() === 0, 'a code is asked for that there is not');
await at('second-step');
await sees(phone, false);
promise((await press('enter')).startsWith('Belum jadi'), 'a device that has not seen its owner opens');
await sees(phone, true);
await press('enter');
promise(path() === '/dinas', `signed in: ${page.url()}`);

// A copy of the device that has counted less is refused.
const [passkey] = await held(phone);
await wire.send('WebAuthn.removeCredential', { authenticatorId: phone, credentialId: passkey.credentialId });
await wire.send('WebAuthn.addCredential', { authenticatorId: phone, credential: { ...passkey, signCount: 0 } });
await signOut();
await signIn('/dinas');
promise((await press('enter')).includes('tidak cocok'), 'a copied passkey opens');
await at('second-step-refused');
await wire.send('WebAuthn.removeCredential', { authenticatorId: phone, credentialId: passkey.credentialId });
await wire.send('WebAuthn.addCredential', { authenticatorId: phone, credential: { ...passkey, signCount: passkey.signCount + 5 } });
await press('enter');
promise(path() === '/dinas', `signed in again: ${page.url()}`);

// Another one: only after the first was shown, and not twice on one device.
await page.goto(`${base}/akun`);
await at('account');
await page.locator('main a[href^="/akun/pengaman"]').click();
promise(await page.locator('[data-passkey="new"]').count() === 0, 'another passkey may be added by whoever finds the browser open');
await at('show-first');
await press('prove');
promise(path() === '/akun/pengaman' && await page.locator('[data-passkey="new"]').count() === 1, `shown: ${page.url()}`);
promise((await press('new')).includes('sudah punya'), 'two passkeys on one device');
await at('set-up-known');
const before = (await held(phone))[0];
await wire.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: phone });
const laptop = await device();
await page.fill('#nama', 'Laptop kantor');
await press('new');
promise(path() === '/akun', `made another: ${page.url()}`);
await at('account-two');
const listed = () => page.locator('main').innerText();
promise((await listed()).includes('HP Ibu') && (await listed()).includes('Laptop kantor'), 'both are listed');

// The first is taken away, by showing the second.
await page.locator('summary', { hasText: 'HP Ibu' }).click();
await at('account-take-away');
await press('prove');
promise(path() === '/akun' && !(await listed()).includes('HP Ibu') && (await listed()).includes('Laptop kantor'), 'it is not taken away');
await wire.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: laptop });
const lost = await device();
await wire.send('WebAuthn.addCredential', { authenticatorId: lost, credential: { ...before, signCount: before.signCount + 9 } });
await signOut();
await signIn('/dinas');
promise((await press('enter')) !== '' && path() === '/masuk/kode', 'what was taken away opens');

// Without JavaScript there is a sentence and no button; at the machine's number, too.
const plain = await browser.newContext({ ...small, javaScriptEnabled: false });
const still = await plain.newPage();
await signIn('/dinas', still);
promise((await still.locator('main').innerText()).includes('memerlukan JavaScript'), 'nothing is said without JavaScript');
promise(await still.locator('[data-go]:visible').count() === 0, 'a button that does nothing');
await signIn('/dinas', page, `http://127.0.0.1:${port}`);
promise((await press('enter')).includes('tidak bisa dipakai di alamat ini'), 'at another address');
await at('elsewhere');

await browser.close();
console.log(`${kept} promises kept on ${pages} pages`);
for (const line of broken) console.error(`BROKEN ${line}`);
process.exit(broken.length ? 1 : 0);
