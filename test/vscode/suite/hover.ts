import assert from 'node:assert/strict';
import { closeEditor, foundIn, hoverAt, openExample, openText, until } from './support.ts';

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

  it('says of a hand-written gradient that it is proven, and how well', async () => {
    const { document } = await openText('x = 3.0\nf = x * x\n# backward pass\ndx = 2 * x\n');
    const text = await until(
      () => hoverAt(document.uri, 3, 0),
      (hover) => hover !== '',
    );
    assert.match(text, /✓.*`dx`.*proven.*relative error/);
    await closeEditor();
  });

  it('says once what is wrong: where it is marked the diagnostic does, elsewhere the hover', async () => {
    const { document } = await openText('x = 3.0\nf = x * x\n# backward pass\ndx = x\nprint(dx)\n');
    await foundIn(document.uri);
    assert.doesNotMatch(await hoverAt(document.uri, 3, 0), /✗/);
    assert.match(await hoverAt(document.uri, 4, 7), /✗.*`dx`.*wrong.*true gradient is 6/);
    await closeEditor();
  });

  it('says why a gradient is unknown', async () => {
    const { document } = await openText('import torch\nx = torch.load("x")\nf = x * x\n# backward pass\ndx = 2 * x\n');
    const text = await until(
      () => hoverAt(document.uri, 4, 0),
      (hover) => hover !== '',
    );
    assert.match(text, /\? .*`dx`.*unknown.* — /);
    await closeEditor();
  });
});
