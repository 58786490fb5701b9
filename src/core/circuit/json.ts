import type { Circuit, Gate, Group, LocalGradient, Payload } from './circuit.ts';
import { nested } from './payload.ts';

/** A number, or nested lists as NumPy's `tolist` gives them; null where there is none. NaN and infinities are still numbers here. */
export type JsonValue = unknown;

export interface StageJson {
  readonly name: string;
  /** Zero-based. */
  readonly line: number;
  readonly value: JsonValue;
  readonly shape: readonly number[];
  readonly gradient: JsonValue;
}

export interface GateJson {
  readonly id: string;
  readonly op: string;
  readonly label: string;
  /** The name of its stage. */
  readonly stage: string | null;
  readonly value: JsonValue;
  readonly shape: readonly number[];
  readonly gradient: JsonValue;
  readonly inputs: readonly string[];
  /** The local gradient on each input where the gate is elementwise, else null. */
  readonly local: readonly JsonValue[];
}

/** Gates that together are one known function, with its value and its local gradients as a whole. */
export interface GroupJson {
  readonly id: string;
  readonly op: string;
  readonly label: string;
  readonly gates: readonly string[];
  readonly inputs: readonly string[];
  readonly value: JsonValue;
  readonly gradient: JsonValue;
  readonly local: readonly JsonValue[];
}

/** The contract of `circuit --format json`: other programs read it, so keys are only ever added. */
export interface CircuitJson {
  readonly version: 1;
  readonly stages: readonly StageJson[];
  readonly gates: readonly GateJson[];
  readonly groups: readonly GroupJson[];
  readonly output: string;
}

/** A circuit as the JSON contract has it. */
export function circuitJson(circuit: Circuit): CircuitJson {
  const gates = new Map(circuit.gates.map((gate) => [gate.id, gate] as const));
  const stageNames = new Map(circuit.stages.map((stage) => [stage.id, stage.name] as const));
  return {
    version: 1,
    stages: circuit.stages.map(({ name, line, value, shape, gradient }) => ({
      name,
      line,
      value: json(value),
      shape,
      gradient: json(gradient),
    })),
    gates: circuit.gates.map((gate) => gateJson(gate, stageNames)),
    groups: circuit.groups.map((group) => groupJson(group, gates.get(group.output))),
    output: circuit.output,
  };
}

function gateJson(gate: Gate, stageNames: ReadonlyMap<string, string>): GateJson {
  const { id, op, label, stage, value, shape, gradient, inputs, local } = gate;
  return {
    id,
    op,
    label,
    stage: stage === null ? null : (stageNames.get(stage) ?? null),
    value: json(value),
    shape,
    gradient: json(gradient),
    inputs,
    local: localJson(local),
  };
}

function groupJson(group: Group, output: Gate | undefined): GroupJson {
  const { id, op, label, gates, inputs, local } = group;
  const [value, gradient] = [json(output?.value ?? null), json(output?.gradient ?? null)];
  return { id, op, label, gates, inputs, value, gradient, local: localJson(local) };
}

function localJson(local: readonly LocalGradient[]): JsonValue[] {
  return local.map(({ value }) => json(value));
}

function json(payload: Payload | null): JsonValue {
  return payload === null ? null : nested(payload);
}
