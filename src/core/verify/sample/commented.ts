import type { Comment, Expr, FunctionDef, Module, Stmt } from '../../syntax/ast.ts';
import { walkStatements } from '../../syntax/index.ts';
import { lastComponent } from '../gradientNames.ts';
import { pathsOf } from '../script.ts';
import { dimsOf, plainPunctuation, type StatedDims } from './statedDims.ts';

/**
 * The shapes that comments state: `# shape: x (N, D), w (D, M)` above a function or in it, `# x: (N, D)`,
 * `# x.shape = (N, D)`, and `# (N, D)` behind a parameter or behind `W1 = params['W1']`.
 */
export function commentedShapes(
  def: FunctionDef,
  comments: readonly Comment[],
  module: Module,
): ReadonlyMap<string, StatedDims> {
  const found = new Map<string, StatedDims>();
  const start = startOfComments(def, module);
  for (const comment of comments) {
    if (comment.span.start < start || comment.span.end > def.span.end) continue;
    if (comment.span.end <= def.span.start && !comment.ownLine) continue;
    for (const [name, dims] of namedShapes(comment.text)) found.set(name, dims);
    const bare = BARE.exec(plainPunctuation(comment.text));
    const name = bare && !comment.ownLine ? nameBefore(comment, def) : null;
    const dims = bare && dimsOf(bare[1] ?? '');
    if (name !== null && dims) found.set(name, dims);
  }
  return found;
}

/** The end of the last statement before a function: comments from there on are its own. */
function startOfComments(def: FunctionDef, module: Module): number {
  let end = 0;
  walkStatements(module.body, (statement) => {
    const isBefore = statement.span.end <= def.span.start;
    if (isBefore) end = Math.max(end, statement.span.end);
    return !isBefore && statement.span.start < def.span.start;
  });
  return end;
}

const BARE = /^(?:shape\s*[:=]?\s*)?[([]([^()[\]]*)[)\]]$/i;

const NAMES = String.raw`([A-Za-z_]\w*(?:\s*(?:,|&|\band\b|和)\s*[A-Za-z_]\w*)*)`;
const BETWEEN = String.raw`\s*(?:\.shape)?\s*(?:的形状|的维度)?\s*(?::|=+|--|->|是|为|\bis\b|\bhas shape\b|\bof shape\b|\bshape\b)*\s*`;
const NAMED = new RegExp(String.raw`${NAMES}${BETWEEN}[(\[]([^()\[\]]*)[)\]]`, 'g');
const UNBRACKETED = new RegExp(String.raw`${NAMES}${BETWEEN}((?:\w+\s*×\s*)+\w+)`, 'g');

/** `x (N, D), w (D, M)`, `x, y: (N, D)`, `x.shape = (3, 4)`, and after the word `shape` also `x []` and `a ()`. */
export function namedShapes(comment: string): [string, StatedDims][] {
  const text = plainPunctuation(comment);
  const prefix = /^\s*(?:shapes?|形状|维度)\s*:?\s*/i.exec(text);
  const body = prefix ? text.slice(prefix[0].length) : text;
  return [...body.matchAll(NAMED), ...body.matchAll(UNBRACKETED)].flatMap(([, names = '', inner = '']) => {
    const dims = dimsOf(inner);
    // Without the word, `f(x)` is a call and `x ()` is nothing: two axes at least, or a comma.
    if (!dims || (!prefix && !/,|×/.test(inner))) return [];
    return names.split(/\s*(?:,|&|\band\b|和)\s*/).map((name): [string, StatedDims] => [name, dims]);
  });
}

/** What a comment behind code speaks of: the parameter on its line, or the entry of a dict that the line takes out. */
function nameBefore(comment: Comment, def: FunctionDef): string | null {
  const onLine = (span: { readonly end: number }): boolean =>
    span.end <= comment.span.start && comment.span.start - span.end < 40;
  const parameter = def.params.positional.findLast(({ span }) => onLine(span));
  const [first] = def.body;
  if (parameter && (!first || comment.span.start < first.span.start)) return parameter.name;
  let name: string | null = null;
  walkStatements(def.body, (statement) => {
    if (onLine(statement.span) && takesOut(statement)) name = pathsOf(statement).map(lastComponent).at(-1) ?? null;
    return true;
  });
  return name;
}

/** `W1 = params['W1']`, `W = self.W`, `x = np.asarray(x)`: the value is what was handed in. */
function takesOut(statement: Stmt): boolean {
  if (statement.kind !== 'Assign') return false;
  return isHandedIn(statement.value);
}

function isHandedIn(value: Expr): boolean {
  if (value.kind === 'Subscript') return value.index.kind === 'Str';
  if (value.kind === 'Attribute') return value.value.kind === 'Name';
  return value.kind === 'Call' && value.func.kind === 'Attribute' && /^as(?:array|type)$/.test(value.func.name);
}
