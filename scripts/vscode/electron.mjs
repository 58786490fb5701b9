import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundleSuite } from './bundleSuite.mjs';
import { root } from './install.mjs';
import { makeWorkspace } from './workspace.mjs';

/** The same suite in a desktop VS Code that @vscode/test-electron downloads. Tests that need the page around are skipped there. */
await bundleSuite();
const workspace = makeWorkspace();
await runTests({
  extensionDevelopmentPath: root,
  extensionTestsPath: join(root, 'dist/test/suite.cjs'),
  launchArgs: [workspace.file, '--disable-workspace-trust'],
});
