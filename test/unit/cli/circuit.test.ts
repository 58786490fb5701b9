import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { drawCircuit } from '../../../src/cli/circuit.ts';
import type { CircuitJson, GateJson, StageJson } from '../../../src/core/circuit/json.ts';
import { runHere, type Ran } from './capture.ts';

function run(...args: readonly string[]): Promise<Ran> {
  return runHere(() => drawCircuit(args));
}

interface Told {
  readonly stage: (name: string) => StageJson;
  readonly circuit: CircuitJson;
  readonly output: GateJson;
}

async function circuit(...args: readonly string[]): Promise<Told> {
  const { status, out, err } = await run(...args, '--format', 'json');
  assert.equal(status, 0, err);
  const told = JSON.parse(out) as CircuitJson;
  const output = told.gates.find(({ id }) => id === told.output);
  assert.ok(output);
  const stage = (name: string): StageJson => {
    const found = told.stages.find((candidate) => candidate.name === name);
    assert.ok(found, `no stage ${name}`);
    return found;
  };
  return { stage, circuit: told, output };
}

function close(actual: unknown, expected: unknown, digits = 4): void {
  if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual) && actual.length === expected.length);
    expected.forEach((part, i) => {
      close(actual[i], part, digits);
    });
    return;
  }
  assert.equal(typeof actual, 'number');
  assert.ok(
    Math.abs(Number(actual) - Number(expected)) < 0.5 * 10 ** -digits,
    `${String(actual)}, not ${String(expected)}`,
  );
}

function shapeOf(item: unknown): number[] {
  return Array.isArray(item) ? [item.length, ...shapeOf(item[0])] : [];
}

test('1: f = (x + y) z', async () => {
  const { stage, circuit: told, output } = await circuit('examples/01_first_circuit.py');
  assert.deepEqual(Object.keys(told), ['version', 'stages', 'gates', 'groups', 'output']);
  assert.deepEqual(
    ['x', 'y', 'z', 'q', 'f'].map((name) => [stage(name).value, stage(name).gradient]),
    [
      [-2, -4],
      [5, -4],
      [-4, 3],
      [3, -4],
      [-12, 1],
    ],
  );
  assert.deepEqual([stage('x').line, stage('q').line, stage('f').line], [1, 4, 5]);
  assert.deepEqual(output, {
    id: told.output,
    op: 'multiply',
    label: '×',
    stage: 'f',
    value: -12,
    shape: [],
    gradient: 1,
    inputs: output.inputs,
    local: [-4, 3],
  });
});

test('2: the neuron, in eight gates and as one sigmoid', async () => {
  const { stage, circuit: told, output } = await circuit('examples/02_neuron.py');
  close([stage('dot').value, output.value], [1, 0.7311]);
  close(
    [stage('w').value, stage('w').gradient],
    [
      [2, -3, -3],
      [-0.1966, -0.3932, 0.1966],
    ],
  );
  close(stage('x').gradient, [0.3932, -0.5898]);
  const gates = told.gates.filter(({ op }) => op !== 'input');
  assert.deepEqual(
    gates.map(({ label }) => label),
    ['×', '×', '+', '+', '×-1', 'exp', '+1', '1/x'],
  );
  const [sigmoid] = told.groups;
  assert.ok(sigmoid);
  assert.deepEqual([sigmoid.op, sigmoid.gates.length], ['sigmoid', 4]);
  close([sigmoid.value, sigmoid.gradient, sigmoid.local], [0.7311, 1, [0.1966]]);
});

test('3: eight stages in which x and y fan out', async () => {
  const { stage, circuit: told } = await circuit('examples/03_staged.py');
  assert.deepEqual(
    told.stages.map(({ name }) => name),
    ['x', 'y', 'sigy', 'num', 'sigx', 'xpy', 'xpysqr', 'den', 'invden', 'f'],
  );
  close([stage('f').value, stage('x').gradient, stage('y').gradient], [1.545645, 2.05957, 1.592233], 5);
  assert.equal(told.groups.filter(({ op }) => op === 'sigmoid').length, 2);
});

test('4: add distributes, max routes, multiply switches', async () => {
  const { stage } = await circuit('examples/04_patterns.py');
  assert.equal(stage('f').value, -20);
  assert.deepEqual(
    ['x', 'y', 'z', 'w'].map((name) => stage(name).gradient),
    [-8, 6, 2, 0],
  );
});

test("5: a matrix product with a given gradient, and NumPy's own random numbers", async () => {
  const { stage, output } = await circuit('examples/05_matrix_product.py');
  assert.deepEqual(
    [stage('W').shape, stage('X').shape, stage('D').shape],
    [
      [5, 10],
      [10, 3],
      [5, 3],
    ],
  );
  assert.deepEqual(
    [shapeOf(stage('W').gradient), shapeOf(stage('X').gradient)],
    [
      [5, 10],
      [10, 3],
    ],
  );
  const [[first, second]] = stage('W').value as [[number, number]];
  close([first, second], [1.764052345967664, 0.4001572083672233], 12);
  const [w, x, d, g] = [stage('W').value, stage('X').value, stage('D').value, stage('D').gradient].map(
    (value) => value as number[][],
  );
  assert.ok(w && x && d && g);
  const dot = (a: number[][], b: number[][]): number[][] =>
    a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, value, k) => sum + value * (b[k]?.[j] ?? NaN), 0)));
  const turned = (a: number[][]): number[][] => (a[0] ?? []).map((_, j) => a.map((row) => row[j] ?? NaN));
  close(d, dot(w, x), 9);
  close(stage('W').gradient, dot(g, turned(x)), 9);
  close(stage('X').gradient, dot(turned(w), g), 9);
  assert.deepEqual(output.local, [null, null]);
});

test('6: the two-layer net with its loss', async () => {
  const { stage, circuit: told } = await circuit('examples/06_two_layer_net.py');
  assert.deepEqual(
    ['W1', 'b1', 'W2', 'b2'].map((name) => shapeOf(stage(name).gradient)),
    [[4, 6], [6], [6, 3], [3]],
  );
  close(
    (stage('b2').gradient as number[]).reduce((sum, value) => sum + value, 0),
    0,
    12,
  );
  assert.deepEqual(told.groups.map(({ op }) => op).sort(), [
    'affine',
    'affine',
    'cross_entropy',
    'l2_penalty',
    'l2_penalty',
    'softmax',
  ]);
});

test('7: names in dicts', async () => {
  const { circuit: told, output, stage } = await circuit('examples/07_naming_styles.py');
  assert.deepEqual([stage("params['W']").shape, stage("params['b']").line], [[2, 3], 5]);
  const weights = told.gates.find(({ label }) => label === "params['W']");
  assert.deepEqual(
    [weights?.shape, shapeOf(weights?.gradient)],
    [
      [2, 3],
      [2, 3],
    ],
  );
  assert.equal(output.stage, 'L');
});

test('8: mathematical expressions', async () => {
  const neuron = await circuit(
    '--expression',
    '1/(1+e^-(w0*x0+w1*x1+w2))',
    ...['w0=2', 'x0=-1', 'w1=-3', 'x1=-2', 'w2=-3'].flatMap((at) => ['--at', at]),
  );
  close(neuron.output.value, 0.7311);
  close(
    ['w0', 'w1', 'w2', 'x0', 'x1'].map((name) => neuron.stage(name).gradient),
    [-0.1966, -0.3932, 0.1966, 0.3932, -0.5898],
  );
  const larger = await circuit('--expression', 'max(x, y)', '--at', 'x=4', '--at', 'y=2');
  assert.deepEqual([larger.output.value, larger.stage('x').gradient, larger.stage('y').gradient], [4, 1, 0]);
  const open = await circuit('--expression', '(x + y) * z', '--at', 'x=-2');
  assert.equal(open.stage('x').value, -2);
  assert.equal(typeof open.stage('z').value, 'number');
});

test('a part of a file is drawn alone, and an SVG stands on its own', async () => {
  const part = await circuit('examples/04_patterns.py:8-9');
  assert.deepEqual(part.output.stage, 'm');
  const { status, out } = await run('examples/01_first_circuit.py', '--format', 'svg');
  assert.equal(status, 0);
  assert.match(out, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.match(out, /class="box gate output"/);
  assert.match(out, />-12<\/text>/);
  assert.match(out, /∇ -4<\/text>/);
  assert.equal((out.match(/<g\b/g) ?? []).length, (out.match(/<\/g>/g) ?? []).length);
});

test('text output tells upstream × local = downstream', async () => {
  const { out } = await run('examples/01_first_circuit.py');
  assert.match(out, /to z: 1 × q \[3\] = 3/);
});

test('misuse ends with 2, nothing to draw with 1', async () => {
  const cases: readonly (readonly [number, RegExp, readonly string[]])[] = [
    [2, /circuit needs one file/, []],
    [2, /no such file/, ['nowhere.py']],
    [2, /--format takes text, json, svg, not "png"/, ['examples/01_first_circuit.py', '--format', 'png']],
    [2, /--at takes NAME=VALUE/, ['--expression', 'x', '--at', '3']],
    [2, /are no range/, ['examples/01_first_circuit.py:5-2']],
    [1, /error|warning|information/, ['--expression', '(x +']],
  ];
  for (const [status, message, args] of cases) {
    const ran = await run(...args);
    assert.equal(ran.status, status, `${args.join(' ')}\n${ran.err}`);
    assert.match(ran.err, message);
    assert.equal(ran.out, '');
  }
});

test('numbers that JSON cannot hold are the words that Python prints', async () => {
  const { output, stage } = await circuit('--expression', '1/x', '--at', 'x=0');
  assert.deepEqual([output.value, output.local, stage('x').gradient], ['inf', ['-inf'], '-inf']);
});

test('a line of a text that is no Python is read as a formula', async () => {
  const { stage } = await circuit('examples/08_expressions.md:6', '--at', 'x=-2, y=5, z=-4');
  assert.deepEqual([stage('f').value, stage('z').gradient], [-12, 3]);
});

test('the whole command line ends with the status of its command', async () => {
  const main = "globalThis.VERSION = '0'; process.argv.splice(1, 0, 'cli'); await import('./src/cli/main.ts');";
  const cli = (...args: readonly string[]): Promise<unknown> =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', main, '--', ...args]);
  await cli('circuit', 'examples/01_first_circuit.py');
  await assert.rejects(cli('circuit'), { code: 2 });
});
