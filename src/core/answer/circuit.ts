import type { CircuitAnswer, CircuitQuestion } from '../answers.ts';
import { LineIndex } from '../base/lineIndex.ts';
import type { Localize } from '../base/localize.ts';
import { contains, overlaps, type Span } from '../base/span.ts';
import { buildCircuit } from '../circuit/build.ts';
import type { Circuit } from '../circuit/circuit.ts';
import type { StageSource } from '../circuit/stages.ts';
import { writeFormula } from '../explain/formula.ts';
import { backward, localGradient } from '../gradient/index.ts';
import type { Binding, RunOptions } from '../interp/execution.ts';
import type { Value } from '../interp/values.ts';
import type { Data } from '../ops/op.ts';
import type { Expr, Module } from '../syntax/ast.ts';
import type { Node } from '../tape/node.ts';
import { targetsOf } from '../verify/claims.ts';
import { ancestors } from '../verify/graph.ts';
import { execute, type Ran } from './execute.ts';
import { inputsOf } from './inputs.ts';
import { outputOf, type Output } from './output.ts';
import { overrideModule, readInputText } from './overrides.ts';
import { textProblems } from './problems.ts';
import { regionOf, type Region } from './region.ts';

/** A text that can be drawn. */
export interface Drawable {
  readonly text: string;
  readonly module: Module;
  readonly options: RunOptions;
  readonly localize: Localize;
  /** Names known to have no value. Others are found by running into them. */
  readonly unknowns: readonly string[];
}

/** A circuit with what it was made from, for hovers and derived code. */
export interface Drawn {
  readonly answer: CircuitAnswer;
  readonly output: Output | null;
  readonly ran: Ran;
  readonly region: Region;
}

/** Draws the circuit of a part of a text. Whatever goes wrong is told in the answer's problems. */
export function drawCircuit(source: Drawable, question: CircuitQuestion): Drawn {
  const { module, problems: inputProblems, given } = withOverrides(source, question.overrides);
  const region = regionOf(module, source.text, question.selection, question.at);
  const ran = execute(module, region, source.options, given, source.unknowns);
  const output = outputOf(region, ran);
  const problems = textProblems(source, region, ran, output !== null);
  const circuit = output && circuitOf(source, region, ran, output);
  const inputs = circuit ? inputsOf(circuit, ran, question.overrides, inputProblems) : [];
  return { answer: { circuit, inputs, problems, span: region.span }, output, ran, region };
}

interface Overridden {
  readonly module: Module;
  readonly given: ReadonlyMap<string, Value>;
  /** What is wrong with the user's text, by input. */
  readonly problems: ReadonlyMap<string, string>;
}

function withOverrides({ module, localize: t }: Drawable, overrides: CircuitQuestion['overrides']): Overridden {
  const values = new Map<string, Expr>();
  const given = new Map<string, Value>();
  const problems = new Map<string, string>();
  for (const [name, text] of Object.entries(overrides)) {
    const read = readInputText(text);
    if (read.ok) {
      values.set(name, read.expr);
      given.set(name, read.value);
    } else {
      problems.set(
        name,
        read.problem === 'unreadable'
          ? t('This is not a Python number, list or array.')
          : t('This has no numeric value.'),
      );
    }
  }
  return { module: overrideModule(module, values), given, problems };
}

function circuitOf(source: Drawable, region: Region, ran: Ran, output: Output): Circuit {
  const contributions = new Map<Node, (Data | null)[]>();
  const adjoints = backward(output.node, output.seed, { contributions });
  return buildCircuit({
    title: titleOf(region, output),
    output: output.node,
    adjoints,
    contributions,
    localGradient,
    write: writeFormula,
    sourceText: (node) => (node.site?.file === '' ? source.text.slice(node.site.span.start, node.site.span.end) : ''),
    stages: [...sampledStages(source.text, region, ran, output.node), ...stagesIn(source.text, ran.bindings)],
    seeded: output.seeded,
    localize: source.localize,
    ...insideOnly(region, output.node),
  });
}

function titleOf(region: Region, output: Output): string {
  if (region.kind === 'function') return region.def.name;
  return output.name;
}

/** When only some statements were chosen, what comes from before them is an input. */
export function insideOnly(region: Region, output: Node): { isOutside?: (node: Node) => boolean } {
  const span = region.kind === 'function' ? region.inner : region.kind === 'module' ? null : region.span;
  if (!span) return {};
  return {
    isOutside: (node) =>
      node !== output &&
      node.op !== null &&
      !(node.site?.file === '' && overlaps(span, node.site.span) && contains(span, node.site.span)),
  };
}

/** Names without a value in the text are inputs too: their stages stand where the drawn part begins. */
function sampledStages(text: string, region: Region, ran: Ran, output: Node): StageSource[] {
  const line = new LineIndex(text).lineAt(region.span.start);
  const assigned = new Set(ran.bindings.map((binding) => binding.path));
  return [...ancestors([output])]
    .filter((node) => node.op === null && node.name !== null && ran.sampled.has(node.name) && !assigned.has(node.name))
    .sort((a, b) => a.id - b.id)
    .map((node) => ({ name: node.name ?? '', parts: [node], isList: false, line, span: region.span }));
}

/** The names that were assigned, each with the nodes of its value. */
export function stagesIn(text: string, bindings: readonly Binding[]): StageSource[] {
  const lines = new LineIndex(text);
  return bindings.flatMap((binding) => {
    const span: Span = binding.statement?.span ?? binding.span;
    const line = lines.lineAt(span.start);
    return targetsOf(binding).map(({ name, parts, isList }) => ({ name, parts, isList, line, span }));
  });
}
