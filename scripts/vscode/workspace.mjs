import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './install.mjs';

/** A workspace of two folders for the suite: a copy of the examples, and one with settings and a virtual environment of its own. */
export function makeWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-workspace-'));
  const examples = join(folder, 'examples');
  cpSync(join(root, 'examples'), examples, { recursive: true });
  const other = join(folder, 'other');
  const library = join(other, 'tools/lib/python3.12/site-packages/layers');
  for (const path of [join(other, '.vscode'), join(other, 'venv'), library]) mkdirSync(path, { recursive: true });
  const settings = { 'backpropCircuit.lint.severity': { 'overwritten-gradient': 'warning' } };
  writeFileSync(join(other, '.vscode/settings.json'), JSON.stringify(settings));
  for (const path of [other, join(other, 'venv'), library]) {
    cpSync(join(root, 'examples/mistakes/overwritten.py'), join(path, 'overwritten.py'));
  }
  const file = join(folder, 'suite.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [{ path: 'examples' }, { path: 'other' }] }));
  return { file, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
