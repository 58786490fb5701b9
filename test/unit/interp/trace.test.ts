import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMachine, type Binding } from '../../../src/core/interp/index.ts';
import { parseModule, type Expr } from '../../../src/core/syntax/index.ts';
import { Num } from '../../../src/core/tape/index.ts';
import { machineOf, run } from './run.ts';

/** `path kind node` of each binding. */
function bindingsOf(code: string): string[] {
  return run(code).bindings.map(describeBinding);
}

function describeBinding({ path, kind, node }: Binding): string {
  const what = node === null ? '-' : node.op === null ? `input ${node.name ?? ''}` : node.op.name;
  return `${path} ${kind} ${what}`;
}

describe('bindings', () => {
  it('an expression with three inputs', () => {
    assert.deepEqual(bindingsOf('x = -2; y = 5; z = -4\nq = x + y\nf = q * z'), [
      'x assign input x',
      'y assign input y',
      'z assign input z',
      'q assign add',
      'f assign multiply',
    ]);
  });

  it('gives gates the name they are first assigned to, and the place they are written at', () => {
    const code = 'x = 2.0\nq = x * 3\nr = q';
    const { bindings } = run(code);
    const node = bindings.find(({ path }) => path === 'r')?.node;
    assert.equal(node?.name, 'q');
    assert.equal(node.site && code.slice(node.site.span.start, node.site.span.end), 'x * 3');
  });

  it('names the numbers of lists, tuples and dicts', () => {
    const code = "w = [2, -3]\np = (1, 2.5)\nd = {'a': 1.0, 'b': [4]}\ns = w[0] * p[1] + d['a'] + d['b'][0]";
    const names = new Set<string>();
    const open = [run(code).bindings.at(-1)?.node ?? null];
    for (let node = open.pop(); node; node = open.pop()) {
      if (node.op === null) names.add(node.name ?? '');
      open.push(...node.inputs);
    }
    assert.deepEqual([...names].sort(), ["d['a']", "d['b'][0]", 'p[1]', 'w[0]']);
  });

  it('integers that are computed, counters and lengths are no inputs', () => {
    const code =
      'a = [1, 2]\nn = len(a)\nm = n * 2\nfor i in range(2):\n    k = i\nfor j in [1.5]: pass\nc = 0\nc += 1';
    assert.deepEqual(bindingsOf(code), [
      'a assign -',
      'n assign -',
      'm assign -',
      'i assign -',
      'k assign -',
      'i assign -',
      'k assign -',
      'j assign -',
      'c assign input c',
      'c augment -',
    ]);
  });

  it('tuples, attributes, elements, stores into dicts, augmented assignments', () => {
    const code =
      "class A: pass\ns = A()\ng = {}\nl = [0, 0]\na, (b, *c) = 1.0, (2.0, 3, 4)\ns.x = 1.5\ng['W' + str(1)] = a * b\nl[1] = b\ni = 0\nl[i] = a\ng['W1'] += 1\ns.x *= 2";
    assert.deepEqual(bindingsOf(code).slice(3), [
      'a assign input a',
      'b assign input b',
      'c assign -',
      's.x assign input s.x',
      "g['W1'] assign multiply",
      'l[1] assign input b',
      'i assign input i',
      'l[0] assign input a',
      "g['W1'] augment add",
      's.x augment multiply',
    ]);
  });

  it('parameters and returned values, with the frame and function they belong to', () => {
    const { bindings } = run('def f(x, k=2):\n    y = x * k\n    return y\nz = f(3.0)\nw = f(4)');
    assert.deepEqual(
      bindings.map((binding) => `${String(binding.frame)} ${binding.functionName ?? '-'} ${describeBinding(binding)}`),
      [
        '1 f x parameter input x',
        '1 f k parameter input k',
        '1 f y assign multiply',
        '1 f y return multiply',
        '0 - z assign multiply',
        '2 f x parameter input x',
        '2 f k parameter input k',
        '2 f y assign multiply',
        '2 f y return multiply',
        '0 - w assign multiply',
      ],
    );
  });

  it('spans are those of the targets, and orders count up', () => {
    const code = 'x = 1.0\ny = x';
    const { bindings } = run(code);
    assert.deepEqual(
      bindings.map(({ span }) => code.slice(span.start, span.end)),
      ['x', 'y'],
    );
    assert.deepEqual(
      bindings.map(({ order }) => order),
      [0, 1],
    );
  });

  it('max of tracked numbers is a gate', () => {
    const { bindings } = run('x = 3; y = -4; z = 2; w = -1\nf = 2 * (x * y + max(z, w))');
    const ops: string[] = [];
    const open = [bindings.at(-1)?.node ?? null];
    for (let node = open.pop(); node; node = open.pop()) {
      if (node.op) ops.push(node.op.name);
      open.push(...node.inputs);
    }
    assert.deepEqual(ops.sort(), ['add', 'maximum', 'multiply', 'multiply']);
    assert.equal(
      machineOf('x = 3; y = -4; z = 2; w = -1\nf = 2 * (x * y + max(z, w))\n').repr(bindings.at(-1)?.value ?? null),
      '-20',
    );
  });

  it('the first and the last of very many are kept', () => {
    const seen: number[] = [];
    const { bindings } = run('s = 0\nfor i in range(5000):\n    s = i', { onBinding: ({ order }) => seen.push(order) });
    assert.equal(seen.length, 10_001);
    assert.ok(bindings.length < 3000);
    assert.deepEqual(
      bindings.slice(-2).map(({ order }) => order),
      [9999, 10_000],
    );
    assert.equal(
      bindings.every(({ order }, i) => i === 0 || order > (bindings[i - 1]?.order ?? 0)),
      true,
    );
  });

  it('nothing is recorded when recording is off', () => {
    const machine = machineOf('def f(x):\n    y = x * 2.0\n    return y');
    const f = machine.lookup('f') ?? null;
    const x = machine.tape.track(new Num(3, false), 'x', null);
    const quiet = machine.withRecording(false, () => machine.call(f, [x]));
    assert.ok(quiet.ok && quiet.value instanceof Num);
    assert.equal(quiet.value.node, null);
    const loud = machine.call(f, [x]);
    assert.ok(loud.ok && loud.value instanceof Num);
    assert.equal(loud.value.node?.op?.name, 'multiply');
  });

  it('loops of the module can be cut short', () => {
    const { output } = run('for i in range(100):\n    print(i)\nwhile True:\n    print("w")', {
      loopLimit: (statement) => (statement.kind === 'For' ? 2 : 1),
    });
    assert.deepEqual(output, ['0', '1', 'w']);
  });
});

describe('the last value of an expression', () => {
  it('is known for each that was evaluated', () => {
    const values = lastValues('x = 2.0\ny = x * 3 + f\nz = 1 if x > 1 else x / 0\nfor i in [5, 6]: w = i + 1');
    assert.equal(values.get('x * 3'), '6.0');
    assert.equal(values.get('x * 3 + f'), undefined);
    assert.equal(values.get('x > 1'), 'True');
    assert.equal(values.get('x / 0'), undefined);
    assert.equal(values.get('i + 1'), '7');
    assert.equal(values.get('z'), '1');
  });

  it('shows a tracked array as it was then', () => {
    const values = lastValues('import numpy as np\nx = np.ones(2)\ny = x * 2\nx[0] = 5\ny[1] = 7\nz = y');
    assert.equal(values.get('x * 2'), 'array([2., 2.])');
    assert.equal(values.get('x'), 'array([1., 1.])');
    assert.equal(values.get('y'), 'array([2., 7.])');
    assert.equal(values.get('np.ones(2)'), 'array([1., 1.])');
  });
});

/** The text of the last value by the text of the expression; of equal texts the last one that was evaluated. */
function lastValues(code: string): Map<string, string> {
  const module = parseModule(code);
  const machine = createMachine(module);
  const { lastValue } = machine.run();
  const texts = new Map<string, string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const child of Object.values(node)) visit(child);
    if (!('id' in node)) return;
    const expr = node as Expr;
    const value = lastValue(expr);
    if (value !== undefined) texts.set(code.slice(expr.span.start, expr.span.end), machine.repr(value));
  };
  visit(module.body);
  return texts;
}
