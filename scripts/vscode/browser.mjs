import { chromium } from 'playwright-core';
import { findChromium } from './install.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens a page in a headless Chromium. */
export async function openPage(url, { width = 1400, height = 900 } = {}) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: flags, headless: true });
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  return { browser, page };
}

/** The innermost frame of the circuit panel's webview, once it has drawn something. */
export async function panelFrame(page, timeout = 30_000) {
  const end = Date.now() + timeout;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      const isOurs = await frame.evaluate(() => document.title === 'Backprop Circuit').catch(() => false);
      if (isOurs) return frame;
    }
    await page.waitForTimeout(200);
  }
  throw new Error('the circuit panel did not open');
}
