// Draws every label of a ZPL file with zpl-renderer-js, which shares no code with us.
//
//   node draw_zpl.mjs FILE.zpl DOTS_PER_MM FOLDER
//
// The pictures are FOLDER/00001.png and so on; the size of a label is what the file itself says (^PW, ^LL).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ready } from 'zpl-renderer-js';

const [file, density, folder] = process.argv.slice(2);
const zpl = readFileSync(file, 'latin1');
const dotsPerMm = Number(density);
const size = (command) => Number(zpl.match(new RegExp(`\\^${command}(\\d+)`))[1]) / dotsPerMm;
const { api } = await ready;
const labels = await api.zplToBase64MultipleAsync(zpl, size('PW'), size('LL'), dotsPerMm);
labels.forEach((label, at) =>
  writeFileSync(join(folder, `${String(at + 1).padStart(5, '0')}.png`), Buffer.from(label, 'base64')));
process.exit(0);
