import { numberText } from '../base/numberText.ts';
import type { Localize } from '../base/localize.ts';
import { contains, type Span } from '../base/span.ts';
import type { Circuit, Gate, LocalGradient, Payload, Stage } from '../circuit/circuit.ts';
import { nested } from '../circuit/payload.ts';
import { formatShape } from '../ndarray/formatShape.ts';
import type { Expr, Module } from '../syntax/ast.ts';
import { expressionAt, targetPath, walkExpressions } from '../syntax/index.ts';
import type { GradientReport, UnitReport } from '../verify/verify.ts';
import { checkedWith } from './inputs.ts';

/** What a hover is made from. */
export interface HoverSource {
  readonly module: Module;
  readonly circuit: Circuit | null;
  /** The passes that the place is in. */
  readonly units: readonly Pick<UnitReport, 'gradients' | 'inputs'>[];
  readonly sampled: ReadonlySet<string>;
  /** Gradients of which a diagnostic on the screen says here what is wrong: it is not said twice. */
  readonly marked?: readonly string[];
  readonly localize: Localize;
}

export interface HoverText {
  readonly span: Span;
  readonly markdown: string;
}

/** Larger arrays are told by their shape and range. */
const MAX_SHOWN = 12;

/** Explains the variable, operator or call at an offset; null where there is nothing to say. */
export function hoverText(source: HoverSource, offset: number): HoverText | null {
  const inner = expressionAt(source.module, offset);
  if (!inner) return null;
  const expr = calledBy(source.module, inner) ?? inner;
  const path = targetPath(expr);
  const unit = source.units.find(({ gradients }) => gradients.some(({ name }) => name === path));
  const report = unit?.gradients.find(({ name }) => name === path);
  const { circuit } = source;
  const gate = circuit ? gateFor(circuit, expr, path) : null;
  const stage = path === null ? undefined : circuit?.stages.find((candidate) => candidate.name === path);
  const isSaid = report?.verdict === 'refuted' && source.marked?.includes(report.name) === true;
  const parts = [
    report && !isSaid ? verdictText(report, source.localize) : undefined,
    unit && sampledText(unit, source.localize),
    circuit && valueText(source, circuit, { gate, stage, isGradient: report !== undefined }),
  ].filter((part) => typeof part === 'string');
  if (parts.length === 0) return null;
  return { span: expr.span, markdown: parts.join('\n\n---\n\n') };
}

/** What there is to say of a gate or variable. Of a hand-written gradient only its shape and value: nobody asks for the gradient of a gradient. */
function valueText(
  source: HoverSource,
  circuit: Circuit,
  { gate, stage, isGradient }: { gate: Gate | null; stage: Stage | undefined; isGradient: boolean },
): string | undefined {
  const shown = gate ?? stage;
  if (isGradient && shown) return shapeAndValue(shown, source.localize).join(' · ');
  if (gate) return gateText(gate, circuit, source);
  return stage && stageText(stage, source);
}

/** The call whose function's name an expression is part of: on `exp` of `math.exp(x)` the whole call is meant. */
function calledBy(module: Module, expr: Expr): Expr | null {
  const found: Expr[] = [];
  walkExpressions(module, (candidate) => {
    if (candidate.kind === 'Call' && contains(candidate.func.span, expr.span)) found.push(candidate);
    return contains(candidate.span, expr.span);
  });
  return found.at(-1) ?? null;
}

/** The gate of a variable by name, of an operator or call by its place. */
function gateFor(circuit: Circuit, expr: Expr, path: string | null): Gate | null {
  const atPlace = circuit.gates.filter(
    ({ span, file }) => file === '' && span?.start === expr.span.start && span.end === expr.span.end,
  );
  const named = path === null ? undefined : circuit.gates.findLast((gate) => gate.name === path);
  return named ?? atPlace.at(-1) ?? null;
}

function gateText(gate: Gate, circuit: Circuit, source: HoverSource): string {
  const t = source.localize;
  const lines = [`**${headline(gate, t)}**`, valuesLine(gate, t)];
  if (gate.inputs.length > 0) lines.push(table(gate, circuit, t));
  if (gate.flow !== '') lines.push(`_${t('This gate {0}.', gate.flow)}_`);
  const uses = fanOut(gate, circuit, t);
  if (uses !== '') lines.push(uses);
  const sense = sensitivity(gate, circuit, t);
  if (sense !== '') lines.push(sense);
  if (gate.name !== null && source.sampled.has(gate.name)) {
    lines.push(t('The text gives {0} no value: this one was chosen, and can be changed in the panel.', gate.name));
  }
  if (gate.trouble === 'value') lines.push(t('A value that is not finite begins here.'));
  if (gate.trouble === 'gradient') lines.push(t('A gradient that is not finite begins here.'));
  return lines.join('\n\n');
}

function headline(gate: Gate, t: Localize): string {
  if (gate.op === 'input') return t('input {0}', `\`${gate.label}\``);
  const label = `\`${gate.label}\``;
  return gate.name === null ? t('gate {0}', label) : t('{0}, from gate {1}', `\`${gate.name}\``, label);
}

function shapeAndValue({ shape, value }: Pick<Gate, 'value' | 'shape'>, t: Localize): string[] {
  const parts = [];
  if (shape.length > 0) parts.push(`${t('shape')} \`${formatShape(shape)}\``);
  if (value) parts.push(`${t('value')} \`${payloadText(value)}\``);
  return parts;
}

function valuesLine(gate: Pick<Gate, 'value' | 'gradient' | 'shape'>, t: Localize): string {
  const parts = shapeAndValue(gate, t);
  parts.push(gate.gradient ? `${t('gradient')} \`${payloadText(gate.gradient)}\`` : t('no gradient reaches it'));
  return parts.join(' · ');
}

/** One row per input: upstream × local = downstream. */
function table(gate: Gate, circuit: Circuit, t: Localize): string {
  const names = new Map(circuit.gates.map((other) => [other.id, other.name ?? other.label] as const));
  const head = `| ${t('input')} | ${t('upstream')} | ${t('× local gradient')} | ${t('= downstream')} |\n|---|---|---|---|`;
  const upstream = gate.gradient ? payloadText(gate.gradient) : '–';
  const rows = gate.inputs.map((id, i) => {
    const local = gate.local[i];
    const downstream = local?.downstream ? payloadText(local.downstream) : '0';
    return `| ${cell(names.get(id) ?? '')} | ${cell(upstream)} | ${localText(local)} | ${cell(downstream)} |`;
  });
  return [head, ...rows].join('\n');
}

function localText(local: LocalGradient | undefined): string {
  if (!local) return '–';
  const { formula, value } = local;
  const number = value ? payloadText(value) : '';
  if (number === '' || number === formula) return cell(formula === '' ? '–' : formula);
  return formula === '' ? cell(number) : `${cell(formula)} = ${cell(number)}`;
}

function cell(text: string): string {
  return `\`${text.replace(/\|/g, '∣')}\``;
}

/** "x feeds 2 gates: its gradient is the sum 1.58 + 0.51." */
function fanOut(gate: Gate, circuit: Circuit, t: Localize): string {
  const sent = circuit.gates.flatMap((consumer) =>
    consumer.inputs.flatMap((id, i) => (id === gate.id ? [consumer.local[i]?.downstream ?? null] : [])),
  );
  if (sent.length < 2) return '';
  const numbers = sent.map((payload) => (payload?.kind === 'scalar' ? numberText(payload.value) : null));
  const sum = numbers.every((number) => number !== null) ? numbers.join(' + ').replace(/\+ -/g, '− ') : '';
  const name = gate.name ?? gate.label;
  if (sum === '') return t('{0} feeds {1} gates: what they send back adds up.', name, sent.length);
  return t('{0} feeds {1} gates: its gradient is the sum {2}.', name, sent.length, sum);
}

/** What the gradient of a scalar means: how the output answers to a small step. */
function sensitivity(gate: Gate, circuit: Circuit, t: Localize): string {
  const output = circuit.gates.find((other) => other.id === circuit.output);
  if (gate.gradient?.kind !== 'scalar' || gate.name === null || !output || output.id === gate.id || circuit.seeded)
    return '';
  return t(
    'If {0} grew by a small h, {1} would change by about {2}·h.',
    gate.name,
    output.name ?? t('the output'),
    numberText(gate.gradient.value),
  );
}

/** A list of numbers (`w = [2, -3]`) has no gate of its own. */
function stageText(stage: Stage, { localize: t }: HoverSource): string {
  return `**\`${stage.name}\`**\n\n${valuesLine(stage, t)}`;
}

const marks = { proven: '✓', refuted: '✗', unknown: '?' } as const;

function verdictText(report: GradientReport, t: Localize): string {
  const words = { proven: t('proven'), refuted: t('wrong'), unknown: t('unknown') }[report.verdict];
  const of = report.of === '' ? '' : ` ${t('(gradient of {0})', report.of)}`;
  const error =
    report.verdict === 'proven' && report.error !== null ? t('relative error {0}', numberText(report.error, 2)) : '';
  const reason = report.reason === '' ? error : report.reason;
  return `${marks[report.verdict]} **\`${report.name}\`**${of}: **${words}**${reason === '' ? '' : ` — ${reason}`}`;
}

/** What a pass was checked with, where it has a gradient of a value that the text leaves open; else undefined. */
function sampledText({ inputs, gradients }: HoverSource['units'][number], t: Localize): string | undefined {
  const values = new Set(gradients.map(({ of }) => of));
  const sampled = inputs.filter(({ name, source }) => values.has(name) && !['code', 'call', 'user'].includes(source));
  if (sampled.length === 0) return undefined;
  return checkedWith(inputs, t);
}

/** A number, a small array as a list, a large one as its range. */
function payloadText(payload: Payload): string {
  if (payload.kind === 'scalar') return numberText(payload.value);
  if (payload.data.length <= MAX_SHOWN) return listText(nested(payload));
  const low = payload.data.reduce((least, value) => Math.min(least, value), Infinity);
  const high = payload.data.reduce((most, value) => Math.max(most, value), -Infinity);
  return `${formatShape(payload.shape)} ${numberText(low, 3)} … ${numberText(high, 3)}`;
}

function listText(item: unknown): string {
  return Array.isArray(item) ? `[${item.map(listText).join(', ')}]` : numberText(Number(item), 3);
}
