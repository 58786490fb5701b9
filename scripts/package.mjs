import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';

const root = resolve(import.meta.dirname, '..');
const LIMIT = 2_000_000;
const ACTIVATION_LIMIT = 100_000;

/** Packs the built extension; everything it needs is bundled, so no node_modules go in. Fails when it has grown too large. */
export async function createPackage() {
  const packagePath = join(root, 'dist/backprop-circuit.vsix');
  // There is no published repository that links could be rewritten to: they stay relative, and what they lead to is packed.
  const links = { rewriteRelativeLinks: false, allowMissingRepository: true };
  await createVSIX({ cwd: root, packagePath, dependencies: false, skipLicense: false, ...links });
  const size = statSync(packagePath).size;
  const activation = statSync(join(root, 'dist/extension.cjs')).size;
  console.log(`package ${(size / 1000).toFixed(0)} kB, activation code ${(activation / 1000).toFixed(0)} kB`);
  if (size > LIMIT) throw new Error(`the package has ${size} bytes, more than ${LIMIT}`);
  if (activation > ACTIVATION_LIMIT)
    throw new Error(`the activation code has ${activation} bytes, more than ${ACTIVATION_LIMIT}`);
  return packagePath;
}

if (process.argv[1] === import.meta.filename) await createPackage();
