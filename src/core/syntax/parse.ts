import { english, type Localize } from '../base/localize.ts';
import type { Module, SyntaxProblem } from './ast.ts';
import { type Concrete, concreteOf, errorsOf, parseTree, type TreeError } from './concrete.ts';
import { ExpressionLowering } from './expressions.ts';
import { type Fault, problemAt, tokenFaults } from './faults.ts';
import { repairedHeader } from './headers.ts';
import { errorInLine } from './isolation.ts';
import { type Line, lineIndexAt, linesOf } from './lines.ts';
import { maskQuirks } from './mask.ts';
import { Quarantine } from './quarantine.ts';
import { suspectsOf } from './repair.ts';
import { Scanner } from './scanner.ts';
import { StatementLowering } from './statements.ts';
import { usesPython2Names } from './python2.ts';
import { NO_SUSPECTS, type Scan, type Suspects } from './token.ts';

/** Each scan distrusts what the one before found broken: one long string, then another, then the brackets. */
const MAX_SCANS = 4;
/** How often lezer is asked again after its errors have been masked. */
const MAX_ROUNDS = 12;

/**
 * The syntax tree of a Python text. Never throws: what cannot be read becomes `BadStmt` or `BadExpr` and one entry in
 * `errors` for its line, and the statements around it stay. Python 2, console sessions and notebook commands are
 * understood.
 *
 * Lezer reads the text after two passes of equal length have masked what its grammar does not know and what is broken;
 * its tree is then lowered with an eye on the original text.
 */
export function parseModule(text: string, t: Localize = english): Module {
  const scan = scanOf(text, t);
  const lines = linesOf(scan);
  const faults = new Map<number, Fault>();
  const { root, quarantine, quirksMasked } = readTree(text, scan, lines, faults, t);
  const lower = new ExpressionLowering(text, quarantine.holes, t);
  const statements = new StatementLowering(lower, quarantine, (start) => {
    const line = quarantine.headers.get(start)?.line;
    return line === undefined ? null : repairedHeader(quirksMasked, scan.tokens, line);
  });
  const body = statements.statements(root.children);
  return {
    kind: 'Module',
    span: { start: 0, end: text.length },
    body,
    errors: errorsIn(lines, scan, faults, statements.problems),
    comments: scan.comments,
    exprCount: lower.exprCount,
    python2: lower.python2 || usesPython2Names(body),
  };
}

function scanOf(text: string, t: Localize): Scan {
  let suspects: Suspects = NO_SUSPECTS;
  let scan = new Scanner(text, t, suspects).scan();
  for (let scans = 1; scans < MAX_SCANS; scans++) {
    const next = suspectsOf(text, scan, suspects);
    if (next === null) return scan;
    suspects = next;
    scan = new Scanner(text, t, suspects).scan();
  }
  return scan;
}

interface Reading {
  readonly root: Concrete;
  readonly quarantine: Quarantine;
  readonly quirksMasked: string;
}

/** Parses until no error is left that masking could remove. Adds to `faults`, at most one a line. */
function readTree(text: string, scan: Scan, lines: readonly Line[], faults: Map<number, Fault>, t: Localize): Reading {
  const masked = maskQuirks(text, scan, lines);
  const quirksMasked = masked.toString();
  const quarantine = new Quarantine(scan, lines, masked);
  const addAll = (found: readonly Fault[]) =>
    found.flatMap((fault) => {
      if (quarantine.covers(fault.line)) return [];
      if (!faults.has(fault.line)) faults.set(fault.line, fault);
      const region = fault.unreadable ? quarantine.add(fault) : null;
      return region === null ? [] : [region];
    });
  const broken = addAll(tokenFaults(text, quirksMasked, scan, lines, t));
  let tree = parseTree(broken.length === 0 ? quirksMasked : masked.toString());
  let root = concreteOf(tree);
  for (let round = 1; root.broken && round <= MAX_ROUNDS; round++) {
    const changed = addAll(treeFaults(errorsOf(root), { text, masked: quirksMasked, scan, lines, known: faults, t }));
    if (changed.length === 0) break;
    tree = parseTree(masked.toString(), tree, changed);
    root = concreteOf(tree);
  }
  return { root, quarantine, quirksMasked };
}

interface Context {
  readonly text: string;
  readonly masked: string;
  readonly scan: Scan;
  readonly lines: readonly Line[];
  readonly known: ReadonlyMap<number, Fault>;
  readonly t: Localize;
}

/**
 * The faults that lezer's errors stand for. One mistake makes lezer stumble over many lines; a line that is right when
 * it is read alone is at fault only when no other line is, and then it is the first of them.
 */
function treeFaults(errors: readonly TreeError[], { text, masked, scan, lines, known, t }: Context): Fault[] {
  const found: Fault[] = [];
  const echoes: Fault[] = [];
  const seen = new Set<number>();
  for (const { error, parent } of errors) {
    const isGap = error.from === error.to;
    const index = lineOfError(lines, error.from, isGap && parent.from < error.from);
    const line = lines[index];
    if (line === undefined || seen.has(index)) continue;
    if (isGap && parent.name === 'Body' && known.get(index)?.unreadable === false) continue;
    seen.add(index);
    const own = errorInLine(masked, line);
    const offset = own ?? Math.min(Math.max(error.from, line.start), line.end);
    const problem = problemAt(text, scan.tokens, line, offset, t);
    (own === null ? echoes : found).push({ line: index, offset, problem, unreadable: true });
  }
  return found.length > 0 ? found : echoes.slice(0, 1);
}

/** An error without width at the start of a line belongs to what stands before it. */
function lineOfError(lines: readonly Line[], offset: number, belongsBefore: boolean): number {
  const index = lineIndexAt(lines, offset);
  return belongsBefore && lines[index]?.start === offset && index > 0 ? index - 1 : Math.max(0, index);
}

/** So many lines with problems in a row are no code: prose, or text out of step with its quotes. */
const PROSE = 4;

/** Whether the line goes on a run of lines with problems that is long enough to be told once. */
function endsRun(problems: readonly (readonly [number, SyntaxProblem])[], line: number, at: number): boolean {
  if (problems[at - 1]?.[0] !== line - 1) return false;
  let first = at;
  while (at - first < PROSE && problems[first - 1]?.[0] === line - (at - first) - 1) first--;
  let last = at;
  while (last - first < PROSE && problems[last + 1]?.[0] === line + (last - at) + 1) last++;
  return last - first + 1 >= PROSE;
}

/** All problems in text order; of those on one line the first found, layout before grammar before meaning. */
function errorsIn(
  lines: readonly Line[],
  scan: Scan,
  faults: ReadonlyMap<number, Fault>,
  late: readonly SyntaxProblem[],
): SyntaxProblem[] {
  const byLine = new Map<number, SyntaxProblem>();
  const candidates = [...scan.problems, ...[...faults.values()].map((fault) => fault.problem), ...late];
  for (const problem of candidates) {
    const line = lineIndexAt(lines, problem.span.start);
    if (!byLine.has(line)) byLine.set(line, problem);
  }
  const inOrder = [...byLine].sort(([a], [b]) => a - b);
  return inOrder.filter(([line], at) => !endsRun(inOrder, line, at)).map(([, problem]) => problem);
}
