import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onPath, root } from './vscode/install.mjs';
import { startServer, workbenchUrl } from './vscode/server.mjs';

/** Opens VS Code with the extension on the examples: a desktop VS Code where there is one, else one in the browser. */
const places = [
  '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code',
  '/usr/share/code/bin/code',
  '/snap/bin/code',
];
const examples = join(root, 'examples');
const desktop = onPath('code') ?? places.find((path) => existsSync(path));

if (desktop && !process.argv.includes('--browser')) {
  console.log(`Opening ${desktop}`);
  const options = [
    `--extensionDevelopmentPath=${root}`,
    '--new-window',
    examples,
    join(examples, '01_first_circuit.py'),
  ];
  spawn(desktop, options, { stdio: 'inherit', shell: process.platform === 'win32' });
} else {
  const server = await startServer({ name: 'start' });
  const file = join(examples, '01_first_circuit.py');
  const url = workbenchUrl({ port: server.port, folder: examples, extension: root, file });
  console.log(
    `\nVS Code runs with the extension on the examples. Open this address in a browser:\n\n  ${url}\n\nCtrl+C ends it.`,
  );
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open';
  if (process.env.DISPLAY || process.platform !== 'linux')
    spawn(opener, [url], { stdio: 'ignore' }).on('error', () => {});
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      server.stop();
      process.exit(0);
    });
  }
}
