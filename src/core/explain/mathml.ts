import type { Expr } from '../syntax/ast.ts';

const strengths: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '@': 2, '/': 5, '**': 4 };
const signs: Readonly<Record<string, string>> = {
  '*': '·',
  '-': '−',
  '@': '·',
  '==': '=',
  '<=': '≤',
  '>=': '≥',
  '!=': '≠',
};
const greek: Readonly<Record<string, string>> = {
  sigma: 'σ',
  mu: 'μ',
  gamma: 'γ',
  beta: 'β',
  alpha: 'α',
  eps: 'ε',
  theta: 'θ',
};

/** An expression as MathML markup (without the `math` element), which browsers draw and screen readers speak. */
export function mathml(expr: Expr): string {
  return markup(expr, 0);
}

function markup(expr: Expr, around: number): string {
  switch (expr.kind) {
    case 'BinOp':
      return binary(expr, around);
    case 'UnaryOp': {
      const inner = `${operator(signs[expr.op] ?? expr.op)}${markup(expr.operand, 3)}`;
      return around > 1 ? fenced(inner) : row(inner);
    }
    case 'Call':
      return call(expr);
    case 'Attribute':
      return expr.name === 'T'
        ? `<msup>${markup(expr.value, 5)}<mi>T</mi></msup>`
        : `${markup(expr.value, 5)}${operator('.')}${identifier(expr.name)}`;
    case 'Subscript':
      return `<msub>${row(markup(expr.value, 5))}${row(markup(expr.index, 0))}</msub>`;
    case 'Compare':
      return comparison(expr);
    case 'Tuple':
    case 'List':
      return fenced(expr.elements.map((element) => markup(element, 0)).join(operator(',')));
    case 'Name':
      return identifier(expr.name);
    case 'Num':
      return `<mn>${String(expr.value)}</mn>`;
    case 'Str':
      return `<mtext>${escape(expr.value)}</mtext>`;
    case 'Constant':
      return `<mtext>${String(expr.value)}</mtext>`;
    default:
      return '<mtext>…</mtext>';
  }
}

function binary(expr: Extract<Expr, { kind: 'BinOp' }>, around: number): string {
  if (expr.op === '/') return `<mfrac>${row(markup(expr.left, 0))}${row(markup(expr.right, 0))}</mfrac>`;
  if (expr.op === '**') return `<msup>${row(markup(expr.left, 5))}${row(markup(expr.right, 0))}</msup>`;
  const own = strengths[expr.op] ?? 2;
  const inner = `${markup(expr.left, own)}${operator(signs[expr.op] ?? expr.op)}${markup(expr.right, own + 1)}`;
  return own < around ? fenced(inner) : row(inner);
}

function call(expr: Extract<Expr, { kind: 'Call' }>): string {
  const { func, args } = expr;
  const [first] = args;
  const name = func.kind === 'Attribute' ? func.name : func.kind === 'Name' ? func.name : '';
  const isMethod =
    func.kind === 'Attribute' && !(func.value.kind === 'Name' && ['np', 'math'].includes(func.value.name));
  if (isMethod && name === 'dot' && first) {
    return row(`${markup(func.value, 3)}${operator('·')}${markup(first, 3)}`);
  }
  if (name === 'sqrt' && first) return `<msqrt>${markup(first, 0)}</msqrt>`;
  if (name === 'exp' && first) return `<msup><mi>e</mi>${row(markup(first, 0))}</msup>`;
  if (name === 'sum' && first) return row(`${operator('∑')}${markup(first, 3)}`);
  const inside = args.map((arg) => markup(arg, 0)).join(operator(','));
  const head = isMethod ? markup(func, 5) : identifier(name);
  return row(`${head}${fenced(inside)}`);
}

function comparison(expr: Extract<Expr, { kind: 'Compare' }>): string {
  const sign = expr.ops[0] ?? '==';
  const parts = [expr.left, ...expr.comparators].map((part) => markup(part, 1));
  return row(`<mn>1</mn>${fenced(parts.join(operator(signs[sign] ?? sign)))}`);
}

function identifier(name: string): string {
  return `<mi>${escape(greek[name] ?? name)}</mi>`;
}

function operator(sign: string): string {
  return `<mo>${escape(sign)}</mo>`;
}

function fenced(inner: string): string {
  return `<mrow><mo>(</mo>${inner}<mo>)</mo></mrow>`;
}

function row(inner: string): string {
  return `<mrow>${inner}</mrow>`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
