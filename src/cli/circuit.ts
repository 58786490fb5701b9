import { parseArgs } from 'node:util';
import { analyze } from '../core/analyze.ts';
import { analyzeFormula } from '../core/answer/formula.ts';
import type { CircuitAnswer } from '../core/answers.ts';
import { LineIndex } from '../core/base/lineIndex.ts';
import type { Span } from '../core/base/span.ts';
import { dumpCircuit } from '../core/circuit/dump.ts';
import { circuitJson } from '../core/circuit/json.ts';
import { layoutCircuit } from '../core/layout/layout.ts';
import { renderSvg } from '../core/layout/svg.ts';
import { readInput } from './files.ts';
import { formatOf, Misuse, orMisuse } from './misuse.ts';
import { loaderFor } from './modules.ts';
import { toJson } from './report.ts';

type Format = 'text' | 'json' | 'svg';

/**
 * `circuit PATH[:FROM-TO]` and `circuit --expression E`: prints the circuit. What is no Python file is read as formulas.
 * Exit status 1 when there is nothing to draw.
 */
export async function drawCircuit(args: readonly string[]): Promise<number> {
  const { values, positionals } = orMisuse(() =>
    parseArgs({
      args: [...args],
      options: {
        format: { type: 'string' },
        expression: { type: 'string' },
        at: { type: 'string', multiple: true },
        fold: { type: 'boolean' },
      },
      allowPositionals: true,
    }),
  );
  const format = formatOf(values.format, ['json', 'svg'] as const);
  const overrides = readAssignments([...(values.at ?? []), ...(values.expression === undefined ? [] : positionals)]);
  const { text, answer } =
    values.expression === undefined
      ? answerForPath(positionals, overrides)
      : answerForFormula(values.expression, overrides);
  const lines = new LineIndex(text);
  for (const problem of answer.problems) {
    const at = problem.span ? `${String(lines.lineAt(problem.span.start) + 1)}: ` : '';
    process.stderr.write(
      `${at}${problem.severity}: ${problem.message}${problem.hint === '' ? '' : ` ${problem.hint}`}\n`,
    );
  }
  if (!answer.circuit) return 1;
  process.stdout.write(await written(answer, format, values.fold ?? false));
  return 0;
}

async function written({ circuit }: CircuitAnswer, format: Format, fold: boolean): Promise<string> {
  if (!circuit) return '';
  if (format === 'json') return toJson(circuitJson(circuit)) + '\n';
  if (format === 'text') return dumpCircuit(circuit);
  const folded = new Set(fold ? circuit.groups.map((group) => group.id) : []);
  return renderSvg(await layoutCircuit(circuit, { folded }), { theme: 'light', title: circuit.title, circuit });
}

/** `--at x=-2 y=5`: values for inputs. */
function readAssignments(texts: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const text of texts.flatMap((part) => part.split(/[,;]\s*(?=[A-Za-z_]\w*=)/))) {
    const match = /^\s*([A-Za-z_]\w*)\s*=\s*(.+)$/.exec(text);
    if (!match?.[1] || match[2] === undefined) throw new Misuse(`--at takes NAME=VALUE, not "${text}"`);
    found[match[1]] = match[2];
  }
  return found;
}

function answerForPath(
  positionals: readonly string[],
  overrides: Readonly<Record<string, string>>,
): { text: string; answer: CircuitAnswer } {
  const [place, ...more] = positionals;
  if (place === undefined || more.length > 0) throw new Misuse('circuit needs one file, or --expression');
  const match = /^(.*?)(?::(\d+)(?:-(\d+))?)?$/.exec(place);
  const path = match?.[1] ?? place;
  const { text } = orMisuse(() => readInput(path));
  const selection = match?.[2] === undefined ? null : linesOf(text, Number(match[2]), Number(match[3] ?? match[2]));
  const environment = { clock: () => performance.now(), load: loaderFor(path) };
  if (!/\.(?:py|ipynb)$/i.test(path)) {
    const span = selection ?? { start: 0, end: text.length };
    const analysis = analyzeFormula(text, span, environment);
    return { text, answer: analysis.draw({ selection: null, at: null, overrides }).answer };
  }
  const analysis = analyze(text, environment);
  return { text, answer: analysis.draw({ selection, at: null, overrides }).answer };
}

/** The span of lines FROM to TO, counted from 1. */
function linesOf(text: string, from: number, to: number): Span {
  if (from < 1 || to < from) throw new Misuse(`lines ${String(from)}-${String(to)} are no range`);
  const lines = new LineIndex(text);
  return { start: lines.lineStart(from - 1), end: lines.lineStart(to) };
}

function answerForFormula(
  expression: string,
  overrides: Readonly<Record<string, string>>,
): { text: string; answer: CircuitAnswer } {
  const span = { start: 0, end: expression.length };
  const analysis = analyzeFormula(expression, span, { clock: () => performance.now() });
  return { text: expression, answer: analysis.draw({ selection: null, at: null, overrides }).answer };
}
