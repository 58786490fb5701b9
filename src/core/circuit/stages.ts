import type { Span } from '../base/span.ts';
import type { Data } from '../ops/op.ts';
import type { Node } from '../tape/node.ts';
import type { Payload, Stage } from './circuit.ts';
import { payloadOf, stackPayloads } from './payload.ts';

/** A name assigned in the forward pass, with the node it got, or the nodes of a list's elements. */
export interface StageSource {
  readonly name: string;
  readonly parts: readonly Node[];
  readonly isList: boolean;
  readonly line: number;
  readonly span: Span;
}

/** The stages of a circuit, and the stage that each of its nodes belongs to. */
export interface Staged {
  readonly stages: readonly Stage[];
  readonly stageOf: ReadonlyMap<Node, string>;
}

/** One stage per assigned name whose value is in the circuit, in the order of assignment; a gate belongs to the first stage that it leads to. */
export function stagesOf(
  sources: readonly StageSource[],
  ids: ReadonlyMap<Node, string>,
  adjoints: ReadonlyMap<Node, Data>,
): Staged {
  const stageOf = new Map<Node, string>();
  const taken = new Set<Node>();
  const stages: Stage[] = [];
  for (const source of sources) {
    const present = source.parts.filter((part) => ids.has(part));
    if (present.length === 0 || present.every((part) => taken.has(part))) continue;
    for (const part of present) taken.add(part);
    const id = `s${String(stages.length)}`;
    const gates = claimGates(present, id, ids, stageOf, taken);
    stages.push({ id, name: source.name, line: source.line, span: source.span, ...valuesOf(source, adjoints), gates });
  }
  return { stages, stageOf };
}

/** Marks the gates behind a stage's values that belong to no earlier stage. */
function claimGates(
  parts: readonly Node[],
  id: string,
  ids: ReadonlyMap<Node, string>,
  stageOf: Map<Node, string>,
  taken: ReadonlySet<Node>,
): string[] {
  const gates: string[] = [];
  const open = [...parts];
  for (let node = open.pop(); node; node = open.pop()) {
    const gate = ids.get(node);
    if (gate === undefined || stageOf.has(node)) continue;
    stageOf.set(node, id);
    gates.push(gate);
    for (const input of node.inputs) if (input.op !== null && !taken.has(input)) open.push(input);
  }
  return gates.reverse();
}

function valuesOf(
  { parts, isList }: StageSource,
  adjoints: ReadonlyMap<Node, Data>,
): { value: Payload | null; shape: readonly number[]; gradient: Payload | null } {
  const values = parts.map((part) => (part.value === undefined ? null : payloadOf(part.value)));
  const someAdjoint = parts.some((part) => adjoints.has(part));
  const gradients = parts.map((part): Payload | null => {
    const adjoint = adjoints.get(part);
    if (adjoint !== undefined) return payloadOf(adjoint);
    return someAdjoint && part.shape.length === 0 ? { kind: 'scalar', value: 0 } : null;
  });
  const value = isList ? stackPayloads(values) : (values[0] ?? null);
  const gradient = isList ? stackPayloads(gradients) : (gradients[0] ?? null);
  const shape = isList ? [parts.length, ...(parts[0]?.shape ?? [])] : (parts[0]?.shape ?? []);
  return { value, shape: [...shape], gradient };
}
