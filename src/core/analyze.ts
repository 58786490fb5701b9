import { backwardCode } from './answer/backward.ts';
import { checkText } from './answer/check.ts';
import { drawCircuit, type Drawable, type Drawn } from './answer/circuit.ts';
import { findLenses } from './answer/lenses.ts';
import type { CheckAnswer, CircuitQuestion, HoverAnswer, Lens } from './answers.ts';
import { english, type Localize } from './base/localize.ts';
import { contains } from './base/span.ts';
import { hoverText } from './explain/hover.ts';
import type { RunOptions } from './interp/execution.ts';
import type { LintConfig } from './lint/control/config.ts';
import type { Module } from './syntax/ast.ts';
import { parseModule } from './syntax/index.ts';
import type { PassCache } from './verify/cache.ts';

/** Everything from outside that an analysis may use. The core has no clock, files or language of its own. */
export interface Environment {
  readonly localize?: Localize;
  readonly clock?: () => number;
  readonly load?: NonNullable<RunOptions['load']>;
  readonly limits?: NonNullable<RunOptions['limits']>;
  /** Single numbers divide by zero as NumPy's do, to infinity or NaN. */
  readonly ieee?: boolean;
  /** What is known of passes from earlier versions of the texts that this environment serves. */
  readonly cache?: PassCache;
  /** What the user makes of the rules. */
  readonly lint?: LintConfig;
  /** Where the cells of a notebook start in the text; none for a plain file. */
  readonly cellStarts?: readonly number[];
}

/** One frozen analysis of one text. Every question is answered from the same parse; nothing is changed by asking. */
export interface Analysis {
  readonly text: string;
  readonly module: Module;
  /** Verifies every hand-written backward pass. */
  readonly check: () => CheckAnswer;
  /** Draws the circuit of a part of the text. */
  readonly draw: (question: CircuitQuestion) => Drawn;
  /** Python code for the backward pass of a part of the text; null where there is none. */
  readonly backward: (question: CircuitQuestion) => string | null;
  /** The lines above which the circuit should be offered. */
  readonly lenses: () => Lens[];
  /** Explains what stands at an offset; null where there is nothing to say. `marked` are the gradients of which a diagnostic there says what is wrong. */
  readonly hover: (offset: number, marked?: readonly string[]) => HoverAnswer | null;
}

/** Analyses a Python text. Never throws and never hangs, whatever the text: limits end every run. */
export function analyze(text: string, environment: Environment = {}): Analysis {
  return analyzeModule(text, environment.cache?.read(text) ?? parseModule(text), environment);
}

/** Analyses a text whose tree is known already. `unknowns` are its names without a value, which are given one. */
export function analyzeModule(
  text: string,
  module: Module,
  environment: Environment = {},
  unknowns: readonly string[] = [],
): Analysis {
  const localize = environment.localize ?? english;
  const options: RunOptions = { ...environment, localize };
  const check = once(() => checkText({ text, module, options }, localize, environment));
  const source = { text, module, options, localize, unknowns };
  return Object.freeze({
    text,
    module,
    check,
    draw: (question: CircuitQuestion) => drawCircuit(source, question),
    backward: (question: CircuitQuestion) => backwardCode(source, question),
    lenses: () => findLenses(module, localize),
    hover: (offset: number, marked: readonly string[] = []) => hoverFor(source, check, { offset, marked }),
  });
}

function hoverFor(
  source: Drawable,
  check: () => CheckAnswer,
  { offset, marked }: { readonly offset: number; readonly marked: readonly string[] },
): HoverAnswer | null {
  const { answer, ran } = drawCircuit(source, { selection: null, at: offset, overrides: {} });
  const units = check().units.filter((unit) => contains(unit.span, { start: offset, end: offset }));
  const { module, localize } = source;
  return hoverText({ module, circuit: answer.circuit, units, sampled: ran.sampled, marked, localize }, offset);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
