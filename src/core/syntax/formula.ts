import { cover, type Span } from '../base/span.ts';
import type { Assign, Expr, ImportFrom, Module, Name, Stmt, SyntaxProblem } from './ast.ts';
import { formulaSpans } from './formulaLines.ts';
import { rewriteFormula } from './formulaRewrite.ts';
import { type FormulaToken, formulaTokens, NotFormula } from './formulaTokens.ts';
import { FormulaScope, formulaTree } from './formulaTree.ts';
import { childrenOf, isStatement, type Node } from './visit.ts';

/** An assignment before it is parsed. `name` is null where the formula gives none. */
interface Piece {
  readonly name: FormulaToken | null;
  readonly value: readonly FormulaToken[];
}

/**
 * Reads mathematical notation as a module that can be run: one assignment per formula, after an import of the functions
 * it calls. Lines without a name for their value are called `f`. What cannot be read is told in the module's errors;
 * spans are those of the whole text. Never throws.
 *
 * @param span the part of the text to read; all of it by default
 */
export function parseFormula(text: string, span: Span = { start: 0, end: text.length }): Module {
  const errors: SyntaxProblem[] = [];
  const lines = joined(tokensByLine(text, span, errors));
  const pieces = lines.flatMap((tokens) => attempt(errors, () => piecesOf(tokens)) ?? []);
  const scope = new FormulaScope(new Set(pieces.flatMap(({ name }) => name?.text ?? [])));
  const names = freshNames([...lines.flat(), ...pieces.flatMap(({ value }) => value)]);
  const assignments = pieces.flatMap((piece) => attempt(errors, () => assignmentOf(piece, scope, names)) ?? []);
  if (assignments.length === 0 && errors.length === 0) errors.push({ span, message: 'There is no formula here.' });
  const imports = importsOf(scope, span.start);
  const body = [...imports, ...valuesFirst(assignments)];
  return { kind: 'Module', span, body, errors, comments: [], exprCount: scope.exprCount, python2: false };
}

/** The names in a formula that it gives no value, in the order in which they appear. */
export function freeVariables(module: Module): string[] {
  const assigned = new Set<string>();
  const free = new Map<string, number>();
  for (const statement of module.body) {
    if (statement.kind !== 'Assign') continue;
    for (const { name, span } of namesIn(statement.value)) {
      if (!assigned.has(name)) free.set(name, Math.min(span.start, free.get(name) ?? Infinity));
    }
    for (const target of statement.targets) if (target.kind === 'Name') assigned.add(target.name);
  }
  return [...free].sort((a, b) => a[1] - b[1]).map(([name]) => name);
}

/** The variables that an expression reads. Names with a dot are the functions it calls. */
function namesIn(expr: Expr): Name[] {
  const found: Name[] = [];
  const visit = (node: Node): void => {
    if (!isStatement(node) && node.kind === 'Name' && !node.name.includes('.')) found.push(node);
    childrenOf(node).forEach(visit);
  };
  visit(expr);
  return found;
}

function attempt<T>(errors: SyntaxProblem[], read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NotFormula)) throw error;
    errors.push(error.problem);
    return null;
  }
}

function tokensByLine(text: string, span: Span, errors: SyntaxProblem[]): FormulaToken[][] {
  return formulaSpans(text, span).flatMap((line) => {
    const tokens = attempt(errors, () => formulaTokens(text, line));
    return tokens && tokens.length > 0 ? [tokens] : [];
  });
}

/** A line with an open bracket, or with an operator at its end, goes on in the next, if that makes it whole. */
function joined(lines: readonly FormulaToken[][]): FormulaToken[][] {
  const out: FormulaToken[][] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? [];
    let whole = line;
    let last = i;
    while (isOpen(whole) && last < i + 20 && last + 1 < lines.length) whole = [...whole, ...(lines[++last] ?? [])];
    const works = !isOpen(whole);
    out.push(works ? whole : line);
    if (works) i = last;
  }
  return out;
}

function isOpen(tokens: readonly FormulaToken[]): boolean {
  const depth = tokens.reduce((sum, { kind }) => sum + (kind === 'open' ? 1 : kind === 'close' ? -1 : 0), 0);
  const last = tokens.at(-1)?.kind;
  return depth > 0 || last === 'op' || last === 'equals' || last === 'comma';
}

/** The assignments of a line: `q = x + y; f = q z`, and `x = -2, y = 5`. */
function piecesOf(tokens: readonly FormulaToken[]): Piece[] {
  return split(tokens, 'end').flatMap((part) => {
    const listed = split(part, 'comma');
    const isList = listed.length > 1 && listed.every((item) => item.some(({ kind }) => kind === 'equals'));
    return (isList ? listed : [part]).filter((item) => item.length > 0).map(pieceOf);
  });
}

function pieceOf(tokens: readonly FormulaToken[]): Piece {
  const sides = split(tokens, 'equals');
  const value = sides.at(-1) ?? [];
  const [target] = sides;
  const [first] = tokens;
  if (!first) return { name: null, value };
  if (sides.length < 2 || !target) {
    if (tokens.length > 1 || first.kind !== 'name') return { name: null, value };
    throw new NotFormula('Nothing is computed here: this is a name alone.', first.span);
  }
  const equals = tokens.find(({ kind }) => kind === 'equals') ?? first;
  if (value.length === 0) throw new NotFormula('After this, a value is missing.', equals.span);
  const [name] = target;
  if (name?.kind !== 'name' || (target.length > 1 && target[1]?.kind !== 'open')) {
    throw new NotFormula('Before “=” there must be one name, as in f = (x + y) z.', coverAll(target, equals));
  }
  return { name, value };
}

function coverAll(tokens: readonly FormulaToken[], otherwise: FormulaToken): Span {
  return tokens.reduce((span, token) => cover(span, token.span), tokens[0]?.span ?? otherwise.span);
}

/** Splits at the separators that stand outside of brackets. */
function split(tokens: readonly FormulaToken[], at: FormulaToken['kind']): FormulaToken[][] {
  let part: FormulaToken[] = [];
  const parts = [part];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'open') depth++;
    if (token.kind === 'close') depth--;
    if (token.kind === at && depth === 0) parts.push((part = []));
    else part.push(token);
  }
  return parts;
}

function* freshNames(tokens: readonly FormulaToken[]): Generator<string, never> {
  const taken = new Set(tokens.map(({ text }) => text));
  for (let i = 0; ; i++) {
    const name = ['f', 'g', 'h'][i] ?? `f${String(i - 1)}`;
    if (!taken.has(name)) yield name;
  }
}

function assignmentOf({ name, value }: Piece, scope: FormulaScope, names: Iterator<string, never>): Assign {
  const expr = formulaTree(rewriteFormula(value), scope);
  const span = coverAll(value, { kind: 'end', text: '', span: expr.span });
  const at = name?.span ?? { start: span.start, end: span.start };
  const target = scope.make<Name>({ kind: 'Name', name: name?.text ?? names.next().value, span: at });
  return { kind: 'Assign', targets: [target], value: expr, span: cover(at, span) };
}

/** What the formulas call, under names that no variable can have. */
function importsOf(scope: FormulaScope, at: number): ImportFrom[] {
  const span = { start: at, end: at };
  const names = [...scope.called].map((name) => ({ name, asName: `np.${name}`, span }));
  return names.length === 0 ? [] : [{ kind: 'ImportFrom', span, module: 'numpy', level: 0, names }];
}

/** Values that are given below the formula that needs them (`f = x y` and then `x = 2`) come first. */
function valuesFirst(assignments: readonly Assign[]): Stmt[] {
  const count = (name: string): number => assignments.filter((other) => nameOf(other) === name).length;
  const isValue = (assign: Assign): boolean => namesIn(assign.value).length === 0 && count(nameOf(assign)) === 1;
  return [...assignments.filter(isValue), ...assignments.filter((assign) => !isValue(assign))];
}

function nameOf({ targets: [target] }: Assign): string {
  return target?.kind === 'Name' ? target.name : '';
}
