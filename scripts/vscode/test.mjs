import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackage } from '../package.mjs';
import { startBridge } from './bridge.mjs';
import { openPage } from './browser.mjs';
import { bundleSuite } from './bundleSuite.mjs';
import { root } from './install.mjs';
import { startServer, workbenchUrl } from './server.mjs';

/** Runs test/vscode/suite inside a real VS Code that has the packaged extension installed. Exits with 1 on any failure. */
const LIMIT = 8 * 60_000;

await bundleSuite();
const vsix = await createPackage();
const workspace = mkdtempSync(join(tmpdir(), 'backprop-workspace-'));
cpSync(join(root, 'examples'), workspace, { recursive: true });
const bridge = await startBridge();
process.env.BACKPROP_BRIDGE = bridge.url;
const server = await startServer({
  name: 'test',
  extensions: [vsix],
  settings: { 'workbench.colorTheme': 'Default Dark Modern' },
});
let browser;
try {
  const url = workbenchUrl({
    port: server.port,
    folder: workspace,
    extension: join(root, 'test/vscode/driver'),
    tests: join(root, 'dist/test/suite.cjs'),
  });
  const opened = await openPage(url);
  browser = opened.browser;
  bridge.use(opened.page);
  const timeout = new Promise((_, reject) =>
    setTimeout(() => reject(new Error('the suite did not end in time')), LIMIT),
  );
  const { passed, failed, skipped, failures } = await Promise.race([bridge.result, timeout]);
  for (const failure of failures) console.error(`\n✖ ${failure.title}\n${failure.message}`);
  console.log(`\nvscode: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
} catch (error) {
  console.error(String(error));
  console.error(server.logTail());
  process.exitCode = 1;
} finally {
  await browser?.close();
  server.stop();
  bridge.stop();
  rmSync(workspace, { recursive: true, force: true });
}
process.exit();
