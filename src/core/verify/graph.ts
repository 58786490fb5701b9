import type { Node } from '../tape/node.ts';
import { sameShape } from './compare.ts';

/** Marks of so many nodes lie in one page. */
const PAGE_BITS = 10;
const IN_PAGE = (1 << PAGE_BITS) - 1;

/** A small number for each node, 0 at first. The nodes of a run have ids close together, so that a map would cost more. */
class Marks {
  readonly #pages = new Map<number, Uint8Array>();
  #number = -1;
  #page: Uint8Array = new Uint8Array(0);

  get({ id }: Node): number {
    const number = id >> PAGE_BITS;
    if (number !== this.#number) {
      const page = this.#pages.get(number);
      if (!page) return 0;
      this.#turnTo(number, page);
    }
    return this.#page[id & IN_PAGE] ?? 0;
  }

  set({ id }: Node, mark: number): void {
    const number = id >> PAGE_BITS;
    if (number !== this.#number) {
      const page = this.#pages.get(number) ?? new Uint8Array(IN_PAGE + 1);
      this.#pages.set(number, page);
      this.#turnTo(number, page);
    }
    this.#page[id & IN_PAGE] = mark;
  }

  #turnTo(number: number, page: Uint8Array): void {
    this.#number = number;
    this.#page = page;
  }
}

/** Nodes in the order in which they were added. */
export class NodeSet implements Iterable<Node> {
  readonly #marks = new Marks();
  readonly #nodes: Node[] = [];

  has(node: Node): boolean {
    return this.#marks.get(node) === 1;
  }

  /** Adds a node; false when it was there before. */
  add(node: Node): boolean {
    if (this.#marks.get(node) === 1) return false;
    this.#marks.set(node, 1);
    this.#nodes.push(node);
    return true;
  }

  [Symbol.iterator](): ArrayIterator<Node> {
    return this.#nodes.values();
  }
}

/** Every node that the given ones were computed from, themselves included. */
export function ancestors(roots: Iterable<Node>): NodeSet {
  const seen = new NodeSet();
  const open = [...roots];
  for (let node = open.pop(); node; node = open.pop()) {
    if (!seen.add(node)) continue;
    for (const input of node.inputs) open.push(input);
  }
  return seen;
}

const LEADS = 1;
const LEADS_NOT = 2;

/** Answers whether a node was computed from one of `sources`, with memory over many questions. */
export function dependence(sources: ReadonlySet<Node>): (node: Node) => boolean {
  const known = new Marks();
  for (const source of sources) known.set(source, LEADS);
  return (node) => {
    const stack = [node];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const mark = known.get(top) === 0 ? judged(top, known) : known.get(top);
      if (mark === 0) {
        for (const input of top.inputs) if (known.get(input) === 0) stack.push(input);
      } else {
        known.set(top, mark);
        stack.pop();
      }
    }
    return known.get(node) === LEADS;
  };
}

/** What the inputs of a node say of it, 0 while one of them that matters is not known yet. */
function judged({ inputs }: Node, known: Marks): number {
  let mark = LEADS_NOT;
  for (const input of inputs) {
    const own = known.get(input);
    if (own === LEADS) return LEADS;
    if (own === 0) mark = 0;
  }
  return mark;
}

/** Values of the same shape that an output was computed from, a few steps back. */
export function sameShapedBehind(output: Node): Node[] {
  const found: Node[] = [];
  let layer: readonly Node[] = [output];
  for (let step = 0; step < 6; step++) {
    layer = layer.flatMap((node) => node.inputs.filter((input) => input.op !== null));
    found.push(...layer.filter((node) => sameShape(node.shape, output.shape)));
  }
  return [...new Set(found)].slice(0, 6);
}
