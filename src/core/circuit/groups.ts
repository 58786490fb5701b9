import type { Data } from '../ops/op.ts';
import type { Node } from '../tape/node.ts';
import type { CircuitSource } from './build.ts';
import type { Group, LocalGradient } from './circuit.ts';
import { foldLabel } from './label.ts';
import { patterns, type Match } from './patterns.ts';
import { payloadOf } from './payload.ts';

/** Finds known functions spelled out gate by gate. Larger ones win; groups never share a gate. */
export function findGroups(nodes: readonly Node[], ids: ReadonlyMap<Node, string>, source: CircuitSource): Group[] {
  const inside = new Set<Node>();
  const groups: Group[] = [];
  const consumers = consumersOf(nodes);
  for (const node of nodes.toReversed()) {
    if (inside.has(node)) continue;
    for (const pattern of patterns) {
      const match = pattern.match(node);
      if (!match || !fits(match, node, ids, inside, consumers)) continue;
      for (const gate of match.gates) inside.add(gate);
      groups.push(groupOf(groups.length, pattern, match, node, ids, source));
      break;
    }
  }
  return groups.reverse();
}

/** A group must lie in the circuit, overlap no other, have more than one gate, and let nothing inside out but its output. */
function fits(
  match: Match,
  output: Node,
  ids: ReadonlyMap<Node, string>,
  inside: ReadonlySet<Node>,
  consumers: ReadonlyMap<Node, readonly Node[]>,
): boolean {
  const gates = new Set(match.gates);
  if (gates.size < 2 || match.gates.some((gate) => inside.has(gate) || !ids.has(gate))) return false;
  return match.gates.every(
    (gate) => gate === output || (consumers.get(gate) ?? []).every((consumer) => gates.has(consumer)),
  );
}

function consumersOf(nodes: readonly Node[]): Map<Node, Node[]> {
  const found = new Map<Node, Node[]>();
  for (const node of nodes) {
    for (const position of foldLabel(node).wired) {
      const input = node.inputs[position];
      if (!input) continue;
      const list = found.get(input);
      if (list) list.push(node);
      else found.set(input, [node]);
    }
  }
  return found;
}

function groupOf(
  index: number,
  pattern: (typeof patterns)[number],
  match: Match,
  output: Node,
  ids: ReadonlyMap<Node, string>,
  source: CircuitSource,
): Group {
  const inputs = match.inputs.filter((input) => ids.has(input));
  return {
    id: `p${String(index)}`,
    op: pattern.op,
    label: pattern.label,
    gates: match.gates.map((gate) => ids.get(gate) ?? ''),
    output: ids.get(output) ?? '',
    inputs: inputs.map((input) => ids.get(input) ?? ''),
    local: inputs.map((input, i) => localOf(pattern, match, output, input, i, source)),
    flow: source.localize(pattern.flow),
    span: output.site?.span ?? null,
  };
}

function localOf(
  pattern: (typeof patterns)[number],
  match: Match,
  output: Node,
  input: Node,
  index: number,
  source: CircuitSource,
): LocalGradient {
  const names: Record<string, string> = { s: output.name ?? 's', g: output.name === null ? 'g' : `d${output.name}` };
  match.inputs.forEach((node, i) => {
    const letter = 'abcd'[i];
    if (letter !== undefined && node.name !== null) names[letter] = node.name;
  });
  const local = pattern.local?.(output, input) ?? null;
  const sent = downstream(match, input, source);
  return {
    ...source.write(pattern.derivative[index] ?? '', names),
    value: local === null ? null : payloadOf(local),
    downstream: sent === null ? null : payloadOf(sent),
  };
}

/** What the gates of the group send to one input together; null when more than one sends arrays, which then has no single number. */
function downstream(match: Match, input: Node, source: CircuitSource): Data | null {
  const sent: Data[] = [];
  for (const gate of match.gates) {
    for (const [position, node] of gate.inputs.entries()) {
      const contribution = node === input ? source.contributions.get(gate)?.[position] : null;
      if (contribution !== null && contribution !== undefined) sent.push(contribution);
    }
  }
  const [first] = sent;
  if (first === undefined) return null;
  if (sent.length === 1) return first;
  return sent.every((part) => typeof part === 'number')
    ? sent.reduce<number>((sum, part) => sum + (typeof part === 'number' ? part : 0), 0)
    : null;
}
