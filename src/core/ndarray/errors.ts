/** What NumPy itself would raise: the kind is Python's exception name, the message NumPy's in our words. */
export class ArrayError extends Error {
  readonly kind: 'ValueError' | 'IndexError' | 'TypeError' | 'AxisError' | 'MemoryError' | 'ZeroDivisionError';

  constructor(kind: ArrayError['kind'], message: string) {
    super(message);
    this.name = 'ArrayError';
    this.kind = kind;
  }
}
