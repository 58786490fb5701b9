import { PythonBuiltin } from './builtins/table.ts';
import { convertNumber } from './builtins/types.ts';
import { instantiate, lookUp, unknownBaseOf } from './classes.ts';
import type { Code, CodeParameter } from './code.ts';
import { Frame } from './frame.ts';
import { casted } from './numpy/cast.ts';
import { bindArguments } from './parameters.ts';
import { Num } from '../tape/tensor.ts';
import type { Runtime } from './runtime.ts';
import { LimitReached, PyRaise } from './signals.ts';
import { tracked } from './trace.ts';
import {
  BoundMethod,
  Builtin,
  Descriptor,
  DTypeValue,
  Instance,
  PyClass,
  PyFunction,
  PyIterator,
  PyList,
  PyTuple,
  Scope,
  Unsupported,
  type Arguments,
  type Value,
} from './values.ts';

/** Calls any callable. Raises TypeError for what is none. */
export function callValue(rt: Runtime, callee: Value, args: Arguments): Value {
  if (callee instanceof PyFunction) return rt.callFunction(callee, args.positional, args.keywords);
  if (callee instanceof Builtin) return callBuiltin(rt, callee, args);
  if (callee instanceof BoundMethod) {
    return callValue(rt, callee.func, { positional: [callee.self, ...args.positional], keywords: args.keywords });
  }
  if (callee instanceof PyClass) {
    rt.budget.step();
    return instantiate(rt, callee, args);
  }
  if (callee instanceof DTypeValue) return callType(rt, callee, args);
  if (callee instanceof Instance) {
    const method = lookUp(callee.cls, '__call__');
    if (method !== undefined) return callValue(rt, method, { ...args, positional: [callee, ...args.positional] });
    const base = unknownBaseOf(callee.cls);
    if (base) return rt.poison(base);
  }
  if (callee instanceof Unsupported) return rt.poison(callee);
  if (callee instanceof Descriptor && callee.kind !== 'property') return callValue(rt, callee.get, args);
  return rt.fail('TypeError', rt.localize("'{0}' cannot be called", rt.typeName(callee)));
}

/** Built-ins that only hand values on; what they are given need not be understood. */
const CARRIERS = new Set([
  'print',
  'isinstance',
  'repr',
  'list.append',
  'list.insert',
  'dict.get',
  'dict.pop',
  'dict.setdefault',
  'dict.update',
  'set.add',
  'zip',
  'enumerate',
  'id',
  'callable',
  'hasattr',
  'setattr',
  'property',
  'staticmethod',
  'classmethod',
  'partial',
  'identity',
]);

function callBuiltin(rt: Runtime, callee: Builtin, args: Arguments): Value {
  rt.budget.step();
  if (!CARRIERS.has(callee.name)) {
    const deep = !(callee instanceof PythonBuiltin);
    const origin = unknownAmong(args.positional, deep) ?? unknownAmong(args.keywords.values(), deep);
    if (origin) return rt.poison(origin);
  }
  return callee.call(args, rt.budget.place?.span ?? NOWHERE);
}

/** Longer lists are not looked through for unknown items. */
const MAX_LOOKED_AT = 64;

/** An unknown value among others; where `deep`, one inside a short list or tuple (a shape, arrays to be stacked) counts too. */
function unknownAmong(values: Iterable<Value>, deep: boolean): Unsupported | null {
  for (const value of values) {
    if (value instanceof Unsupported) return value;
    if (!deep || !(value instanceof PyList || value instanceof PyTuple)) continue;
    const origin = value.items.length <= MAX_LOOKED_AT ? unknownAmong(value.items, false) : null;
    if (origin) return origin;
  }
  return null;
}

const NOWHERE = { start: 0, end: 0 };
const PYTHON_NUMBERS = new Set(['int', 'float', 'bool']);

function callType(rt: Runtime, type: DTypeValue, args: Arguments): Value {
  const origin = unknownAmong(args.positional, true);
  if (origin) return rt.poison(origin);
  return PYTHON_NUMBERS.has(type.name)
    ? convertNumber(rt, type, args)
    : casted(rt, args.positional[0] ?? new Num(0, true), type);
}

/** The code of a function, compiled at its first call. */
function codeOf(rt: Runtime, fn: PyFunction): Code {
  const known = rt.codes.get(fn.def);
  if (typeof known === 'object') return known;
  if (!known) return rt.fail('RuntimeError', rt.localize('{0} belongs to another run', fn.name));
  const code = known();
  rt.codes.set(fn.def, code);
  return code;
}

/** Calls a function of the user's: binds the arguments, runs the body, gives what it returns. */
export function callFunction(
  rt: Runtime,
  fn: PyFunction,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Value {
  const { budget } = rt;
  const calledAt = budget.place;
  budget.enter();
  try {
    const code = codeOf(rt, fn);
    const scope = new Scope(fn.closure);
    bindArguments(rt, fn, code, positional, keywords, scope.names);
    const frame = new Frame(scope, rt.nextFrame(), fn.name, fn);
    recordParameters(rt, code, frame);
    return runBody(rt, code, frame);
  } catch (error) {
    const raised = rt.raised(error) ?? error;
    if (raised instanceof PyRaise || raised instanceof LimitReached) {
      raised.calls.push({ functionName: fn.name, span: calledAt?.span ?? NOWHERE, file: calledAt?.file ?? '' });
    }
    throw raised;
  } finally {
    budget.leave();
  }
}

function recordParameters(rt: Runtime, code: Code, frame: Frame): void {
  const { names } = frame.scope;
  const record = ({ name, site, place }: CodeParameter): void => {
    const value = tracked(rt.tape, names.get(name) ?? null, name, site);
    names.set(name, value);
    code.trace.record(frame, name, value, place);
  };
  for (const parameter of code.positional) record(parameter);
  if (code.rest) record(code.rest);
  for (const parameter of code.keywordOnly) record(parameter);
  if (code.keywordRest) record(code.keywordRest);
}

function runBody(rt: Runtime, code: Code, frame: Frame): Value {
  switch (code.body.kind) {
    case 'expression':
      return code.body.run(frame);
    case 'statements':
      code.body.exec(frame);
      return frame.returned;
    case 'generator':
      frame.sent = new Map();
      return generatorOf(rt, code.body.steps(frame), frame);
  }
}

const resumers = new WeakMap<PyIterator, (value: Value) => Value | undefined>();

function generatorOf(rt: Runtime, run: Generator<Value, unknown, Value>, frame: Frame): PyIterator {
  let isRunning = false;
  const resume = (value: Value): Value | undefined => {
    if (isRunning) return rt.fail('ValueError', rt.localize('generator {0} already runs', frame.functionName ?? ''));
    rt.budget.enter();
    isRunning = true;
    try {
      const result = run.next(value);
      return result.done ? undefined : result.value;
    } finally {
      isRunning = false;
      rt.budget.leave();
    }
  };
  const generator = new PyIterator(() => resume(null));
  resumers.set(generator, resume);
  return generator;
}

/** Resumes a generator with the value of its `yield`. */
export function sendTo(rt: Runtime, iterator: PyIterator, value: Value): Value {
  const result = resumers.get(iterator)?.(value);
  return result === undefined ? rt.fail('StopIteration', '') : result;
}
