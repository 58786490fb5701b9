import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  childrenOf,
  enclosingClass,
  enclosingFunction,
  enclosingScopes,
  expressionAt,
  expressionCovering,
  expressionsInside,
  type Node,
  parseModule,
  sourceText,
  statementAt,
  statementPath,
  statementsCovered,
  targetPath,
  targetRoot,
  walkExpressions,
  walkStatements,
} from '../../../src/core/syntax/index.ts';

const TEXT = `class Net:
    # forward and backward
    def backward(self, dout):
        dx = dout.dot(self.W.T)  # shape: (N, D)
        if self.reg:
            dW = 2 * self.reg * self.W
        else:
            dW = 0
        return dx, dW

total = (a + b) * c
`;
const MODULE = parseModule(TEXT);

/** The offset of the first `needle`, or behind it. */
function at(needle: string, behind = false): number {
  return TEXT.indexOf(needle) + (behind ? needle.length : 0);
}

/** The span from the first `from` to the end of the first `to` after it. */
function between(from: string, to: string): { start: number; end: number } {
  const start = at(from);
  return { start, end: TEXT.indexOf(to, start) + to.length };
}

function text(node: Node | null): string | null {
  return node === null ? null : sourceText(TEXT, node);
}

describe('visitors', () => {
  test('statements are walked in text order, parents first', () => {
    const kinds: string[] = [];
    walkStatements(MODULE, (statement) => {
      kinds.push(statement.kind);
      return true;
    });
    assert.deepEqual(kinds, ['ClassDef', 'FunctionDef', 'Assign', 'If', 'Assign', 'Assign', 'Return', 'Assign']);
  });

  test('false leaves out what is below', () => {
    const seen: string[] = [];
    walkStatements(MODULE, (statement) => {
      seen.push(statement.kind);
      return statement.kind !== 'FunctionDef';
    });
    assert.deepEqual(seen, ['ClassDef', 'FunctionDef', 'Assign']);
    const names: string[] = [];
    walkExpressions(MODULE, (expr) => {
      if (expr.kind === 'Name') names.push(expr.name);
      return expr.kind !== 'Call';
    });
    assert.deepEqual(names, ['dx', 'self', 'dW', 'self', 'self', 'dW', 'dx', 'dW', 'total', 'a', 'b', 'c']);
  });

  test('children of a statement are its expressions and its blocks', () => {
    const [first] = parseModule('for i in x:\n  y\nelse:\n  z').body;
    assert.ok(first !== undefined);
    assert.deepEqual(
      childrenOf(first).map((node) => node.kind),
      ['Name', 'Name', 'ExprStmt', 'ExprStmt'],
    );
  });

  test('every expression is met once, in defaults, decorators, formats and handlers too', () => {
    const module = parseModule(
      '@d(1)\ndef f(a: T = 1, *b, c=2) -> R:\n  try: f"{x:>{w}}"\n  except E: {k: v for k in z if k}\n  with o as t: x[1:2, ::3]\nclass C(B, m=M): pass',
    );
    const ids = new Set<number>();
    walkExpressions(module, (expr) => {
      ids.add(expr.id);
      return true;
    });
    assert.equal(ids.size, module.exprCount);
  });
});

describe('paths of targets', () => {
  const PATHS: Readonly<Record<string, string | null>> = {
    dx: 'dx',
    'self.dW': 'self.dW',
    'grads["W1"]': "grads['W1']",
    "grads [ 'W1' ]": "grads['W1']",
    'self.grads["a"][0].b': "self.grads['a'][0].b",
    'dx[-1]': 'dx[-1]',
    'dx[0, 1]': 'dx[0, 1]',
    'd["it\'s"]': "d['it\\'s']",
    '(dx)': 'dx',
    'dx[i]': null,
    'dx[:, 0]': null,
    'grads["W" + s]': null,
    'f(x)': null,
    'dx[1.5]': null,
    '2': null,
  };
  for (const [source, expected] of Object.entries(PATHS)) {
    test(source, () => {
      const [first] = parseModule(source).body;
      assert.ok(first?.kind === 'ExprStmt');
      assert.equal(targetPath(first.value), expected);
    });
  }

  test('the root is the name that a target starts from', () => {
    const [first] = parseModule('self.x[:, t][0] = 1').body;
    assert.ok(first?.kind === 'Assign' && first.targets[0] !== undefined);
    assert.equal(targetRoot(first.targets[0])?.name, 'self');
  });
});

describe('what stands at an offset', () => {
  test('the smallest expression', () => {
    assert.equal(text(expressionAt(MODULE, at('dout.dot'))), 'dout');
    assert.equal(text(expressionAt(MODULE, at('.W.T'))), 'self.W');
    assert.equal(text(expressionAt(MODULE, at('(self.W.T)'))), 'dout.dot(self.W.T)');
    assert.equal(text(expressionAt(MODULE, at('a + b', true))), '(a + b) * c');
    assert.equal(text(expressionAt(MODULE, at('+ b'))), 'a + b');
    assert.equal(text(expressionAt(MODULE, at('* c'))), '(a + b) * c');
    assert.equal(expressionAt(MODULE, at('# shape')), null);
  });

  test('at the end of the text the expression that ends there', () => {
    const module = parseModule('x = abc');
    assert.equal(module.body.length, 1);
    assert.deepEqual(expressionAt(module, 7)?.span, { start: 4, end: 7 });
  });

  test('the innermost statement and what is around it', () => {
    assert.equal(text(statementAt(MODULE, at('2 * self'))), 'dW = 2 * self.reg * self.W');
    assert.equal(statementAt(MODULE, at('\n\ntotal') + 1), null);
    const kinds = statementPath(MODULE, at('dW = 0')).map((statement) => statement.kind);
    assert.deepEqual(kinds, ['ClassDef', 'FunctionDef', 'If', 'Assign']);
  });

  test('the function and the class around it', () => {
    assert.equal(enclosingFunction(MODULE, at('dx ='))?.name, 'backward');
    assert.equal(enclosingFunction(MODULE, at('self, dout'))?.name, 'backward');
    assert.equal(enclosingFunction(MODULE, at('total')), null);
    assert.equal(enclosingClass(MODULE, at('dx ='))?.name, 'Net');
    assert.deepEqual(
      enclosingScopes(MODULE, at('dx =')).map((scope) => scope.name),
      ['Net', 'backward'],
    );
  });
});

describe('what a span covers', () => {
  test('the smallest expression that holds it', () => {
    assert.equal(text(expressionCovering(MODULE, between('self.reg *', 'W'))), '2 * self.reg * self.W');
    assert.equal(text(expressionCovering(MODULE, between('dout.dot', 'dot'))), 'dout.dot');
    assert.equal(expressionCovering(MODULE, { start: 0, end: TEXT.length }), null);
  });

  test('the outermost expressions inside it', () => {
    assert.deepEqual(expressionsInside(MODULE, between('dx = dout', 'T)')).map(text), ['dx', 'dout.dot(self.W.T)']);
    assert.deepEqual(expressionsInside(MODULE, between('+ b', 'c')).map(text), ['b', 'c']);
  });

  const SELECTIONS: readonly (readonly [
    name: string,
    from: string,
    to: string,
    covered: readonly string[],
    snapped: boolean,
  ])[] = [
    ['one whole statement', 'dx = ', 'self.W.T)', ['dx = dout.dot(self.W.T)'], false],
    ['a statement cut at both ends', 'out.dot', 'self', ['dx = dout.dot(self.W.T)'], true],
    ['a statement with its comment', 'dx = ', 'D)', ['dx = dout.dot(self.W.T)'], false],
    ['statements of one block', 'dx = ', 'if self', ['dx = dout.dot(self.W.T)', between2('if self', 'dW = 0')], true],
    ['inside one branch', 'dW = 2', 'self.W\n', ['dW = 2 * self.reg * self.W'], false],
    ['two branches', 'dW = 2', 'dW = 0', [between2('if self', 'dW = 0')], true],
    ['a header', 'def backward', 'dout', [between2('def backward', 'dx, dW')], true],
    ['a comment and the line below', '# forward', 'dout):', [between2('def backward', 'dx, dW')], true],
  ];
  for (const [name, from, to, covered, snapped] of SELECTIONS) {
    test(name, () => {
      const found = statementsCovered(TEXT, MODULE, between(from, to));
      assert.deepEqual(found.statements.map(text), covered);
      assert.equal(found.snapped, snapped);
    });
  }

  test('an empty selection covers the statement at the cursor', () => {
    const offset = at('dW = 2') + 3;
    const found = statementsCovered(TEXT, MODULE, { start: offset, end: offset });
    assert.deepEqual(found.statements.map(text), ['dW = 2 * self.reg * self.W']);
    assert.equal(found.snapped, false);
  });

  test('blanks alone cover nothing', () => {
    const start = at('\n\ntotal') + 1;
    assert.deepEqual(statementsCovered(TEXT, MODULE, { start, end: start }).statements, []);
  });
});

function between2(from: string, to: string): string {
  const { start, end } = between(from, to);
  return TEXT.slice(start, end);
}

test('comments tell their text and whether they stand alone', () => {
  assert.deepEqual(
    MODULE.comments.map(({ text: comment, ownLine }) => [comment, ownLine]),
    [
      ['forward and backward', true],
      ['shape: (N, D)', false],
    ],
  );
});

test('spans of names, operators, docstrings and definitions', () => {
  const source = '@d\ndef f(a, *b):\n    """Doc."""\n    a += (b)\n';
  const [first] = parseModule(source).body;
  assert.ok(first?.kind === 'FunctionDef');
  const slice = (span: { start: number; end: number }): string => source.slice(span.start, span.end);
  assert.equal(slice(first.span), source.trimEnd());
  assert.equal(slice(first.nameSpan), 'f');
  assert.equal(first.docstring?.text, 'Doc.');
  assert.equal(first.params.rest === null ? '' : slice(first.params.rest.span), 'b');
  const update = first.body[1];
  assert.ok(update?.kind === 'AugAssign');
  assert.equal(slice(update.span), 'a += (b)');
  assert.equal(slice(update.opSpan), '+=');
  assert.equal(slice(update.value.span), 'b');
});
