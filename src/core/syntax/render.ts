import type { Span } from '../base/span.ts';
import type { Expr, Name } from './ast.ts';

/** The source text of a node, as it is written. */
export function sourceText(text: string, node: { readonly span: Span }): string {
  return text.slice(node.span.start, node.span.end);
}

/**
 * The path of a variable or gradient in one canonical spelling: `dx`, `self.dW`, `grads['W1']`, `dx[0]`. `null` for
 * what is no path of names and constant keys, such as `f(x)`, `grads['W' + i]` or `dx[:, 0]`.
 */
export function targetPath(expr: Expr): string | null {
  let path = '';
  let node = expr;
  for (;;) {
    if (node.kind === 'Name') return node.name + path;
    if (node.kind === 'Starred') node = node.value;
    else if (node.kind === 'Attribute') {
      path = `.${node.name}${path}`;
      node = node.value;
    } else if (node.kind === 'Subscript') {
      const key = keyText(node.index);
      if (key === null) return null;
      path = `[${key}]${path}`;
      node = node.value;
    } else return null;
  }
}

/** The name that a target's chain of attributes and subscripts starts from: `dx` of `dx[:, t]`, `self` of `self.dW`. */
export function targetRoot(expr: Expr): Name | null {
  let node = expr;
  while (node.kind === 'Attribute' || node.kind === 'Subscript' || node.kind === 'Starred') node = node.value;
  return node.kind === 'Name' ? node : null;
}

/** A constant key as Python's `repr` writes it: text in single quotes, whole numbers, tuples of them. */
function keyText(index: Expr): string | null {
  if (index.kind === 'Str' && !index.bytes) return quoted(index.value);
  if (index.kind === 'Num' && index.isInt && !index.imaginary) return String(index.value);
  if (index.kind === 'UnaryOp' && index.op === '-') {
    const text = keyText(index.operand);
    return text === null || index.operand.kind !== 'Num' ? null : `-${text}`;
  }
  if (index.kind !== 'Tuple') return null;
  const texts = index.elements.map(keyText);
  return texts.some((text) => text === null) ? null : texts.join(', ') + (texts.length === 1 ? ',' : '');
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', "'": "\\'" };

function quoted(value: string): string {
  return `'${value.replace(/[\n\r\t\\']/g, (char) => ESCAPES[char] ?? char)}'`;
}
