import type { Span } from '../base/span.ts';
import type { BinaryOperator, CompareOperator, FunctionDef, Lambda } from '../syntax/ast.ts';
import type { Code } from './code.ts';
import type { StarLookup } from './compile/context.ts';
import type { RunProblem } from './execution.ts';
import type { NumpyHost } from './host.ts';
import type { Budget } from './limits.ts';
import type { PyRaise } from './signals.ts';
import type {
  Arguments,
  Instance,
  PyClass,
  PyDict,
  PyFunction,
  PyIterator,
  PyModule,
  Unsupported,
  Value,
} from './values.ts';

/** Finds the value of a name. */
export interface NameLookup {
  get: (name: string) => Value | undefined;
}

/**
 * What the parts of the evaluator use of each other. They take it as an argument, so that none of them imports another.
 * Every operation happens at `budget.place`, which the compiled code sets beforehand.
 */
export interface Runtime extends NumpyHost {
  readonly budget: Budget;
  /** The version of Python that the file under evaluation is written for. */
  readonly dialect: 2 | 3;
  /** Whether `/` of integers gives an integer in the file under evaluation. */
  readonly floorsIntegers: boolean;
  /** Whether single numbers divide by zero as NumPy's do. */
  readonly ieee: boolean;
  /** Raises an exception object at the present place. */
  raise(exception: Instance, span?: Span): never;
  /** Raises the exception that is being handled once more. */
  raiseAgain(): never;
  /** The exceptions whose handlers run, innermost last. */
  readonly handled: PyRaise[];
  /** A thrown error as a Python exception, null when it is none and no handler may see it. */
  raised(error: unknown): PyRaise | null;
  exceptionClass(name: string): PyClass;
  /** Calls with positional arguments only. */
  invoke(callee: Value, ...positional: Value[]): Value;
  callFunction(fn: PyFunction, positional: readonly Value[], keywords: ReadonlyMap<string, Value>): Value;
  binary(op: BinaryOperator, left: Value, right: Value): Value;
  compare(op: CompareOperator, left: Value, right: Value): Value;
  equal(left: Value, right: Value): boolean;
  /** `left < right` as sorting needs it. */
  less(left: Value, right: Value): boolean;
  getAttribute(value: Value, name: string): Value;
  setAttribute(value: Value, name: string, to: Value): void;
  deleteAttribute(value: Value, name: string): void;
  getItem(value: Value, index: Value): Value;
  setItem(value: Value, index: Value, to: Value): void;
  deleteItem(value: Value, index: Value): void;
  length(value: Value): number;
  /** All items of an iterable, counted against the limits. */
  list(value: Value): Value[];
  /** The key under which dicts and sets keep a value; raises TypeError for what cannot be hashed. */
  keyOf(value: Value): string;
  /** The class of any value, as `type(value)` gives it. */
  typeOf(value: Value): Value;
  typeName(value: Value): string;
  /** Python's types that are classes for us, by name. */
  readonly types: ReadonlyMap<string, PyClass>;
  readonly builtins: NameLookup;
  /** A built-in function or type. */
  builtin(name: string): Value;
  /** `np.<name>`. */
  numpyName(name: string): Value;
  /** The names of a module that is written in a file of the user's, and so known in full; null for others. */
  ownNames(module: PyModule): ReadonlyMap<string, Value> | null;
  starLookup(module: PyModule): StarLookup;
  /** A method of a built-in class, taken from the class. */
  nativeMember(cls: PyClass, name: string): Value | undefined;
  /** What `__init__` of `object` and of the exceptions does. */
  initializeException(self: Value, args: Arguments): Value;
  /** Resumes a generator with the value of its `yield`. */
  send(iterator: PyIterator, value: Value): Value;
  dictOf(entries: Iterable<readonly [string, Value]>): PyDict;
  /** Notes that a value is not supported where it was computed with, and gives the value that stands for the result. */
  poison(origin: Unsupported): Unsupported;
  /** Tells of an error that does not end the run, once for each place, and gives the value that stands for the result. */
  report(problem: RunProblem): Unsupported;
  /** Stops what depends on this value. */
  stop(origin: Unsupported): never;
  /** A fresh Unsupported at the present place. */
  unknown(reason: string): Unsupported;
  /** The module, loaded at most once; what cannot be loaded fails when it is computed with. */
  importModule(dottedName: string, level: number, fromFile: string, span: Span): PyModule | Unsupported;
  /** The code of functions by definition; it is compiled at the first call. */
  readonly codes: Map<FunctionDef | Lambda, Code | (() => Code)>;
  /** A number for a new call's frame. */
  nextFrame(): number;
  print(text: string): void;
}
