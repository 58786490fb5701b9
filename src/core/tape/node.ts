import type { Span } from '../base/span.ts';
import type { Shape } from '../ndarray/ndarray.ts';
import type { Data, Op, Sample } from '../ops/op.ts';

/** A record whose attributes nobody but the record itself looks into; every `Op<A>` is one. */
export interface AnyOp extends Omit<Op<never>, 'samples'> {
  readonly samples: readonly Sample<unknown>[];
}

/** Where in which text a gate was evaluated. `file` is empty for the text under analysis. */
export interface Site {
  readonly file: string;
  readonly span: Span;
}

let nextId = 0;
const NO_AXES: Shape = [];

/**
 * One evaluated gate, or a leaf. Nodes point back at their inputs only, so whatever no longer leads to a live value is
 * collected by the engine itself; there is no list of all nodes. Ids grow in order of evaluation, therefore
 * descending id is a reverse topological order.
 */
export class Node {
  readonly id: number;
  /** `null` for a leaf: an input, a parameter, a constant. */
  readonly op: AnyOp | null;
  readonly inputs: readonly Node[];
  readonly attrs: unknown;
  readonly shape: Shape;
  /** `undefined` once the value was overwritten in place before any gate had read it. */
  value: Data | undefined;
  readonly site: Site | null;
  /** A leaf's name when it has one (`x`, `w[0]`), else `null`: an unnamed leaf is a constant. The name of the variable a gate's result was first assigned to. */
  name: string | null;
  /** Scratch of graph passes: this node's place in a pass's own list. Trust it only where that list holds this node there. */
  position = -1;

  constructor(
    op: AnyOp | null,
    inputs: readonly Node[],
    attrs: unknown,
    value: Data,
    site: Site | null,
    name: string | null,
  ) {
    this.id = nextId++;
    this.op = op;
    this.inputs = inputs;
    this.attrs = attrs;
    this.value = value;
    this.shape = typeof value === 'number' ? NO_AXES : value.shape;
    this.site = site;
    this.name = name;
  }

  static leaf(value: Data, name: string | null, site: Site | null = null): Node {
    return new Node(null, [], undefined, value, site, name);
  }
}
