import { numberText } from '../base/numberText.ts';
import { formatShape } from '../ndarray/formatShape.ts';
import type { Circuit, Gate, LocalGradient, Payload } from './circuit.ts';
import { nested } from './payload.ts';

/** Arrays with more numbers than this are written as their shape and range. */
const MAX_WRITTEN = 12;

/**
 * A circuit as text for people and for snapshots: stage by stage, each gate with its inputs, value and gradient, and for
 * each input `upstream × local = downstream`.
 */
export function dumpCircuit(circuit: Circuit): string {
  const names = new Map(circuit.gates.map((gate) => [gate.id, shortName(gate)] as const));
  const lines: string[] = [];
  const written = new Set<string>();
  for (const stage of circuit.stages) {
    lines.push(`${stage.name}${facts(stage)}   line ${String(stage.line + 1)}`);
    for (const gate of circuit.gates) {
      if (gate.stage !== stage.id) continue;
      written.add(gate.id);
      if (gate.inputs.length > 0 || stage.gates.length > 1) lines.push(...gateLines(gate, names));
    }
  }
  const loose = circuit.gates.filter((gate) => !written.has(gate.id));
  if (loose.length > 0 && lines.length > 0) lines.push('(no stage)');
  for (const gate of loose) lines.push(...gateLines(gate, names));
  for (const group of circuit.groups) lines.push(`group ${group.op}: ${group.gates.join(' ')}`);
  if (circuit.omitted > 0) lines.push(`${String(circuit.omitted)} gates left out`);
  lines.push(`output: ${names.get(circuit.output) ?? circuit.output}`);
  return lines.join('\n') + '\n';
}

function gateLines(gate: Gate, names: ReadonlyMap<string, string>): string[] {
  const inputs = gate.inputs.map((id) => names.get(id) ?? id);
  const call = gate.inputs.length > 0 ? `${gate.label}  (${inputs.join(', ')})` : gate.label;
  const trouble = gate.trouble === null ? '' : `   !! not finite: the ${gate.trouble} begins here`;
  const head = `  ${gate.id.padEnd(4)} ${call}${facts(gate)}${trouble}`;
  return [head, ...gate.local.flatMap((local, i) => localLine(gate, local, inputs[i] ?? ''))];
}

function localLine(gate: Gate, local: LocalGradient, input: string): string[] {
  const { value, downstream, formula } = local;
  if (!downstream) return [];
  const known = value === null || formula === valueText(value) ? '' : ` [${valueText(value)}]`;
  const rule =
    value === null
      ? formula === ''
        ? ''
        : `${formula} = `
      : `${valueText(gate.gradient)} × ${formula === '' ? valueText(value) : formula}${known} = `;
  return [`         to ${input}: ${rule}${valueText(downstream)}`];
}

function facts({ value, gradient, shape }: Pick<Gate, 'value' | 'gradient' | 'shape'>): string {
  const shapeText = shape.length === 0 ? '' : `  ${formatShape(shape)}`;
  return `${shapeText}  value ${valueText(value)}  gradient ${valueText(gradient)}`;
}

/** The name of a gate's result, else its id. */
function shortName(gate: Gate): string {
  return gate.name ?? (gate.op === 'constant' ? gate.label : gate.id);
}

function valueText(payload: Payload | null): string {
  if (payload === null) return '-';
  if (payload.kind === 'scalar') return numberText(payload.value);
  if (payload.data.length <= MAX_WRITTEN) return listText(nested(payload));
  let [low, high] = [Infinity, -Infinity];
  for (const value of payload.data) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return `${formatShape(payload.shape)} from ${numberText(low)} to ${numberText(high)}`;
}

function listText(item: unknown): string {
  return Array.isArray(item) ? `[${item.map(listText).join(', ')}]` : numberText(Number(item));
}
