import assert from 'node:assert/strict';
import { hoverAt, openExample, until } from './support.ts';

describe('Hover', () => {
  it('shows value, gradient and upstream × local = downstream', async () => {
    const { document } = await openExample('01_first_circuit.py');
    const text = await until(
      () => hoverAt(document.uri, 5, 6),
      (hover) => hover !== '',
    );
    for (const part of ['-12', '3', '-4']) assert.ok(text.includes(part), text);
  });

  it('explains a matrix by its shape', async () => {
    const { document } = await openExample('05_matrix_product.py');
    const text = await until(
      () => hoverAt(document.uri, 5, 0),
      (hover) => hover !== '',
    );
    assert.ok(text.includes('(5, 10)'), text);
  });
});
