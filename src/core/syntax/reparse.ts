import { english, type Localize } from '../base/localize.ts';
import type { Comment, Module, Stmt } from './ast.ts';
import { isLineBreak } from './chars.ts';
import { parseModule } from './parse.ts';

/** A text with its tree. */
export interface Parsed {
  readonly text: string;
  readonly module: Module;
}

/** So many texts are kept: people edit few files at once. */
const MAX_TEXTS = 4;

/** Reads the versions of texts one after another, each with an eye on those before. */
export class Reader {
  readonly #texts = new Set<Parsed>();

  read(text: string): Module {
    const earlier = this.#closestTo(text);
    const module = earlier ? reparse(earlier, text) : parseModule(text);
    if (module.errors.length > 0) return module;
    const isNext = earlier !== null && 2 * shared(earlier.text, text) > text.length;
    const [oldest] = isNext ? [earlier] : this.#texts;
    if (oldest && (isNext || this.#texts.size >= MAX_TEXTS)) this.#texts.delete(oldest);
    this.#texts.add({ text, module });
    return module;
  }

  #closestTo(text: string): Parsed | null {
    let closest: Parsed | null = null;
    let most = -1;
    for (const parsed of this.#texts) {
      const length = shared(parsed.text, text);
      if (length > most) [closest, most] = [parsed, length];
    }
    return closest;
  }
}

/** How many characters two texts have in common at their ends. */
function shared(a: string, b: string): number {
  const start = commonStart(a, b);
  return start + commonEnd(a, b, start);
}

/** Words that decide how other parts of a text are read: consoles, cells of other languages, names of Python 2. */
const FAR_REACHING = />>>|%%|xrange|raw_input/;

/**
 * The tree of a text, the same that `parseModule` gives. Where it differs from an earlier text in a few statements at its
 * top level, only these are read; the trees of those before are shared with the earlier one's.
 */
export function reparse(earlier: Parsed, text: string, t: Localize = english): Module {
  const { errors, python2 } = earlier.module;
  const isFar = FAR_REACHING.test(text) || FAR_REACHING.test(earlier.text);
  if (errors.length > 0 || python2 || isFar || isIndented(earlier)) return parseModule(text, t);
  const changed = changedRegion(earlier, text);
  const part = text.slice(changed.start, changed.newEnd);
  const read = parseModule(part, t);
  // What goes on beyond the part is broken in it.
  const isBroken = read.errors.length > 0 || part.trimEnd().endsWith('\\');
  if (isBroken || read.python2 || isIndented({ text: part, module: read })) return parseModule(text, t);
  return spliced(earlier.module, read, changed, text.length);
}

/** Whether the first statement is indented, as those of a snippet may be. */
function isIndented({ text, module: { body } }: Parsed): boolean {
  const [first] = body;
  return first !== undefined && /[ \t\f]/.test(text[lineOfItsOwn(text, first, undefined) ?? 0] ?? '');
}

/** The part of a text in which it differs from an earlier one, as whole statements with what stands between them. */
interface Changed {
  readonly start: number;
  /** Where the part ends in the earlier text, and where it ends now. */
  readonly oldEnd: number;
  readonly newEnd: number;
  /** The statements of the earlier text that stand in it: from one, up to another. */
  readonly from: number;
  readonly to: number;
}

function changedRegion({ text: before, module: { body } }: Parsed, text: string): Changed {
  const same = commonStart(before, text);
  const sameBehind = commonEnd(before, text, same);
  const starts = body.map((statement, i) => lineOfItsOwn(before, statement, body[i - 1]));
  const from = Math.max(
    0,
    starts.findLastIndex((start) => start !== null && start < same),
  );
  const to = starts.findIndex((place, i) => i > from && place !== null && place > before.length - sameBehind);
  const oldEnd = to < 0 ? before.length : (starts[to] ?? before.length);
  return {
    start: from === 0 ? 0 : (starts[from] ?? 0),
    oldEnd,
    newEnd: oldEnd + text.length - before.length,
    from,
    to: to < 0 ? body.length : to,
  };
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let count = 0;
  while (count < most && a.charCodeAt(a.length - 1 - count) === b.charCodeAt(b.length - 1 - count)) count++;
  return count;
}

/** Where the line of a statement begins, its decorators included; null when the statement before ends on that line. */
function lineOfItsOwn(text: string, statement: Stmt, before: Stmt | undefined): number | null {
  const decorators = 'decorators' in statement ? statement.decorators : [];
  const first = Math.min(statement.span.start, ...decorators.map(({ span }) => span.start));
  let start = first;
  while (start > 0 && !isLineBreak(text.charCodeAt(start - 1))) start--;
  return before && before.span.end > start ? null : start;
}

function spliced(earlier: Module, read: Module, { start, oldEnd, newEnd, from, to }: Changed, end: number): Module {
  const before = earlier.body.slice(0, from);
  const after = earlier.body.slice(to);
  const firstId = lowestId(earlier.body.slice(from)) ?? earlier.exprCount;
  const behindId = lowestId(after) ?? earlier.exprCount;
  const here: Shift = { by: start, ids: firstId };
  const behind: Shift = { by: newEnd - oldEnd, ids: firstId + read.exprCount - behindId };
  const comments = (of: readonly Comment[], shift: Shift): Comment[] => of.map((comment) => shifted(comment, shift));
  return {
    kind: 'Module',
    span: { start: 0, end },
    body: [
      ...before,
      ...read.body.map((statement) => shifted(statement, here)),
      ...after.map((statement) => shifted(statement, behind)),
    ],
    errors: [],
    comments: [
      ...earlier.comments.filter(({ span }) => span.start < start),
      ...comments(read.comments, here),
      ...comments(
        earlier.comments.filter(({ span }) => span.start >= oldEnd),
        behind,
      ),
    ],
    exprCount: earlier.exprCount + behind.ids,
    python2: false,
  };
}

/** The lowest number of an expression in the first statement that has any: later ones have higher numbers. */
function lowestId(statements: readonly Stmt[]): number | null {
  for (const statement of statements) {
    let lowest = Infinity;
    for (const node of nodesOf(statement)) if (typeof node['id'] === 'number') lowest = Math.min(lowest, node['id']);
    if (lowest < Infinity) return lowest;
  }
  return null;
}

type Fields = Record<string, unknown>;

/** Every object of a tree, lists included. */
function* nodesOf(root: object): Iterable<Fields> {
  const open = [root as Fields];
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    for (const value of Object.values(node)) if (isObject(value)) open.push(value);
  }
}

interface Shift {
  /** How much farther back everything stands. */
  readonly by: number;
  /** How much higher the expressions are numbered. */
  readonly ids: number;
}

/** A copy of a tree that stands elsewhere, without recursion, so that its depth does not matter. */
function shifted<T extends object>(root: T, { by, ids }: Shift): T {
  if (by === 0 && ids === 0) return root;
  const copy = { ...root };
  const open: Fields[] = [copy as Fields];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const key in node) {
      const value = node[key];
      if (typeof value === 'number') {
        if (key === 'start' || key === 'end') node[key] = value + by;
        else if (key === 'id') node[key] = value + ids;
      } else if (isObject(value)) {
        const part = (Array.isArray(value) ? value.slice() : { ...value }) as Fields;
        node[key] = part;
        open.push(part);
      }
    }
  }
  return copy;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
