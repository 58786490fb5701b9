import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze } from '../../../src/core/analyze.ts';
import type { CheckAnswer } from '../../../src/core/answers.ts';
import type { RunOptions } from '../../../src/core/interp/execution.ts';
import { LineIndex } from '../../../src/core/base/lineIndex.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { PassCache } from '../../../src/core/verify/cache.ts';
import type { Flat } from '../../../src/core/verify/compare.ts';
import type { PassReport } from '../../../src/core/verify/moved.ts';

const TEXT = `import numpy as np

SCALE = 2.0


def scaled(x):
    return SCALE * x


def affine_forward(x, w, b):
    out = x.dot(w) + b
    return out, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    dx = dout.dot(w.T)
    dw = x.T.dot(dout)
    db = dout.sum(axis=0)
    return dx, dw, db


def square_forward(x):
    out = scaled(x) * x
    cache = x
    return out, cache


def square_backward(dout, cache):
    x = cache
    dx = 2 * SCALE * x * dout
    return dx


# Nothing that is said here has a part in what is below: these lines keep the comments above away from the class, which
# looks a few hundred characters back for the shapes of what its methods take. There is more to be said about that, and
# most of it is about how far away a remark may be from the function that it is about, so that nobody else takes it.


class Tanh:
    def forward(self, x):
        self.out = np.tanh(x)
        return self.out

    def backward(self, dout):
        return dout * (1 - self.out ** 2)
`;

type Check = (text: string) => CheckAnswer;

function checker(load?: NonNullable<RunOptions['load']>): Check {
  const cache = new PassCache();
  return (text) => analyze(text, { cache, ...(load ? { load } : {}) }).check();
}

/** The passes whose true gradients were computed anew. */
function judgedAgain(before: CheckAnswer, after: CheckAnswer): string[] {
  const truths = ({ gradients }: PassReport): Flat[] => gradients.flatMap(({ truth }) => truth ?? []);
  const known = new Set(before.units.flatMap(truths));
  return after.units.filter((unit) => !truths(unit).some((truth) => known.has(truth))).map(({ name }) => name);
}

const ALL = ['affine_backward', 'square_backward', 'Tanh.backward'];

function afterEdit(from: string, to: string): string[] {
  assert.ok(TEXT.includes(from));
  const check = checker();
  const before = check(TEXT);
  const edited = TEXT.replace(from, to);
  const after = check(edited);
  assert.deepEqual(plain(after), plain(analyze(edited).check()), 'the same is said as without a cache');
  return judgedAgain(before, after);
}

/** What a check says, without what the run's own objects hold. */
function plain({ units, diagnostics }: CheckAnswer): unknown {
  return structuredClone({ units, diagnostics });
}

/** The text with a pass that is wrong. */
const WRONG = TEXT.replace('dx = 2', 'dx = 3');

test('all passes of the text are judged', () => {
  const { units } = checker()(TEXT);
  assert.deepEqual(
    units.map(({ name }) => name),
    ALL,
  );
  const verdicts = new Set(units.flatMap(({ gradients }) => gradients.map(({ verdict }) => verdict)));
  assert.ok(verdicts.has('proven'));
});

test('the same text is judged once', () => {
  const check = checker();
  assert.deepEqual(judgedAgain(check(TEXT), check(TEXT)), []);
});

test('an edited function is judged again, the others are not', () => {
  assert.deepEqual(afterEdit('dw = x.T.dot(dout)', 'dw = np.dot(x.T, dout)'), ['affine_backward']);
  assert.deepEqual(afterEdit('return dout * (1 - self.out ** 2)', 'return dout * (1 - self.out)'), ['Tanh.backward']);
});

test('an edit of the forward pass has its backward pass judged again', () => {
  assert.deepEqual(afterEdit('out = x.dot(w) + b', 'out = np.dot(x, w) + b'), ['affine_backward']);
});

test('a helper that is edited has its users judged again, and so has a constant, however far away', () => {
  assert.deepEqual(afterEdit('return SCALE * x', 'return x * SCALE'), ['square_backward']);
  assert.deepEqual(afterEdit('SCALE = 2.0', 'SCALE = 1.0'), ['square_backward']);
});

test('lines above move what is told', () => {
  assert.deepEqual(
    afterEdit('import numpy as np\n', 'import numpy as np\n\nimport math\n\n\ndef f():\n    pass\n'),
    [],
  );
  const edited = `"""Layers."""\n\n${WRONG}`;
  const check = checker();
  const before = check(WRONG);
  const after = check(edited);
  assert.deepEqual(judgedAgain(before, after), []);
  const { diagnostics } = after;
  const lines = new LineIndex(edited);
  const wrong = diagnostics.find(({ severity }) => severity === 'error');
  assert.ok(wrong);
  assert.match(edited.slice(wrong.span.start, wrong.span.end), /^dx = 3/);
  assert.equal(edited.split('\n')[lines.lineAt(wrong.span.start)]?.trim(), 'dx = 3 * SCALE * x * dout');
});

test('a comment inside a function belongs to it, one before it too', () => {
  assert.deepEqual(afterEdit('    dx = 2', '    # x: (2, 3)\n    dx = 2'), ['square_backward']);
  assert.deepEqual(afterEdit('class Tanh', '# shape: x (2, 3)\nclass Tanh'), ['Tanh.backward']);
});

test('a call that says what a function takes has its pass judged again', () => {
  assert.deepEqual(afterEdit('# Nothing', 'def test():\n    square_forward([1, 2])\n\n\n# Nothing'), [
    'square_backward',
  ]);
});

test('another version of an imported file has everything judged again', () => {
  const text = TEXT.replace('SCALE = 2.0', 'from settings import SCALE');
  let module = parseModule('SCALE = 2.0');
  const check = checker((name) => (name === 'settings' ? { file: 'settings.py', module } : null));
  const before = check(text);
  assert.deepEqual(judgedAgain(before, check(text)), []);
  module = parseModule('SCALE = 3.0');
  assert.deepEqual(judgedAgain(before, check(text)), ALL);
});

test('the statements at the top are one pass', () => {
  const script = `${TEXT}\nx = 3.0\ny = x * x\ndx = 2 * x\n`;
  const check = checker();
  const before = check(script);
  assert.deepEqual(judgedAgain(before, check(script.replace('dx = 2 * x', 'dx = x + x'))), ['<script>']);
  assert.deepEqual(judgedAgain(before, check(script.replace('np.tanh(x)', 'np.tanh(1 * x)'))), ['Tanh.backward']);
});

test('what was found in a broken text is found again once it is mended', () => {
  const check = checker();
  const broken = check(`${TEXT}\nx = (\n`);
  assert.deepEqual(judgedAgain(broken, check(TEXT)), ALL);
  assert.deepEqual(judgedAgain(broken, check(`${TEXT}\nx = [\n`)), []);
});
