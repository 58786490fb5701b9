import type { Localize } from '../base/localize.ts';
import { patterns, type Match } from '../circuit/patterns.ts';
import { substituteNames } from '../explain/formula.ts';
import { backward } from '../gradient/index.ts';
import type { Binding } from '../interp/execution.ts';
import type { Data } from '../ops/op.ts';
import type { Stmt } from '../syntax/ast.ts';
import type { Node } from '../tape/node.ts';
import { ancestors } from '../verify/graph.ts';
import { contributionOf, type Contribution } from './contribution.ts';
import { GradientNames, styleOf, type NamingStyle } from './naming.ts';
import { Scope } from './scope.ts';
import { product, wrap } from './text.ts';

/** What backward code is derived from. */
export interface DeriveSource {
  readonly text: string;
  /** What the forward pass assigned, in its own scope. */
  readonly bindings: readonly Binding[];
  readonly output: Node;
  readonly outputName: string;
  readonly seed: Data;
  readonly seeded: boolean;
  /** Values from before the part in question: gradients end there. */
  readonly isOutside?: (node: Node) => boolean;
  readonly style?: NamingStyle;
  readonly localize: Localize;
}

export interface Derived {
  /** Python statements, each at the left margin; '' when no gradient flows. */
  readonly code: string;
  /** The statement after which the code belongs; null when the output was never assigned. */
  readonly after: Stmt | null;
  /** The variable that holds each node's gradient. */
  readonly names: ReadonlyMap<Node, string>;
  /** Values or operations that stand in the way of a complete pass. */
  readonly missing: readonly string[];
}

/** The groups that are passed in one step: their derivative is shorter than their gates'. */
const steps = new Set(['sigmoid', 'softmax']);
/** Longer gradients of unnamed gates get a variable. */
const MAX_INLINE = 48;

/**
 * Writes the backward pass of a forward pass, one statement after the other from the output to the inputs, with the names
 * of the text: `dq = z * df`, `+=` where a value fans out, `np.sum(…, axis=0)` where it was broadcast.
 */
export function deriveBackward(source: DeriveSource): Derived {
  return new Writer(source).write();
}

class Writer {
  readonly #source: DeriveSource;
  readonly #scope: Scope;
  readonly #style: NamingStyle;
  readonly #names: GradientNames;
  readonly #contributions = new Map<Node, (Data | null)[]>();
  readonly #adjoints: ReadonlyMap<Node, Data>;
  /** How often each node still receives something. */
  readonly #awaited = new Map<Node, number>();
  /** Expression or variable that holds what a node has received. */
  readonly #gradients = new Map<Node, string>();
  readonly #variables = new Map<Node, string>();
  readonly #lines: string[] = [];
  readonly #missing = new Set<string>();
  #comment: string | null = null;

  constructor(source: DeriveSource) {
    this.#source = source;
    this.#adjoints = backward(source.output, source.seed, { contributions: this.#contributions });
    this.#scope = new Scope(source.text, source.bindings, source.output, ancestors([source.output]));
    const forward = [...this.#adjoints.keys()].flatMap((node) => (node.name === null ? [] : [node.name]));
    this.#style = source.style ?? styleOf(source.bindings, source.outputName);
    this.#names = new GradientNames(this.#style, source.outputName, forward);
  }

  write(): Derived {
    const nodes = [...this.#adjoints.keys()].filter((node) => node.op !== null).sort((a, b) => b.id - a.id);
    const groups = this.#groups(nodes);
    const inside = new Map(
      [...groups.values()].flatMap(({ match }) => match.gates.map((gate) => [gate, match] as const)),
    );
    for (const node of nodes) this.#count(node, groups, inside);
    this.#start();
    for (const node of nodes) {
      const group = groups.get(node);
      if (this.#isEnd(node) || !this.#gradients.has(node)) continue;
      if (group) this.#passGroup(node, group);
      else if (!inside.has(node)) this.#pass(node);
    }
    this.#lists();
    const code = withImports(this.#lines, this.#source.text);
    return { code, after: this.#scope.end, names: this.#variables, missing: [...this.#missing] };
  }

  #isEnd(node: Node): boolean {
    return node !== this.#source.output && (this.#source.isOutside?.(node) ?? false);
  }

  /** Sigmoids and softmaxes whose inner values nothing else reads. */
  #groups(nodes: readonly Node[]): Map<Node, { readonly op: string; readonly match: Match }> {
    const readers = new Map<Node, Set<Node>>();
    for (const node of nodes)
      for (const input of node.inputs) readers.set(input, (readers.get(input) ?? new Set()).add(node));
    const found = new Map<Node, { op: string; match: Match }>();
    for (const node of nodes) {
      if (this.#scope.pathOf(node) === null) continue;
      for (const { op, match: find } of patterns) {
        const match = steps.has(op) ? find(node) : null;
        const isClosed = match?.gates.every(
          (gate) => gate === node || [...(readers.get(gate) ?? [])].every((reader) => match.gates.includes(reader)),
        );
        if (match && isClosed && (op === 'sigmoid' || isLastAxis(match))) found.set(node, { op, match });
      }
    }
    return found;
  }

  /** Counts the contributions that each node will receive. */
  #count(node: Node, groups: ReadonlyMap<Node, { match: Match }>, inside: ReadonlyMap<Node, Match>): void {
    if (this.#isEnd(node)) return;
    const group = groups.get(node);
    const receivers = group
      ? group.match.inputs
      : inside.has(node)
        ? []
        : this.#receivers(node).map(({ input }) => input);
    for (const input of receivers) this.#awaited.set(input, (this.#awaited.get(input) ?? 0) + 1);
  }

  /** The inputs that a gate sends gradient to and that are wanted. */
  #receivers(node: Node): { readonly input: Node; readonly position: number }[] {
    const sent = this.#contributions.get(node) ?? [];
    return node.inputs.flatMap((input, position) =>
      sent[position] !== null && sent[position] !== undefined && isWanted(input) ? [{ input, position }] : [],
    );
  }

  #start(): void {
    const { output, outputName, seeded } = this.#source;
    const path = outputName === '' ? 'out' : outputName;
    if (!seeded && this.#style === 'dfdx') {
      this.#gradients.set(output, '1.0');
      return;
    }
    const name = this.#names.of(path);
    const given = this.#source.bindings.some((binding) => binding.path === name);
    this.#gradients.set(output, name);
    this.#variables.set(output, name);
    if (!seeded) this.#lines.push(`${name} = 1.0`);
    else if (given) this.#lines.push(`# ${this.#source.localize('{0} is given', name)}`);
    else this.#lines.push(`${name} = np.ones_like(${path})`);
  }

  #pass(node: Node): void {
    const upstream = this.#gradients.get(node) ?? '0';
    const receivers = this.#receivers(node);
    if (receivers.length === 0) return;
    for (const { input, position } of receivers) {
      this.#send(node, input, contributionOf(node, position, upstream, this.#scope));
    }
  }

  #passGroup(node: Node, { op, match }: { readonly op: string; readonly match: Match }): void {
    const [input] = match.inputs;
    const upstream = this.#gradients.get(node);
    const s = this.#scope.valueOf(node);
    if (!input || upstream === undefined || s === null || !isWanted(input)) return;
    const text =
      op === 'sigmoid'
        ? product(`(1 - ${s}) * ${s}`, upstream)
        : substituteNames('s * (g - np.sum(g * s, axis=-1, keepdims=True))', { s, g: wrap(upstream) });
    this.#send(node, input, { kind: 'expression', text });
  }

  #send(from: Node, input: Node, contribution: Contribution): void {
    if (contribution.kind === 'unknown') {
      this.#explain(from);
      this.#missing.add(contribution.needs);
      const name = input.name ?? this.#source.localize('an unnamed value');
      this.#lines.push(
        `# ${this.#source.localize('the gradient of {0} through {1} cannot be written here', name, contribution.needs)}`,
      );
      return;
    }
    const isAlone = this.#awaited.get(input) === 1;
    const path = this.#pathFor(input);
    if (contribution.kind === 'expression' && isAlone && path === null && contribution.text.length <= MAX_INLINE) {
      this.#gradients.set(input, contribution.text);
      return;
    }
    this.#explain(from);
    this.#add(input, path, contribution, isAlone);
  }

  /** What a node's gradient is named after: a variable that holds its value, or any name it had. */
  #pathFor(node: Node): string | null {
    return this.#scope.pathOf(node) ?? node.name;
  }

  #add(
    input: Node,
    path: string | null,
    contribution: Exclude<Contribution, { kind: 'unknown' }>,
    isAlone: boolean,
  ): void {
    const known = this.#variables.get(input);
    const name = known ?? this.#names.of(path ?? input.op?.name ?? 'value');
    this.#variables.set(input, name);
    this.#gradients.set(input, name);
    if (contribution.kind === 'part') {
      if (known === undefined) this.#lines.push(`${name} = ${this.#zeros(input)}`);
      this.#lines.push(
        contribution.repeats
          ? `np.add.at(${name}, (${contribution.index}), ${contribution.text})`
          : `${name}[${contribution.index}] += ${contribution.text}`,
      );
      return;
    }
    const { text } = contribution;
    // Adding into an array that another name holds too would change both.
    const isShared = input.shape.length > 0 && !isAlone && /^[\w.]+(?:\.T|\[.*\])?$|\.reshape\(/.test(text);
    if (known === undefined) this.#lines.push(`${name} = ${isShared ? `${text}.copy()` : text}`);
    else this.#lines.push(`${name} += ${text}`);
  }

  #zeros(node: Node): string {
    const value = this.#scope.pathOf(node);
    return value === null
      ? `np.zeros((${node.shape.map((length) => `${String(length)},`).join(' ')}))`
      : `np.zeros_like(${value})`;
  }

  /** `# backprop q = x + y`, once for each statement. */
  #explain(node: Node): void {
    const statement = this.#scope.statementOf(node);
    if (statement === null || statement === this.#comment) return;
    this.#comment = statement;
    this.#lines.push(`# backprop ${statement}`);
  }

  /** The gradients of a list's elements as a list: `dw = [dw0, dw1]`. */
  #lists(): void {
    const lists = new Map<string, (string | undefined)[]>();
    const leaves = [...this.#variables].filter(([node]) => node.op === null).sort(([a], [b]) => a.id - b.id);
    for (const [node, name] of leaves) {
      const match = /^(\w+)\[(\d+)\]$/.exec(this.#scope.pathOf(node) ?? '');
      if (!match?.[1]) continue;
      const list = lists.get(match[1]) ?? [];
      list[Number(match[2])] = name;
      lists.set(match[1], list);
    }
    for (const [path, parts] of lists) {
      const all = Array.from(parts, (part) => part ?? '0.0');
      this.#lines.push(`${this.#names.of(path)} = [${all.join(', ')}]`);
    }
  }
}

const mathFunctions = /\bnp\.(?=(?:exp|expm1|log|log2|log10|log1p|sqrt|sin|cos|tan|sinh|cosh|tanh)\(|pi\b)/g;

/** The code in the text's own terms: a text that knows `math` alone is not made to import NumPy where `math` will do. */
function withImports(lines: readonly string[], text: string): string {
  if (lines.length === 0) return '';
  const hasNumpy = /^\s*import\s[^#\n]*\bnumpy\s+as\s+np\b/m.test(text);
  const hasMath = /^\s*import\s[^#\n]*\bmath\b/m.test(text);
  const code = lines.map((line) => (hasNumpy || !hasMath ? line : line.replace(mathFunctions, 'math.')));
  const header = !hasNumpy && code.some((line) => /\bnp\./.test(line)) ? ['import numpy as np'] : [];
  return `${[...header, ...code].join('\n')}\n`;
}

/** Constants without a name need no gradient. */
function isWanted(node: Node): boolean {
  return node.op !== null || node.name !== null;
}

/** Whether a softmax goes along the last axis and keeps it, as its short derivative has it. */
function isLastAxis({ gates }: Match): boolean {
  const sum = gates.find((gate) => gate.op?.name === 'sum');
  if (!sum) return false;
  const { axis, keepdims } = sum.attrs as { readonly axis: number | null; readonly keepdims: boolean };
  const dimensions = sum.inputs[0]?.shape.length ?? 0;
  if (dimensions === 1) return true;
  return keepdims && (axis === -1 || axis === dimensions - 1);
}
