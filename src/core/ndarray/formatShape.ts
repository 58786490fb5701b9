import type { Shape } from './ndarray.ts';

/** A shape as Python writes the tuple: `()`, `(3,)`, `(5, 10)`. */
export function formatShape(shape: Shape): string {
  return shape.length === 1 ? `(${String(shape[0])},)` : `(${shape.join(', ')})`;
}
