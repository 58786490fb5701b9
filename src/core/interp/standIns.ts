import type { Module } from '../syntax/ast.ts';
import { parseModule } from '../syntax/index.ts';

/** The file that functions of missing helper modules are said to stand in. */
export const STAND_IN_FILE = '<stand-ins>';

/** Names that mean one thing wherever they are imported from. */
export const STAND_INS: ReadonlySet<string> = new Set(['sigmoid', 'relu']);

const TEXT = `import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def relu(x):
    return np.maximum(0, x)
`;

let parsed: Module | null = null;

/**
 * What takes the place of a helper module that is not there: notebooks of courses import their activations from files that
 * come with the course. A pass that uses them otherwise fails, and is then judged as before.
 */
export function standInModule(): Module {
  parsed ??= parseModule(TEXT);
  return parsed;
}
