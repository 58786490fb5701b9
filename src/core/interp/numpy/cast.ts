import { NDArray } from '../../ndarray/ndarray.ts';
import { map1 } from '../../ndarray/elementwise.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import type { DTypeValue, Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import { castNumber, dtypeOf, labelled, layoutOf, storageOf } from './dtypes.ts';
import { gate, plainGate } from './apply.ts';
import { operandOf } from './operands.ts';

/** A copy with a buffer of its own. */
export function copied(host: NumpyHost, source: Operand): Operand {
  return source instanceof Num ? source : labelled(plainGate(host, ops.copy, source), dtypeOf(source));
}

/** A copy as another dtype. What is rounded on the way to integers or booleans has no gradient. */
function castTensor(host: NumpyHost, source: Tensor, dtype: DTypeValue): Value {
  const storage = storageOf(dtype);
  if (storage === 'float64') return labelled(gate(host, ops.astype, [source], { dtype: storage }), dtype);
  const bits = layoutOf(dtype)?.bits ?? 64;
  if (storage === 'bool' || bits === 64) return labelled(gate(host, ops.truncate, [source], { dtype: storage }), dtype);
  host.allocate(source.size);
  return labelled(Tensor.of(map1(source.array, (value) => castNumber(value, dtype), storage)), dtype);
}

/** A number as another dtype; a boolean for `bool`. */
export function castNum(source: Num, dtype: DTypeValue): Num | boolean {
  const storage = storageOf(dtype);
  if (storage === 'bool') return source.value !== 0;
  const value = castNumber(source.value, dtype);
  return new Num(value, storage === 'int64', value === source.value ? source.node : null);
}

/** `np.array(value, dtype)` and calls of dtypes: always a copy. */
export function casted(host: NumpyHost, value: Value, dtype: DTypeValue | null): Value {
  if (typeof value === 'boolean' && dtype === null) return value;
  const operand = asOperand(host, value);
  if (operand instanceof Num) return dtype ? castNum(operand, dtype) : operand;
  // A list has already become a new array.
  if (dtype === null) return operand === value ? copied(host, operand) : operand;
  return castTensor(host, operand, dtype);
}

/** An operand of the dtype that a `dtype=` argument asks the computation to be done in. */
export function inDType(host: NumpyHost, operand: Operand, dtype: DTypeValue | null): Operand {
  if (dtype === null || storageOf(dtype) === dtypeOfStorage(operand)) return operand;
  const cast = casted(host, operand, dtype);
  return cast instanceof Num || cast instanceof Tensor
    ? cast
    : operandOf(new NDArray(Float64Array.of(Number(cast)), [], 'bool'));
}

function dtypeOfStorage(operand: Operand): string {
  if (operand instanceof Tensor) return operand.dtype;
  return operand.isInt ? 'int64' : 'float64';
}
