import type { BinaryOperator, CompareOperator } from '../../syntax/ast.ts';
import { lookUp } from '../classes.ts';
import type { Runtime } from '../runtime.ts';
import { Builtin, Instance, PyClass, type Value } from '../values.ts';

const NAMES: Readonly<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '<<': 'lshift',
  '>>': 'rshift',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
};

/** What operators give that leave the other operand to try: `return NotImplemented`. */
export const NOT_IMPLEMENTED = new PyClass('NotImplementedType', [], null);

/** `a op b` through the methods of instances; undefined when neither has one that answers. */
export function binaryMethods(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value | undefined {
  const name = NAMES[op];
  const names = op === '/' && rt.dialect === 2 ? ['truediv', 'div'] : [name];
  for (const each of names) {
    const result = ask(rt, a, `__${each}__`, b) ?? ask(rt, b, `__r${each}__`, a);
    if (result !== undefined) return result;
  }
  const left = payloadOf(a);
  const right = payloadOf(b);
  return left === a && right === b ? undefined : rt.binary(op, left, right);
}

/** `a op= b` through the method of an instance; undefined when it has none. */
export function inplaceMethod(rt: Runtime, op: BinaryOperator, a: Instance, b: Value): Value | undefined {
  return ask(rt, a, `__i${NAMES[op]}__`, b);
}

const COMPARISONS: Readonly<Partial<Record<CompareOperator, readonly [string, string]>>> = {
  '<': ['__lt__', '__gt__'],
  '<=': ['__le__', '__ge__'],
  '>': ['__gt__', '__lt__'],
  '>=': ['__ge__', '__le__'],
  '==': ['__eq__', '__eq__'],
  '!=': ['__ne__', '__ne__'],
};

/** `a op b` for a comparison, through the methods of instances; undefined when none answers. */
export function comparisonMethods(rt: Runtime, op: CompareOperator, a: Value, b: Value): Value | undefined {
  const names = COMPARISONS[op];
  if (!names) return undefined;
  const result = ask(rt, a, names[0], b) ?? ask(rt, b, names[1], a);
  if (result !== undefined) return result;
  if (op === '!=') {
    const equal = ask(rt, a, '__eq__', b);
    if (equal !== undefined) return !rt.truth(equal);
  }
  const left = payloadOf(a);
  const right = payloadOf(b);
  return left === a && right === b ? undefined : rt.compare(op, left, right);
}

function ask(rt: Runtime, self: Value, name: string, other: Value): Value | undefined {
  if (!(self instanceof Instance)) return undefined;
  const method = lookUp(self.cls, name);
  if (method === undefined || method instanceof Builtin) return undefined;
  const result = rt.invoke(method, self, other);
  return result === NOT_IMPLEMENTED ? undefined : result;
}

/** What an instance of a subclass of a built-in type holds; other values as they are. */
export function payloadOf(value: Value): Value {
  return value instanceof Instance && value.payload !== null ? value.payload : value;
}
