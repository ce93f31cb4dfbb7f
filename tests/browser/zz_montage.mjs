import { chromium } from 'playwright-core';
const [out, width, ...files] = process.argv.slice(2);
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--allow-file-access-from-files'] });
const p = await b.newPage({ viewport: { width: files.length * (Number(width) + 8), height: 1100 } });
import { writeFileSync } from 'node:fs';
writeFileSync('/tmp/h/prod/m.html', `<body style="margin:0;background:#888;display:flex;gap:8px;align-items:flex-start">${files.map((f) => `<img src="file://${f}" style="width:${width}px">`).join('')}`);
await p.goto('file:///tmp/h/prod/m.html'); await p.waitForTimeout(300);
await p.screenshot({ path: out }); await b.close();
