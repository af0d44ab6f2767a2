// Real VS Code with the packed extension: code-server, Debian's Chromium, Playwright.
//
//   ./dev test-vscode, which installs them, or: node run.mjs NODE_MODULES VSIX AMBIT_CLANGD OUT
//
// Opens a file, waits for the squiggle, reads the problem and its notes, opens the page about the check, applies
// the quick fix in another file and looks at what is saved, writes a waiver. OUT gets a screenshot of each step.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import url from 'node:url';

const [modules, vsix, clangd, out] = process.argv.slice(2).map((p) => path.resolve(p));
const source = path.resolve(path.dirname(url.fileURLToPath(import.meta.url)), '../..');
const { chromium } = createRequire(path.join(modules, 'x.js'))('playwright-core');

fs.rmSync(out, { recursive: true, force: true });
// Outside the repository, whose .clang-tidy would be found.
const project = fs.mkdtempSync(path.join(os.tmpdir(), 'ambit-project-'));
const data = path.join(out, 'data');
fs.mkdirSync(path.join(project, '.vscode'), { recursive: true });
fs.mkdirSync(path.join(data, 'User'), { recursive: true });
fs.copyFileSync(path.join(source, 'test/packages/Inputs/consumer/ring.c'), path.join(project, 'ring.c'));
fs.writeFileSync(
  path.join(project, 'isr.c'),
  `#include "ambit/annotations.h"
unsigned xTaskGetTickCount(void);
unsigned xTaskGetTickCountFromISR(void);
AMBIT_ISR void isr(void) {
  xTaskGetTickCount();
}
`,
);
// It names the header of the annotations only through another.
fs.writeFileSync(path.join(project, 'late.h'), '#include "ambit/annotations.h"\nunsigned xTaskGetTickCount(void);\n');
fs.writeFileSync(
  path.join(project, 'late.c'),
  '#include "late.h"\nAMBIT_ISR void late_isr(void) {\n  xTaskGetTickCount();\n}\n',
);
fs.writeFileSync(path.join(project, 'compile_flags.txt'), `-I${source}/annotations\n`);
fs.writeFileSync(
  path.join(data, 'User/settings.json'),
  JSON.stringify({
    'ambit.path': clangd,
    'ambit.arguments': ['--background-index=0'],
    'workbench.startupEditor': 'none',
    'security.workspace.trust.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'files.autoSave': 'off',
    'window.commandCenter': false,
  }),
);

const server = path.join(modules, '.bin/code-server');
const config = path.join(out, 'config.yaml');
fs.writeFileSync(config, 'auth: none\n');
const common = ['--config', config, '--user-data-dir', data, '--extensions-dir', path.join(out, 'extensions')];
const installed = spawnSync(server, [...common, '--install-extension', vsix], { encoding: 'utf8' });
if (installed.status) throw new Error(installed.stdout + installed.stderr);

const port = await new Promise((resolve) => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
const log = fs.openSync(path.join(out, 'code-server.log'), 'w');
const started = spawn(
  server,
  [...common, '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check', project],
  { stdio: ['ignore', log, log] },
);

let browser;
let step = 'start';
const expect = (what, condition, shown = '') => {
  if (!condition) throw new Error(`${what}: ${shown}`);
  console.log(`ok: ${what}`);
};
try {
  for (let n = 0; ; ++n) {
    const answers = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (answers) break;
    if (n > 300) throw new Error('code-server does not start');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(90000);
  const shot = (name) => page.screenshot({ path: path.join(out, `${name}.png`) });
  const command = async (text) => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').fill(`>${text}`);
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await page.waitForTimeout(300);
    await page.keyboard.press('Enter');
  };
  const open = async (file) => {
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: file }).dblclick();
    await page.locator(`.tab.active`, { hasText: file }).waitFor();
  };
  const goTo = async (line) => {
    await page.locator('.editor-group-container.active .view-lines').first().click();
    await page.keyboard.press('Control+g');
    await page.locator('.quick-input-widget input').fill(`:${line}`);
    await page.keyboard.press('Enter');
  };

  step = 'squiggle';
  await page.goto(`http://127.0.0.1:${port}/?folder=${project}`);
  await open('ring.c');
  await page.locator('.squiggly-warning').first().waitFor({ state: 'attached' });
  await command('Problems: Focus on Problems View');
  const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'ring_lock' }).first();
  await problem.waitFor();
  const text = await problem.innerText();
  expect('the problem is Ambit\'s', text.includes('ambit') && text.includes('ambit-weak-lock'), text);
  expect('the problem is told', text.includes("Lock 'ring_lock' does not keep out 'uart_isr'"), text);
  const notes = page.locator('.markers-panel .monaco-list-row', { hasText: 'A spin lock keeps out other cores' });
  if (!(await notes.count())) {
    await problem.click();
    await page.keyboard.press('ArrowRight');
  }
  await notes.first().waitFor();
  expect('its notes are told', true);
  await shot('1-squiggle');

  step = 'page';
  await goTo(16);
  await command('Ambit: Explain this check');
  await page.locator('.tab', { hasText: 'ambit-weak-lock.md' }).waitFor();
  await page.waitForTimeout(2000);
  await shot('2-page');
  expect('the page about the check opens', true);
  await command('View: Close All Editors');

  step = 'fix';
  await open('isr.c');
  await page.locator('.squiggly-warning').first().waitFor({ state: 'attached' });
  await goTo(5);
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'xTaskGetTickCountFromISR' });
  // What VS Code asks for while it still draws the finding is answered with nothing.
  for (let n = 0; n < 20 && !(await fix.count()); ++n) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    await fix.first().waitFor({ timeout: 5000 }).catch(() => {});
  }
  await fix.first().waitFor();
  await shot('3-quick-fix');
  await page.keyboard.press('Enter'); // it is the first
  await page.waitForTimeout(1000);
  await page.keyboard.press('Control+s');
  const saved = () => fs.readFileSync(path.join(project, 'isr.c'), 'utf8');
  for (let n = 0; n < 50 && !saved().includes('  xTaskGetTickCountFromISR();'); ++n) await page.waitForTimeout(200);
  expect('the quick fix is what is saved', saved().includes('  xTaskGetTickCountFromISR();'), saved());
  await page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
  expect('after it nothing is found', true);

  step = 'waiver';
  const waive = async (file, line, reason) => {
    await open(file);
    await page.locator('.squiggly-warning').first().waitFor({ state: 'attached' });
    await goTo(line);
    await command('Ambit: Write a waiver with a reason');
    await page.locator('.quick-input-widget', { hasText: 'Why is it right?' }).locator('input').fill(reason);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(1000);
    await page.locator('.editor-group-container.active .view-lines').first().click();
    await page.keyboard.press('Control+s');
    const now = () => fs.readFileSync(path.join(project, file), 'utf8');
    for (let n = 0; n < 50 && !now().includes('AMBIT_UNCHECKED'); ++n) await page.waitForTimeout(200);
    await page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
    return now();
  };
  const late = await waive('late.c', 3, 'it is slow');
  expect('the waiver brings its header', late.startsWith('#include "ambit/annotations.h"\n#include "late.h"\n'), late);
  const ring = await waive('ring.c', 16, 'boot code');
  expect('the waiver stands before the statement', ring.includes('  AMBIT_UNCHECKED("boot code") head = 0;'), ring);
  await shot('4-waiver');
  expect('the waiver waives', true);
} catch (error) {
  console.error(`FAILED in step '${step}': ${error.message}`);
  for (const page of browser?.contexts().flatMap((c) => c.pages()) ?? [])
    await page.screenshot({ path: path.join(out, 'failed.png') });
  process.exitCode = 1;
} finally {
  await browser?.close();
  started.kill();
  fs.rmSync(project, { recursive: true, force: true });
}
