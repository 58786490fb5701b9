import type { Shape } from '../ndarray/ndarray.ts';

/** A factor of a product, with the text that stands for it. */
export interface Factor {
  readonly text: string;
  readonly shape: Shape;
}

/**
 * Dimension analysis: every way to multiply two matrices, either one transposed or not, in either order, that gives the
 * wanted shape. Where all dimensions differ there is exactly one.
 */
export function fittingProducts(first: Factor, second: Factor, wanted: Shape): string[] {
  const found: string[] = [];
  for (const [a, b] of [
    [first, second],
    [second, first],
  ] as const) {
    for (const left of orientations(a)) {
      for (const right of orientations(b)) {
        if (isProduct(left.shape, right.shape, wanted)) found.push(`${left.text}.dot(${right.text})`);
      }
    }
  }
  return [...new Set(found)];
}

function orientations(factor: Factor): Factor[] {
  const [rows, columns] = factor.shape;
  if (rows === undefined || columns === undefined || factor.shape.length !== 2) return [factor];
  return [factor, { text: `${factor.text}.T`, shape: [columns, rows] }];
}

function isProduct(left: Shape, right: Shape, wanted: Shape): boolean {
  if (left.length !== 2 || right.length !== 2 || wanted.length !== 2) return false;
  return left[1] === right[0] && left[0] === wanted[0] && right[1] === wanted[1];
}
