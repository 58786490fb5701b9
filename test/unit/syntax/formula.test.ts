import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Expr, Module } from '../../../src/core/syntax/ast.ts';
import { freeVariables, parseFormula } from '../../../src/core/syntax/formula.ts';
import { walkExpressions } from '../../../src/core/syntax/index.ts';

/** An expression in Lisp-like text, so that its structure can be read in one line. */
function shape(expr: Expr): string {
  if (expr.kind === 'Name') return expr.name;
  if (expr.kind === 'Num') return String(expr.value);
  if (expr.kind === 'UnaryOp') return `(${expr.op} ${shape(expr.operand)})`;
  if (expr.kind === 'BinOp') return `(${expr.op} ${shape(expr.left)} ${shape(expr.right)})`;
  if (expr.kind === 'Call') return `(${[expr.func, ...expr.args].map(shape).join(' ')})`;
  return expr.kind;
}

function statements(module: Module): string[] {
  return module.body.flatMap((statement) => {
    if (statement.kind !== 'Assign') return [];
    return `${statement.targets.map(shape).join()} = ${shape(statement.value)}`;
  });
}

function read(text: string): string {
  const module = parseFormula(text);
  assert.deepEqual(module.errors, [], text);
  return statements(module).join('; ');
}

const readings: readonly (readonly [string, string])[] = [
  ['1/(1+e^-(w0*x0+w1*x1+w2))', 'f = (/ 1 (+ 1 (np.exp (- (+ (+ (* w0 x0) (* w1 x1)) w2)))))'],
  ['f = (x + y) z', 'f = (* (+ x y) z)'],
  ['q = x + y; f = q z', 'q = (+ x y); f = (* q z)'],
  ['f(x) = 2x^2', 'f = (* 2 (** x 2))'],
  ['f + 1', 'g = (+ f 1)'],
  ['-x^2', 'f = (- (** x 2))'],
  ['2^3^x', 'f = (** 2 (** 3 x))'],
  ['x**-y', 'f = (** x (- y))'],
  ['x·y − z × 3² ÷ w⁻¹', 'f = (- (* x y) (/ (* z (** 3 2)) (** w (- 1))))'],
  ['|x| + 2|y - 1|', 'f = (+ (np.abs x) (* 2 (np.abs (- y 1))))'],
  ['||x| - 1|', 'f = (np.abs (- (np.abs x) 1))'],
  ['max(x, y, z)', 'f = (np.maximum (np.maximum x y) z)'],
  ['min(x, relu(y))', 'f = (np.minimum x (np.maximum 0 y))'],
  ['σ(x)', 'f = (/ 1 (+ 1 (np.exp (- x))))'],
  ['(x - mu)/sigma', 'f = (/ (- x mu) sigma)'],
  ['pow(x, 2) + ln(y)', 'f = (+ (** x 2) (np.log y))'],
  ['log 2x^2 + 1', 'f = (+ (np.log (* 2 (** x 2))) 1)'],
  ['sin t cos t', 'f = (* (np.sin t) (np.cos t))'],
  ['√x y', 'f = (* (np.sqrt x) y)'],
  ['x(y + z)', 'f = (* x (+ y z))'],
  ['np.exp(-x)', 'f = (np.exp (- x))'],
  ['e + e^x', `f = (+ ${String(Math.E)} (np.exp x))`],
  ['e = 3; f = e^x', 'e = 3; f = (** e x)'],
  ['w[0]*x_{1} + W_2', 'f = (+ (* w[0] x_1) W_2)'],
  ['\\sigma(w \\cdot x)', 'f = (/ 1 (+ 1 (np.exp (- (* w x)))))'],
  ['f = x y, x = -2, y = 5', 'x = (- 2); y = 5; f = (* x y)'],
  ['s = σ(u) = 1/(1+e^-u)', 's = (/ 1 (+ 1 (np.exp (- u))))'],
  ['# f = x + y.', 'f = (+ x y)'],
  ['// x*y;', 'f = (* x y)'],
  [' * x*y', 'f = (* x y)'],
  ['- x*y', 'f = (* x y)'],
  ['-x*y', 'f = (* (- x) y)'],
  ['3. $x y$', 'f = (* x y)'],
  ['Loss: the square $(x - y)^2$ of `a - b`.', 'f = (** (- x y) 2); g = (- a b)'],
  ['# sigmoid: 1/(1 + e^-x)  # the usual one', 'f = (/ 1 (+ 1 (np.exp (- x))))'],
  ['f = (x +\n  y) *\n  z', 'f = (* (+ x y) z)'],
  ['in + to * mod', 'f = (+ in (* to mod))'],
];

describe('notation', () => {
  for (const [text, expected] of readings)
    test(text, () => {
      assert.equal(read(text), expected);
    });
});

describe('places', () => {
  test('each node has the span of its text, brackets outside of it left out', () => {
    const text = '# note: f = (x + y) z − σ(2|w|)';
    const module = parseFormula(text);
    const found: string[] = [];
    walkExpressions(module, (expr) => {
      found.push(`${expr.kind} ${text.slice(expr.span.start, expr.span.end)}`);
      return undefined;
    });
    for (const expected of [
      'Name f',
      'BinOp (x + y) z − σ(2|w|)',
      'BinOp (x + y) z',
      'BinOp x + y',
      'Name x',
      'Name z',
      'BinOp σ(2|w|)',
      'BinOp 2|w|',
      'Call |w|',
      'Name w',
    ])
      assert.ok(found.includes(expected), `${expected} in ${found.join(', ')}`);
  });

  test('a part of a text is read in its place', () => {
    const text = 'above\nx + y\nbelow';
    const module = parseFormula(text, { start: 6, end: 11 });
    assert.deepEqual(module.errors, []);
    assert.deepEqual(
      module.body.map(({ span }) => text.slice(span.start, span.end)),
      ['x + y'],
    );
  });

  test('free variables come in the order in which they appear', () => {
    assert.deepEqual(freeVariables(parseFormula('f = w x + b + pi\nx = 2')), ['w', 'b']);
  });
});

describe('what is not a formula', () => {
  for (const [text, message, place] of [
    ['This is a sentence', /words are not a formula/, 'This is'],
    ['hello', /a name alone/, 'hello'],
    ['(x + y', /never closed/, '('],
    ['x + y)', /never opened/, ')'],
    ['x + ', /ends too early/, '+'],
    ['x + * y', /missing/, '*'],
    ['(x + ) y', /missing/, '+'],
    ['foo(x)', /not a known function/, 'foo'],
    ['max(x)', /2 or more arguments/, 'max(x)'],
    ['exp()', /1 argument, not 0/, 'exp()'],
    ['x # y\nx ~ y', /“~” has no place/, '~'],
    ['f = ', /value is missing/, '='],
    ['x + y = 3', /one name/, 'x + y'],
    ['', /no formula/, ''],
  ] as const) {
    test(JSON.stringify(text), () => {
      const [error] = parseFormula(text).errors;
      assert.match(error?.message ?? '', message);
      assert.equal(text.slice(error?.span.start, error?.span.end), place);
    });
  }

  test('the other lines are read all the same', () => {
    const module = parseFormula('What follows is a neuron\ns = w x + b\nf = max(0, s)');
    assert.equal(module.errors.length, 1);
    assert.deepEqual(statements(module), ['s = (+ (* w x) b)', 'f = (np.maximum 0 s)']);
  });

  test('depth and length are limited', () => {
    for (const text of ['('.repeat(5000) + 'x' + ')'.repeat(5000), '-'.repeat(5000) + 'x', 'x' + '^x'.repeat(5000)]) {
      const module = parseFormula(text);
      assert.equal(module.errors.length, 1);
    }
  });
});

test('never throws, and keeps every span inside the text', () => {
  const piece = fc.constantFrom(
    ...[
      'x',
      'y',
      'e',
      'σ',
      'max',
      'log',
      '2',
      '.5',
      '(',
      ')',
      '[',
      '{',
      '}',
      '|',
      '+',
      '-',
      '*',
      '/',
      '^',
      '²',
      ',',
      '=',
    ],
    ...[' ', '\n', '√', '$', '`', '#', ';', '\\', 'w[0]', 'sin', '.', '"', '!', ':', '𝑥', 'relu('],
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
        fc.string(),
      ),
      (text) => {
        const module = parseFormula(text);
        const ids = new Set<number>();
        walkExpressions(module, (expr) => {
          assert.ok(0 <= expr.span.start && expr.span.start <= expr.span.end && expr.span.end <= text.length);
          assert.ok(expr.id < module.exprCount && !ids.has(expr.id));
          ids.add(expr.id);
          return undefined;
        });
        for (const { span } of module.errors)
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
      },
    ),
    { numRuns: 2000 },
  );
});
