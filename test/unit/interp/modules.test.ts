import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ModuleLoader } from '../../../src/core/interp/index.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { machineOf, printed, run } from './run.ts';

/** Loads from a table of files; packages are folders with an `__init__.py`. */
function loaderOf(files: Readonly<Record<string, string>>): ModuleLoader {
  return (dottedName, level, fromFile) => {
    const folder = fromFile.split('/').slice(0, -1);
    const base = level > 0 ? folder.slice(0, folder.length - (level - 1)) : [];
    const path = [...base, ...dottedName.split('.').filter(Boolean)].join('/');
    const file = [`${path}.py`, `${path}/__init__.py`].find((candidate) => candidate in files);
    return file === undefined ? null : { file, module: parseModule(files[file] ?? '') };
  };
}

const files = {
  'layers.py': 'import numpy as np\nSCALE = 2\ndef affine(x, w):\n    return x * w * SCALE\nclass Layer:\n    pass\n',
  'star.py': 'from layers import *\nfrom math import *\n_hidden = 1\nshown = 2\n',
  'pkg/__init__.py': 'from .a import value\n',
  'pkg/a.py': 'from . import b\nfrom .b import other\nvalue = other + 1\n',
  'pkg/b.py': 'other = 10\n',
  'pkg/sub/__init__.py': '',
  'pkg/sub/c.py': 'from ..b import other\nfrom ... import nothing\nc = other * 2\n',
  'ring1.py': 'import ring2\nx = 1\ndef f(): return ring2.y\n',
  'ring2.py': 'import ring1\ny = 2\ndef g(): return ring1.x\n',
  'star1.py': 'from star2 import *\nx = 1\n',
  'star2.py': 'from star1 import *\ny = 2\n',
  'broken.py': 'a = 1\nb = missing\nc = 3\ndef f(): return 1 / 0\n',
  'counted.py': 'print("loaded")\n',
};
const load = loaderOf(files);

describe('imports of the user’s files', () => {
  const cases: readonly [title: string, code: string, output: readonly string[]][] = [
    ['a module', 'import layers\nprint(layers.affine(2, 3), layers.SCALE)', ['12 2']],
    [
      'names and aliases',
      'from layers import affine as f, Layer\nimport layers as l\nprint(f(1, 2), Layer.__name__, l.SCALE)',
      ['4 Layer 2'],
    ],
    ['everything', 'from star import *\nprint(affine(1, 1), shown, floor(2.5))', ['2 2 2']],
    [
      'a package and its modules',
      'import pkg.b\nfrom pkg import value\nfrom pkg.a import other\nimport pkg.sub.c as c\nprint(pkg.b.other, value, other, c.c)',
      ['10 11 10 20'],
    ],
    ['a ring', 'import ring1\nprint(ring1.f(), ring1.ring2.g())', ['2 1']],
    ['a ring of everything', 'from star1 import *\nprint(x, y)\nz = unknown_name', ['1 2']],
    ['once each', 'import counted\nimport counted\nfrom counted import *', ['loaded']],
  ];
  for (const [title, code, output] of cases) {
    it(title, () => {
      assert.deepEqual(printed(code, { load }), output);
    });
  }

  it('a failure in a file is told with its name, and its other names are there', () => {
    const { problems, output } = run('from broken import a, c\nimport broken\nprint(a + c)\nbroken.f()', { load });
    assert.deepEqual(output, ['4']);
    assert.deepEqual(
      problems.map(({ file, exception, calls }) => [file, exception, ...calls.map(({ functionName }) => functionName)]),
      [
        ['broken.py', 'NameError'],
        ['broken.py', 'ZeroDivisionError', 'f'],
      ],
    );
  });

  it('gates and bindings say which file they are of', () => {
    const { bindings } = run('from layers import affine\nz = affine(2.0, 3.0)', { load });
    const last = bindings.at(-1);
    assert.equal(last?.path, 'z');
    assert.equal(last.node?.site?.file, 'layers.py');
    assert.deepEqual([...new Set(bindings.map(({ file }) => file))], ['layers.py', '']);
  });

  it('a name that a file does not have is an error; a file that is not there fails when it is used', () => {
    assert.equal(run('import layers\nlayers.nothing', { load }).problems[0]?.exception, 'AttributeError');
    assert.deepEqual(run('from nowhere import thing\nimport nowhere.deep\nx = thing', { load }).problems, []);
    assert.deepEqual(run('from nowhere import *\ny = thing\nprint(1)', { load }).problems, []);
  });

  it('the last values belong to the text, not to its imports', () => {
    const machine = machineOf('import layers\nx = 1', { load });
    const { lastValue, module } = machine.execution();
    const statement = module.body[1];
    assert.ok(statement?.kind === 'Assign');
    assert.equal(machine.repr(lastValue(statement.value) ?? null), '1');
  });
});

describe('the disk', () => {
  it('has nothing on it, but paths can be put together', () => {
    const code = `
import os, sys
from pathlib import Path
sys.path.append(os.path.join(os.path.dirname('code/net.py'), 'lib'))
here = Path(__file__).resolve().parent if False else Path('.').parent
print(sys.path[-1], os.path.basename('a/b.npz'), os.path.exists('a/b.npz'), here.exists())
`;
    assert.deepEqual(printed(code), ['code/lib b.npz False False']);
  });
});
