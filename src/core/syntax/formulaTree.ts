import { create, type FactoryFunctionMap, type MathNode, parseDependencies } from 'mathjs';
import { cover, type Span } from '../base/span.ts';
import type { BinaryOperator, BinOp, Call, Expr, Name, Num, UnaryOp } from './ast.ts';
import { type FormulaFunction, functionNamed } from './formulaFunctions.ts';
import { type FormulaToken, NotFormula } from './formulaTokens.ts';

/** Longer formulas are refused: nobody reads their circuit, and trees are walked recursively. */
const MAX_TOKENS = 600;

/** mathjs's types leave open whether its own records exist. */
const dependencies: FactoryFunctionMap = parseDependencies ?? {};

type Parse = (text: string) => MathNode;
let parser: Parse | null = null;

/** mathjs with its parser alone, made on first use. */
function mathParser(): Parse {
  if (!parser) {
    const { parse } = create(dependencies);
    parser = (text) => parse(text);
  }
  return parser;
}

type Without<T> = T extends Expr ? Omit<T, 'id'> : never;

/** What the statements of one formula share: the numbering of expressions, the functions called, the names assigned. */
export class FormulaScope {
  exprCount = 0;
  readonly called = new Set<string>();
  readonly assigned: ReadonlySet<string>;

  constructor(assigned: ReadonlySet<string>) {
    this.assigned = assigned;
  }

  make<T extends Expr>(expr: Without<T>): T {
    return { ...expr, id: this.exprCount++ } as unknown as T;
  }

  /** A NumPy function under a name that no variable of a formula can have. */
  numpy(name: string, span: Span, args: readonly Expr[], at: Span): Call {
    this.called.add(name);
    const func = this.make<Name>({ kind: 'Name', name: `np.${name}`, span: at });
    return this.make<Call>({ kind: 'Call', func, args, keywords: [], span });
  }

  number(value: number, span: Span): Num {
    return this.make<Num>({ kind: 'Num', value, isInt: Number.isSafeInteger(value), imaginary: false, span });
  }

  binary(op: BinaryOperator, left: Expr, right: Expr, span: Span, opSpan: Span): BinOp {
    return this.make<BinOp>({ kind: 'BinOp', op, opSpan, left, right, span });
  }
}

/** Parses the tokens of one expression (in plain notation). Throws `NotFormula`. */
export function formulaTree(tokens: readonly FormulaToken[], scope: FormulaScope): Expr {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (!first || !last) throw new Error('a formula without tokens');
  if (tokens.length > MAX_TOKENS)
    throw new NotFormula('This formula is too long to be drawn.', cover(first.span, last.span));
  const reader = new Reader(tokens, scope);
  const { expr } = reader.read(parsed(tokens));
  return expr;
}

/** The text of a token for mathjs. Names and numbers are read from the tokens, so that no name of ours means anything there. */
function wordOf(token: FormulaToken): string {
  if (token.kind === 'number') return '1';
  if (token.kind === 'name') return 'v';
  return token.kind === 'function' ? 'fn' : token.text;
}

function parsed(tokens: readonly FormulaToken[]): MathNode {
  const words = tokens.map(wordOf);
  try {
    return mathParser()(words.join(' '));
  } catch (error) {
    const char = error instanceof Error && 'char' in error ? Number(error.char) - 1 : 0;
    throw unreadable(tokens, words, char);
  }
}

function unreadable(tokens: readonly FormulaToken[], words: readonly string[], char: number): NotFormula {
  let end = 0;
  const index = words.findIndex((word) => (end += word.length + 1) > char + 1);
  const token = tokens[index < 0 ? tokens.length : index];
  const before = tokens[(index < 0 ? tokens.length : index) - 1];
  if (!token) {
    const span = before?.span ?? { start: 0, end: 0 };
    return new NotFormula('The formula ends too early: something is missing after this.', span);
  }
  if (token.kind === 'close' && before) return new NotFormula('After this, something is missing.', before.span);
  if (token.kind === 'comma')
    return new NotFormula('A comma has a place only between the arguments of a function.', token.span);
  return new NotFormula('Here a number or a name is missing, or an operator before it.', token.span);
}

/** An expression and its span with the brackets around it. */
interface Placed {
  readonly expr: Expr;
  readonly outer: Span;
}

/** The shape of mathjs's nodes, as far as it is looked at. */
interface MathShape {
  readonly type: string;
  readonly implicit?: boolean;
  readonly args?: readonly MathNode[];
  readonly content?: MathNode;
}

const OPERATORS: Readonly<Record<string, BinaryOperator>> = { '+': '+', '-': '-', '*': '*', '/': '/', '^': '**' };

/** Walks mathjs's tree in the order of the text and takes the tokens one by one, which gives each node its place. */
class Reader {
  readonly #tokens: readonly FormulaToken[];
  readonly #scope: FormulaScope;
  #at = 0;

  constructor(tokens: readonly FormulaToken[], scope: FormulaScope) {
    this.#tokens = tokens;
    this.#scope = scope;
  }

  read(node: MathNode): Placed {
    const { type, args = [], content, implicit = false } = node as MathShape;
    if (type === 'ParenthesisNode' && content) return this.#brackets(content);
    if (type === 'ConstantNode' || type === 'SymbolNode') return this.#leaf();
    if (type === 'FunctionNode') return this.#call(args);
    const [left, right] = args;
    if (type === 'OperatorNode' && left) return right ? this.#binary(left, right, implicit) : this.#unary(left);
    throw new NotFormula('This cannot be read as a formula.', this.#peek().span);
  }

  #peek(): FormulaToken {
    const token = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)];
    if (!token) throw new Error('no token left');
    return token;
  }

  #take(...kinds: readonly FormulaToken['kind'][]): FormulaToken {
    const token = this.#peek();
    if (!kinds.includes(token.kind)) throw new NotFormula('This cannot be read as a formula.', token.span);
    this.#at++;
    return token;
  }

  #brackets(content: MathNode): Placed {
    const open = this.#take('open');
    const { expr } = this.read(content);
    return { expr, outer: cover(open.span, this.#take('close').span) };
  }

  #leaf(): Placed {
    const token = this.#take('number', 'name');
    const { span, text } = token;
    const known = this.#constant(token);
    const expr =
      known === null ? this.#scope.make<Name>({ kind: 'Name', name: text, span }) : this.#scope.number(known, span);
    return { expr, outer: span };
  }

  #constant({ kind, text }: FormulaToken): number | null {
    if (kind === 'number') return Number(text);
    if (this.#scope.assigned.has(text)) return null;
    if (text === 'e') return Math.E;
    return text === 'pi' || text === 'π' ? Math.PI : null;
  }

  #unary(operand: MathNode): Placed {
    const op = this.#take('op');
    const inner = this.read(operand);
    const span = cover(op.span, inner.outer);
    const sign = op.text === '+' ? '+' : '-';
    return { expr: this.#scope.make<UnaryOp>({ kind: 'UnaryOp', op: sign, operand: inner.expr, span }), outer: span };
  }

  #binary(left: MathNode, right: MathNode, implicit: boolean): Placed {
    const first = this.#peek();
    const power = (left as MathShape).type === 'SymbolNode' && first.text === 'e' && !this.#scope.assigned.has('e');
    if (power && this.#tokens[this.#at + 1]?.text === '^' && !implicit) return this.#exponential(right);
    const a = this.read(left);
    const op = implicit ? null : this.#take('op');
    const b = this.read(right);
    const span = cover(a.outer, b.outer);
    const opSpan = op?.span ?? { start: a.outer.end, end: b.outer.start };
    const expr = this.#scope.binary(OPERATORS[op?.text ?? '*'] ?? '*', a.expr, b.expr, span, opSpan);
    return { expr, outer: span };
  }

  /** `e^u`: one gate. */
  #exponential(exponent: MathNode): Placed {
    const e = this.#take('name');
    this.#take('op');
    const { expr, outer } = this.read(exponent);
    const span = cover(e.span, outer);
    return { expr: this.#scope.numpy('exp', span, [expr], e.span), outer: span };
  }

  #call(args: readonly MathNode[]): Placed {
    const name = this.#take('function');
    this.#take('open');
    const values = args.map((arg, i) => {
      if (i > 0) this.#take('comma');
      return this.read(arg).expr;
    });
    const span = cover(name.span, this.#take('close').span);
    const found = functionNamed(name.text);
    if (!found) throw new NotFormula(`${name.text} is not a known function.`, name.span);
    refuseArity(found, values.length, span);
    return { expr: this.#apply(found, values, span, name.span), outer: span };
  }

  #apply(found: FormulaFunction, args: readonly Expr[], span: Span, at: Span): Expr {
    const scope = this.#scope;
    const [first, second] = args;
    if (!first) throw new NotFormula(`${found.name} needs an argument.`, span);
    if (found.name === 'sigmoid') {
      const minus = scope.make<UnaryOp>({ kind: 'UnaryOp', op: '-', operand: first, span });
      const sum = scope.binary('+', scope.number(1, span), scope.numpy('exp', span, [minus], at), span, span);
      return scope.binary('/', scope.number(1, span), sum, span, span);
    }
    if (found.name === 'softplus') {
      const sum = scope.binary('+', scope.number(1, span), scope.numpy('exp', span, [first], at), span, span);
      return scope.numpy('log', span, [sum], at);
    }
    if (found.name === 'relu') return scope.numpy('maximum', span, [scope.number(0, span), first], at);
    if (found.numpy === null && second) return scope.binary('**', first, second, span, at);
    const numpy = found.numpy ?? found.name;
    if (!second) return scope.numpy(numpy, span, [first], at);
    return args.slice(1).reduce<Expr>((value, arg) => scope.numpy(numpy, span, [value, arg], at), first);
  }
}

function refuseArity({ name, arity: [fewest, most] }: FormulaFunction, count: number, span: Span): void {
  if (count >= fewest && count <= most) return;
  const wanted = fewest === most ? String(fewest) : `${String(fewest)} or more`;
  throw new NotFormula(`${name} takes ${wanted} argument${most === 1 ? '' : 's'}, not ${String(count)}.`, span);
}
