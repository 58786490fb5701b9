import { constantOf } from '../circuit/label.ts';
import { patterns } from '../circuit/patterns.ts';
import { parseExpression, writeFormula } from '../explain/formula.ts';
import type { Node } from '../tape/node.ts';
import type { Fault } from '../verify/fault.ts';
import { ancestors } from '../verify/graph.ts';
import { oneLine } from './change.ts';
import type { Observed } from './rule.ts';

/** The gate, or group of gates known as one function, that a gradient flows back through, with its local gradient. */
export interface LocalGate {
  /** As written in the forward pass: `np.tanh(z)`. */
  readonly text: string;
  /** Its local gradient with the reader's names: `1 − a^2`. */
  readonly formula: string;
  /** The forward value that it is computed into; null when it has no name. */
  readonly output: string | null;
}

/** Gates that hand the gradient on as it is, or with a sign: there is no local gradient to get wrong. */
const passesOn = new Set(['add', 'subtract', 'negative', 'positive']);

/** Longer code is no name for a gate. */
const MAX_TEXT = 48;
const MAX_OPERAND = 24;

/** The elementwise gate or the function that the fault's variable goes into alone; null when there is none such. */
export function localGate(fault: Fault, observed: Observed): LocalGate | null {
  const [node] = fault.target.parts;
  const root = observed.report.outcome.judgement?.objective.root;
  if (!node || !root || fault.target.isList) return null;
  const behind = [...ancestors([root])];
  return groupBehind(node, behind, observed) ?? gateBehind(node, behind, observed);
}

/** A sigmoid or softmax spelled out gate by gate. */
function groupBehind(node: Node, behind: readonly Node[], observed: Observed): LocalGate | null {
  for (const output of behind) {
    for (const pattern of patterns) {
      if (pattern.op !== 'sigmoid' && pattern.op !== 'softmax') continue;
      if (pattern.match(output)?.inputs[0] !== node) continue;
      if (operandText(output, observed) === '') return null;
      const names = { s: operandText(output, observed), g: gradientName(output, observed) };
      return described(output, pattern.op, pattern.derivative[0] ?? '', names, observed);
    }
  }
  return null;
}

function gateBehind(node: Node, behind: readonly Node[], observed: Observed): LocalGate | null {
  const consumers = behind.filter((other) => other.inputs.includes(node));
  const [gate] = consumers;
  const op = gate?.op;
  if (!gate || !op?.elementwise || consumers.length !== 1 || passesOn.has(op.name)) return null;
  if (gate.inputs.filter((input) => input === node).length > 1) return squared(gate, node, observed);
  const derivative = op.derivative[gate.inputs.indexOf(node)] ?? '';
  const values = [['out', gate] as const, ...op.params.map((param, i) => [param, gate.inputs[i]] as const)];
  const names: Record<string, string> = { g: gradientName(gate, observed) };
  for (const [param, value] of values) {
    const name = value ? operandText(value, observed) : '';
    if (name === '' && mentions(derivative, param)) return null;
    names[param] = name;
  }
  return described(gate, op.name, derivative, names, observed);
}

function mentions(derivative: string, name: string): boolean {
  return new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(derivative);
}

/** `x * x`, whose two uses of x are one square. */
function squared(gate: Node, node: Node, observed: Observed): LocalGate | null {
  return gate.op?.name === 'multiply' ? described(gate, 'x²', '2 * x', { x: node.name ?? 'x' }, observed) : null;
}

/** A value's name, or how it was written; '' where that is too long or it was not written in this text. */
function operandText(node: Node, observed: Observed): string {
  if (node.name !== null) return node.name;
  const constant = constantOf(node);
  const written = constant === null ? sourceOf(node, observed) : String(constant);
  return written.length > MAX_OPERAND || !parseExpression(written) ? '' : `(${written})`;
}

function sourceOf({ site }: Node, { text }: Observed): string {
  return site?.file === '' ? oneLine(text.slice(site.span.start, site.span.end)) : '';
}

/** What the text calls the gradient of a value. */
function gradientName({ name }: Node, { report }: Observed): string {
  const claim = report.outcome.claims.claims.find((one) => one.targets.some((target) => target.name === name));
  return claim?.path ?? 'g';
}

function described(
  gate: Node,
  op: string,
  derivative: string,
  names: Readonly<Record<string, string>>,
  observed: Observed,
): LocalGate | null {
  const { formula } = writeFormula(derivative, names);
  if (formula === '') return null;
  const written = sourceOf(gate, observed);
  return { text: written === '' || written.length > MAX_TEXT ? op : written, formula, output: gate.name };
}
