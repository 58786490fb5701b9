import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openPage, panelFrame } from './browser.mjs';
import { root } from './install.mjs';
import { startServer, themes, workbenchUrl } from './server.mjs';

/**
 * Takes a screenshot of the real VS Code with the extension from this folder:
 *   npm run look -- --file examples/01_first_circuit.py --select 4:1-7:1 --command backpropCircuit.show --out shot.png
 * Lines and columns count from 1.
 */
const { values } = parseArgs({
  options: {
    file: { type: 'string', default: 'examples/01_first_circuit.py' },
    theme: { type: 'string', default: 'dark' },
    command: { type: 'string' },
    select: { type: 'string' },
    hover: { type: 'string' },
    fix: { type: 'string' },
    click: { type: 'string' },
    keys: { type: 'string' },
    out: { type: 'string', default: 'test-results/look.png' },
    size: { type: 'string', default: '1400x900' },
    wait: { type: 'string', default: '1500' },
    language: { type: 'string' },
  },
});
const [width = 1400, height = 900] = values.size.split('x').map(Number);
const file = resolve(values.file);
const server = await startServer({
  name: 'look',
  settings: { 'workbench.colorTheme': themes[values.theme] ?? values.theme, 'python.languageServer': 'None' },
});
let browser;
let page;
try {
  const url = workbenchUrl({ port: server.port, folder: dirname(file), extension: root, file });
  const opened = await openPage(url, { width, height });
  browser = opened.browser;
  page = opened.page;
  await ready();
  if (values.select) await select(page, values.select);
  if (values.command) await runCommand(page, values.command);
  if (values.hover) await hover(page, values.hover);
  if (values.fix) await page.keyboard.press('Control+.');
  if (values.click) {
    const frame = await panelFrame(page);
    await frame.click(values.click);
  }
  for (const key of values.keys?.split(' ') ?? []) await page.keyboard.press(key);
  await page.waitForTimeout(Number(values.wait));
  mkdirSync(dirname(resolve(values.out)), { recursive: true });
  await page.screenshot({ path: values.out });
  console.log(values.out);
} catch (error) {
  await page?.screenshot({ path: values.out });
  console.error(server.logTail());
  throw error;
} finally {
  await browser?.close();
  server.stop();
}

async function ready() {
  await page.waitForSelector('.monaco-editor .view-line', { timeout: 60_000 });
  await page.waitForTimeout(2500);
  const banner = page.locator('.part.banner .action-label.codicon-widget-close');
  if (await banner.count()) await banner.first().click();
}

async function runCommand(page, command) {
  const title = { 'backpropCircuit.show': 'Show Backprop Circuit' }[command] ?? command;
  await page.keyboard.press('F1');
  await page.waitForSelector('.quick-input-widget:not([style*="display: none"]) input');
  await page.keyboard.type(title);
  await page.waitForTimeout(600);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
}

/** Selects `L:C-L:C`, or puts the cursor at `L:C`, through Go to Line. */
async function select(page, text) {
  const [from, to] = text.split('-');
  await goTo(page, from);
  if (!to) return;
  await page.keyboard.press('F1');
  await page.keyboard.type('Set Selection Anchor');
  await page.waitForTimeout(400);
  await page.keyboard.press('Enter');
  await goTo(page, to);
  await page.keyboard.press('F1');
  await page.keyboard.type('Select from Anchor to Cursor');
  await page.waitForTimeout(400);
  await page.keyboard.press('Enter');
}

async function goTo(page, position) {
  await page.keyboard.press('Control+G');
  await page.waitForSelector('.quick-input-widget:not([style*="display: none"]) input');
  await page.keyboard.type(position);
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
}

async function hover(page, position) {
  await goTo(page, position);
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
}
