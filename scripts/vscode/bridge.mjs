import { createServer } from 'node:http';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { panelFrame } from './browser.mjs';
import { root } from './install.mjs';

const shots = join(root, 'test-results/vscode');

/** What a suite inside the extension host may do to the page around it. Every operation takes and returns JSON. */
const operations = {
  screenshot: async (page, { name }) => {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}.png`) });
    return true;
  },
  /** Evaluates the body of a function in the panel's document. */
  panel: async (page, { body, argument }) => {
    const frame = await panelFrame(page);
    return frame.evaluate(({ body, argument }) => new Function('argument', body)(argument), { body, argument });
  },
  clickInPanel: async (page, { selector }) => {
    const frame = await panelFrame(page);
    await frame.locator(selector).first().click({ timeout: 5000 });
    return true;
  },
  fillInPanel: async (page, { selector, text }) => {
    const frame = await panelFrame(page);
    const field = frame.locator(selector).first();
    await field.fill(text, { timeout: 5000 });
    await field.press('Enter');
    return true;
  },
  pressInPanel: async (page, { selector, key }) => {
    const frame = await panelFrame(page);
    await frame.locator(selector).first().press(key, { timeout: 5000 });
    return true;
  },
  press: async (page, { keys }) => {
    for (const key of keys) await page.keyboard.press(key);
    return true;
  },
  /** Violations of the accessibility rules in the panel. */
  axe: async (page) => {
    const frame = await panelFrame(page);
    const source = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
    const { violations } = await frame.evaluate(async (text) => {
      new Function(text)();
      return globalThis.axe.run(document, { resultTypes: ['violations'] });
    }, source);
    return violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.target.join(' ')) }));
  },
};

/** Serves the operations on loopback, and collects the suite's result. */
export async function startBridge() {
  let page = null;
  let finish;
  const result = new Promise((resolve) => (finish = resolve));
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', async () => {
      const { operation, ...argument } = JSON.parse(body || '{}');
      try {
        let answer = true;
        if (operation === 'result') finish(argument);
        else if (operation === 'log') console.log(argument.line);
        else answer = await operations[operation](page, argument);
        response.end(JSON.stringify({ answer: answer ?? null }));
      } catch (error) {
        response.end(JSON.stringify({ failure: String(error) }));
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}`,
    result,
    use: (opened) => (page = opened),
    stop: () => server.close(),
  };
}
