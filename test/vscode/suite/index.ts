import { join } from 'node:path';
import Mocha from 'mocha';
import { ask, hasBridge, log } from './bridge.ts';

interface Failure {
  readonly title: string;
  readonly message: string;
}

/** Runs the suite inside the extension host; VS Code calls it. Rejects when a test fails. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, slow: 10_000 });
  const part = process.env['BACKPROP_GREP'];
  if (part !== undefined) mocha.grep(new RegExp(part));
  mocha.addFile(join(__dirname, 'tests.cjs'));
  const failures: Failure[] = [];
  let passed = 0;
  let skipped = 0;
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => {
      resolve();
    });
    runner.on('pass', (test) => {
      passed++;
      void log(`  ✔ ${test.fullTitle()} (${String(test.duration ?? 0)} ms)`);
    });
    runner.on('pending', (test) => {
      skipped++;
      void log(`  - ${test.fullTitle()}`);
    });
    runner.on('fail', (test, error: Error) => {
      failures.push({ title: test.fullTitle(), message: error.stack ?? error.message });
      void log(`  ✖ ${test.fullTitle()}`);
    });
  });
  if (hasBridge) await ask('result', { passed, failed: failures.length, skipped, failures });
  if (failures.length > 0) throw new Error(failures.map(({ title, message }) => `${title}\n${message}`).join('\n\n'));
}
