import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMachine, type Machine } from '../../../src/core/interp/index.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { machineOf, printed, problemsOf, run } from './run.ts';

describe('what goes wrong in one statement leaves the others alone', () => {
  it('names what is undefined, and where', () => {
    assert.deepEqual(problemsOf('x = 1\ny = x + missing\nprint(x)'), [
      "NameError: name 'missing' is not defined @ missing",
    ]);
  });

  it('reports the origin once, whatever depends on it', () => {
    const code =
      'a = missing\nb = a + 1\nc = [b]\nd = c[0] * 2\nfor i in a: pass\nif b: e = 1\nprint(e)\nf = 5\nprint(f)';
    assert.deepEqual(problemsOf(code), ["NameError: name 'missing' is not defined @ missing"]);
    assert.equal(printed(code).at(-1), '5');
  });

  it('goes on after a statement that cannot be read', () => {
    const code = 'x = 2\ny = x +\nz = x * 3\nprint(z)\ndef f(:\n    pass\nprint(x)';
    assert.deepEqual(printed(code), ['6', '2']);
  });

  it('goes on after a shape error and says both shapes', () => {
    const [problem] = run('x = [1, 2]\ny = x + (3,)\nprint(len(x))').problems;
    assert.equal(problem?.exception, 'TypeError');
    assert.match(problem.message, /list.*tuple/);
  });

  it('what a failed statement would have changed is unknown afterwards', () => {
    const machine = machineOf('x = 1\nx += missing\ny = x\nd = {}\nd["k"] = missing2\nd["l"] = 3\nprint(d["l"])');
    assert.deepEqual(machine.execution().output, ['3']);
    assert.equal(machine.execution().problems.length, 2);
  });

  it('of an object only the attribute is unknown', () => {
    const code = 'class A: pass\na = A()\na.x = missing\na.y = 2\nprint(a.y)\nz = a.x + 1\nprint("end")';
    const { output, problems } = run(code);
    assert.deepEqual(output, ['2', 'end']);
    assert.equal(problems.length, 1);
  });

  it('a loop that fails in the middle leaves its names unknown', () => {
    const code = 's = 0\nfor i in range(3):\n    s += i\n    t = missing\nprint(s)\nprint("end")';
    const { problems, output } = run(code);
    assert.equal(problems.length, 1);
    assert.match(output[0] ?? '', /^</);
    assert.equal(output[1], 'end');
  });

  it('tells the calls that led to an error', () => {
    const [problem] = run('def a(): b()\ndef b(): c()\ndef c(): return 1 / 0\na()').problems;
    assert.deepEqual(
      problem?.calls.map(({ functionName }) => functionName),
      ['a', 'b', 'c'],
    );
    assert.equal(problem.exception, 'ZeroDivisionError');
  });
});

describe('what is not supported fails only where it is computed with', () => {
  it('an import that nothing uses is no problem', () => {
    assert.deepEqual(
      problemsOf('import matplotlib.pyplot as plt\nfrom torch import nn\nimport foo.bar\nx = plt\ny = plt.show'),
      [],
    );
  });

  it('a call of it is reported once, with the place of the import, and the rest runs', () => {
    const code =
      'import matplotlib.pyplot as plt\ndef f(x):\n    plt.plot(x)\n    plt.show()\n    return x * 2\nprint(f(2))';
    assert.deepEqual(problemsOf(code), ['unsupported: matplotlib.pyplot is not available @ matplotlib.pyplot as plt']);
    assert.deepEqual(printed(code), ['4']);
  });

  it('poisons exactly what depends on it', () => {
    const code =
      'import foo\nx = foo.load("a")\ny = x * 2 + 1\nz = [y, 3]\nprint(z[1])\na, b = x\nw = -a\nq = {"k": w}\nprint(len(q))';
    assert.deepEqual(printed(code), ['3', '1']);
    assert.equal(run(code).problems.length, 1);
  });

  it('a condition on it stops the statement and leaves what it would bind unknown', () => {
    const code =
      'import torch\nif torch.cuda.is_available():\n    dev = 1\nelse:\n    dev = 2\nprint("x")\nz = dev + 1\nprint("y")';
    const { output, problems } = run(code);
    assert.deepEqual(output, ['x', 'y']);
    assert.equal(problems.length, 1);
  });

  it('a base class that is not known leaves the methods written here', () => {
    const code =
      'import torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.k = 2\n    def f(self, x): return x * self.k\nn = Net()\nprint(n.f(3))\nn.eval()';
    assert.deepEqual(printed(code), ['6']);
  });

  it('unknown decorators leave the function as it is', () => {
    assert.deepEqual(
      printed(
        'from numba import jit\n@jit(nopython=True)\ndef f(x): return x + 1\n@undefined\ndef g(x): return x\nprint(f(1), g(2))',
      ),
      ['2 2'],
    );
  });

  it('files, input and evaluation are never touched', () => {
    for (const code of [
      'open("x")',
      'input()',
      'eval("1")',
      'exec("x=1")',
      '__import__("os")',
      'import os\nos.remove("x")',
      'import subprocess\nsubprocess.run("ls")',
    ]) {
      const { problems } = run(`${code}\nprint(1)`);
      assert.equal(problems.length, 1, code);
      assert.equal(problems[0]?.kind, 'unsupported', code);
    }
  });

  it('with open(...) runs its body', () => {
    assert.deepEqual(printed('with open("f") as f:\n    data = f.read()\n    print("in")\nprint("out")'), [
      'in',
      'out',
    ]);
  });
});

describe('definitions alone', () => {
  const code =
    'import copy\nRATE = 0.1\nSIZES = [2, 3]\ndef f(x): return x * RATE\nclass A:\n    def g(self): return len(SIZES)\nfor i in range(10**9): pass\ndata = f(2)\nif __name__ == "__main__":\n    f(1 / 0)\n';

  it('runs no loops and no calls of the user', () => {
    const { createdNames, machine } = definitions(code);
    assert.deepEqual(machine.execution().problems, []);
    assert.deepEqual(createdNames, ['A', 'RATE', 'SIZES', 'copy', 'data', 'f', 'i']);
  });

  it('lets functions be called', () => {
    const { machine } = definitions(code);
    const a = machine.call(machine.lookup('A') ?? null);
    assert.ok(a.ok);
    const g = machine.call(machine.getAttribute(a.value, 'g') ?? null);
    assert.equal(g.ok && machine.repr(g.value), '2');
  });

  it('what was left out is unknown, not undefined', () => {
    const { machine } = definitions('X = load()\ndef f(): return X + 1');
    const result = machine.call(machine.lookup('f') ?? null);
    assert.ok(!result.ok);
    assert.equal(result.problem.kind, 'unsupported');
  });
});

function definitions(code: string): { machine: Machine; createdNames: string[] } {
  const machine = createMachine(parseModule(code));
  machine.runDefinitions();
  return { machine, createdNames: [...machine.globals.keys()].filter((name) => !name.startsWith('__')).sort() };
}
