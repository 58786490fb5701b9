import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseModule, reparse } from '../../../src/core/syntax/index.ts';

const LAYERS = readFileSync(new URL('../../../bench/layers.py', import.meta.url), 'utf8')
  .split('\n')
  .slice(0, 160);
const TEXT = [
  ...LAYERS,
  '@property',
  '@other(1)',
  'def decorated(x, *rest): return x  # behind',
  'a = 1; b = """two',
  'lines"""; c = a[1:, None]',
  '',
  '# between',
  'class Layer(Base):',
  '    W = 1e-3 * np.random.randn(3, 4)',
  "    def f(self): return f'{self.W!r:>{width}}'",
  '',
  'if a:',
  '    b = lambda x, y=2: x + y',
  'else:',
  '    pass',
  '',
].join('\n');

/** What people type, and what changes how the lines around it are read. */
const TYPED = [
  ...['', ' ', '\n', '#', '"', "'", '"""', '\\', '\\\n', '(', ')', ']', ':', ';', ',', '0', 'x', '=', ' = x\n', '@f\n'],
  ...[
    '\n\ndef g(y):\n    return y\n\n',
    'else:\n',
    '    ',
    'x\n',
    '\ny = 2\n',
    'print x\n',
    '>>> x\n',
    '\t',
    'yield ',
    '\r',
  ],
];

describe('Reading a text after an edit', () => {
  test('gives the tree that reading all of it gives', () => {
    const edit = fc.record({
      at: fc.nat({ max: TEXT.length }),
      length: fc.oneof(fc.constant(0), fc.nat({ max: 6 }), fc.nat({ max: 300 })),
      typed: fc.constantFrom(...TYPED),
    });
    const parsed = { text: TEXT, module: parseModule(TEXT) };
    fc.assert(
      fc.property(edit, ({ at, length, typed }) => {
        const text = TEXT.slice(0, at) + typed + TEXT.slice(at + length);
        assert.deepEqual(reparse(parsed, text), parseModule(text));
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  test('can be repeated again and again', () => {
    let parsed = { text: TEXT, module: parseModule(TEXT) };
    for (const [from, to] of [
      ['np.maximum(0, x)', 'np.maximum(0, x + 1)'],
      ['dx = dout * (x > 0)', 'y = dout\n    dx = dout * (x > 0)'],
      ['# between', 'z = 3'],
      ['z = 3', '# between\n\n'],
      ['class Layer', 'def new(x):\n    return x\n\n\nclass Layer'],
    ] as const) {
      const text = parsed.text.replace(from, to);
      assert.notEqual(text, parsed.text);
      parsed = { text, module: reparse(parsed, text) };
      assert.deepEqual(parsed.module, parseModule(text));
    }
  });

  test('shares the statements before the edit', () => {
    const text = TEXT.replace('# between', 'z = 3');
    const before = parseModule(TEXT);
    const after = reparse({ text: TEXT, module: before }, text);
    assert.equal(after.body[0], before.body[0]);
    assert.notEqual(after.body.at(-1), before.body.at(-1));
  });
});
