import type { CircuitQuestion } from '../answers.ts';
import { deriveBackward } from '../derive/backward.ts';
import { drawCircuit, insideOnly, type Drawable } from './circuit.ts';

/** The backward pass of what a question asks for, as Python code for the end of its forward pass; null when there is none. */
export function backwardCode(source: Drawable, question: CircuitQuestion): string | null {
  const { output, ran, region } = drawCircuit(source, question);
  if (!output) return null;
  const { code } = deriveBackward({
    text: source.text,
    bindings: ran.bindings,
    output: output.node,
    outputName: output.name,
    seed: output.seed,
    seeded: output.seeded,
    localize: source.localize,
    ...insideOnly(region, output.node),
  });
  return code === '' ? null : code;
}
