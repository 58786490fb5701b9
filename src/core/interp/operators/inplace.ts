import { formatShape } from '../../ndarray/formatShape.ts';
import type { BinaryOperator } from '../../syntax/ast.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { Runtime } from '../runtime.ts';
import { replaceItems } from '../subscript.ts';
import { Instance, PyDict, PyList, PySet, Unsupported, type Value } from '../values.ts';
import { binaryOperators, type Operate } from './binary.ts';
import { inplaceMethod } from './dunders.ts';
import { combinedSets, repeatedItems } from './sequences.ts';

/** `a op= b`: gives what the target is bound to, which is `a` itself when it changed in place. */
export function inplaceOperator(op: BinaryOperator): Operate {
  const operate = binaryOperators[op];
  return (rt, a, b) => {
    if (a instanceof Num) {
      const result = operate(rt, a, b);
      return isCounter(a, b) && result instanceof Num ? new Num(result.value, result.isInt) : result;
    }
    if (a instanceof Tensor) return storedBack(rt, op, a, operate(rt, a, b));
    if (a instanceof Instance) return inplaceMethod(rt, op, a, b) ?? operate(rt, a, b);
    return changedInPlace(rt, op, a, b) ?? operate(rt, a, b);
  };
}

/** `i += 1` counts. Recording it would chain a gate for each round of a loop. */
function isCounter(a: Num, b: Value): boolean {
  return a.isInt && b instanceof Num && b.isInt && b.node === null;
}

function storedBack(rt: Runtime, op: BinaryOperator, target: Tensor, result: Value): Value {
  if (result instanceof Unsupported) return rt.stop(result);
  if (!(result instanceof Num || result instanceof Tensor)) return result;
  const shape = result instanceof Tensor ? result.shape : [];
  if (shape.length > 0 && !sameLengths(shape, target.shape)) {
    const [from, to] = [formatShape(shape), formatShape(target.shape)];
    const message = rt.localize(
      '{0}= would give shape {1}, which does not fit into the array of shape {2}',
      op,
      from,
      to,
    );
    rt.fail('ValueError', message);
  }
  const isFloat = result instanceof Num ? !result.isInt : result.dtype === 'float64';
  if (isFloat && target.dtype !== 'float64') {
    rt.fail('TypeError', rt.localize('{0}= gives floats, which cannot be stored in an array of {1}', op, target.dtype));
  }
  rt.tape.store(target, target.array, result, rt.budget.place);
  return target;
}

function sameLengths(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

function changedInPlace(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value | undefined {
  if (a instanceof PyList && op === '+') {
    const more = rt.list(b);
    rt.budget.items(a.items.length + more.length);
    for (const item of more) a.items.push(item);
    return a;
  }
  if (a instanceof PyList && op === '*' && b instanceof Num && b.isInt) {
    replaceItems(a.items, repeatedItems(rt, a.items, Math.max(0, b.value)));
    return a;
  }
  if (a instanceof PySet && b instanceof PySet && (op === '|' || op === '&' || op === '-' || op === '^')) {
    const combined = combinedSets(op, a, b);
    a.entries.clear();
    for (const [key, value] of combined.entries) a.entries.set(key, value);
    return a;
  }
  if (a instanceof PyDict && b instanceof PyDict && op === '|') {
    for (const [name, entry] of b.entries) a.entries.set(name, { ...entry });
    return a;
  }
  return undefined;
}
