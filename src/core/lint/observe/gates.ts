import type { Span } from '../../base/span.ts';
import type { AnyOp, Node } from '../../tape/node.ts';
import { flatOfData } from '../../verify/compare.ts';
import { ancestors } from '../../verify/graph.ts';
import type { Outcome } from '../../verify/verify.ts';

export type Gate = Node & { readonly op: AnyOp };

/** Whether a node is one of these gates. */
export function isGate(node: Node | undefined, ...names: readonly string[]): node is Gate {
  return node?.op ? names.includes(node.op.name) : false;
}

const known = new WeakMap<Outcome, readonly Gate[]>();

/** The gates of the forward pass that the objective is computed by, in order of evaluation. */
export function forwardGates(outcome: Outcome): readonly Gate[] {
  const { judgement } = outcome;
  let gates = known.get(outcome);
  if (!gates) {
    gates = judgement ? gatesBehind(judgement.objective.root) : [];
    known.set(outcome, gates);
  }
  return gates;
}

/** The gates that a node was computed by, itself included, in order of evaluation. */
export function gatesBehind(root: Node): Gate[] {
  const gates = [...ancestors([root])].filter((node): node is Gate => node.op !== null);
  return gates.sort((a, b) => a.id - b.id);
}

/** Where in the text under analysis a node was evaluated; null for other files and for what the checker added. */
export function placeOf({ site }: Node): Span | null {
  return site?.file === '' ? site.span : null;
}

/** The numbers of a node; null when they are gone. */
export function numbersOf({ value }: Node): Float64Array | null {
  return value === undefined ? null : flatOfData(value).data;
}
