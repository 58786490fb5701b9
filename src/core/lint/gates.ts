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
  /** What goes into it, by name. */
  readonly input: string;
  /** The forward value that it is computed into; null when it has no name. */
  readonly output: string | null;
}

/** Gates that hand the gradient on as it is, or with a sign: there is no local gradient to get wrong. */
const passesOn = new Set(['add', 'subtract', 'negative', 'positive']);

const curved = new Set(['tanh', 'sigmoid', 'log', 'sqrt', 'softplus', 'sin', 'cos', 'square', 'log_sigmoid', 'arctan']);

/** Longer code is no name for a gate. */
const MAX_TEXT = 48;
const MAX_OPERAND = 24;

/** The elementwise gate or the function that the fault's variable goes into alone; null when there is none such. */
export function localGate(fault: Fault, observed: Observed): LocalGate | null {
  const [node] = fault.target.parts;
  if (!node || fault.target.isList || fault.path !== fault.claim.path) return null;
  return gateInto(node, nodesOf(observed), observed);
}

/**
 * That gate, or the one whose local gradient the statement spells out on its way to the gradient of something else, as
 * `X.T.dot(dh * (1 - h ** 2))` does that of tanh: it names what goes into the gate or comes out of it.
 */
export function spelledGate(fault: Fault, observed: Observed): LocalGate | null {
  const own = localGate(fault, observed);
  if (own) return own;
  const { start, end } = fault.statement.span;
  const code = observed.text.slice(start, end);
  const isNamed = ({ name }: Node): boolean => name !== null && mentions(code, name);
  const nodes = nodesOf(observed);
  const inputs = nodes.flatMap((output) => {
    const input = inputOf(output);
    return input && (isNamed(output) || isNamed(input)) ? [input] : [];
  });
  const [only, ...others] = new Set(inputs);
  return only && others.length === 0 ? gateInto(only, nodes, observed) : null;
}

/** Every node of the forward pass. */
export function nodesOf({ report }: Observed): Node[] {
  const root = report.outcome.judgement?.objective.root;
  return root ? [...ancestors([root])] : [];
}

function gateInto(node: Node, nodes: readonly Node[], observed: Observed): LocalGate | null {
  return groupInto(node, nodes, observed) ?? singleInto(node, nodes, observed);
}

/** The value that goes into a sigmoid or another curved function of one value; null for other gates. */
function inputOf(output: Node): Node | null {
  const group = patterns.find(({ op, match }) => op === 'sigmoid' && match(output));
  if (group) return group.match(output)?.inputs[0] ?? null;
  return output.op && curved.has(output.op.name) ? (output.inputs[0] ?? null) : null;
}

/** A sigmoid or softmax spelled out gate by gate. */
function groupInto(node: Node, nodes: readonly Node[], observed: Observed): LocalGate | null {
  for (const output of nodes) {
    for (const pattern of patterns) {
      if (pattern.op !== 'sigmoid' && pattern.op !== 'softmax') continue;
      if (pattern.match(output)?.inputs[0] !== node) continue;
      if (operandText(output, observed) === '') return null;
      const names = { s: operandText(output, observed), g: gradientName(output, observed) };
      return described(output, node, pattern.op, pattern.derivative[0] ?? '', names, observed);
    }
  }
  return null;
}

function singleInto(node: Node, nodes: readonly Node[], observed: Observed): LocalGate | null {
  const consumers = nodes.filter((other) => other.inputs.includes(node));
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
  return described(gate, node, op.name, derivative, names, observed);
}

/** Whether a piece of code speaks of a name. */
function mentions(code: string, name: string): boolean {
  return new RegExp(`(?<![\\w.])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`).test(code);
}

/** `x * x`, whose two uses of x are one square. */
function squared(gate: Node, node: Node, observed: Observed): LocalGate | null {
  return gate.op?.name === 'multiply' ? described(gate, node, 'x²', '2 * x', { x: node.name ?? 'x' }, observed) : null;
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
  input: Node,
  op: string,
  derivative: string,
  names: Readonly<Record<string, string>>,
  observed: Observed,
): LocalGate | null {
  const { formula } = writeFormula(derivative, names);
  const written = sourceOf(gate, observed);
  const text = written === '' || written.length > MAX_TEXT ? op : written;
  const into = input.name ?? sourceOf(input, observed);
  return formula === '' || into === '' ? null : { text, formula, input: into, output: gate.name };
}
