import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Expr, parseModule, walkExpressions, walkStatements } from '../../../src/core/syntax/index.ts';

function valueOf(text: string): Expr {
  const [first] = parseModule(text).body;
  assert.ok(first?.kind === 'Assign');
  return first.value;
}

describe('deep and long code', () => {
  const TOO_DEEP: Readonly<Record<string, string>> = {
    parentheses: `x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}`,
    lists: `x = ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    calls: `x = ${'f('.repeat(5000)}${')'.repeat(5000)}`,
    signs: `x = ${'-'.repeat(5000)}a`,
    powers: `x = ${'a ** '.repeat(5000)}a`,
    lambdas: `x = ${'lambda: '.repeat(3000)}a`,
    conditionals: `x = ${'a if b else '.repeat(3000)}c`,
  };
  for (const [name, text] of Object.entries(TOO_DEEP)) {
    test(`${name} without end cost their statement and one problem`, () => {
      const { body, errors } = parseModule(`${text}\ny = 2`);
      assert.deepEqual(
        body.map((statement) => statement.kind),
        ['BadStmt', 'Assign'],
      );
      assert.equal(errors.length, 1);
      assert.match(errors[0]?.message ?? '', /too deeply nested|nested too deeply/);
    });
  }

  test('as many parentheses as CPython takes are read', () => {
    assert.equal(valueOf(`x = ${'('.repeat(190)}1${')'.repeat(190)}`).kind, 'Num');
  });

  test('a sum of 5,000 terms nests to the left', () => {
    let sum = valueOf(`x = ${'a + '.repeat(4999)}a`);
    let terms = 1;
    for (; sum.kind === 'BinOp'; sum = sum.left) terms++;
    assert.equal(terms, 5000);
  });

  test('long chains of `and` and mixed operators keep their meaning', () => {
    const all = valueOf(`x = ${'a and '.repeat(2000)}b`);
    assert.ok(all.kind === 'BoolOp' && all.op === 'and');
    assert.equal(all.values.length, 2001);
    let mixed = valueOf(`x = ${'a * b - c // d + '.repeat(500)}e`);
    let terms = 0;
    for (; mixed.kind === 'BinOp'; mixed = mixed.left) terms += mixed.op === '+' || mixed.op === '-' ? 1 : 0;
    assert.equal(terms, 1000);
  });

  test('5,000 statements between empty lines and comments are read', () => {
    const { body, errors } = parseModule('a = b(1, 2)\n\n\n# c\n\n'.repeat(5000));
    assert.equal(body.length, 5000);
    assert.deepEqual(errors, []);
  });

  test('a long chain of elif is walked without recursion', () => {
    const module = parseModule(`if a: pass\n${'elif b:\n  x = 1\n'.repeat(5000)}`);
    let ifs = 0;
    walkStatements(module, (statement) => {
      if (statement.kind === 'If') ifs++;
      return true;
    });
    assert.equal(ifs, 5001);
    let count = 0;
    walkExpressions(module, () => {
      count++;
      return true;
    });
    assert.equal(count, module.exprCount);
  });

  test('blocks nested too deeply are one problem', () => {
    const nested = Array.from({ length: 150 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('');
    const { errors } = parseModule(`${nested}${' '.repeat(150)}b\nc = 1`);
    assert.equal(errors.length, 1);
  });

  test('nested f-strings without end do not hang', () => {
    assert.equal(parseModule('f"{'.repeat(300)).errors.length, 1);
  });
});
