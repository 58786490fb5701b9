import { type Analysis, analyzeModule, type Environment } from '../analyze.ts';
import type { Span } from '../base/span.ts';
import { freeVariables, parseFormula } from '../syntax/formula.ts';

/**
 * Analyses mathematical notation at a place in any text, such as a comment. Spans are those of the whole text. Variables
 * without a value are given one. Never throws: what is not a formula is told in the problems of the drawing.
 */
export function analyzeFormula(text: string, span: Span, environment: Environment = {}): Analysis {
  const module = parseFormula(text, span);
  return analyzeModule(text, module, { ...environment, ieee: true }, freeVariables(module));
}
