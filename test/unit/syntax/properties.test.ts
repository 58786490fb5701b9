import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  blocksOf,
  childrenOf,
  type Expr,
  isStatement,
  type Module,
  type Node,
  parseModule,
  type Stmt,
  walkExpressions,
} from '../../../src/core/syntax/index.ts';

const SNIPPETS: readonly string[] = [
  `import numpy as np

class Layer(object):
    """A layer."""
    def __init__(self, n, m=3, *, scale=1e-3):
        self.W = scale * np.random.randn(n, m)
        self.b = np.zeros(m)

    @property
    def shape(self) -> tuple: return self.W.shape

    def backward(self, dout):
        dx = dout.dot(self.W.T); dW = self.x.T @ dout
        db = np.sum(dout, axis=0, keepdims=True)  # shape: (1, m)
        return dx, {'W': dW, "b": db}
`,
  `for i, (x, y) in enumerate(zip(a[::2], b[1:, ..., None])):
    if x is not None and not y in seen or x == -1:
        total += x ** 2 if y else .5
    elif 0 < x <= 10:
        continue
    else:
        print("%d: %s" % (i, f'{x!r:>{width}} {y:.2f}'))
else:
    assert total, 'nothing'
`,
  `try:
    with open(p) as f, lock: lines = [l.strip() for l in f if l and l[0] != '#']
except (IOError, ValueError) as e:
    raise RuntimeError('bad') from e
finally:
    del f
g = lambda *a, k=1, **kw: {k: v for k, v in kw.items()}
while (n := g()) > 0: n -= 1
`,
  `print "loss", loss
for t in reversed(xrange(T)):
    dh = np.dot(Wy.T, dy) + dhnext ; d = \`dh\`
try: pass
except E, e: exec "x" in ns
`,
];

function nodesOf(module: Module): Node[] {
  const found: Node[] = [];
  const pending: Node[] = [...module.body];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    found.push(node);
    pending.push(...childrenOf(node));
  }
  return found;
}

/** The invariants of every tree, whatever the text. */
function checkTree(text: string): void {
  const module = parseModule(text);
  const ids: number[] = [];
  walkExpressions(module, (expr: Expr) => {
    ids.push(expr.id);
    return true;
  });
  assert.deepEqual(
    ids.sort((a, b) => a - b),
    Array.from({ length: module.exprCount }, (_, id) => id),
    'ids are dense and unique',
  );
  for (const node of nodesOf(module)) {
    const { start, end } = node.span;
    assert.ok(0 <= start && start <= end && end <= text.length, `${node.kind} lies in the text`);
    for (const child of childrenOf(node)) {
      assert.ok(start <= child.span.start && child.span.end <= end, `${child.kind} lies in its ${node.kind}`);
    }
    if (isStatement(node)) for (const block of blocksOf(node)) checkOrder(block);
  }
  checkOrder(module.body);
  for (const { span, message } of module.errors) {
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
    assert.ok(message.length > 0);
  }
}

function checkOrder(block: readonly Stmt[]): void {
  block.forEach((statement, at) => {
    const next = block[at + 1];
    assert.ok(next === undefined || statement.span.end <= next.span.start, 'statements do not overlap');
  });
}

describe('any text gives a sound tree', () => {
  test('every beginning of the snippets', () => {
    for (const snippet of SNIPPETS) for (let end = 0; end <= snippet.length; end++) checkTree(snippet.slice(0, end));
  });

  test('the snippets themselves have no problems', () => {
    for (const snippet of SNIPPETS) assert.deepEqual(parseModule(snippet).errors, []);
  });

  test('the snippets with a piece cut out', () => {
    const cut = fc.record({
      snippet: fc.constantFrom(...SNIPPETS),
      at: fc.nat(700),
      length: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(cut, ({ snippet, at, length }) => {
        checkTree(snippet.slice(0, at) + snippet.slice(at + length));
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  test('any string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), checkTree), { seed: 2, numRuns: 500 });
  });

  test('any row of tokens', () => {
    const words =
      'x y f 1 5. 2j 0x "a" \'b """ f"{ } # def class if elif else for in while with as try except finally return lambda ' +
      'not and or is await async yield from import print exec match case type None True ( ) [ ] { } : , ; = == += -> := . ' +
      '... + - ** * / // % @ < <> ~ ` \\ ? ! $ >>> %magic \u00e9 \ud800 \ufeff';
    const token = fc.constantFrom(...words.split(' '), '\n', '\n  ', '\n    ', '\r\n', '\t', ' ');
    const text = fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(' ').replaceAll('\n ', '\n'));
    fc.assert(fc.property(text, checkTree), { seed: 3, numRuns: 1500 });
  });
});

test('a mistake in one statement leaves the others as they are', () => {
  const line = fc.constantFrom('a = 1', 'b += a[0]', 'f(a, b=2)', 'return x', 'if a: b', 'x = [\n  1,\n  2]');
  const broken = fc.constantFrom(
    'dx = ',
    'dW = X.T.dot(',
    'y = "abc',
    'z = a b',
    'def f(',
    'for i in',
    'x = [1,',
    '@',
    'if',
    'x = )',
  );
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 4 }),
      broken,
      fc.array(line, { minLength: 1, maxLength: 4 }),
      (before, bad, after) => {
        const { body, errors } = parseModule([...before, bad, ...after].join('\n'));
        const kinds = (lines: string[]): string[] =>
          parseModule(lines.join('\n')).body.map((statement) => statement.kind);
        const others = body.filter((statement) => statement.kind !== 'BadStmt').map((statement) => statement.kind);
        assert.deepEqual(others, [...kinds(before), ...kinds(after)]);
        assert.equal(errors.length, 1);
      },
    ),
    { seed: 4, numRuns: 300 },
  );
});
