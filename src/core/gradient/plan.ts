import type { Node } from '../tape/node.ts';
import { vjpOf } from './gate.ts';

/** What a reverse pass will walk over, found before it starts, so that passes may nest. */
export interface ReversePlan {
  /** Every node that leads to the output, ascending by id; the output is the last. */
  readonly order: readonly Node[];
  /** The places in `order` of the inputs of the node at each place. */
  readonly inputs: readonly (readonly number[])[];
  /** Whether a gradient is wanted at or behind each place. */
  readonly needed: readonly boolean[];
}

/** Plans the pass. Without `wrt`, every named leaf is wanted; with it, only what it holds. */
export function planReversePass(output: Node, wrt: ReadonlySet<Node> | null): ReversePlan {
  const order = reachable(output);
  const inputs = order.map((node) => node.inputs.map((input) => input.position));
  const needed = new Array<boolean>(order.length).fill(false);
  order.forEach((node, at) => {
    needed[at] = isWanted(node, wrt) || passesOn(node, inputs[at] ?? [], needed);
  });
  return { order, inputs, needed };
}

function isWanted(node: Node, wrt: ReadonlySet<Node> | null): boolean {
  return wrt ? wrt.has(node) : node.op === null && node.name !== null;
}

function passesOn({ op }: Node, inputs: readonly number[], needed: readonly boolean[]): boolean {
  return op !== null && inputs.some((from, input) => needed[from] === true && vjpOf(op, input) !== null);
}

/** The nodes behind `output`, itself included, ascending by id. Leaves each node's place in `position`. */
function reachable(output: Node): Node[] {
  const found: Node[] = [output];
  output.position = 0;
  for (let next = 0; next < found.length; next++) {
    for (const input of found[next]?.inputs ?? []) {
      if (found[input.position] === input) continue;
      input.position = found.length;
      found.push(input);
    }
  }
  found.sort((a, b) => a.id - b.id);
  found.forEach((node, at) => {
    node.position = at;
  });
  return found;
}
