import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { context } from 'esbuild';

/** Bundles every program of the extension into dist/. With --watch it goes on as files change; --dev leaves names readable. */
const flags = new Set(process.argv.slice(2));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const shared = {
  bundle: true,
  minify: !flags.has('--dev'),
  sourcemap: flags.has('--dev'),
  target: 'es2022',
  logLevel: 'warning',
  legalComments: 'none',
  define: { VERSION: JSON.stringify(version) },
};
const node = { ...shared, platform: 'node', format: 'cjs', target: 'node20' };
const web = { ...shared, platform: 'browser', format: 'iife', mainFields: ['browser', 'module', 'main'] };

const programs = [
  { ...node, entryPoints: ['src/vscode/extension.ts'], outfile: 'dist/extension.cjs', external: ['vscode'] },
  {
    ...web,
    format: 'cjs',
    entryPoints: ['src/vscode/extensionWeb.ts'],
    outfile: 'dist/extension.web.cjs',
    external: ['vscode'],
  },
  // One bundle for Node's threads and for web workers: a second one would double the package.
  { ...web, entryPoints: ['src/worker/main.ts'], outfile: 'dist/worker.js', external: ['node:worker_threads'] },
  { ...web, format: 'esm', entryPoints: ['src/view/main.ts'], outfile: 'dist/view.js' },
  {
    ...node,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.cjs',
    banner: { js: '#!/usr/bin/env node' },
    // The program is also what its threads run.
    define: { ...shared.define, 'import.meta.filename': '__filename' },
  },
];

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
// The package is of ES modules, but worker.js is loaded as a classic script.
writeFileSync('dist/package.json', '{"type":"commonjs"}\n');
const missing = programs.flatMap(({ entryPoints }) => entryPoints.filter((entry) => !existsSync(entry)));
if (missing.length > 0) throw new Error(`no such entry: ${missing.join(', ')}`);
const contexts = await Promise.all(programs.map((program) => context(program)));
if (flags.has('--watch')) {
  await Promise.all(contexts.map((program) => program.watch()));
} else {
  await Promise.all(contexts.map((program) => program.rebuild()));
  await Promise.all(contexts.map((program) => program.dispose()));
}
