import type { CircuitInput } from '../answers.ts';
import type { Circuit, Gate, Payload, Stage } from '../circuit/circuit.ts';
import { nested } from '../circuit/payload.ts';
import type { Ran } from './execute.ts';

/** Values with more numbers than this are not edited by hand. */
const MAX_EDITABLE = 16;

/** The inputs of a circuit that have a name, lists as one, in the order of their stages. */
export function inputsOf(
  circuit: Circuit,
  ran: Ran,
  overrides: Readonly<Record<string, string>>,
  problems: ReadonlyMap<string, string>,
): CircuitInput[] {
  const gates = new Map(circuit.gates.map((gate) => [gate.id, gate] as const));
  const isInput = (gate: Gate | undefined): boolean => gate?.op === 'input' && gate.name !== null;
  const staged = circuit.stages.filter(
    (stage) => stage.gates.length > 0 && stage.gates.every((id) => isInput(gates.get(id))),
  );
  const covered = new Set(staged.flatMap((stage) => stage.gates));
  const loose = circuit.gates.filter((gate) => isInput(gate) && !covered.has(gate.id));
  const named: (Pick<Stage, 'name' | 'value' | 'shape'> | null)[] = [
    ...staged,
    ...loose.map(({ name, value, shape }) => (name === null ? null : { name, value, shape })),
  ];
  return named
    .filter((input) => input !== null)
    .map(({ name, value, shape }) => ({
      name,
      text: overrides[name] ?? (value && pythonText(value)),
      shape,
      source: name in overrides ? 'user' : ran.sampled.has(name) ? 'sampled' : 'code',
      problem: problems.get(name) ?? '',
    }));
}

/** A value as Python text, null when it is too long to be edited. */
function pythonText(value: Payload): string | null {
  if (value.kind === 'scalar') return numberLiteral(value.value);
  if (value.data.length > MAX_EDITABLE) return null;
  const list = (item: unknown): string =>
    Array.isArray(item) ? `[${item.map(list).join(', ')}]` : numberLiteral(Number(item));
  const text = list(nested(value));
  return value.shape.length > 1 ? `np.array(${text})` : text;
}

function numberLiteral(value: number): string {
  if (Number.isNaN(value)) return "float('nan')";
  if (!Number.isFinite(value)) return value > 0 ? "float('inf')" : "-float('inf')";
  return String(Number(value.toPrecision(12)));
}
