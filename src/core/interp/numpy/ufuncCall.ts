import { broadcastShapes } from '../../ndarray/broadcast.ts';
import { zeros } from '../../ndarray/create.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyList, PyTuple, type Value } from '../values.ts';
import { asOperand, asTensor } from './arrays.ts';
import type { Call } from './call.ts';
import { inDType } from './cast.ts';
import { define, type Definition } from './define.ts';
import { labelled } from './dtypes.ts';
import { delivered } from './gates.ts';
import { ufuncMethod } from './ufuncMethods.ts';
import type { Ufunc } from './ufuncs.ts';
import { constant, plainGate } from './apply.ts';
import { isTracked, shapeOf } from './operands.ts';

const OPTIONS = 'out=None, *, where=True, dtype=None, casting=None, order=None, subok=True' as const;

/** The callable of a universal function, with `at`, `reduce`, `accumulate` and `outer` as attributes. */
export function ufuncDefinition(name: string, ufunc: Ufunc): Definition {
  const definition =
    ufunc.inputs === 1
      ? define(`x, ${OPTIONS}`, (call) => runUfunc(call, ufunc, [call.exact('x')]))
      : define(`x1, x2, ${OPTIONS}`, (call) => runUfunc(call, ufunc, [call.exact('x1'), call.exact('x2')]));
  return { ...definition, attribute: (host, attribute) => ufuncMethod(host, name, ufunc, attribute) };
}

type Options = 'out' | 'where' | 'dtype';

function runUfunc(call: Call<Options>, ufunc: Ufunc, given: readonly Operand[]): Value {
  const { host } = call;
  const dtype = call.dtype('dtype');
  const inputs = dtype && !ufunc.logical ? given.map((input) => inDType(host, input, dtype)) : given;
  const where = call.value('where');
  if (where !== true)
    return delivered(host, maskedResult(host, ufunc, inputs, where, call.value('out')), call.value('out'));
  const out = call.value('out');
  const result = labelled(ufuncResult(host, ufunc, inputs), dtype);
  return out === null ? result : delivered(host, result, out);
}

/** Computes; a mask of numbers alone is a boolean of Python. */
function ufuncResult(host: NumpyHost, ufunc: Ufunc, inputs: readonly Operand[]): Value {
  const result = ufunc.compute(host, ...inputs);
  return ufunc.logical && result instanceof Num ? result.value !== 0 : result;
}

/**
 * The result where the mask holds, and what `out` held elsewhere. Inputs are replaced by 1 where the mask does not hold, so that
 * no infinite slope there meets the zero gradient.
 */
function maskedResult(host: NumpyHost, ufunc: Ufunc, inputs: readonly Operand[], where: Value, out: Value): Operand {
  const mask = asOperand(host, where);
  const safe = inputs.map((input) => (isTracked(input) ? plainGate(host, ops.where, mask, input, constant(1)) : input));
  const result = ufunc.compute(host, ...safe);
  return plainGate(host, ops.where, mask, result, previous(host, out, broadcastShapes(shapeOf(mask), shapeOf(result))));
}

function previous(host: NumpyHost, out: Value, shape: readonly number[]): Operand {
  const target = out instanceof PyTuple || out instanceof PyList ? (out.items[0] ?? null) : out;
  if (target !== null) return asTensor(host, target);
  host.allocate(shape.reduce((size, length) => size * length, 1));
  return shape.length === 0 ? constant(0) : Tensor.of(zeros(shape));
}
