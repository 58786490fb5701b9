import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { drawCircuit, type Drawn } from '../../../src/core/answer/circuit.ts';
import { english } from '../../../src/core/base/localize.ts';
import type { Span } from '../../../src/core/base/span.ts';
import type { Circuit } from '../../../src/core/circuit/circuit.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';

/** The examples by file name. */
export const examples: readonly (readonly [string, string])[] = readdirSync('examples')
  .filter((file) => file.endsWith('.py'))
  .map((file) => [file, readFileSync(`examples/${file}`, 'utf8')] as const);

/** Draws a text, or a part of it. */
export function draw(text: string, selection: Span | null = null): Drawn {
  const source = { text, module: parseModule(text), options: {}, localize: english, unknowns: [] };
  return drawCircuit(source, { selection, at: null, overrides: {} });
}

/** The circuit of a text, which must have one. */
export function circuitOf(text: string, selection: Span | null = null): Circuit {
  const { answer } = draw(text, selection);
  assert.ok(answer.circuit, `nothing was drawn: ${answer.problems.map(({ message }) => message).join('; ')}\n${text}`);
  return answer.circuit;
}
