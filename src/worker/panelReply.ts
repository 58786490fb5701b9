import type { Drawn } from '../core/answer/circuit.ts';
import type { CircuitInput, CircuitQuestion } from '../core/answers.ts';
import type { LineIndex } from '../core/base/lineIndex.ts';
import type { Circuit } from '../core/circuit/circuit.ts';
import { layoutCircuit } from '../core/layout/layout.ts';
import { renderSvg } from '../core/layout/svg.ts';
import { formatShape } from '../core/ndarray/formatShape.ts';
import { overlaps } from '../core/base/span.ts';
import type { PassReport } from '../core/verify/moved.ts';
import type { PanelInput, PanelState, PanelVerdict } from '../protocol.ts';
import type { GatePlace, PanelQuestion, PanelReply } from './messages.ts';
import type { Analyzed } from './server.ts';

/** Everything that the panel shows for a question. */
export async function panelReply(question: PanelQuestion, analyzed: Analyzed): Promise<PanelReply> {
  const { lines, analysis } = analyzed;
  const drawn = drawFor(question, analyzed);
  const { circuit, inputs, problems, span } = drawn.answer;
  const folded = question.folded ?? defaultFolds(circuit);
  const picture = circuit && (await layoutCircuit(circuit, { folded: new Set(folded) }));
  const state: PanelState = {
    title: circuit?.title ?? '',
    file: question.file,
    circuit,
    picture,
    statements: statementsOf(circuit, analysis.text),
    folded,
    inputs: inputs.map(panelInput),
    problems: problems.map((problem) => ({
      severity: problem.severity,
      message: problem.message,
      hint: problem.hint,
      range: problem.span && lines.rangeOf(problem.span),
    })),
    verdicts: question.formula ? [] : verdictsIn(analysis.check().units, drawn, analyzed),
    busy: false,
  };
  return { state, places: placesOf(circuit, analyzed), range: span && lines.rangeOf(span) };
}

/** The circuit as a standalone SVG; null when there is nothing to draw. */
export async function svgText(
  question: PanelQuestion & { readonly dark: boolean },
  analyzed: Analyzed,
): Promise<string | null> {
  const { circuit } = drawFor(question, analyzed).answer;
  if (!circuit) return null;
  const picture = await layoutCircuit(circuit, { folded: new Set(question.folded ?? defaultFolds(circuit)) });
  return renderSvg(picture, { theme: question.dark ? 'dark' : 'light', title: circuit.title, circuit });
}

/** Python code for the backward pass; null when there is none, and for formulas, which are not Python. */
export function backwardText(question: PanelQuestion, { analysis, lines }: Analyzed): string | null {
  return question.formula ? null : analysis.backward(circuitQuestion(question, lines));
}

/** The circuit that a question asks for. */
function drawFor(question: PanelQuestion, { analysis, lines }: Analyzed): Drawn {
  return analysis.draw(circuitQuestion(question, lines));
}

/** The analysis of a formula is of nothing else. */
function circuitQuestion(question: PanelQuestion, lines: LineIndex): CircuitQuestion {
  return {
    selection: question.formula ? null : question.selection && lines.spanOf(question.selection),
    at: question.formula || !question.at ? null : lines.offsetAt(question.at),
    overrides: question.overrides,
  };
}

/** Small circuits open gate by gate, as in a first lesson; large ones with their groups folded. */
function defaultFolds(circuit: Circuit | null): string[] {
  if (!circuit || circuit.gates.length <= 14) return [];
  return circuit.groups.map((group) => group.id);
}

function statementsOf(circuit: Circuit | null, text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const stage of circuit?.stages ?? []) found[stage.id] = text.slice(stage.span.start, stage.span.end);
  return found;
}

function panelInput(input: CircuitInput): PanelInput {
  return {
    name: input.name,
    text: input.text,
    shapeText: input.shape.length === 0 ? null : formatShape(input.shape),
    source: input.source,
    problem: input.problem === '' ? null : input.problem,
  };
}

/** The verdicts of the pass that is drawn. */
function verdictsIn(units: readonly PassReport[], { region }: Drawn, { lines }: Analyzed): PanelVerdict[] {
  const covers = (unit: PassReport): boolean =>
    region.kind === 'function' ? overlaps(unit.span, region.span) && unit.kind !== 'script' : unit.kind === 'script';
  return units.filter(covers).flatMap((unit) =>
    unit.gradients.map((gradient) => ({
      name: gradient.name,
      of: gradient.of,
      verdict: gradient.verdict,
      detail: gradient.reason,
      range: lines.rangeOf(gradient.span),
    })),
  );
}

function placesOf(circuit: Circuit | null, { lines }: Analyzed): GatePlace[] {
  const places: GatePlace[] = [];
  for (const gate of circuit?.gates ?? []) {
    if (gate.span && gate.file === '') places.push({ id: gate.id, range: lines.rangeOf(gate.span) });
  }
  for (const group of circuit?.groups ?? []) {
    if (group.span) places.push({ id: group.id, range: lines.rangeOf(group.span) });
  }
  return places;
}
