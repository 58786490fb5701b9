import { PyDict, PyList, PyTuple, type Value } from '../../interp/values.ts';
import { NDArray } from '../../ndarray/ndarray.ts';
import type { FunctionDef } from '../../syntax/ast.ts';
import type { TapeApi } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { buildArray } from '../sample/build.ts';
import type { GivenOutput } from '../unit.ts';
import { returnedPaths } from './roles.ts';
import type { Session } from './session.ts';

/** What a forward function gave back: outputs that gradients come in for, and all the rest (caches). */
export interface ForwardResult {
  readonly outputs: readonly { readonly name: string; readonly value: Num | Tensor }[];
  readonly caches: readonly { readonly name: string; readonly value: Value }[];
}

/** Splits a forward function's result. The first part is an output; later arrays are too unless they are named as caches. */
export function readForward(def: FunctionDef, value: Value): ForwardResult {
  const paths = returnedPaths(def);
  const parts: readonly Value[] = value instanceof PyTuple ? value.items : [value];
  const outputs: { name: string; value: Num | Tensor }[] = [];
  const caches: { name: string; value: Value }[] = [];
  for (const [i, part] of parts.entries()) {
    const name = (parts.length === paths.length ? paths[i] : null) ?? (i === 0 ? 'out' : 'cache');
    if (isNumeric(part) && !/cache|memory|^ctx|^mask/i.test(name)) outputs.push({ name, value: part });
    else caches.push({ name, value: part });
  }
  return { outputs, caches };
}

/** What a forward method left in its object, where it gives nothing back: `self.output = …`. */
export function readAttributes({ machine }: Session, self: Value, def: FunctionDef): ForwardResult {
  const outputs: { name: string; value: Num | Tensor }[] = [];
  for (const { path } of machine.execution().bindings.filter(({ functionName }) => functionName === def.name)) {
    const name = /^self\.(\w+)$/.exec(path)?.[1];
    const value = name === undefined ? undefined : machine.getAttribute(self, name);
    if (name === undefined || value === undefined || !isNumeric(value) || /^inputs?$|^x$|mask/i.test(name)) continue;
    outputs.push({ name: path, value });
  }
  const named = outputs.findLast(({ name }) => /^self\.(?:out(?:put)?s?|y|a|activations?|result|values?)$/i.test(name));
  const output = named ?? outputs.at(-1);
  return { outputs: output ? [output] : [], caches: [] };
}

function isNumeric(value: Value): value is Num | Tensor {
  return value instanceof Num || value instanceof Tensor;
}

/** An upstream gradient for an output, and the output's node on the tape. */
export function upstreamFor(
  output: { readonly name: string; readonly value: Num | Tensor },
  tape: TapeApi,
  random: () => number,
  isSparse = false,
): { readonly value: Num | Tensor; readonly given: GivenOutput } {
  const node = tape.nodeOf(output.value);
  if (node.shape.length === 0) {
    // A scalar is a loss: layers that end in one often ignore the upstream gradient, which is 1.
    return { value: new Num(1, false), given: { name: output.name, node, seed: 1 } };
  }
  const array = buildArray(node.shape, 'any', random);
  // A pass that looks for the one gradient that is not zero is given such a one.
  if (isSparse) array.data.fill(0, 1);
  // The seed is a copy of its own: a backward pass may change the upstream gradient in place.
  const seed = new NDArray(array.data.slice(), array.shape, 'float64');
  return { value: Tensor.of(array), given: { name: output.name, node, seed } };
}

/** The numeric leaves of a returned value: a tuple's items, a dict's entries, a list's elements. */
export function partsOfReturn(value: Value): readonly { readonly key: string | null; readonly value: Value }[] {
  if (value instanceof PyTuple || value instanceof PyList)
    return value.items.map((item) => ({ key: null, value: item }));
  if (value instanceof PyDict) {
    return [...value.entries.values()].map((entry) => ({
      key: typeof entry.key === 'string' ? entry.key : null,
      value: entry.value,
    }));
  }
  return [{ key: null, value }];
}
