import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { FromPanel, ToPanel } from '../../src/protocol.ts';
import { THEMES, type ThemeName } from './themes.ts';

const NONCE = 'c2VjcmV0';
const ROOT = new URL('../../', import.meta.url);
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** The policy that the extension gives its webview: nothing but its own style sheet, its own script and pictures as data. */
const POLICY = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'self' 'nonce-${NONCE}'; img-src data:`;

/** What VS Code puts into every webview: the API, and a style sheet of defaults in a layer. */
const API = `
  const kept = 'panel-state';
  window.sent = [];
  window.violations = [];
  addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.sourceFile));
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => sent.push(message),
    getState: () => JSON.parse(sessionStorage.getItem(kept) ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem(kept, JSON.stringify(state)),
  });`;
const DEFAULTS = `@layer vscode-default {
  body { overscroll-behavior-x: none; background-color: transparent; color: var(--vscode-editor-foreground);
    font: var(--vscode-font-weight) var(--vscode-font-size) var(--vscode-font-family); margin: 0; padding: 0 20px; }
  code { font-family: monospace; color: var(--vscode-textPreformat-foreground);
    background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px; }
  a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
}`;

function themeSheet(name: ThemeName): string {
  const variables = Object.entries(THEMES[name].variables).map(([key, value]) => `--vscode-${key}: ${value};`);
  return `:root { ${variables.join('\n')} }\n${DEFAULTS}`;
}

function pageOf(theme: ThemeName): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Backprop Circuit</title>
    <link rel="stylesheet" href="/theme-${theme}.css"><link rel="stylesheet" href="/view.css"></head>
    <body class="${THEMES[theme].bodyClass}" role="document">
    <script nonce="${NONCE}">${API}</script><script nonce="${NONCE}" src="/view.js"></script></body></html>`;
}

function isTheme(name: string): name is ThemeName {
  return name in THEMES;
}

async function serve(): Promise<Server> {
  const bundle = await build({
    entryPoints: [new URL('src/view/main.ts', ROOT).pathname],
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
  });
  const script = bundle.outputFiles[0]?.text ?? '';
  const style = await readFile(new URL('media/view.css', ROOT), 'utf8');
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://local');
    const asked = url.searchParams.get('theme') ?? 'dark';
    const theme = /^\/theme-(\w+)\.css$/.exec(url.pathname)?.[1];
    const send = (type: string, body: string): void => {
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': POLICY });
      response.end(body);
    };
    if (url.pathname === '/view.js') send('text/javascript', script);
    else if (url.pathname === '/view.css') send('text/css', style);
    else if (theme !== undefined && isTheme(theme)) send('text/css', themeSheet(theme));
    else send('text/html', pageOf(isTheme(asked) ? asked : 'dark'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function addressOf(server: Server): string {
  const address = server.address() as AddressInfo;
  return `http://127.0.0.1:${String(address.port)}`;
}

/** The panel in a browser, outside VS Code. */
export class Harness {
  private readonly server: Server;
  private readonly browser: Browser;

  private constructor(server: Server, browser: Browser) {
    this.server = server;
    this.browser = browser;
  }

  static async start(): Promise<Harness> {
    const [server, browser] = await Promise.all([serve(), chromium.launch({ executablePath: CHROMIUM, args: FLAGS })]);
    return new Harness(server, browser);
  }

  /** Opens the panel in a fresh window. */
  async open(options: { theme?: ThemeName; width?: number; height?: number; still?: boolean } = {}): Promise<Panel> {
    const context = await this.browser.newContext({
      viewport: { width: options.width ?? 1100, height: options.height ?? 720 },
      reducedMotion: options.still === false ? 'no-preference' : 'reduce',
      deviceScaleFactor: 1,
    });
    const page = await context.newPage();
    await page.goto(`${addressOf(this.server)}/?theme=${options.theme ?? 'dark'}`);
    await page.waitForSelector('backprop-panel');
    return new Panel(page);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** One open panel, driven as the extension and the user would. */
export class Panel {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Sends a message of the extension and waits until it is drawn. */
  async send(message: ToPanel): Promise<void> {
    await this.page.evaluate(async (data) => {
      window.postMessage(data, '*');
      await new Promise((resolve) => setTimeout(resolve, 0));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }, message);
  }

  /** What the panel has sent to the extension since the last call. */
  async sent(): Promise<readonly FromPanel[]> {
    return this.page.evaluate(() => (Reflect.get(window, 'sent') as FromPanel[]).splice(0));
  }

  async violations(): Promise<readonly string[]> {
    return this.page.evaluate(() => Reflect.get(window, 'violations') as string[]);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
