import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Drawn } from '../../../src/core/answer/circuit.ts';
import { english } from '../../../src/core/base/localize.ts';
import { type Derived, deriveBackward } from '../../../src/core/derive/backward.ts';
import type { NamingStyle } from '../../../src/core/derive/naming.ts';
import { backward } from '../../../src/core/gradient/index.ts';
import { createMachine } from '../../../src/core/interp/index.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { flatOfData, flatOfValue } from '../../../src/core/verify/compare.ts';
import { draw, examples } from '../circuit/draw.ts';
import { arrayProgram, scalarProgram } from '../circuit/randomProgram.ts';

function derive(text: string, style?: NamingStyle): { derived: Derived; drawn: Drawn } {
  const drawn = draw(text);
  const { output, ran } = drawn;
  assert.ok(output, text);
  const { node, seed, seeded, name } = output;
  const derived = deriveBackward({
    text,
    bindings: ran.bindings,
    output: node,
    outputName: name,
    seed,
    seeded,
    ...(style === undefined ? {} : { style }),
    localize: english,
  });
  return { derived, drawn };
}

/** The text up to the forward pass's end, with the derived code behind it. */
function completed(text: string, { code, after }: Derived): string {
  assert.ok(after);
  return `${text.slice(0, after.span.end)}\n${code}`;
}

/** Runs the derived code; every named gradient must be what the reverse pass says. Returns how many were compared. */
function proves(text: string, style?: NamingStyle): number {
  const { derived, drawn } = derive(text, style);
  assert.deepEqual(derived.missing, [], `${text}\n${derived.code}`);
  const given = drawn.output?.seeded === true ? text.split('\n').find((line) => line.startsWith('dD =')) : undefined;
  const program = given === undefined ? completed(text, derived) : `${text}\n${derived.code}`;
  const machine = createMachine(parseModule(program), {});
  const { problems } = machine.run();
  assert.deepEqual(problems, [], program);
  const { output } = drawn;
  assert.ok(output);
  const adjoints = backward(output.node, output.seed);
  for (const [node, name] of derived.names) {
    const value = machine.lookup(name);
    const flat = value === undefined ? null : flatOfValue(value);
    const wanted = adjoints.get(node);
    assert.ok(flat && wanted !== undefined, `${name}\n${program}`);
    const truth = flatOfData(wanted);
    assert.deepEqual([...flat.shape], [...truth.shape], `${name}\n${program}`);
    truth.data.forEach((number, i) => {
      const got = flat.data[i] ?? NaN;
      assert.ok(
        Math.abs(got - number) <= 1e-9 * Math.max(1, Math.abs(number)),
        `${name}: ${String(got)}, not ${String(number)}\n${program}`,
      );
    });
  }
  return derived.names.size;
}

for (const [file, text] of examples) {
  test(`the derived backward pass of ${file} runs and is right`, () => {
    assert.ok(proves(text) > 1);
  });
}

test('derived backward passes of random programs run and are right', () => {
  fc.assert(
    fc.property(fc.oneof(scalarProgram, arrayProgram), (text) => {
      assert.ok(proves(text) > 0, text);
    }),
    { numRuns: 200, seed: 3 },
  );
});

test('it reads as the course writes it', () => {
  const { derived } = derive('x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z\n');
  assert.equal(
    derived.code,
    [
      'df = 1.0',
      '# backprop f = q * z',
      'dq = z * df',
      'dz = q * df',
      '# backprop q = x + y',
      'dx = dq',
      'dy = dq',
      '',
    ].join('\n'),
  );
});

test('gradients add up where a value fans out', () => {
  const { derived } = derive('x = 3.0\na = x * x\nb = 2 * x\nf = a + b\n');
  assert.match(derived.code, /dx = 2 \* db\n/);
  assert.match(derived.code, /dx \+= x \* da\ndx \+= x \* da\n/);
});

test('a sigmoid is passed in one step', () => {
  const { derived } = derive('import math\nx = 3.0\ns = 1.0 / (1 + math.exp(-x))\nf = 2 * s\n');
  assert.match(derived.code, /dx = \(1 - s\) \* s \* ds\n/);
});

test('the names follow the style that is asked for, or that the text has', () => {
  const text = 'x = 3.0\nq = x + 1\nf = q * x\n';
  assert.match(derive(text, 'dfdx').derived.code, /dfdq = x\n/);
  assert.match(derive(text, 'Dx').derived.code, /Dq = x \* Df\n/);
  assert.match(derive(`${text}dfdx = q + x\n`).derived.code, /dfdq = x\n/);
});

test('a gradient takes no name that the forward pass uses', () => {
  const text = 't = 2.0\ndt = 0.1\nf = t * dt\n';
  const { bindings } = draw(text).ran;
  const output = bindings.find(({ path }) => path === 'f')?.node;
  assert.ok(output);
  const source = { text, bindings, output, outputName: 'f', seed: 1, seeded: false, localize: english };
  assert.match(deriveBackward({ ...source, style: 'dx' }).code, /d_t = dt \* df\nddt = t \* df\n/);
});

test('reading a part of an array adds to that part of its gradient', () => {
  for (const index of ['1', ':, 1', '0:2, ::2', 'np.array([0, 0, 2])', 'X > 0']) {
    proves(
      `import numpy as np\nnp.random.seed(1)\nX = np.random.randn(3, 4)\nY = X[${index}] * 2\nf = np.sum(Y * Y) + np.sum(X)\n`,
    );
  }
});

test('what cannot be written is told, and the rest is written', () => {
  const text = 'import numpy as np\nx = np.array([1.0, 2.0, 3.0])\ny = np.cumprod(x)\nf = np.sum(y)\n';
  const { derived } = derive(text);
  assert.deepEqual(derived.missing, ['cumprod']);
  assert.match(derived.code, /dy = .*np\.ones_like\(y\)/);
  assert.match(derived.code, /# the gradient of x through cumprod cannot be written here/);
});

test('values that were overwritten are not read', () => {
  const text = 'x = 3.0\ny = x * x\nx = 5.0\nf = y * x\n';
  const { derived } = derive(text);
  assert.doesNotMatch(derived.code, /dy\b.*\n.*= x \* dy/);
  assert.deepEqual(derived.missing, ['x']);
});
