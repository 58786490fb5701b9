import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { cache, installServer } from './install.mjs';

export const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  hc: 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
};

const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'editor.minimap.enabled': false,
  'git.enabled': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'editor.fontFamily': 'DejaVu Sans Mono, monospace',
};

/** Starts the server on a free port with a data folder of its own. `settings` are the user's. */
export async function startServer({ name, settings = {}, extensions = [] }) {
  const vscode = installServer();
  const data = join(cache, `data-${name}-${process.pid}`);
  mkdirSync(join(data, 'data/User'), { recursive: true });
  mkdirSync(join(data, 'data/Machine'), { recursive: true });
  const text = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  writeFileSync(join(data, 'data/Machine/settings.json'), text);
  const program = join(vscode, 'out/server-main.js');
  const options = ['--server-data-dir', data, '--accept-server-license-terms', '--telemetry-level', 'off'];
  for (const extension of extensions) await run(program, [...options, '--install-extension', extension]);
  const port = await freePort();
  const log = join(data, 'server.log');
  writeFileSync(log, '');
  const child = spawn(
    process.execPath,
    [
      program,
      ...options,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--enable-smoke-test-driver',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => appendFileSync(log, chunk));
  const stop = () => {
    child.kill();
    rmSync(data, { recursive: true, force: true });
  };
  await waitForServer(port, child, log);
  return { port, data, log, stop, logTail: () => readFileSync(log, 'utf8').slice(-4000) };
}

function run(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(output))));
  });
}

async function waitForServer(port, child, log) {
  for (let i = 0; i < 150; i++) {
    if (child.exitCode !== null) throw new Error(`VS Code ended:\n${readFileSync(log, 'utf8')}`);
    const answer = await fetch(`http://127.0.0.1:${port}/version`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`VS Code did not start:\n${readFileSync(log, 'utf8')}`);
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** The address that opens a folder or a workspace file, with an extension under development and optionally a test suite. */
export function workbenchUrl({ port, folder, workspace, extension, tests, file }) {
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [];
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  if (file) payload.push(['openFile', remote(file)]);
  const query = payload.length > 0 ? `&payload=${encodeURIComponent(JSON.stringify(payload))}` : '';
  const opened = workspace ? `workspace=${encodeURIComponent(workspace)}` : `folder=${encodeURIComponent(folder)}`;
  return `http://127.0.0.1:${port}/?${opened}${query}`;
}
