import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMachine } from '../../../src/core/interp/index.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { Num } from '../../../src/core/tape/tensor.ts';
import { Unsupported } from '../../../src/core/interp/values.ts';

test('activations of a helper module that is not there mean what their names say', () => {
  const machine = createMachine(parseModule('from course_utils import sigmoid, plot\ny = sigmoid(0.0)\n'));
  const { globals } = machine.run();
  const y = globals.get('y');
  assert.ok(y instanceof Num);
  assert.equal(y.value, 0.5);
  assert.ok(globals.get('plot') instanceof Unsupported);
});

test('a helper module that is there is used', () => {
  const helper = { file: 'course_utils.py', module: parseModule('def sigmoid(x):\n    return 7.0\n') };
  const load = (name: string): typeof helper | null => (name === 'course_utils' ? helper : null);
  const machine = createMachine(parseModule('from course_utils import sigmoid\ny = sigmoid(0.0)\n'), { load });
  const y = machine.run().globals.get('y');
  assert.ok(y instanceof Num);
  assert.equal(y.value, 7);
});

test('activations that are imported with their backward passes give a cache along', () => {
  const text = 'from utils import relu, relu_backward\na, cache = relu(-2.0)\nda = relu_backward(3.0, cache)\n';
  const { globals } = createMachine(parseModule(text)).run();
  const [a, da] = [globals.get('a'), globals.get('da')];
  assert.ok(a instanceof Num && da instanceof Num);
  assert.deepEqual([a.value, da.value], [0, 0]);
});
