import type { Comment, FunctionDef, Module } from '../../syntax/ast.ts';
import { commentedShapes } from './commented.ts';
import { shapesIn, type StatedDims } from './statedDims.ts';

/** A shape that a docstring or a comment states. */
export interface Stated {
  readonly dims: StatedDims;
  readonly source: 'docstring' | 'comment';
}

/** The shapes of parameters, and of the entries of dicts among them, by name. */
export type Documented = ReadonlyMap<string, Stated>;

const known = new WeakMap<FunctionDef, Documented>();

/** Reads the shapes that a function's docstring (bullets, `x -- `, numpydoc, Google, Sphinx) and the comments in and above it state. Comments win. */
export function documentedShapes(def: FunctionDef, comments: readonly Comment[], module: Module): Documented {
  const before = known.get(def);
  if (before) return before;
  const found = new Map<string, Stated>();
  known.set(def, found);
  readDocstring(def.docstring?.text ?? '', found);
  for (const [name, dims] of commentedShapes(def, comments, module)) found.set(name, { dims, source: 'comment' });
  return found;
}

const HEAD =
  /^(\s*)(?:[-*•]\s*|[:@]param\s+(?:[\w.]+\s+)?)?`{0,2}((?:\*{0,2}\w+\s*,\s*)*\*{0,2}\w+)`{0,2}\s*(?::|--|-|–|—|：|\()/;

function readDocstring(text: string, found: Map<string, Stated>): void {
  let open: { readonly names: readonly string[]; readonly indent: number } | null = null;
  for (const line of text.split('\n')) {
    const head = HEAD.exec(line);
    const indent = line.search(/\S/);
    const shapes = shapesIn(line);
    if (head) {
      const names = (head[2] ?? '').split(/\s*,\s*/);
      readNames(names, shapes, found);
      open = { names, indent };
    } else if (open && indent > open.indent) {
      // A description may go on below: `x : array_like`, then `Input of shape (N, D).`
      readNames(open.names, shapes, found);
    } else if (indent >= 0) open = null;
  }
}

/** `w, b: arrays of shape (D, M) and (M,)` gives each its own, `w, b: of shape (D,)` all the same. */
function readNames(names: readonly string[], shapes: readonly StatedDims[], found: Map<string, Stated>): void {
  for (const [i, name] of names.entries()) {
    // `mask: of shape (N, T) where mask[i, t] …` goes on with something else in brackets.
    const dims =
      shapes.length === names.length ? shapes[i] : names.length === 1 || shapes.length === 1 ? shapes[0] : undefined;
    if (dims && !found.has(name)) found.set(name, { dims, source: 'docstring' });
  }
}
