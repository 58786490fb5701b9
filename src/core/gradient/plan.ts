import type { Node } from '../tape/node.ts';
import { vjpOf } from './gate.ts';
import { Slot } from './slot.ts';

/**
 * A slot for every node that leads to the output, which is the first, descending by id. Without `wrt`, every gradient is
 * wanted that leads to a named leaf; with it, only what it holds. Passes may nest: a slot knows those of its inputs.
 */
export function planReversePass(output: Node, wrt: Iterable<Node> | null): Slot[] {
  const slots = reachable(output);
  if (wrt) markWanted(slots, wrt);
  sortById(slots);
  for (let at = slots.length - 1; at >= 0; at--) {
    const slot = slots[at];
    if (!slot) continue;
    if (!wrt) slot.wanted = true;
    const isAim = wrt ? slot.wanted : slot.node.op === null && slot.node.name !== null;
    slot.needed = isAim || passesOn(slot);
  }
  return slots;
}

function passesOn({ node: { op }, inputs }: Slot): boolean {
  if (!op) return false;
  for (let input = 0; input < inputs.length; input++) {
    if (inputs[input]?.needed === true && vjpOf(op, input)) return true;
  }
  return false;
}

/** The slots of all nodes behind `output`, itself included, in order of discovery, which each node's `position` gives. */
function reachable(output: Node): Slot[] {
  const slots = [new Slot(output)];
  output.position = 0;
  // The list grows while it is walked.
  for (const slot of slots) {
    const { inputs } = slot.node;
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i];
      if (!input) continue;
      let found = slots[input.position];
      if (found?.node !== input) {
        found = new Slot(input);
        input.position = slots.length;
        slots.push(found);
      }
      slot.inputs[i] = found;
    }
  }
  return slots;
}

function markWanted(slots: readonly Slot[], wrt: Iterable<Node>): void {
  for (const node of wrt) {
    const slot = slots[node.position];
    if (slot?.node === node) slot.wanted = true;
  }
}

/** Beyond this many, the engine's sort is faster than insertion. */
const FEW = 48;

function sortById(slots: Slot[]): void {
  if (slots.length > FEW) {
    slots.sort((a, b) => b.node.id - a.node.id);
    return;
  }
  // Discovered from the output backwards, they are nearly in order.
  for (let i = 1; i < slots.length; i++) {
    const slot = slots[i];
    if (!slot) continue;
    let to = i;
    for (let before = slots[to - 1]; before && before.node.id < slot.node.id; before = slots[to - 1]) {
      slots[to--] = before;
    }
    slots[to] = slot;
  }
}
