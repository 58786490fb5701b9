import type { Span } from '../base/span.ts';
import type { Await, BinaryOperator, BinOp, BoolOp, Compare, CompareOperator, Expr, Starred, UnaryOp } from './ast.ts';
import type { Concrete } from './concrete.ts';
import { fail, type Lower, sourceOf, spanOf } from './lower.ts';

/** The binding strengths of Python's operators, weakest first. */
const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARE = 4;
const UNARY = 11;
const POWER = 12;
const AWAIT = 13;
const BINARY: ReadonlyMap<string, { readonly op: BinaryOperator; readonly strength: number }> = new Map(
  (
    [
      ['|', 5],
      ['^', 6],
      ['&', 7],
      ['<<', 8],
      ['>>', 8],
      ['+', 9],
      ['-', 9],
      ['*', 10],
      ['/', 10],
      ['//', 10],
      ['%', 10],
      ['@', 10],
      ['**', POWER],
    ] as const
  ).map(([op, strength]) => [op, { op, strength }]),
);
const COMPARISONS: ReadonlyMap<string, CompareOperator> = new Map([
  ...(['<', '<=', '>', '>=', '==', '!=', 'in', 'is', 'is not', 'not in'] as const).map(
    (op): [string, CompareOperator] => [op, op],
  ),
  ['<>', '!='],
]);
const PREFIXES: ReadonlyMap<string, number> = new Map([
  ['not', NOT],
  ['-', UNARY],
  ['+', UNARY],
  ['~', UNARY],
  ['*', UNARY],
  ['await', AWAIT],
]);
const OPERATIONS: ReadonlySet<string> = new Set(['BinaryExpression', 'UnaryExpression', 'AwaitExpression']);
const MAX_PREFIXES = 200;

/** Part of a flat operation: an operand, or an operator whose text is `operator`. */
interface Part {
  readonly node: Concrete;
  readonly operator: string | null;
  readonly start: number;
  readonly end: number;
}

/**
 * Lowers an operation of any length and depth without recursing into its operators. Lezer's nesting is not used: its
 * grammar reads `not a and b` as `not (a and b)` and `await a + b` as `await (a + b)`. Its operands and operators are
 * laid out flat and bound again by Python's precedence.
 */
export function lowerOperation(lower: Lower, node: Concrete): Expr {
  return new Operation(lower, partsOf(lower, node)).read();
}

export function isOperation(node: Concrete): boolean {
  return OPERATIONS.has(node.name);
}

function partsOf(lower: Lower, root: Concrete): Part[] {
  const parts: Part[] = [];
  const pending: Concrete[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isOperation(node)) {
      for (let child = node.children.length - 1; child >= 0; child--) {
        const next = node.children[child];
        if (next !== undefined) pending.push(next);
      }
      continue;
    }
    addPart(lower, parts, node);
  }
  return parts;
}

const OPERATOR_NODES: ReadonlySet<string> = new Set([
  'ArithOp',
  'BitOp',
  'CompareOp',
  'not',
  'in',
  'is',
  'and',
  'or',
  'await',
]);

/** In long chains an `and` is masked as an `or`, which is shorter. */
function operatorText(lower: Lower, node: Concrete): string {
  return node.name === 'or' && lower.text.startsWith('and', node.from) ? 'and' : sourceOf(lower, node);
}

function addPart(lower: Lower, parts: Part[], node: Concrete): void {
  const last = parts.at(-1);
  const operator = OPERATOR_NODES.has(node.name) ? operatorText(lower, node) : null;
  const joins = (last?.operator === 'is' && operator === 'not') || (last?.operator === 'not' && operator === 'in');
  if (last !== undefined && joins) {
    parts[parts.length - 1] = { ...last, operator: `${last.operator} ${operator}`, end: node.to };
  } else parts.push({ node, operator, start: node.from, end: node.to });
}

/** Binds a flat operation by precedence. */
class Operation {
  readonly #lower: Lower;
  readonly #parts: readonly Part[];
  #at = 0;
  #prefixes = 0;

  constructor(lower: Lower, parts: readonly Part[]) {
    this.#lower = lower;
    this.#parts = parts;
  }

  read(): Expr {
    const value = this.#operation(OR);
    const rest = this.#parts[this.#at];
    if (rest !== undefined) fail(this.#lower.t('This cannot be read.'), { start: rest.start, end: rest.end });
    return value;
  }

  /** The operator that stands next, if it is none but an infix one. */
  #operator(): string {
    return this.#parts[this.#at]?.operator ?? '';
  }

  #span(start: number): Span {
    return { start, end: this.#parts[this.#at - 1]?.end ?? start };
  }

  #operation(strength: number): Expr {
    const start = this.#parts[this.#at]?.start ?? 0;
    let left = this.#operand();
    for (;;) {
      const operator = this.#operator();
      const binary = BINARY.get(operator);
      if (binary !== undefined && binary.strength >= strength) left = this.#binary(start, left, binary);
      else if (COMPARISONS.has(operator) && strength <= COMPARE) left = this.#compare(start, left);
      else if (operator === 'and' && strength <= AND) left = this.#logical(start, left, operator, NOT);
      else if (operator === 'or' && strength <= OR) left = this.#logical(start, left, operator, AND);
      else return left;
    }
  }

  #binary(start: number, left: Expr, { op, strength }: { op: BinaryOperator; strength: number }): Expr {
    const part = this.#parts[this.#at++];
    const opSpan = { start: part?.start ?? start, end: part?.end ?? start };
    const right = op === '**' ? this.#nested(UNARY) : this.#operation(strength + 1);
    return this.#lower.make<BinOp>({ kind: 'BinOp', span: this.#span(start), op, opSpan, left, right });
  }

  #logical(start: number, first: Expr, op: 'and' | 'or', strength: number): Expr {
    const values = [first];
    while (this.#operator() === op) {
      this.#at++;
      values.push(this.#operation(strength));
    }
    return this.#lower.make<BoolOp>({ kind: 'BoolOp', span: this.#span(start), op, values });
  }

  #compare(start: number, left: Expr): Expr {
    const ops: CompareOperator[] = [];
    const comparators: Expr[] = [];
    for (let op = COMPARISONS.get(this.#operator()); op !== undefined; op = COMPARISONS.get(this.#operator())) {
      if (this.#operator() === '<>') this.#lower.python2 = true;
      this.#at++;
      ops.push(op);
      comparators.push(this.#operation(COMPARE + 1));
    }
    return this.#lower.make<Compare>({ kind: 'Compare', span: this.#span(start), left, ops, comparators });
  }

  #operand(): Expr {
    const part = this.#parts[this.#at];
    if (part === undefined) return this.#bad();
    const prefix = PREFIXES.get(part.operator ?? '');
    if (prefix !== undefined) return this.#prefixed(part, prefix);
    if (part.operator !== null) return this.#bad();
    this.#at++;
    return this.#lower.expression(part.node);
  }

  #prefixed(part: Part, strength: number): Expr {
    const { lower, op } = { lower: this.#lower, op: part.operator };
    this.#at++;
    const value = this.#nested(strength);
    const span = this.#span(part.start);
    if (op === 'await') return lower.make<Await>({ kind: 'Await', span, value });
    if (op === '*') return lower.make<Starred>({ kind: 'Starred', span, value });
    return lower.make<UnaryOp>({
      kind: 'UnaryOp',
      span,
      op: op === '-' || op === '+' || op === '~' ? op : 'not',
      operand: value,
    });
  }

  /** An operand one level deeper: a long row of signs or powers is refused before the stack ends. */
  #nested(strength: number): Expr {
    const part = this.#parts[this.#at] ?? this.#parts.at(-1);
    if (++this.#prefixes > MAX_PREFIXES && part !== undefined) {
      fail(this.#lower.t('This is nested too deeply to be read.'), spanOf(part.node));
    }
    const value = this.#operation(strength);
    this.#prefixes--;
    return value;
  }

  #bad(): Expr {
    const part = this.#parts[this.#at] ?? this.#parts.at(-1);
    if (this.#at < this.#parts.length) this.#at++;
    const span = part === undefined ? { start: 0, end: 0 } : { start: part.end, end: part.end };
    return this.#lower.make({ kind: 'BadExpr', span });
  }
}
