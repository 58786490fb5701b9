import { createMachine } from '../../../src/core/interp/index.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';
import type { Data } from '../../../src/core/ops/op.ts';
import { Num, Tensor } from '../../../src/core/tape/index.ts';

/** Evaluates a derivative text of the op table as the Python that it is, with these names given. */
export function evaluate(text: string, scope: ReadonlyMap<string, Data>): Data {
  const machine = createMachine(parseModule(`import numpy as np\nresult = ${text}\n`));
  for (const [name, value] of scope) {
    machine.globals.set(name, typeof value === 'number' ? new Num(value, false) : Tensor.of(value));
  }
  const { problems } = machine.run();
  const result = machine.lookup('result');
  if (result instanceof Num) return result.value;
  if (result instanceof Tensor) return result.array;
  throw new Error(`${text}: ${problems[0]?.message ?? 'no number'}`);
}
