/** What ends a run before it takes too much memory: `array` for one array that is too large, `total` for all arrays together. */
export class LimitError extends Error {
  readonly limit: 'array' | 'total';
  /** The number of elements asked for, and the number allowed. */
  readonly wanted: number;
  readonly allowed: number;

  constructor(limit: 'array' | 'total', wanted: number, allowed: number) {
    const what = limit === 'array' ? 'an array' : 'all arrays together';
    super(`${what} would need ${String(wanted)} elements, more than the ${String(allowed)} allowed`);
    this.name = 'LimitError';
    this.limit = limit;
    this.wanted = wanted;
    this.allowed = allowed;
  }
}

/** How much memory a tape may use, in elements. */
export interface TapeLimits {
  readonly elements: number;
  readonly totalElements: number;
}
