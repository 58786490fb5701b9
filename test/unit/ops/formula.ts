import { NDArray } from '../../../src/core/ndarray/ndarray.ts';
import type { Data } from '../../../src/core/ops/op.ts';
import { byNumpyName } from '../../../src/core/ops/table.ts';

/**
 * A small evaluator for the derivative texts of the op table: names, numbers, `+ - * / // % ** @`, comparisons, `np.f(…)`,
 * tuples, keyword arguments and the attributes that those texts use. Independent of the parser and the interpreter.
 */
export function evaluate(text: string, scope: ReadonlyMap<string, Data>): Data {
  const tokens = text.match(/\d+\.?\d*(?:e-?\d+)?|[A-Za-z_]\w*|\*\*|\/\/|[<>=!]=|'[^']*'|\S/g) ?? [];
  const parser = new Parser(tokens, scope);
  const value = parser.expression();
  if (!parser.atEnd) throw new SyntaxError(`cannot read all of: ${text}`);
  return data(value);
}

type Value = Data | string | null | readonly Value[];

function data(value: Value): Data {
  if (typeof value === 'number' || value instanceof NDArray) return value;
  throw new TypeError('a number or an array was expected');
}

function gate(name: string, inputs: readonly Value[], attrs?: unknown): Data {
  const op = byNumpyName(name);
  if (!op) throw new ReferenceError(`no gate is called ${name}`);
  return (op.forward as (inputs: readonly Data[], attrs: unknown) => Data)(inputs.map(data), attrs);
}

const LEVELS: readonly (readonly string[])[] = [
  ['<', '<=', '>', '>=', '==', '!='],
  ['+', '-'],
  ['*', '/', '//', '%', '@'],
];

class Parser {
  readonly #tokens: readonly string[];
  readonly #scope: ReadonlyMap<string, Data>;
  #at = 0;

  constructor(tokens: readonly string[], scope: ReadonlyMap<string, Data>) {
    this.#tokens = tokens;
    this.#scope = scope;
  }

  get atEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  expression(level = 0): Value {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    let left = this.expression(level + 1);
    while (operators.includes(this.#peek())) left = gate(this.#next(), [left, this.expression(level + 1)]);
    return left;
  }

  #unary(): Value {
    if (!this.#accept('-')) return this.#power();
    return gate('u-', [this.#unary()]);
  }

  #power(): Value {
    const base = this.#postfix();
    return this.#accept('**') ? gate('**', [base, this.#unary()]) : base;
  }

  #postfix(): Value {
    let value = this.#atom();
    for (;;) {
      if (this.#accept('.')) value = this.#attribute(data(value), this.#next());
      else if (this.#peek() === '[' && value instanceof NDArray) value = this.#slices(value);
      else if (this.#accept('[')) value = this.#item(value);
      else return value;
    }
  }

  #item(value: Value): Value {
    const index = data(this.expression());
    this.#expect(']');
    return Array.isArray(value) ? ((value as readonly Value[])[Number(index)] ?? null) : null;
  }

  /** `g[1:3, :]`. */
  #slices(value: NDArray): Value {
    this.#expect('[');
    let window = value;
    for (let axis = 0; this.#peek() !== ']'; axis++) {
      const start = this.#peek() === ':' ? 0 : Number(data(this.expression()));
      this.#expect(':');
      const end = [',', ']'].includes(this.#peek()) ? (window.shape[axis] ?? 0) : Number(data(this.expression()));
      const shape = window.shape.with(axis, end - start);
      window = new NDArray(
        window.data,
        shape,
        'float64',
        window.strides,
        window.offset + start * (window.strides[axis] ?? 0),
      );
      this.#accept(',');
    }
    this.#expect(']');
    return window;
  }

  #attribute(of: Data, name: string): Value {
    const array = typeof of === 'number' ? new NDArray(Float64Array.of(of), [], 'float64') : of;
    if (name === 'shape') return array.shape;
    if (name === 'size') return array.size;
    if (name === 'T') return typeof of === 'number' ? of : gate('transpose', [of], { axes: null });
    const { positional } = this.#arguments();
    if (name === 'dot') return gate('dot', [of, positional[0] ?? null]);
    if (name === 'ravel') return gate('reshape', [of], { shape: [array.size] });
    if (name === 'reshape') return gate('reshape', [of], { shape: positional[0] });
    throw new ReferenceError(`no attribute ${name}`);
  }

  #atom(): Value {
    const token = this.#next();
    if (token === '(') return this.#parenthesis();
    if (token.startsWith("'")) return token.slice(1, -1);
    if (/^\d/.test(token)) return Number(token);
    if (token === 'None') return null;
    if (token === 'True') return 1;
    if (token === 'np') return this.#numpy();
    const value = this.#scope.get(token);
    if (value === undefined) throw new ReferenceError(`no value for ${token}`);
    return value;
  }

  #parenthesis(): Value {
    const items: Value[] = [];
    let isTuple = false;
    while (!this.#accept(')')) {
      items.push(this.expression());
      if (this.#accept(',')) isTuple = true;
    }
    return isTuple ? items : (items[0] ?? null);
  }

  #numpy(): Value {
    this.#expect('.');
    let name = this.#next();
    if (name === 'pi') return Math.PI;
    while (this.#accept('.')) name += `.${this.#next()}`;
    const { positional, keywords } = this.#arguments();
    return callNumpy(name, positional, keywords);
  }

  #arguments(): { positional: Value[]; keywords: Map<string, Value> } {
    const positional: Value[] = [];
    const keywords = new Map<string, Value>();
    this.#expect('(');
    while (!this.#accept(')')) {
      const keyword = this.#tokens[this.#at + 1] === '=' ? this.#next() : null;
      if (keyword !== null) this.#expect('=');
      const value = this.expression();
      if (keyword === null) positional.push(value);
      else keywords.set(keyword, value);
      this.#accept(',');
    }
    return { positional, keywords };
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #next(): string {
    return this.#tokens[this.#at++] ?? '';
  }

  #accept(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#at++;
    return true;
  }

  #expect(token: string): void {
    if (!this.#accept(token)) throw new SyntaxError(`expected ${token}, found ${this.#peek()}`);
  }
}

/** Calls a gate by its NumPy name with the attributes that it needs. */
function callNumpy(name: string, positional: readonly Value[], keywords: ReadonlyMap<string, Value>): Value {
  const [first = null, second = null, third = null] = positional;
  const axis = keywords.get('axis') ?? null;
  const keepdims = keywords.get('keepdims') === 1;
  switch (name) {
    case 'ones_like':
      return gate('+', [gate('*', [first, 0]), 1]);
    case 'eye': {
      const [rows, columns, k] = [Number(first), Number(second), Number(third ?? 0)];
      const ones = Float64Array.from({ length: rows * columns }, (_, i) =>
        (i % columns) - Math.floor(i / columns) === k ? 1 : 0,
      );
      return new NDArray(ones, [rows, columns], 'float64');
    }
    case 'expand_dims':
      return gate(name, [first], { axis: second });
    case 'transpose':
      return gate(name, [first], { axes: second });
    case 'swapaxes':
      return gate(name, [first], { axis1: second, axis2: third });
    case 'moveaxis':
      return gate(name, [first], { source: second, destination: third });
    case 'flip':
      return gate(name, [first], { axis: second });
    case 'rot90':
      return gate(name, [first], { k: second, axes: third });
    case 'diag':
    case 'tril':
    case 'triu':
      return gate(name, [first], { k: second ?? 0 });
    case 'einsum':
      return gate(name, positional.slice(1), { subscripts: first });
    default:
      return gate(name, positional, { axis, keepdims });
  }
}
