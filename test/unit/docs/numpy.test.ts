import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { numpyPage } from '../../../scripts/numpy-docs.ts';

it('the list of NumPy names is what the interpreter knows now (npm run docs)', () => {
  assert.equal(readFileSync(new URL('../../../docs/numpy.md', import.meta.url), 'utf8'), numpyPage());
});
