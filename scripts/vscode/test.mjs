import { join } from 'node:path';
import { createPackage } from '../package.mjs';
import { startBridge } from './bridge.mjs';
import { openPage } from './browser.mjs';
import { bundleSuite } from './bundleSuite.mjs';
import { root } from './install.mjs';
import { startServer, themes, workbenchUrl } from './server.mjs';
import { makeWorkspace } from './workspace.mjs';

/**
 * Runs test/vscode/suite inside a real VS Code that has the packaged extension installed. Exits with 1 on any failure.
 *   BACKPROP_GREP=Latency   runs only the tests whose titles hold it
 *   BACKPROP_LOOK=1         takes more screenshots, into test-results/vscode
 *   BACKPROP_THEME=light    in another theme: dark, light, hc, hc-light
 */
const LIMIT = 15 * 60_000;

await bundleSuite();
const vsix = await createPackage();
const workspace = makeWorkspace();
const bridge = await startBridge();
process.env.BACKPROP_BRIDGE = bridge.url;
const server = await startServer({
  name: 'test',
  extensions: [vsix],
  settings: { 'workbench.colorTheme': themes[process.env.BACKPROP_THEME ?? 'dark'] },
});
let browser;
try {
  const url = workbenchUrl({
    port: server.port,
    workspace: workspace.file,
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
  workspace.remove();
}
process.exit();
