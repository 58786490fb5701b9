import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { joinCells } from '../../../src/core/base/cells.ts';
import type { Diagnostic } from '../../../src/core/base/diagnostic.ts';
import { english } from '../../../src/core/base/localize.ts';
import type { LintConfig } from '../../../src/core/lint/control/config.ts';
import { controlled } from '../../../src/core/lint/control/control.ts';
import { disableEdits } from '../../../src/core/lint/control/disable.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';

/** A diagnostic of a rule at a piece of the text. */
function at(text: string, piece: string, code = 'wrong-sign'): Diagnostic {
  const start = text.indexOf(piece);
  assert.ok(start >= 0, piece);
  return { code, severity: 'error', message: '', span: { start, end: start + piece.length }, fixes: [], related: [] };
}

function left(
  text: string,
  diagnostics: readonly Diagnostic[],
  config?: LintConfig,
  cellStarts: readonly number[] = [],
): string[] {
  const found = controlled(diagnostics, { text, module: parseModule(text), cellStarts }, config, english);
  return found.map(({ code, severity, span }) => `${severity}[${code}] ${text.slice(span.start, span.end)}`);
}

function edited(text: string, piece: string, reach: 'line' | 'file', code = 'wrong-sign'): string {
  const diagnostic = at(text, piece, code);
  const edits = disableEdits(text, parseModule(text), diagnostic, reach).toSorted(
    (a, b) => b.span.start - a.span.start,
  );
  const result = edits.reduce(
    (all, { span, newText }) => all.slice(0, span.start) + newText + all.slice(span.end),
    text,
  );
  assert.deepEqual(left(result, [at(result, piece, code)]), [], `still reported:\n${result}`);
  return result;
}

describe('comments that turn rules off', () => {
  for (const [title, text, isSilent] of [
    ['every rule of the line', 'dx = a\ndy = b  # backprop: ignore\n', true],
    ['the named rule', 'dy = b  # backprop: ignore[wrong-sign]\n', true],
    ['one of several names', 'dy = b  # backprop: ignore[missing-sum, wrong-sign]\n', true],
    ['another rule', 'dy = b  # backprop: ignore[missing-sum]\n', false],
    ['another line', 'dx = a  # backprop: ignore\ndy = b\n', false],
    ['behind other words', 'dy = b  # noqa: E501  # backprop: ignore[wrong-sign] as in the paper\n', true],
    ['the line above, on a line of its own', '# backprop: ignore[wrong-sign]\ndy = b\n', true],
    ['the line above, with a comment between', '# backprop: ignore\n# the paper has it so\n\ndy = b\n', true],
    ['only one statement below', '# backprop: ignore\ndx = a\ndy = b\n', false],
    ['the last line of a long statement', 'dy = (\n    b\n)  # backprop: ignore\n', true],
    ['a line inside a long statement', 'dy = (  # backprop: ignore\n    b\n)\n', true],
    ['words that only look like it', 'dy = b  # backprop: ignored\n', false],
    ['a string', 'dy = b; s = "# backprop: ignore"\n', false],
    ['the whole file', '# backprop: ignore-file\ndx = a\ndy = b\n', true],
    ['the named rule in the whole file', 'dx = a\ndy = b\n# backprop: ignore-file[wrong-sign]\n', true],
    ['another rule in the whole file', '# backprop: ignore-file[missing-sum]\ndy = b\n', false],
    ['an empty list', 'dy = b  # backprop: ignore[]\n', false],
  ] as const) {
    it(`${title}: ${isSilent ? 'silent' : 'reported'}`, () => {
      const piece = text.includes('dy = (') ? 'b\n' : 'dy = b';
      const found = left(text, [at(text, piece)]);
      assert.deepEqual(found, isSilent ? [] : [`error[wrong-sign] ${piece}`]);
    });
  }

  it('reach one cell of a notebook, or all', () => {
    for (const [comment, silent] of [
      ['# backprop: ignore-cell', 1],
      ['# backprop: ignore-file', 2],
    ] as const) {
      const cells = joinCells([`${comment}\ndx = a`, 'dy = b']);
      const found = [at(cells.text, 'dx = a'), at(cells.text, 'dy = b')];
      assert.equal(left(cells.text, found, undefined, cells.starts).length, 2 - silent, comment);
    }
  });
});

describe('names of rules that do not exist', () => {
  it('are hinted at with the nearest name, which a fix puts in', () => {
    const text = 'dy = b  # backprop: ignore[wrong-sing]\n';
    const [hint, ...rest] = controlled([], { text, module: parseModule(text) }, undefined, english);
    assert.deepEqual(rest, []);
    assert.equal(hint?.code, 'unknown-rule');
    assert.equal(hint.severity, 'hint');
    assert.match(hint.message, /`wrong-sing`.*Is `wrong-sign` meant\?/);
    const [edit] = hint.fixes[0]?.edits ?? [];
    assert.equal(edit?.newText, 'wrong-sign');
    assert.equal(text.slice(edit.span.start, edit.span.end), 'wrong-sing');
  });

  it('have no suggestion where none is near', () => {
    const text = '# backprop: ignore-file[E501]\n';
    const [hint] = controlled([], { text, module: parseModule(text) }, undefined, english);
    assert.equal(hint?.fixes.length, 0);
  });
});

describe('severities', () => {
  const text = 'dy = b\n';
  const found = [at(text, 'dy = b'), at(text, 'dy = b', 'missing-sum')];

  it('are set by rule', () => {
    const config: LintConfig = { severities: { 'wrong-sign': 'hint', 'missing-sum': 'off' } };
    assert.deepEqual(left(text, found, config), ['hint[wrong-sign] dy = b']);
  });

  it('are set for all other rules by *', () => {
    const config: LintConfig = { severities: { 'wrong-sign': 'warning', '*': 'off' } };
    assert.deepEqual(left(text, found, config), ['warning[wrong-sign] dy = b']);
  });
});

describe('generated files', () => {
  for (const [header, isGenerated] of [
    ['# Generated by the schema compiler', true],
    ['# This file was automatically generated by nbconvert.', true],
    ['#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n# @generated', true],
    ['# DO NOT EDIT', true],
    ['# Do not edit this file by hand!', true],
    ['# Do not edit the signature of this function', false],
    ['# data generated at random', false],
    ['x = 1\n'.repeat(6) + '# Generated by a tool', false],
  ] as const) {
    it(`${JSON.stringify(header)}: ${isGenerated ? 'skipped' : 'checked'}`, () => {
      const text = `${header}\ndy = b\n`;
      assert.equal(left(text, [at(text, 'dy = b')]).length, isGenerated ? 0 : 1);
    });
  }
});

describe('the edits that disable a rule', () => {
  for (const [title, text, line, file] of [
    [
      'a plain line',
      'dx = a\ndy = b\n',
      'dx = a\ndy = b  # backprop: ignore[wrong-sign]\n',
      '# backprop: ignore-file[wrong-sign]\ndx = a\ndy = b\n',
    ],
    [
      'comments that are there',
      '# backprop: ignore-file[missing-sum]\ndy = b  # backprop: ignore[missing-sum]\n',
      '# backprop: ignore-file[missing-sum]\ndy = b  # backprop: ignore[missing-sum, wrong-sign]\n',
      '# backprop: ignore-file[missing-sum, wrong-sign]\ndy = b  # backprop: ignore[missing-sum]\n',
    ],
    [
      'a comment that says something else, at the end of the text',
      '#!/usr/bin/python\n# coding: utf-8\ndy = b  # as in the paper ',
      '#!/usr/bin/python\n# coding: utf-8\ndy = b  # as in the paper  # backprop: ignore[wrong-sign] ',
      '#!/usr/bin/python\n# coding: utf-8\n# backprop: ignore-file[wrong-sign]\ndy = b  # as in the paper ',
    ],
    [
      'a header without a line break, and an empty list',
      '#! python',
      '#! python  # backprop: ignore[wrong-sign]',
      '#! python\n# backprop: ignore-file[wrong-sign]\n',
    ],
    [
      'line ends of Windows, and a command for a notebook cell',
      '%%time\r\ndy = b\r\n',
      '%%time\r\ndy = b  # backprop: ignore[wrong-sign]\r\n',
      '%%time\r\n# backprop: ignore-file[wrong-sign]\r\ndy = b\r\n',
    ],
  ] as const) {
    it(title, () => {
      const piece = text.includes('dy') ? 'dy = b' : 'python';
      if (piece === 'dy = b') assert.equal(edited(text, piece, 'line'), line);
      assert.equal(edited(text, piece, 'file'), file);
    });
  }

  it('put the comment behind the last line of a long statement', () => {
    const text = 'dy = np.dot(\n    a,\n    b,\n)\ndx = a\n';
    assert.equal(
      edited(text, 'a,', 'line'),
      'dy = np.dot(\n    a,\n    b,\n)  # backprop: ignore[wrong-sign]\ndx = a\n',
    );
  });

  it('do nothing where the rule is off already or a comment cannot stand', () => {
    const off = 'dy = b  # backprop: ignore\n';
    assert.deepEqual(disableEdits(off, parseModule(off), at(off, 'dy = b'), 'line'), []);
    const cut = 'for i in \\\n  range(3):\n    pass\n';
    assert.deepEqual(disableEdits(cut, parseModule(cut), at(cut, 'i'), 'line'), []);
  });
});
