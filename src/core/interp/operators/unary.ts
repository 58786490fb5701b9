import { ops } from '../../ops/table.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { lookUp } from '../classes.ts';
import type { Runtime } from '../runtime.ts';
import { Instance, Unsupported, type Value } from '../values.ts';
import { invertedArray } from './arrays.ts';
import { recorded } from './numbers.ts';

type OperateUnary = (rt: Runtime, value: Value) => Value;

/** Every unary operator by its sign. */
export const unaryOperators: Readonly<Record<'-' | '+' | '~' | 'not', OperateUnary>> = {
  '-': (rt, value) => {
    if (value instanceof Num) return negated(rt, value);
    if (value instanceof Tensor) return rt.tape.apply(ops.negative, [value], undefined, rt.budget.place);
    return typeof value === 'boolean' ? new Num(value ? -1 : 0, true) : byMethod(rt, value, '-', '__neg__');
  },
  '+': (rt, value) => {
    if (value instanceof Num) return value;
    if (value instanceof Tensor) return rt.tape.apply(ops.positive, [value], undefined, rt.budget.place);
    return typeof value === 'boolean' ? new Num(value ? 1 : 0, true) : byMethod(rt, value, '+', '__pos__');
  },
  '~': (rt, value) => {
    if (value instanceof Num && value.isInt) return new Num(-value.value - 1, true);
    if (value instanceof Tensor) return invertedArray(rt, value.array);
    return typeof value === 'boolean' ? new Num(value ? -2 : -1, true) : byMethod(rt, value, '~', '__invert__');
  },
  not: (rt, value) => !rt.truth(value),
};

function negated(rt: Runtime, value: Num): Value {
  if (value.node !== null) return recorded(rt, ops.negative, value);
  return new Num(value.isInt ? 0 - value.value : -value.value, value.isInt);
}

function byMethod(rt: Runtime, value: Value, sign: string, name: string): Value {
  if (value instanceof Unsupported) return rt.poison(value);
  const method = value instanceof Instance ? lookUp(value.cls, name) : undefined;
  if (method !== undefined) return rt.invoke(method, value);
  return rt.fail('TypeError', rt.localize("{0} does not work on '{1}'", sign, rt.typeName(value)));
}
