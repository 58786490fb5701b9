import { Num, Tensor } from '../tape/tensor.ts';
import { lookUp } from './classes.ts';
import { rangeLength } from './iterate.ts';
import type { Runtime } from './runtime.ts';
import { Instance, PyDict, PyList, PyRange, PySet, PyTuple, Unsupported, type Value } from './values.ts';

/** Python's truth of a value. Raises ValueError for an array of more than one element. */
export function truthOf(rt: Runtime, value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  if (value instanceof Num) return value.value !== 0;
  if (typeof value === 'string') return value !== '';
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof PyDict || value instanceof PySet) return value.entries.size > 0;
  if (value instanceof Tensor) return truthOfArray(rt, value);
  if (value instanceof Instance) return truthOfInstance(rt, value);
  if (value instanceof PyRange) return rangeLength(value) > 0;
  if (value instanceof Unsupported) return rt.stop(value);
  return true;
}

function truthOfArray(rt: Runtime, value: Tensor): boolean {
  if (value.size === 1) return value.array.data[value.offset] !== 0;
  if (value.size === 0) return false;
  return rt.fail(
    'ValueError',
    rt.localize('an array of more than one element is neither true nor false: use a.any() or a.all()'),
  );
}

function truthOfInstance(rt: Runtime, value: Instance): boolean {
  const method = lookUp(value.cls, '__bool__') ?? lookUp(value.cls, '__nonzero__');
  if (method !== undefined) return truthOf(rt, rt.invoke(method, value));
  if (value.payload !== null) return truthOf(rt, value.payload);
  const length = lookUp(value.cls, '__len__');
  return length === undefined || truthOf(rt, rt.invoke(length, value));
}
