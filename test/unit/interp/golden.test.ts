import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createMachine } from '../../../src/core/interp/index.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';

interface Snippet {
  readonly theme: string;
  readonly title: string;
  readonly code: string;
  readonly stdout: string;
  /** The exception that real Python ends with. */
  readonly raises?: string;
}

const path = new URL('../../golden/python.json', import.meta.url);
const snippets = JSON.parse(readFileSync(path, 'utf8')) as readonly Snippet[];

for (const theme of new Set(snippets.map((snippet) => snippet.theme))) {
  describe(`prints what CPython prints: ${theme}`, () => {
    for (const snippet of snippets.filter((each) => each.theme === theme)) {
      it(snippet.title, () => {
        check(snippet);
      });
    }
  });
}

function check({ code, stdout, raises }: Snippet): void {
  const module = parseModule(code);
  assert.deepEqual(module.errors, []);
  const { output, problems } = createMachine(module).run();
  const errors = problems.filter(({ kind }) => kind === 'error').map(({ exception }) => exception);
  assert.deepEqual(
    {
      output: output.join('\n'),
      problems: problems.filter(({ kind }) => kind !== 'error').map(({ message }) => message),
    },
    { output: stdout.replace(/\n$/, ''), problems: [] },
  );
  // NumPy's own exceptions are told by the class that they are a kind of.
  const expected =
    raises === undefined
      ? []
      : [raises === 'UFuncTypeError' || raises === '_UFuncOutputCastingError' ? 'TypeError' : raises];
  assert.deepEqual(errors, expected);
}
