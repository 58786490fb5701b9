import { ArrayError } from './errors.ts';
import type { DType } from './ndarray.ts';

/** How an elementwise operation chooses the dtype of its result. */
export type PromotionRule =
  | 'add' /* bool stays bool: add is "or", multiply is "and", minimum and maximum too */
  | 'subtract' /* as add, but NumPy refuses two bools */
  | 'divide' /* always float64 */
  | 'integer' /* floor division, remainder, power: two bools make an integer */
  | 'compare'; /* always bool */

const RANK: Readonly<Record<DType, number>> = { bool: 0, int64: 1, float64: 2 };

/** `np.result_type` for our three dtypes. */
export function resultType(a: DType, b: DType): DType {
  return RANK[a] >= RANK[b] ? a : b;
}

/** The dtype of an elementwise operation's result. Throws TypeError for the subtraction of booleans. */
export function promote(rule: PromotionRule, a: DType, b: DType): DType {
  if (rule === 'divide') return 'float64';
  if (rule === 'compare') return 'bool';
  const common = resultType(a, b);
  if (common !== 'bool' || rule === 'add') return common;
  if (rule === 'integer') return 'int64';
  throw new ArrayError('TypeError', 'boolean subtract is not supported; use logical_xor or the ^ operator');
}
