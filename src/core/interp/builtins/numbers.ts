import { ops } from '../../ops/table.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { lookUp } from '../classes.ts';
import { argument, int, intArgument, textArgument } from '../methods/native.ts';
import type { Runtime } from '../runtime.ts';
import { Instance, PyTuple, Unsupported, type Arguments, type Value } from '../values.ts';
import { roundedHalfEven } from '../text/numberText.ts';
import type { BuiltinTable } from './table.ts';

export const numberBuiltins: BuiltinTable = {
  abs: (rt, args) => byNumpy(rt, 'abs', '__abs__', args, (x) => Math.abs(x)),
  round: roundNumber,
  pow: (rt, { positional: [base = null, exponent = null, modulus] }) => {
    const power = rt.binary('**', base, exponent);
    return modulus === undefined ? power : rt.binary('%', power, modulus);
  },
  divmod: (rt, { positional: [a = null, b = null] }) => new PyTuple([rt.binary('//', a, b), rt.binary('%', a, b)]),
  sum,
  max: (rt, args) => extreme(rt, args, 'max'),
  min: (rt, args) => extreme(rt, args, 'min'),
  bin: (rt, args) => inBase(rt, args, 2, '0b'),
  oct: (rt, args) => inBase(rt, args, 8, '0o'),
  hex: (rt, args) => inBase(rt, args, 16, '0x'),
  ord: (rt, args) => int(textArgument(rt, args.positional[0]).codePointAt(0) ?? 0),
  chr: (rt, args) => character(rt, intArgument(rt, args.positional[0])),
};

function character(rt: Runtime, code: number): string {
  if (code < 0 || code > 0x10ffff) return rt.fail('ValueError', rt.localize('{0} is no character', code));
  return String.fromCodePoint(code);
}

function inBase(rt: Runtime, args: Arguments, base: number, prefix: string): string {
  const value = intArgument(rt, args.positional[0]);
  return `${value < 0 ? '-' : ''}${prefix}${BigInt(Math.abs(value)).toString(base)}`;
}

/** A function of one number that NumPy has too: arrays and tracked numbers go there. */
function byNumpy(rt: Runtime, name: string, method: string, args: Arguments, f: (x: number) => number): Value {
  const value = args.positional[0] ?? null;
  if (typeof value === 'boolean') return int(f(Number(value)));
  if (value instanceof Num && value.node === null) return new Num(f(value.value), value.isInt);
  if (value instanceof Num || value instanceof Tensor) {
    return rt.call(rt.getAttribute(rt.importModule('numpy', 0, '', NOWHERE), name), args);
  }
  const own = value instanceof Instance ? lookUp(value.cls, method) : undefined;
  if (own !== undefined) return rt.invoke(own, value);
  return rt.fail('TypeError', rt.localize("{0}() needs a number, not '{1}'", name, rt.typeName(value)));
}

const NOWHERE = { start: 0, end: 0 };

/** Python rounds ties to even. */
function roundNumber(rt: Runtime, args: Arguments): Value {
  const value = args.positional[0] ?? null;
  const digits = argument(args, 1, 'ndigits') ?? null;
  if (value instanceof Tensor) return byNumpy(rt, 'round', '__round__', args, Math.round);
  if (!(value instanceof Num)) return byNumpy(rt, 'round', '__round__', args, Math.round);
  if (digits === null) return new Num(halfEven(value.value), rt.dialect === 3 || value.isInt);
  const places = intArgument(rt, digits);
  if (value.isInt && places >= 0) return value;
  return new Num(roundTo(value.value, places), value.isInt);
}

function halfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x) + 0;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Rounds the decimal digits of the double itself, as CPython does; an exact tie goes to the even digit. */
function roundTo(x: number, places: number): number {
  if (!Number.isFinite(x) || Math.abs(x) >= 2 ** 53) return x;
  if (places < 0) return halfEven(x / 10 ** -places) * 10 ** -places;
  return Number(roundedHalfEven(x, Math.min(places, 100)));
}

function sum(rt: Runtime, args: Arguments): Value {
  const given = args.positional[0] ?? null;
  const start = argument(args, 1, 'start');
  let total: Value | undefined = start;
  for (const item of rt.iterate(given)) {
    // A gate that adds the first item to 0 would say nothing.
    if (total === undefined)
      total = item instanceof Num || item instanceof Tensor ? item : rt.binary('+', int(0), item);
    else total = rt.binary('+', total, item);
  }
  return total ?? int(0);
}

function extreme(rt: Runtime, args: Arguments, which: 'max' | 'min'): Value {
  const key = args.keywords.get('key') ?? null;
  const several = args.positional.length > 1;
  const items = several ? args.positional : rt.list(args.positional[0] ?? null);
  const first = items[0];
  if (first === undefined) {
    return args.keywords.get('default') ?? rt.fail('ValueError', rt.localize('{0}() of nothing', which));
  }
  if (several && key === null && items.every(isNumber) && items.some((item) => item.node !== null)) {
    return gated(rt, items, which);
  }
  let best = first;
  let bestKey = key === null ? first : rt.invoke(key, first);
  for (const item of items.slice(1)) {
    rt.budget.step();
    const itemKey = key === null ? item : rt.invoke(key, item);
    if (itemKey instanceof Unsupported) return itemKey;
    if (which === 'max' ? rt.less(bestKey, itemKey) : rt.less(itemKey, bestKey)) [best, bestKey] = [item, itemKey];
  }
  return best;
}

function isNumber(value: Value): value is Num {
  return value instanceof Num;
}

/** `max(x, y)` of tracked numbers is a gate. */
function gated(rt: Runtime, items: readonly Num[], which: 'max' | 'min'): Value {
  const op = which === 'max' ? ops.maximum : ops.minimum;
  return items.reduce((best: Num, item) => {
    const result = rt.tape.apply(op, [best, item], undefined, rt.budget.place);
    const chosen = result instanceof Num ? result : best;
    return new Num(chosen.value, chosen.value === item.value ? item.isInt : best.isInt, chosen.node);
  });
}
