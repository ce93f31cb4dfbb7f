// Draws the pictures of the demonstration: illustrations of invented goods, each marked as such. Nothing here is a photograph.
//
//   node make.mjs            (needs playwright-core and Chromium, as tests/browser does)
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const { chromium } = createRequire(`${here}../../../tests/browser/package.json`)('playwright-core');
const [W, H] = [960, 720];

/** Numbers that look thrown and are the same every time. */
function dice(seed) {
  let state = seed;
  return (from, to) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return from + (to - from) * (state / 4294967296);
  };
}

const zigzag = (y, step, height, from, to) => {
  let path = `M${from} ${y}`;
  for (let x = from, up = true; x < to; x += step, up = !up) path += `L${Math.min(x + step, to)} ${up ? y - height : y}`;
  return path;
};

/** A label on the pack: name, what it is, how much. */
const label = (x, y, width, [brand, name, content], ink, paper) => `
  <rect x="${x - width / 2}" y="${y}" width="${width}" height="150" rx="8" fill="${paper}"/>
  <path d="${zigzag(y + 24, 12, 12, x - width / 2 + 10, x + width / 2 - 10)}" fill="none" stroke="#b07d22" stroke-width="4"/>
  <text x="${x}" y="${y + 62}" font-size="27" font-weight="700" fill="${ink}" text-anchor="middle">${brand}</text>
  <text x="${x}" y="${y + 96}" font-size="21" fill="${ink}" text-anchor="middle">${name}</text>
  <text x="${x}" y="${y + 128}" font-size="19" fill="${ink}" text-anchor="middle">${content}</text>`;

const shadow = (x, y, rx) => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="22" fill="#000" opacity=".22"/>`;

const pouch = (x, y, words, colour, dark, ink) => `
  ${shadow(x, y + 2, 190)}
  <path d="M${x - 150} ${y - 430}h300l22 400q2 26-24 28h-296q-26-2-24-28z" fill="${colour}"/>
  <path d="M${x + 60} ${y - 430}h90l22 400q2 26-24 28h-60z" fill="${dark}" opacity=".5"/>
  <path d="M${x - 150} ${y - 430}h300l2 34h-304z" fill="${dark}"/><circle cx="${x}" cy="${y - 360}" r="13" fill="${dark}"/>
  ${label(x, y - 290, 236, words, ink, '#fbf3df')}`;

const pillow = (x, y, words, colour, dark, ink) => `
  ${shadow(x, y + 2, 200)}
  <path d="M${x - 175} ${y - 400}q175 26 350 0q26 190 0 392q-175-26-350 0q-26-190 0-392z" fill="${colour}"/>
  <path d="M${x + 70} ${y - 388}q60-2 105-12q26 190 0 392q-50-10-105-12q40-190 0-368z" fill="${dark}" opacity=".45"/>
  <path d="${zigzag(y - 396, 10, 9, x - 175, x + 175)}" fill="none" stroke="${dark}" stroke-width="3"/>
  ${label(x, y - 300, 240, words, ink, '#fffaf0')}`;

const jar = (x, y, words, colour, lid, ink) => `
  ${shadow(x, y + 2, 165)}
  <rect x="${x - 140}" y="${y - 330}" width="280" height="330" rx="38" fill="${colour}"/>
  <rect x="${x - 120}" y="${y - 310}" width="30" height="280" rx="15" fill="#fff" opacity=".35"/>
  <rect x="${x - 118}" y="${y - 392}" width="236" height="66" rx="14" fill="${lid}"/>
  <path d="M${x - 118} ${y - 346}h236" stroke="#000" stroke-opacity=".2" stroke-width="4"/>
  ${label(x, y - 240, 220, words, ink, '#fdf6e6')}`;

const beans = (seed, count, [x1, y1, x2, y2]) => {
  const throwDice = dice(seed);
  return Array.from({ length: count }, () => {
    const [x, y, turn] = [throwDice(x1, x2), throwDice(y1, y2), throwDice(0, 180)];
    return `<g transform="translate(${x} ${y}) rotate(${turn})"><ellipse rx="22" ry="15" fill="#4a2a17"/><path d="M-20 0q10-7 20 0t20 0" fill="none" stroke="#2a160b" stroke-width="4"/></g>`;
  }).join('');
};

const chips = (seed, count, [x1, y1, x2, y2], colour, edge) => {
  const throwDice = dice(seed);
  return Array.from({ length: count }, () => {
    const [x, y, turn] = [throwDice(x1, x2), throwDice(y1, y2), throwDice(-40, 40)];
    return `<g transform="translate(${x} ${y}) rotate(${turn})"><ellipse rx="46" ry="25" fill="${colour}" stroke="${edge}" stroke-width="5"/><path d="M-14 0h28M-8-6h16M-8 6h16" stroke="${edge}" stroke-width="3" opacity=".6"/></g>`;
  }).join('');
};

const cup = (x, y) => `
  ${shadow(x, y, 120)}<path d="M${x + 80} ${y - 105}q74-6 66 46q-8 38-78 34" fill="none" stroke="#f3eee4" stroke-width="18"/>
  <path d="M${x - 95} ${y - 130}h190q0 128-58 134h-74q-58-6-58-134z" fill="#f3eee4"/>
  <ellipse cx="${x}" cy="${y - 130}" rx="95" ry="22" fill="#e2d9c8"/><ellipse cx="${x}" cy="${y - 128}" rx="80" ry="16" fill="#3a2112"/>
  <path d="M${x - 30} ${y - 165}q-18-28 0-54t0-54M${x + 26} ${y - 165}q-18-28 0-54t0-54" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="7" stroke-linecap="round"/>`;

const cloth = () => {
  let rows = '';
  for (const [at, fill] of [[190, '#6d1a2d'], [290, '#571322'], [390, '#6d1a2d'], [490, '#571322']]) {
    rows += `<path d="M170 ${at}h620l20 100h-660z" fill="${fill}"/>
      <path d="${zigzag(at + 84, 22, 46, 165, 800)}" fill="none" stroke="#d9a94a" stroke-width="7"/>
      <path d="${zigzag(at + 84, 22, 26, 165, 800)}" fill="none" stroke="#f0d9a4" stroke-width="4"/>
      <path d="M165 ${at + 16}h630" stroke="#d9a94a" stroke-width="5" stroke-dasharray="14 9"/>`;
  }
  return `${shadow(480, 600, 350)}${rows}`;
};

const basket = (x, y, size) => {
  let weave = '';
  for (let row = 0; row < 6; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const fill = (row + column) % 2 ? '#c9a25e' : '#e0bf7f';
      weave += `<rect x="${x - size + column * size / 4}" y="${y - size + row * size / 6}" width="${size / 4 + .5}" height="${size / 6 + .5}" fill="${fill}" stroke="#8d6a2f" stroke-width="1.5"/>`;
    }
  }
  return `${shadow(x, y + 4, size * 1.15)}${weave}<rect x="${x - size * 1.06}" y="${y - size * 1.22}" width="${size * 2.12}" height="${size * .26}" rx="8" fill="#d1ac68" stroke="#8d6a2f" stroke-width="3"/>`;
};

const bar = (x, y) => {
  let squares = '';
  for (let row = 0; row < 2; row += 1) {
    for (let column = 0; column < 3; column += 1) {
      squares += `<rect x="${x + column * 92}" y="${y + row * 92}" width="84" height="84" rx="8" fill="#4b2916"/><rect x="${x + 8 + column * 92}" y="${y + 8 + row * 92}" width="68" height="68" rx="6" fill="#5d3520"/>`;
    }
  }
  return squares;
};

const SCENES = {
  'IKM-1804-001-01': ['#e9d9bd', '#b98d57', () => pouch(480, 610, ['Bukit Khayal', 'Kopi Robusta Bubuk', '200 g'], '#5b3420', '#3a2012', '#3a2012') + beans(3, 26, [120, 560, 840, 650])],
  'IKM-1804-001-01-2': ['#d7c6a6', '#a57b49', () => pouch(300, 600, ['Bukit Khayal', 'Kopi Robusta Bubuk', '200 g'], '#5b3420', '#3a2012', '#3a2012') + cup(690, 610) + beans(9, 12, [480, 590, 860, 660])],
  'IKM-1804-003-01': ['#efe2c4', '#c39a5e', () => pouch(480, 610, ['Umpama', 'Gula Semut Aren', '250 g'], '#c98d3d', '#8f5f21', '#5a3a10')],
  'IKM-1871-001-01': ['#f4e6c9', '#c99f62', () => pillow(480, 610, ['Gang Rekaan', 'Keripik Pisang Cokelat', '200 g'], '#f0b93a', '#c07f1c', '#5a2d0c') + chips(5, 11, [110, 590, 850, 660], '#8a5a34', '#5d3819')],
  'IKM-1871-004-01': ['#eadfcf', '#b48a63', () => jar(480, 610, ['Umbul Cerita', 'Sambal Seruit', '150 g'], '#a82a1c', '#2d2a26', '#5a130c')],
  'IKM-1871-002-01': ['#e6dccb', '#9b7a54', cloth],
  'IKM-1807-001-01': ['#eee0cd', '#b08556', () => `${shadow(360, 560, 210)}<rect x="180" y="180" width="360" height="380" rx="10" fill="#2f6b4f"/><rect x="180" y="180" width="360" height="46" fill="#d9a94a"/>${label(360, 290, 260, ['Negeri Angan', 'Cokelat Batang 65%', '80 g'], '#2a160b', '#fbf3df')}${bar(580, 370)}`],
  'IKM-1807-002-01': ['#f3e6c6', '#bf9a55', () => jar(480, 610, ['Semoga Fiksi', 'Madu Hutan', '350 ml'], '#d98a1b', '#7a4a12', '#5a3205')],
  'IKM-1810-001-01': ['#e9e2d0', '#a98a5e', () => basket(270, 590, 150) + basket(590, 590, 110) + basket(820, 590, 70)],
};

const page = await (await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] }))
  .newPage({ viewport: { width: W, height: H } });
for (const [name, [wall, table, goods]] of Object.entries(SCENES)) {
  await page.setContent(`<style>body{margin:0}</style><svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${H}" viewBox="0 0 ${W} ${H}" font-family="Noto Sans, DejaVu Sans, sans-serif">
    <defs><linearGradient id="w" x2="0" y2="1"><stop stop-color="${wall}"/><stop offset="1" stop-color="#fff8ea"/></linearGradient></defs>
    <rect width="${W}" height="${H}" fill="url(#w)"/><path d="M0 520h${W}v200H0z" fill="${table}"/><path d="M0 520h${W}" stroke="#000" stroke-opacity=".12" stroke-width="6"/>
    ${goods()}
    <rect y="${H - 50}" width="${W}" height="50" fill="#1d1a16" opacity=".82"/><text x="${W / 2}" y="${H - 17}" font-size="23" fill="#f0d9a4" text-anchor="middle">Gambar peragaan: produk rekaan, bukan foto</text></svg>`);
  await page.screenshot({ path: `${here}${name}.jpg`, type: 'jpeg', quality: 76 });
}
await page.context().browser().close();
