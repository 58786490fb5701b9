import type { Shape } from './ndarray.ts';

/** An operation on arrays that failed: its name in the table of gates, and the shapes it was given. */
export interface FailedOperation {
  readonly name: string;
  readonly shapes: readonly Shape[];
}

/** What NumPy itself would raise: the kind is Python's exception name, the message NumPy's in our words. */
export class ArrayError extends Error {
  readonly kind: 'ValueError' | 'IndexError' | 'TypeError' | 'AxisError' | 'MemoryError' | 'ZeroDivisionError';
  /** What failed, for who wants to find shapes that fit; null where it was no operation on arrays. */
  operation: FailedOperation | null;

  constructor(kind: ArrayError['kind'], message: string, operation: FailedOperation | null = null) {
    super(message);
    this.name = 'ArrayError';
    this.kind = kind;
    this.operation = operation;
  }
}
