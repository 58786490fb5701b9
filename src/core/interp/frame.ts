import type { PyFunction, Scope, Value } from './values.ts';

/** One running function, class body, comprehension or module. */
export class Frame {
  readonly scope: Scope;
  /** 0 for the module under analysis, then one number per call. Comprehensions share their function's. */
  readonly number: number;
  readonly functionName: string | null;
  /** The function that runs, for `super()`. */
  readonly fn: PyFunction | null;
  /** What `return` left. */
  returned: Value = null;
  /** What `yield` expressions of the statement under evaluation gave, by expression id; null outside generators. */
  sent: Map<number, Value> | null = null;
  /** The frame that a comprehension runs in, null elsewhere. */
  around: Frame | null = null;

  constructor(scope: Scope, number: number, functionName: string | null, fn: PyFunction | null) {
    this.scope = scope;
    this.number = number;
    this.functionName = functionName;
    this.fn = fn;
  }
}

/** How a statement ended. */
export type Completion = 0 | 1 | 2 | 3;
export const NORMAL = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;

/** A compiled expression. */
export type Run = (frame: Frame) => Value;
/** A compiled statement. */
export type Exec = (frame: Frame) => Completion;
/** A compiled statement of a generator. */
export type Steps = (frame: Frame) => Generator<Value, Completion, Value>;
