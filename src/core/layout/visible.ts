import type { Circuit, Gate, Group, Payload } from '../circuit/circuit.ts';

/** A gate, an input or a folded group, as it is drawn. */
export interface VisibleNode {
  readonly id: string;
  readonly kind: 'input' | 'constant' | 'gate' | 'group';
  readonly label: string;
  readonly title: string;
  readonly name: string | null;
  readonly value: Payload | null;
  readonly gradient: Payload | null;
  readonly shape: readonly number[];
  readonly trouble: Gate['trouble'];
  /** The unfolded group it is drawn inside of, else null. */
  readonly frame: string | null;
  readonly inputs: readonly string[];
}

/** What is drawn of a circuit when some of its groups are folded. */
export interface Visible {
  readonly nodes: readonly VisibleNode[];
  readonly frames: readonly Group[];
}

/** Replaces the gates of each folded group by one node; a wire into the group ends at that node. */
export function visibleCircuit(circuit: Circuit, folded: ReadonlySet<string>): Visible {
  const gates = new Map(circuit.gates.map((gate) => [gate.id, gate] as const));
  const hidden = new Map<string, Group>();
  for (const group of circuit.groups) if (folded.has(group.id)) for (const gate of group.gates) hidden.set(gate, group);
  const shownAs = (id: string): string => hidden.get(id)?.id ?? id;
  const nodes: VisibleNode[] = [];
  const done = new Set<string>();
  for (const gate of circuit.gates) {
    const group = hidden.get(gate.id);
    if (!group) nodes.push(gateNode(gate, shownAs));
    else if (group.output === gate.id && !done.has(group.id)) {
      done.add(group.id);
      nodes.push(groupNode(group, gate, gates, shownAs));
    }
  }
  return { nodes, frames: circuit.groups.filter((group) => !folded.has(group.id)) };
}

function gateNode(gate: Gate, shownAs: (id: string) => string): VisibleNode {
  const kind = gate.op === 'input' || gate.op === 'constant' ? gate.op : 'gate';
  const { id, label, name, value, gradient, shape, trouble } = gate;
  return {
    id,
    kind,
    label,
    title: label,
    name,
    value,
    gradient,
    shape,
    trouble,
    frame: gate.group,
    inputs: gate.inputs.map(shownAs),
  };
}

function groupNode(
  group: Group,
  output: Gate,
  gates: ReadonlyMap<string, Gate>,
  shownAs: (id: string) => string,
): VisibleNode {
  const inside = group.gates.map((id) => gates.get(id)?.trouble ?? null);
  const { name, value, gradient, shape } = output;
  return {
    id: group.id,
    kind: 'group',
    label: group.label,
    title: group.op,
    name,
    value,
    gradient,
    shape,
    trouble: inside.find((trouble) => trouble !== null) ?? null,
    frame: null,
    inputs: [...new Set(group.inputs.map(shownAs))],
  };
}
