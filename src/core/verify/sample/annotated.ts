import type { Expr } from '../../syntax/ast.ts';
import type { Dimensions } from './dimensions.ts';
import type { Spec } from './spec.ts';
import { dimsOf, shapesIn, type StatedDims } from './statedDims.ts';

/** What an annotation asks for: `int`, `float`, `Tuple[int, int]`, `"(N, D)"`, `Float[Array, "N D"]`; null where it says nothing. */
export function annotationSpec(annotation: Expr, dimensions: Dimensions): Spec | null {
  const dims = annotatedDims(annotation);
  if (dims) {
    const lengths = dims.map((dim) => (dim === '?' ? dimensions.fresh() : dimensions.named(dim)));
    return { kind: 'array', dims: lengths, content: 'any' };
  }
  if (annotation.kind === 'Subscript') return listSpec(annotation, dimensions);
  if (annotation.kind !== 'Name') return null;
  if (annotation.name === 'int') return { kind: 'int', length: dimensions.fresh() };
  if (annotation.name === 'float') return { kind: 'number', value: 0.7, isInt: false };
  if (annotation.name === 'bool') return { kind: 'flag', value: true };
  return annotation.name === 'Callable' ? { kind: 'callable' } : null;
}

/** The shape in a string of an annotation: the whole of it, or what stands in the brackets of an array type. */
function annotatedDims(annotation: Expr): StatedDims | null {
  if (annotation.kind === 'Str') return shapesIn(annotation.value)[0] ?? null;
  if (annotation.kind !== 'Subscript') return null;
  const parts = annotation.index.kind === 'Tuple' ? annotation.index.elements : [annotation.index];
  const text = parts.at(-1);
  if (text?.kind !== 'Str') return null;
  const words = text.value.trim().split(/[\s,]+/);
  return words.every((word) => /^[A-Za-z0-9_]+$/.test(word)) ? dimsOf(words.join(',')) : null;
}

/** `Tuple[int, int]` and `List[int]` are lengths. */
function listSpec(annotation: Extract<Expr, { kind: 'Subscript' }>, dimensions: Dimensions): Spec | null {
  const name = annotation.value.kind === 'Name' ? annotation.value.name.toLowerCase() : '';
  const parts = annotation.index.kind === 'Tuple' ? annotation.index.elements : [annotation.index];
  if (!['tuple', 'list', 'sequence'].includes(name)) return null;
  if (!parts.every((part) => part.kind === 'Name' && part.name === 'int')) return null;
  const count = name === 'tuple' ? parts.length : 3;
  const items = Array.from({ length: count }, (): Spec => ({ kind: 'int', length: dimensions.fresh() }));
  return { kind: 'list', items, isTuple: name === 'tuple' };
}
