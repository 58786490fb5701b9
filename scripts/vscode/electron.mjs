import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundleSuite } from './bundleSuite.mjs';
import { root } from './install.mjs';

/** The same suite in a desktop VS Code that @vscode/test-electron downloads. Tests that need the page around are skipped there. */
await bundleSuite();
const workspace = mkdtempSync(join(tmpdir(), 'backprop-workspace-'));
cpSync(join(root, 'examples'), workspace, { recursive: true });
await runTests({
  extensionDevelopmentPath: root,
  extensionTestsPath: join(root, 'dist/test/suite.cjs'),
  launchArgs: [workspace, '--disable-workspace-trust'],
});
