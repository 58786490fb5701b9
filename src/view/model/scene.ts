import type { Circuit, Gate, Group, LocalGradient, Payload } from '../../core/circuit/circuit.ts';
import type { Box, Picture, Tag, WirePath } from '../../core/layout/picture.ts';

/** What one drawn box stands for: a gate, an input, or a folded group, seen alike. */
export interface Part {
  readonly id: string;
  readonly kind: Box['kind'];
  readonly op: string;
  readonly label: string;
  readonly name: string | null;
  readonly value: Payload | null;
  readonly gradient: Payload | null;
  readonly shape: readonly number[];
  /** Gates outside that feed it, and what each of them receives. */
  readonly inputs: readonly string[];
  readonly local: readonly LocalGradient[];
  readonly flow: string;
  readonly stage: string | null;
  /** The group that the box can be folded into, or is. */
  readonly group: string | null;
  readonly trouble: Box['trouble'];
}

/** A circuit and its picture, indexed for drawing, walking and explaining. */
export interface Scene {
  readonly circuit: Circuit;
  readonly picture: Picture;
  readonly parts: ReadonlyMap<string, Part>;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly tags: ReadonlyMap<string, Tag>;
  /** Wires by the box they lead to, in the order of its inputs, and by the box they leave. */
  readonly incoming: ReadonlyMap<string, readonly WirePath[]>;
  readonly outgoing: ReadonlyMap<string, readonly WirePath[]>;
  /** The drawn box that holds a gate or group: itself, or the folded group around it. */
  readonly boxOf: (id: string) => string | null;
  /** Drawn boxes, each after those that feed it. */
  readonly order: readonly string[];
}

/** The part's name for people: the variable, else what is written in the box. */
export function nameOf(part: Part): string {
  return part.name ?? part.label;
}

function partOfGate(box: Box, gate: Gate): Part {
  return { ...gate, kind: box.kind, trouble: gate.trouble };
}

function partOfGroup(group: Group, gates: ReadonlyMap<string, Gate>): Part | null {
  const output = gates.get(group.output);
  if (output === undefined) return null;
  return {
    id: group.id,
    kind: 'group',
    op: group.op,
    label: group.label,
    name: output.name,
    value: output.value,
    gradient: output.gradient,
    shape: output.shape,
    inputs: group.inputs,
    local: group.local,
    flow: group.flow,
    stage: output.stage,
    group: group.id,
    trouble: group.gates.map((id) => gates.get(id)?.trouble ?? null).find((trouble) => trouble !== null) ?? null,
  };
}

function byKey<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) {
    const list = map.get(key(item));
    if (list === undefined) map.set(key(item), [item]);
    else list.push(item);
  }
  return map;
}

/** Boxes in the order of evaluation: a depth-first walk against the wires, outputs last. */
function evaluationOrder(ids: Iterable<string>, incoming: ReadonlyMap<string, readonly WirePath[]>): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  for (const start of ids) {
    const stack: { id: string; next: number }[] = seen.has(start) ? [] : [{ id: start, next: 0 }];
    seen.add(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const wire = incoming.get(top.id)?.[top.next++];
      if (wire === undefined) {
        order.push(top.id);
        stack.pop();
      } else if (!seen.has(wire.from)) {
        seen.add(wire.from);
        stack.push({ id: wire.from, next: 0 });
      }
    }
  }
  return order;
}

/** Indexes a circuit and its picture. */
export function sceneOf(circuit: Circuit, picture: Picture): Scene {
  const gates = new Map(circuit.gates.map((gate) => [gate.id, gate]));
  const groups = new Map(circuit.groups.map((group) => [group.id, group]));
  const boxes = new Map(picture.boxes.map((box) => [box.id, box]));
  const folded = new Map<string, string>();
  for (const group of circuit.groups) {
    if (boxes.has(group.id)) for (const gate of group.gates) folded.set(gate, group.id);
  }
  const parts = new Map<string, Part>();
  for (const box of picture.boxes) {
    const gate = gates.get(box.id);
    const group = groups.get(box.id);
    const part = gate !== undefined ? partOfGate(box, gate) : group === undefined ? null : partOfGroup(group, gates);
    if (part !== null) parts.set(box.id, part);
  }
  const boxOf = (id: string): string | null => {
    if (boxes.has(id)) return id;
    return folded.get(id) ?? folded.get(groups.get(id)?.output ?? '') ?? null;
  };
  const wires = picture.wires.map((wire) => ({
    ...wire,
    from: boxOf(wire.from) ?? wire.from,
    to: boxOf(wire.to) ?? wire.to,
  }));
  const incoming = byKey(wires, (wire) => wire.to);
  const port = (wire: WirePath): number =>
    parts.get(wire.to)?.inputs.findIndex((input) => boxOf(input) === wire.from) ?? 0;
  for (const list of incoming.values()) list.sort((a, b) => port(a) - port(b));
  return {
    circuit,
    picture: { ...picture, wires },
    parts,
    boxes,
    tags: new Map(picture.tags.map((tag) => [boxOf(tag.box) ?? tag.box, tag])),
    incoming,
    outgoing: byKey(wires, (wire) => wire.from),
    boxOf,
    order: evaluationOrder(parts.keys(), incoming),
  };
}
