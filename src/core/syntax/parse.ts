import { english, type Localize } from '../base/localize.ts';
import type { Module, SyntaxProblem } from './ast.ts';
import { type Concrete, concreteOf, errorsOf, parseTree, type TreeError } from './concrete.ts';
import { ExpressionLowering } from './expressions.ts';
import { type Fault, problemAt, tokenFaults } from './faults.ts';
import { repairedHeader } from './headers.ts';
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
const MAX_ROUNDS = 6;

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
      if (quarantine.covers(fault.offset)) return [];
      if (!faults.has(fault.line)) faults.set(fault.line, fault);
      const region = fault.unreadable ? quarantine.add(fault) : null;
      return region === null ? [] : [region];
    });
  addAll(tokenFaults(scan, lines, t));
  let tree = parseTree(masked.toString());
  let root = concreteOf(tree);
  for (let round = 1; root.broken && round <= MAX_ROUNDS; round++) {
    const found = treeFaults(errorsOf(root), text, scan, lines, faults, t);
    const changed = addAll(round < MAX_ROUNDS ? withoutEchoes(found) : found);
    if (changed.length === 0) break;
    tree = parseTree(masked.toString(), tree, changed);
    root = concreteOf(tree);
  }
  return { root, quarantine, quirksMasked };
}

/** The faults that lezer's errors stand for: the first of each line, unless it is known why. */
function treeFaults(
  errors: readonly TreeError[],
  text: string,
  scan: Scan,
  lines: readonly Line[],
  known: ReadonlyMap<number, Fault>,
  t: Localize,
): Fault[] {
  const found = new Map<number, Fault>();
  for (const { error, parent } of errors) {
    const isGap = error.from === error.to;
    const index = lineOfError(lines, error.from, isGap && parent.from < error.from);
    const line = lines[index];
    if (line === undefined || found.has(index)) continue;
    const isMissingBlock = isGap && parent.name === 'Body' && known.get(index)?.unreadable === false;
    if (isMissingBlock) continue;
    const offset = Math.min(Math.max(error.from, line.start), line.end);
    found.set(index, { line: index, offset, problem: problemAt(text, scan.tokens, line, offset, t), unreadable: true });
  }
  return [...found.values()];
}

/** An error on one line often makes lezer stumble over the next one too: that one is left for another round. */
function withoutEchoes(faults: readonly Fault[]): Fault[] {
  const kept: Fault[] = [];
  for (const fault of faults) if ((kept.at(-1)?.line ?? -2) + 1 < fault.line) kept.push(fault);
  return kept;
}

/** An error without width at the start of a line belongs to what stands before it. */
function lineOfError(lines: readonly Line[], offset: number, belongsBefore: boolean): number {
  const index = lineIndexAt(lines, offset);
  return belongsBefore && lines[index]?.start === offset && index > 0 ? index - 1 : Math.max(0, index);
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
  return [...byLine.values()].sort((a, b) => a.span.start - b.span.start);
}
