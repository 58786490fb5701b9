import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createMachine } from '../../../src/core/interp/index.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';
import { sameText } from './sameText.ts';

/** A snippet that real NumPy ran: what it printed, and the exception that ended it ('' for none). */
interface Snippet {
  readonly group: string;
  readonly name: string;
  readonly code: string;
  readonly output: string;
  readonly error: string;
}

const path = new URL('../../golden/numpy-names.json', import.meta.url);
const snippets = JSON.parse(readFileSync(path, 'utf8')) as readonly Snippet[];

for (const group of new Set(snippets.map((snippet) => snippet.group))) {
  describe(`does what NumPy does: ${group}`, () => {
    for (const snippet of snippets.filter((each) => each.group === group)) {
      it(snippet.name, () => {
        check(snippet);
      });
    }
  });
}

function check({ code, output, error }: Snippet): void {
  const module = parseModule(`import numpy as np\n${code}`);
  const execution = createMachine(module).run();
  const problems = execution.problems.map(({ kind, exception, message }) =>
    kind === 'error' ? exception : `${kind}: ${message}`,
  );
  assert.deepEqual(problems, error === '' ? [] : [error], execution.problems.map(({ message }) => message).join('\n'));
  const printed = execution.output.join('\n');
  if (!sameText(printed, output.trimEnd())) assert.equal(printed, output.trimEnd());
}
