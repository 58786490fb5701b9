import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const VERSION = '4.139.1';
export const root = resolve(import.meta.dirname, '../..');
export const cache = join(root, '.cache');

/** The folder of a real VS Code that runs in a browser: the one inside the npm package code-server, installed once into the cache. */
export function installServer() {
  const target = join(cache, `code-server-${VERSION}`);
  const vscode = join(target, 'node_modules/code-server/lib/vscode');
  if (existsSync(join(target, 'ready'))) return vscode;
  console.log(`Installing VS Code (code-server ${VERSION}) into ${target}; this is done once.`);
  const fresh = `${target}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, 'package.json'), '{"private":true}');
  const npm = (folder, ...args) =>
    execFileSync('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
  npm(fresh, 'install', `code-server@${VERSION}`);
  const inner = join(fresh, 'node_modules/code-server/lib/vscode');
  npm(inner, 'install', '--omit=dev');
  npm(join(inner, 'extensions'), 'install', '--omit=dev');
  writeFileSync(join(fresh, 'ready'), VERSION);
  if (existsSync(join(target, 'ready'))) rmSync(fresh, { recursive: true, force: true });
  else {
    rmSync(target, { recursive: true, force: true });
    renameSync(fresh, target);
  }
  return vscode;
}

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const macBrowsers = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a Chromium; installs Debian's where that is possible. Throws with what to do where there is none. */
export function findChromium() {
  const found = searchChromium();
  if (found) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get')) {
    console.log('Installing Chromium with apt-get.');
    const run = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'] });
    run('update', '-qq');
    run('install', '-y', '-qq', 'chromium');
    const installed = searchChromium();
    if (installed) return installed;
  }
  throw new Error('The tests need Chromium or Google Chrome: install one, or set CHROME_PATH to its program.');
}

function searchChromium() {
  const named = process.env.CHROME_PATH;
  if (named && existsSync(named)) return named;
  return browsers.map(onPath).find(Boolean) ?? macBrowsers.find((path) => existsSync(path)) ?? null;
}

export function onPath(name) {
  const { stdout, status } = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0].trim() : null;
}
