import type { Axis } from '../../ndarray/axes.ts';
import { formatShape } from '../../ndarray/formatShape.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyDict, PyList, PyRange, PyTuple, Unsupported, type Value } from '../values.ts';

/** A word for the kind of a value, as Python's messages name it. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  if (value instanceof Num) return value.isInt ? 'int' : 'float';
  if (value instanceof Tensor) return 'numpy.ndarray';
  if (value instanceof PyList) return 'list';
  if (value instanceof PyTuple) return 'tuple';
  if (value instanceof PyDict) return 'dict';
  return value instanceof PyRange ? 'range' : 'object';
}

/** A single number, an array of one element included; undefined for anything else. */
export function numberIn(value: Value): { readonly value: number; readonly isInt: boolean } | undefined {
  if (value instanceof Num) return value;
  if (typeof value === 'boolean') return { value: value ? 1 : 0, isInt: true };
  if (!(value instanceof Tensor) || value.size !== 1) return undefined;
  return { value: value.array.data[value.offset] ?? NaN, isInt: value.dtype !== 'float64' };
}

/** Whatever depends on a value that is not supported stops here, for that value's own reason. */
export function requireKnown(host: NumpyHost, value: Value): void {
  // Going over such a value is what stops; there is nothing to go over.
  if (value instanceof Unsupported) Array.from(host.iterate(value));
}

/** A number. `name` is the parameter's, for the message. */
export function asNumber(host: NumpyHost, value: Value, name: string): number {
  const number = numberIn(value);
  if (number) return number.value;
  requireKnown(host, value);
  return host.fail('TypeError', host.localize("'{0}' must be a number, not '{1}'", name, typeName(value)));
}

/** An integer. Python 2 code may give an integral float, for its `/` of integers is ours of floats. */
export function asInt(host: NumpyHost, value: Value, name: string): number {
  const number = numberIn(value);
  if (number && (number.isInt || (host.python2 && Number.isInteger(number.value)))) return number.value;
  requireKnown(host, value);
  return host.fail('TypeError', host.localize("'{0}' must be an integer, not '{1}'", name, typeName(value)));
}

export function asText(host: NumpyHost, value: Value, name: string): string {
  if (typeof value === 'string') return value;
  requireKnown(host, value);
  return host.fail('TypeError', host.localize("'{0}' must be a string, not '{1}'", name, typeName(value)));
}

/** Whether a value is a sequence of Python or an array with axes. */
export function isSequence(value: Value): boolean {
  return (
    value instanceof PyList ||
    value instanceof PyTuple ||
    value instanceof PyRange ||
    (value instanceof Tensor && value.ndim > 0)
  );
}

/** One integer or a sequence of them, as a list. */
export function asInts(host: NumpyHost, value: Value, name: string): number[] {
  if (!isSequence(value)) return [asInt(host, value, name)];
  return Array.from(host.iterate(value), (item) => asInt(host, item, name));
}

/** A shape argument: an integer or a sequence of integers, none of them negative. */
export function asShape(host: NumpyHost, value: Value): number[] {
  const shape = asInts(host, value, 'shape');
  if (shape.some((length) => length < 0)) {
    host.fail('ValueError', host.localize('negative dimensions are not allowed: {0}', formatShape(shape)));
  }
  return shape;
}

/** `axis=None`, an integer, or several. */
export function asAxis(host: NumpyHost, value: Value): Axis {
  if (value === null) return null;
  return isSequence(value) ? asInts(host, value, 'axis') : asInt(host, value, 'axis');
}

/** An integer of Python. */
export function int(value: number): Num {
  return new Num(value, true);
}

/** A float of Python. */
export function float(value: number): Num {
  return new Num(value, false);
}

/** A tuple of integers, as shapes and indices are. */
export function intTuple(values: readonly number[]): PyTuple {
  return new PyTuple(values.map(int));
}
