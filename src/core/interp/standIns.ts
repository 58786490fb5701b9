import type { Module } from '../syntax/ast.ts';
import { parseModule } from '../syntax/index.ts';

const PLAIN = `import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def relu(x):
    return np.maximum(0, x)
`;

/** Activations that give a cache along, with the backward passes that take it. */
const CACHING = `import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z)), z

def relu(z):
    return np.maximum(0, z), z

def sigmoid_backward(da, cache):
    s = 1 / (1 + np.exp(-cache))
    return da * s * (1 - s)

def relu_backward(da, cache):
    return da * (cache > 0)
`;

const texts: ReadonlyMap<string, string> = new Map([
  ['<stand-ins>', PLAIN],
  ['<caching stand-ins>', CACHING],
]);
const parsed = new Map<string, Module>();

/**
 * The module that has what stands in for a name imported from a helper module that is not there, null for names that do
 * not mean one thing everywhere. Notebooks of courses import their activations from files that come with the course; those
 * that import backward passes too have forward passes that give a cache along.
 */
export function standInFor(name: string, imported: readonly string[]): string | null {
  const caches = imported.some((other) => other === 'sigmoid_backward' || other === 'relu_backward');
  const known = caches ? /^(?:sigmoid|relu)(?:_backward)?$/ : /^(?:sigmoid|relu)$/;
  if (!known.test(name)) return null;
  return caches ? '<caching stand-ins>' : '<stand-ins>';
}

/** A module of stand-ins by its name, null for other names. */
export function standInModule(name: string): Module | null {
  const text = texts.get(name);
  if (text === undefined) return null;
  const module = parsed.get(name) ?? parseModule(text);
  parsed.set(name, module);
  return module;
}
