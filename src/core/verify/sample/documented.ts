import type { Comment, FunctionDef } from '../../syntax/ast.ts';

/** The dimension names of a parameter as a docstring or comment states them: `['N', 'D']`; `[]` for a scalar. */
export type Documented = ReadonlyMap<string, readonly string[]>;

const TUPLE = /\(\s*([A-Za-z0-9_.]+(?:\s*(?:,|\bx\b|×|\*)\s*[A-Za-z0-9_.+\-/* ]*)+)\)/;

/** Reads the shapes of parameters, and of the entries of dicts among them, that a function's docstring (bullets, `x -- `, numpydoc, Google) and the comments in and before it state. */
export function documentedShapes(def: FunctionDef, comments: readonly Comment[]): Documented {
  const found = new Map<string, readonly string[]>();
  const names = def.params.positional.map((parameter) => parameter.name);
  for (const line of def.docstring?.text.split('\n') ?? []) readLine(line, found);
  for (const comment of comments) {
    const near = comment.span.start >= def.span.start - 400 && comment.span.end <= def.span.end;
    if (near) readComment(comment.text, names, found);
  }
  return found;
}

function readLine(line: string, found: Map<string, readonly string[]>): void {
  const head = /^\s*(?:[-*•]\s*)?((?:\w+\s*,\s*)*\w+)\s*(?::|--|-|–|\()/.exec(line);
  const listed = head?.[1]?.split(/\s*,\s*/) ?? [];
  const shapes = shapesIn(line);
  for (const [i, name] of listed.entries()) {
    if (found.has(name)) continue;
    // `w, b: arrays of shape (D, M) and (M,)` gives each its own.
    const dims = shapes.length === listed.length ? shapes[i] : shapes.length === 1 ? shapes[0] : undefined;
    if (dims) found.set(name, dims);
  }
}

/** `# shape: x (N, D), w (D, M)` and `# x: (N, D)`. */
function readComment(text: string, names: readonly string[], found: Map<string, readonly string[]>): void {
  for (const match of text.matchAll(/\b(\w+)\s*:?\s*(?:is|has shape|shape|of shape)?\s*(\([^()]*,[^()]*\))/g)) {
    const [, name = '', tuple = ''] = match;
    const dims = dimsIn(tuple);
    if (dims && names.includes(name)) found.set(name, dims);
  }
}

/** Every shape in a line, in order. */
function shapesIn(line: string): string[][] {
  return [...line.matchAll(new RegExp(TUPLE, 'g'))].flatMap(([tuple]) => {
    const dims = dimsIn(tuple);
    return dims ? [dims] : [];
  });
}

/** The first shape in a line: `(N, D)`, `(N, d_1, ..., d_k)` as three, `(N,)`. */
export function dimsIn(line: string): string[] | null {
  const match = TUPLE.exec(line);
  if (!match?.[1]) return null;
  const tokens = match[1]
    .split(/,|×|\bx\b/)
    .map((token) => token.trim())
    .filter((token) => token !== '');
  const dims = tokens.flatMap((token) => (/^\.{2,3}$/.test(token) ? [] : [token.replace(/\s+/g, '')]));
  return dims.every((dim) => /^[A-Za-z_0-9][\w+\-*/.]*$/.test(dim)) ? dims : null;
}
