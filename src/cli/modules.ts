import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunOptions } from '../core/interp/execution.ts';
import type { Module } from '../core/syntax/ast.ts';
import { parseModule } from '../core/syntax/index.ts';

const cache = new Map<string, { file: string; module: Module } | null>();

/**
 * Finds imported modules on disk: relative ones from the importing file's folder, absolute ones in that folder and in the
 * folders above it, as a script started there would.
 */
export function loaderFor(path: string): NonNullable<RunOptions['load']> {
  return (dottedName, level, fromFile) => {
    const start = dirname(fromFile === '' ? path : fromFile);
    const parts = dottedName === '' ? [] : dottedName.split('.');
    for (const folder of foldersToTry(start, level)) {
      const base = join(folder, ...parts);
      const found = readModule(`${base}.py`) ?? readModule(join(base, '__init__.py'));
      if (found) return found;
    }
    return null;
  };
}

function foldersToTry(start: string, level: number): string[] {
  if (level > 0) return [join(start, ...new Array<string>(level - 1).fill('..'))];
  const folders = [start];
  for (let i = 0; i < 4; i++) folders.push(join(folders.at(-1) ?? start, '..'));
  // Where scripts put on their path what they share: `sys.path.append('../lib')`.
  return [
    ...folders,
    ...folders.slice(0, 3).flatMap((folder) => ['lib', 'src', 'common', 'utils'].map((name) => join(folder, name))),
  ];
}

function readModule(file: string): { file: string; module: Module } | null {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const found = existsSync(file) ? { file, module: parseModule(readFileSync(file, 'utf8')) } : null;
  cache.set(file, found);
  return found;
}
