import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseModule, walkStatements } from '../../../src/core/syntax/index.ts';
import type { FunctionDef } from '../../../src/core/syntax/ast.ts';
import { namedShapes } from '../../../src/core/verify/sample/commented.ts';
import { documentedShapes } from '../../../src/core/verify/sample/documented.ts';

/** The stated shapes of the last function of a text, as `x (N, D) comment`. */
function statedIn(text: string): string[] {
  const module = parseModule(text);
  const defs: FunctionDef[] = [];
  walkStatements(module.body, (statement) => {
    if (statement.kind === 'FunctionDef') defs.push(statement);
    return true;
  });
  const def = defs.at(-1);
  assert.ok(def);
  const found = documentedShapes(def, module.comments, module);
  return [...found].map(([name, { dims, source }]) => `${name} (${dims.join(', ')}) ${source}`);
}

describe('shapes in comments', () => {
  const forms: readonly (readonly [string, Record<string, readonly string[]>])[] = [
    ['shape: x (N, D), w (D, M)', { x: ['N', 'D'], w: ['D', 'M'] }],
    ['shapes: x: (N, D); b: (M,)', { x: ['N', 'D'], b: ['M'] }],
    ['x, y: (3, 4)', { x: ['3', '4'], y: ['3', '4'] }],
    ['x.shape = (N, C, H, W)', { x: ['N', 'C', 'H', 'W'] }],
    ['x has shape (N, D) and w is (D, M)', { x: ['N', 'D'], w: ['D', 'M'] }],
    ['shape: x [N, D], s ()', { x: ['N', 'D'], s: [] }],
    ['shape: x (?, D), y (None, 3)', { x: ['?', 'D'], y: ['?', '3'] }],
    ['x: N × D', { x: ['N', 'D'] }],
    ['形状：x（N，D）、w（D，M）', { x: ['N', 'D'], w: ['D', 'M'] }],
    ['x 的形状是 (N, D)', { x: ['N', 'D'] }],
    ['call f(x) first', {}],
    ['sum over the batch (N of them)', {}],
  ];
  for (const [comment, expected] of forms) {
    it(comment, () => {
      assert.deepEqual(Object.fromEntries(namedShapes(comment)), expected);
    });
  }

  it('belong to the function that they stand above or in', () => {
    const text = [
      'def f(x):',
      '    return x  # x (A, B)',
      '',
      '# shape: x (N, D)',
      'def g(x, w):',
      '    # w: (D, M)',
      '    return x @ w',
    ];
    assert.deepEqual(statedIn(text.join('\n')), ['x (N, D) comment', 'w (D, M) comment']);
  });

  it('stand behind a parameter, or behind an entry that is taken out of a dict', () => {
    const text = [
      'def f(',
      '    x,  # (N, D)',
      '    params,',
      '):',
      "    W = params['W']  # (D, M)",
      '    x = x.reshape(-1)  # (N,)',
    ];
    assert.deepEqual(statedIn(text.join('\n')), ['x (N, D) comment', 'W (D, M) comment']);
  });

  it('win over the docstring', () => {
    const text = 'def f(x):\n    """x: array of shape (N, D)"""\n    # x (3, 4)\n    return x';
    assert.deepEqual(statedIn(text), ['x (3, 4) comment']);
  });
});

describe('shapes in docstrings', () => {
  const styles: readonly (readonly [string, string])[] = [
    ['bullets', '- x: Input data, of shape (N, d_1, ..., d_k)\n    - w: Weights, of shape (D, M)'],
    ['dashes', 'x -- input data, numpy array of shape (N, d_1, d_k)\n    w -- weights, of shape (D, M)'],
    [
      'NumPy',
      'Parameters\n    ----------\n    x : ndarray\n        Input of shape (N, d_1, d_k).\n    w : array, shape [D, M]',
    ],
    ['Google', 'Args:\n        x (np.ndarray): input of shape (N, d_1, d_k)\n        w (np.ndarray): (D, M)'],
    ['Sphinx', ':param x: input (N, d_1, d_k)\n    :param np.ndarray w: weights (D, M)'],
    ['Chinese', 'x：输入，形状（N，d_1，d_k）\n    w：权重，形状（D，M）'],
  ];
  for (const [style, docstring] of styles) {
    it(style, () => {
      const text = `def f(x, w):\n    """\n    ${docstring}\n    """\n    return x`;
      assert.deepEqual(statedIn(text), ['x (N, d_1, d_k) docstring', 'w (D, M) docstring']);
    });
  }
});
