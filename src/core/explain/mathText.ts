import type { Expr } from '../syntax/ast.ts';

const strengths: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '@': 2, '**': 4 };
const signs: Readonly<Record<string, string>> = { '*': '·', '-': ' − ', '+': ' + ', '/': ' / ', '**': '^', '@': ' @ ' };

/** An expression as people write it on one line: `(1 − s)·s`, `exp(x)`, `dD · Xᵀ`. */
export function mathText(expr: Expr): string {
  return text(expr, 0);
}

function text(expr: Expr, around: number): string {
  switch (expr.kind) {
    case 'BinOp': {
      const own = strengths[expr.op] ?? 2;
      const sign = signs[expr.op] ?? ` ${expr.op} `;
      // A minus at the very left binds no less than the product that follows it: −1 / x^2.
      const isNegative = own === 2 && expr.left.kind === 'UnaryOp';
      const inner = `${text(expr.left, isNegative ? 1 : own)}${sign}${text(expr.right, own + 1)}`;
      return own < around ? `(${inner})` : inner;
    }
    case 'UnaryOp':
      return around > 1
        ? `(${unarySign(expr.op)}${text(expr.operand, 3)})`
        : `${unarySign(expr.op)}${text(expr.operand, 3)}`;
    case 'Call':
      return call(expr);
    case 'Attribute':
      return expr.name === 'T' ? `${text(expr.value, 5)}ᵀ` : `${text(expr.value, 5)}.${expr.name}`;
    case 'Compare':
      return `[${[expr.left, ...expr.comparators].map((part) => text(part, 1)).join(` ${expr.ops[0] ?? ''} `)}]`;
    default:
      return plain(expr);
  }
}

function unarySign(op: string): string {
  return op === '-' ? '−' : op;
}

function call(expr: Extract<Expr, { kind: 'Call' }>): string {
  const { func, args } = expr;
  const named = expr.keywords.map((keyword) => `${keyword.name ?? '**'}=${text(keyword.value, 0)}`);
  if (func.kind === 'Attribute' && func.name === 'dot' && args[0] && !isModule(func.value)) {
    return `${text(func.value, 3)} · ${text(args[0], 3)}`;
  }
  const name = func.kind === 'Attribute' && isModule(func.value) ? func.name : text(func, 5);
  return `${name}(${[...args.map((arg) => text(arg, 0)), ...named].join(', ')})`;
}

function isModule(expr: Expr): boolean {
  return expr.kind === 'Name' && (expr.name === 'np' || expr.name === 'math');
}

function plain(expr: Expr): string {
  switch (expr.kind) {
    case 'Name':
      return expr.name;
    case 'Num':
      return String(expr.value);
    case 'Str':
      return `'${expr.value}'`;
    case 'Constant':
      return expr.value === null ? 'None' : String(expr.value);
    case 'Tuple':
      return `(${expr.elements.map((element) => text(element, 0)).join(', ')})`;
    case 'List':
      return `[${expr.elements.map((element) => text(element, 0)).join(', ')}]`;
    case 'Subscript':
      return `${text(expr.value, 5)}[${indexText(expr.index)}]`;
    case 'IfExp':
      return `${text(expr.body, 1)} if ${text(expr.test, 1)} else ${text(expr.orelse, 1)}`;
    default:
      return '…';
  }
}

function indexText(index: Expr): string {
  if (index.kind === 'Tuple') return index.elements.map((element) => indexText(element)).join(', ');
  if (index.kind !== 'Slice') return text(index, 0);
  const part = (bound: Expr | null): string => (bound ? text(bound, 0) : '');
  return `${part(index.lower)}:${part(index.upper)}`;
}
