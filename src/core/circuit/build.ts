import type { Localize } from '../base/localize.ts';
import { add } from '../ndarray/arithmetic.ts';
import type { Data } from '../ops/op.ts';
import type { Node } from '../tape/node.ts';
import type { Circuit, Gate, LocalGradient, Payload, Wire } from './circuit.ts';
import { findGroups } from './groups.ts';
import { constantOf, foldLabel, type Folded } from './label.ts';
import { isFinitePayload, payloadOf } from './payload.ts';
import { stagesOf, type StageSource } from './stages.ts';

/** How a local gradient is written: as text and as MathML. */
export interface WrittenFormula {
  readonly formula: string;
  readonly mathml: string;
}

/** What a circuit is built from. Gradients come from outside: the circuit does not know how they are computed. */
export interface CircuitSource {
  readonly title: string;
  readonly output: Node;
  readonly adjoints: ReadonlyMap<Node, Data>;
  /** What each gate sends to each of its inputs. */
  readonly contributions: ReadonlyMap<Node, readonly (Data | null)[]>;
  /** The numbers of an elementwise gate's local gradient on one input. */
  readonly localGradient: (node: Node, input: number) => Data | null;
  /** Writes a derivative text (`(1 - out) * out`) with the names of a gate's own inputs. */
  readonly write: (derivative: string, names: Readonly<Record<string, string>>) => WrittenFormula;
  /** The source text of a gate, '' when there is none. */
  readonly sourceText: (node: Node) => string;
  readonly stages: readonly StageSource[];
  readonly seeded: boolean;
  readonly localize: Localize;
  readonly maxGates?: number;
  /** Nodes that lie outside of what is drawn: they become inputs. */
  readonly isOutside?: (node: Node) => boolean;
}

const MAX_GATES = 2000;

/** Turns the part of the tape that leads to `output` into plain data. Constants are folded into the labels of their gates. */
export function buildCircuit(whole: CircuitSource): Circuit {
  const isOutside = (node: Node): boolean => node !== whole.output && (whole.isOutside?.(node) ?? false);
  const { nodes, omitted } = reachable(whole.output, whole.maxGates ?? MAX_GATES, isOutside);
  const texts = lastAtEachPlace(nodes);
  const source = {
    ...whole,
    adjoints: adjointsInside(whole, nodes, isOutside),
    sourceText: (node: Node) => (texts.has(node) ? whole.sourceText(node) : ''),
  };
  const folds = new Map(
    nodes.map((node) => [node, isOutside(node) ? asInput(node, source) : foldLabel(node)] as const),
  );
  const kept = keptNodes(nodes, folds, source.output);
  const ids = new Map(kept.map((node, i) => [node, `g${String(i)}`] as const));
  const { stages, stageOf } = stagesOf(source.stages, ids, source.adjoints);
  const context: Context = { source, ids, folds, stageOf };
  const bare = kept.map((node) => gateOf(node, context));
  const groups = findGroups(kept, ids, source);
  const groupOf = new Map(groups.flatMap((group) => group.gates.map((gate) => [gate, group.id] as const)));
  const gates = bare.map((gate) => ({ ...gate, group: groupOf.get(gate.id) ?? null }));
  return {
    title: source.title,
    gates,
    wires: wiresOf(gates),
    stages,
    groups,
    output: ids.get(source.output) ?? '',
    seeded: source.seeded,
    omitted,
  };
}

interface Context {
  readonly source: CircuitSource;
  readonly ids: ReadonlyMap<Node, string>;
  readonly folds: ReadonlyMap<Node, Folded>;
  readonly stageOf: ReadonlyMap<Node, string>;
}

/** The nodes that lead to the output, in order of evaluation; the ones farthest back are left out when there are too many. */
function reachable(
  output: Node,
  limit: number,
  isOutside: (node: Node) => boolean,
): { nodes: Node[]; omitted: number } {
  const seen = new Set<Node>([output]);
  const queue = [output];
  for (const node of queue) {
    if (isOutside(node)) continue;
    for (const input of node.inputs) {
      if (seen.has(input)) continue;
      seen.add(input);
      queue.push(input);
    }
  }
  const nodes = queue.slice(0, limit).sort((a, b) => a.id - b.id);
  return { nodes, omitted: queue.length - nodes.length };
}

/**
 * The gates that a piece of text stands for. A call that is made of several gates, such as `sigmoid(x)`, stands for the last
 * one; so does what a loop evaluated again.
 */
export function lastAtEachPlace(nodes: Iterable<Node>): ReadonlySet<Node> {
  const last = new Map<string, Node>();
  for (const node of nodes) {
    if (!node.site) continue;
    const { file, span } = node.site;
    const place = `${file} ${String(span.start)} ${String(span.end)}`;
    const known = last.get(place);
    if (!known || known.id < node.id) last.set(place, node);
  }
  return new Set(last.values());
}

/** The gradients when what comes from outside is held to be independent: it receives only what the drawn gates send it. */
function adjointsInside(
  { adjoints, contributions }: CircuitSource,
  nodes: readonly Node[],
  isOutside: (node: Node) => boolean,
): ReadonlyMap<Node, Data> {
  if (!nodes.some(isOutside)) return adjoints;
  const outside = new Set(nodes.filter((node) => node.op === null || isOutside(node)));
  const inside = new Map([...adjoints].filter(([node]) => !outside.has(node)));
  for (const gate of nodes) {
    if (outside.has(gate)) continue;
    gate.inputs.forEach((input, position) => {
      const sent = contributions.get(gate)?.[position];
      if (sent === undefined || sent === null || !outside.has(input)) return;
      const before = inside.get(input);
      inside.set(input, before === undefined ? sent : add(before, sent));
    });
  }
  return inside;
}

/** A value from before the part that is drawn. */
function asInput(node: Node, source: CircuitSource): Folded {
  return { label: nameOf(node, source) ?? foldLabel(node).label, wired: [], isInput: true };
}

/** Leaves out constants that every gate using them has folded into its label. */
function keptNodes(nodes: readonly Node[], folds: ReadonlyMap<Node, Folded>, output: Node): Node[] {
  const wired = new Set<Node>([output]);
  for (const node of nodes) {
    for (const position of folds.get(node)?.wired ?? []) {
      const input = node.inputs[position];
      if (input) wired.add(input);
    }
  }
  return nodes.filter((node) => wired.has(node));
}

function gateOf(node: Node, context: Context): Gate {
  const { source, ids, folds, stageOf } = context;
  const fold = folds.get(node) ?? foldLabel(node);
  const wired = fold.wired.filter((position) => {
    const input = node.inputs[position];
    return input !== undefined && ids.has(input);
  });
  const value = node.value === undefined ? null : payloadOf(node.value);
  const adjoint = source.adjoints.get(node);
  const gradient = adjoint === undefined ? null : payloadOf(adjoint);
  return {
    id: ids.get(node) ?? '',
    op: fold.isInput ? 'input' : (node.op?.name ?? (node.name === null ? 'constant' : 'input')),
    label: node.op ? fold.label : (node.name ?? constantLabel(node)),
    name: node.name,
    stage: stageOf.get(node) ?? null,
    group: null,
    value,
    shape: [...node.shape],
    gradient,
    inputs: wired.flatMap((position) => idAt(node, position, ids) ?? []),
    local: wired.map((position) => localOf(node, position, source)),
    span: node.site?.span ?? null,
    file: node.site?.file ?? '',
    flow: node.op && !fold.isInput ? source.localize(node.op.flow) : '',
    trouble: troubleOf(node, value, gradient, source),
  };
}

function idAt(node: Node, position: number, ids: ReadonlyMap<Node, string>): string | null {
  const input = node.inputs[position];
  return (input && ids.get(input)) ?? null;
}

function constantLabel(node: Node): string {
  const constant = constantOf(node);
  return constant === null ? 'const' : String(constant);
}

function localOf(node: Node, position: number, source: CircuitSource): LocalGradient {
  const { op } = node;
  const sent = source.contributions.get(node)?.[position] ?? null;
  const number = op ? source.localGradient(node, position) : null;
  const written = op ? source.write(derivativeAt(node, position), namesFor(node, source)) : { formula: '', mathml: '' };
  return {
    ...written,
    value: number === null ? null : payloadOf(number),
    downstream: sent === null ? null : payloadOf(sent),
  };
}

function derivativeAt(node: Node, position: number): string {
  const { op, attrs, inputs } = node;
  if (!op) return '';
  const shapes = inputs.map((input) => input.shape);
  const texts = op.derivativeFor?.(attrs as never, shapes) ?? op.derivative;
  return texts[position] ?? texts.at(-1) ?? '';
}

/** Names for a gate's parameters: variables by name, small expressions as written, the upstream gradient as `d` and the output's name. */
export function namesFor(node: Node, source: Pick<CircuitSource, 'sourceText'>): Record<string, string> {
  const names: Record<string, string> = {};
  const out = nameOf(node, source);
  names['out'] = out ?? 'out';
  names['g'] = node.name === null ? 'g' : `d${node.name}`;
  node.op?.params.forEach((param, i) => {
    const input = node.inputs[i];
    const name = input && nameOf(input, source);
    if (name) names[param] = name;
    else if (input && isOnlyWire(node, i)) names[param] = 'x';
  });
  return names;
}

/** Whether a gate's label speaks of this input as `x`: the others are constants. */
function isOnlyWire(node: Node, position: number): boolean {
  const { wired } = foldLabel(node);
  return wired.length === 1 && wired[0] === position;
}

function nameOf(node: Node, source: Pick<CircuitSource, 'sourceText'>): string | null {
  if (node.name !== null) return node.name;
  const constant = constantOf(node);
  if (constant !== null) return constant < 0 ? `(${String(constant)})` : String(constant);
  const text = source.sourceText(node);
  return text !== '' && text.length <= 18 && !text.includes('\n') ? wrapped(text) : null;
}

function wrapped(text: string): string {
  return /^[\w.]+(?:[([].*[)\]])?$/.test(text) ? text : `(${text})`;
}

function wiresOf(gates: readonly Gate[]): Wire[] {
  return gates.flatMap((gate) =>
    gate.inputs.map((from, port) => ({ id: `${from}-${gate.id}-${String(port)}`, from, to: gate.id, port })),
  );
}

/** Where a NaN or infinity begins: forward at a gate whose inputs are all finite, backward at one whose upstream is. */
function troubleOf(
  node: Node,
  value: Payload | null,
  gradient: Payload | null,
  source: CircuitSource,
): Gate['trouble'] {
  const isFine = (data: Data | undefined): boolean => data === undefined || isFinitePayload(payloadOf(data));
  if (value && !isFinitePayload(value)) return node.inputs.every((input) => isFine(input.value)) ? 'value' : null;
  if (!gradient || isFinitePayload(gradient)) return null;
  const consumers = [...source.contributions].filter(([consumer]) => consumer.inputs.includes(node));
  return consumers.every(([consumer]) => isFine(source.adjoints.get(consumer))) ? 'gradient' : null;
}
