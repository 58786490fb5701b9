import type { Span } from '../base/span.ts';
import type { Expr, Stmt } from '../syntax/ast.ts';
import type { Node, Site } from '../tape/node.ts';
import type { TapeApi } from '../tape/tape.ts';
import { Num, Tensor } from '../tape/tensor.ts';
import type { Binding } from './execution.ts';
import type { Frame } from './frame.ts';
import { Literal } from './literal.ts';
import { PyDict, PyList, PyTuple, type Value } from './values.ts';

/** Of one target so many bindings are kept in one run, and the last: a loop that goes round often says the same each time. */
const MAX_PER_TARGET = 1000;
/** The states of an array that is filled element by element: each is as large as the last, and says less. */
export const MAX_PER_ELEMENT = 64;
/** Beyond this the oldest half is forgotten. */
const MAX_KEPT = 200_000;
/** Longer lists are data, not parameters: their elements get no names. */
const MAX_NAMED_ITEMS = 32;
const MAX_DEPTH = 3;

/** What a binding says beyond the value, and how many there were in this run. */
export class BindingPlace {
  readonly kind: Binding['kind'];
  readonly statement: Stmt | null;
  readonly span: Span;
  readonly file: string;
  /** How many bindings are kept in one run. */
  readonly most: number;
  run = -1;
  count = 0;
  /** The last binding, once there are too many to keep. */
  latest: Binding | null = null;

  constructor(kind: Binding['kind'], statement: Stmt | null, span: Span, file: string, most = MAX_PER_TARGET) {
    this.kind = kind;
    this.statement = statement;
    this.span = span;
    this.file = file;
    this.most = most;
  }
}

/** Records what a run assigned. */
export class Trace {
  #kept: Binding[] = [];
  #overflowing: BindingPlace[] = [];
  #order = 0;
  #run = 0;
  readonly #onBinding: ((binding: Binding) => void) | null;

  constructor(onBinding: ((binding: Binding) => void) | null) {
    this.#onBinding = onBinding;
  }

  /** All bindings that were kept, in order. */
  get bindings(): readonly Binding[] {
    if (this.#overflowing.length > 0) this.#takeLatest();
    return this.#kept;
  }

  /** A new run counts its bindings anew. */
  begin(): void {
    if (this.#overflowing.length > 0) this.#takeLatest();
    this.#run++;
  }

  record(frame: Frame, path: string, value: Value, place: BindingPlace): void {
    const binding: Binding = {
      path,
      kind: place.kind,
      value,
      node: nodeNow(value),
      statement: place.statement,
      span: place.span,
      frame: frame.number,
      functionName: frame.functionName,
      file: place.file,
      order: this.#order++,
    };
    this.#keep(binding, place);
    this.#onBinding?.(binding);
  }

  #keep(binding: Binding, place: BindingPlace): void {
    if (place.run !== this.#run) {
      place.run = this.#run;
      place.count = 0;
    }
    if (++place.count <= place.most) {
      this.#kept.push(binding);
      if (this.#kept.length > MAX_KEPT) this.#kept = this.#kept.slice(MAX_KEPT / 2);
    } else {
      if (place.latest === null) this.#overflowing.push(place);
      place.latest = binding;
    }
  }

  #takeLatest(): void {
    const latest = this.#overflowing.flatMap((place) => place.latest ?? []).sort((a, b) => a.order - b.order);
    for (const place of this.#overflowing) place.latest = null;
    this.#overflowing = [];
    this.#kept = merged(this.#kept, latest);
  }
}

/** Two lists in order as one. */
function merged(many: readonly Binding[], few: readonly Binding[]): Binding[] {
  const all: Binding[] = [];
  let at = 0;
  for (const binding of few) {
    for (let next = many[at]; next && next.order < binding.order; next = many[++at]) all.push(next);
    all.push(binding);
  }
  for (let next = many[at]; next; next = many[++at]) all.push(next);
  return all;
}

/** The node of a value at this moment, null when it is untracked or not numeric. */
function nodeNow(value: Value): Node | null {
  if (value instanceof Num) return value.node;
  return value instanceof Tensor ? value.currentNode : null;
}

/** A gate bears the name of the variable that its result was first given to, or stored into. */
export function nameNode(value: Num | Tensor, path: string): void {
  const node = nodeNow(value);
  if (node !== null && node.op !== null) node.name ??= path;
}

/** Expressions of so many ids are kept together: most runs reach few of a long file. */
const PAGE_BITS = 6;
const IN_PAGE = (1 << PAGE_BITS) - 1;

/** The last values of neighbouring expressions, and the nodes that arrays among them had then. */
interface ObservedPage {
  readonly values: (Value | undefined)[];
  readonly nodes: (Node | null)[];
}

/** What happened to each expression of one file, by its id. */
export class Observed {
  readonly #pages: (ObservedPage | null)[];

  constructor(exprCount: number) {
    this.#pages = new Array<ObservedPage | null>((exprCount >> PAGE_BITS) + 1).fill(null);
  }

  note<V extends Value>(id: number, value: V): V {
    const page = this.#pages[id >> PAGE_BITS] ?? this.#newPage(id >> PAGE_BITS);
    page.values[id & IN_PAGE] = value;
    if (value instanceof Tensor) page.nodes[id & IN_PAGE] = value.currentNode;
    return value;
  }

  #newPage(number: number): ObservedPage {
    const page: ObservedPage = {
      values: new Array<Value | undefined>(IN_PAGE + 1).fill(undefined),
      nodes: new Array<Node | null>(IN_PAGE + 1).fill(null),
    };
    this.#pages[number] = page;
    return page;
  }

  /** The last value; a tracked array as it was then, undefined when its numbers were overwritten since and nothing had read them. */
  valueOf(expr: Expr): Value | undefined {
    const page = this.#pages[expr.id >> PAGE_BITS];
    const value = page?.values[expr.id & IN_PAGE];
    const node = page?.nodes[expr.id & IN_PAGE] ?? null;
    if (!(value instanceof Tensor) || node === null || value.currentNode === node) return value;
    if (node.value === undefined) return undefined;
    return typeof node.value === 'number' ? new Num(node.value, false, node) : Tensor.of(node.value, node);
  }
}

/**
 * Makes what is bound to `path` an input of the circuit where it is one: floats, numbers written in the text and float
 * arrays, alone or in a short list, tuple or dict. Gives the value to bind.
 */
export function tracked(tape: TapeApi, value: Value, path: string, site: Site | null): Value {
  if (!tape.recording) return value;
  if (value instanceof Num || value instanceof Tensor) return trackOperand(tape, value, path, site);
  return trackItems(tape, value, path, site, MAX_DEPTH);
}

function trackOperand(tape: TapeApi, value: Num | Tensor, path: string, site: Site | null): Value {
  if (value instanceof Num) {
    if (value.node !== null) {
      nameNode(value, path);
      return value;
    }
    return value.isInt && !(value instanceof Literal) ? value : tape.track(value, path, site);
  }
  if (!value.tracked) return value.dtype === 'float64' ? tape.track(value, path, site) : value;
  const node = value.currentNode;
  if (node !== null && node.op !== null) {
    node.name ??= path;
    // The binding's numbers must outlive a later store; a buffer that is never stored into is not copied for it.
    value.storage.captured = true;
  }
  return value;
}

function trackItems(tape: TapeApi, value: Value, path: string, site: Site | null, depth: number): Value {
  if (depth === 0) return value;
  const item = (inner: Value, name: string): Value =>
    inner instanceof Num || inner instanceof Tensor
      ? trackOperand(tape, inner, name, site)
      : trackItems(tape, inner, name, site, depth - 1);
  if (value instanceof PyList && value.items.length <= MAX_NAMED_ITEMS) {
    value.items.forEach((inner, index) => {
      value.items[index] = item(inner, `${path}[${String(index)}]`);
    });
  } else if (value instanceof PyTuple && value.items.length <= MAX_NAMED_ITEMS) {
    const items = value.items.map((inner, index) => item(inner, `${path}[${String(index)}]`));
    return items.every((inner, index) => inner === value.items[index]) ? value : new PyTuple(items);
  } else if (value instanceof PyDict && value.entries.size <= MAX_NAMED_ITEMS) {
    for (const entry of value.entries.values()) {
      const key =
        typeof entry.key === 'string' ? `'${entry.key}'` : entry.key instanceof Num ? String(entry.key.value) : null;
      if (key !== null) entry.value = item(entry.value, `${path}[${key}]`);
    }
  }
  return value;
}
