// What the three scripts share: the browser, one way to sign in, and what a page must keep.
import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Chromium, as this machine has it. */
export const launch = (...more) =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...FLAGS, ...more] });

/** What axe finds on a page whose context lets scripts run, in the scheme of the page: one line for each violation. */
export async function violations(page) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((closed) => { closed.open = true; }));
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ content: AXE });
  const { violations: found } = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), TAGS);
  return found.map((one) => `axe ${one.id}: ${one.help}: ${one.nodes[0].html.slice(0, 160)}`);
}

/** How many pixels a page wants across. */
export const across = (page) => page.evaluate(() => document.documentElement.scrollWidth);

/** The people of a demonstration: lines `role login password [key]` of what `telusur demo` prints. */
export function people(file) {
  const roles = ['pemilik', 'staf', 'pendamping', 'petugas', 'penyetuju', 'admin', 'auditor'];
  return readFileSync(file, 'utf8').split('\n').map((line) => line.trim().split(/\s+/))
    .filter(([role, login, password]) => roles.includes(role) && login && password)
    .map(([role, login, password, key]) => ({ role, login, password, key }));
}

/** Six digits of RFC 6238, `steps` half minutes from now. */
function code(key, steps) {
  const bits = [...key].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const count = Buffer.alloc(8);
  count.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac('sha1', secret).update(count).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Signs somebody in by the forms. No code is good twice, so one that was used by an earlier run is followed by the next. */
export async function signIn(page, base, person) {
  await page.goto(`${base}/masuk`);
  await page.fill('#login', person.login);
  await page.fill('#sandi', person.password);
  await page.click('main form button');
  for (const steps of person.key ? [-1, 0, 1] : []) {
    if (new URL(page.url()).pathname !== '/masuk/kode') break;
    await page.fill('#kode', code(person.key, steps));
    await page.click('main form button');
  }
  if (new URL(page.url()).pathname.startsWith('/masuk')) {
    throw new Error(`${person.login} is not let in: ${await page.locator('main').innerText()}`);
  }
}

// Reasons and answers that a page offers are stored as they were chosen, like what people write themselves.
const OFFERED = /^\w*(reasons|answers|instructions|(approve|ask|refuse)_\w+) = \[[^\]]*\]/gm;

/** All sentences of a catalogue that stand as they are, without a place to be filled. */
function sentences(folder, lang) {
  const found = [];
  for (const entry of readdirSync(folder, { recursive: true })) {
    if (!entry.endsWith(`${lang}.toml`)) continue;
    const text = readFileSync(`${folder}/${entry}`, 'utf8').replace(/^\s*#.*$/gm, '').replace(OFFERED, '');
    for (const [, sentence] of text.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)) found.push(JSON.parse(`"${sentence}"`));
  }
  return new Set(found.filter((sentence) => sentence && !sentence.includes('{')));
}

const CATALOGUES = new URL('../../locales', import.meta.url).pathname;
const [ID, EN] = ['id', 'en'].map((lang) => sentences(CATALOGUES, lang));
const without = (some, others) => new Set([...some].filter((sentence) => !others.has(sentence)));
const FOREIGN = { id: without(EN, ID), en: without(ID, EN) };

/** Texts of a page that only the other language's catalogue knows; what says that it is of another language is passed over. */
export async function strangers(page, lang) {
  const texts = await page.evaluate(() => [...document.querySelectorAll('body *')].filter((one) => !one.closest('body [lang]'))
    .flatMap((one) => [one.getAttribute('aria-label'), one.getAttribute('alt'), one.getAttribute('placeholder'),
      ...[...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data)])
    .map((text) => text?.trim().replace(/\s+/g, ' ')).filter(Boolean));
  return [...new Set(texts.filter((text) => FOREIGN[lang].has(text)))];
}
