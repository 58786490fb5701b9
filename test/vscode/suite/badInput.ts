import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hasBridge, inPanel, screenshot } from './bridge.ts';
import { findings, openText, show, until } from './support.ts';

/** All text of the panel, shadow roots included. */
const panelText = `
  let text = '';
  const visit = (root) => {
    for (const node of root.childNodes) {
      if (node.nodeType === 3) text += node.textContent;
      else if (node.nodeType === 1 && !['STYLE', 'SCRIPT'].includes(node.tagName)) {
        visit(node.shadowRoot ?? node);
        text += ' ';
      }
    }
  };
  visit(document.body);
  return text.replace(/\\s+/g, ' ');`;

async function panelSays(part: RegExp): Promise<string> {
  return until(
    () => inPanel<string>(panelText),
    (text) => part.test(text),
  );
}

describe('Bad input', () => {
  before(function () {
    if (!hasBridge) this.skip();
  });

  for (const [title, content, part] of [
    ['a statement that is not finished', 'x = 2.0\ny = 3.0\nf = x * y\ndx = (\n', /not|expected|finish|close/i],
    [
      'a shape error in the forward pass',
      'import numpy as np\nA = np.ones((2, 3))\nB = np.ones((4, 5))\nC = A.dot(B)\n',
      /\(2, 3\).*\(4, 5\)/,
    ],
    ['a division by zero', 'x = 1.0\ny = 0.0\nf = x / y\n', /zero/i],
    ['an endless loop', 'x = 1.0\nwhile True:\n    x = x * 1.0\n', /loop|steps|limit|long/i],
    ['an array that is far too large', 'import numpy as np\nx = np.zeros((10**6, 10**6))\ny = x * 2\n', /elements/i],
  ] as const) {
    it(`says what is wrong with ${title}`, async () => {
      const editor = await openText(content);
      editor.selection = new vscode.Selection(0, 0, 0, 0);
      await show();
      await panelSays(part);
      await screenshot(`bad input ${title}`);
    });
  }

  it('draws NaN on a wire and says where it began', async () => {
    await openText('import numpy as np\nx = np.array([1.0, -1.0])\ny = np.log(x)\nf = np.sum(y)\n');
    await show();
    await panelSays(/nan/i);
    await screenshot('bad input NaN');
  });

  it('says how to begin when there is nothing to draw', async () => {
    await openText('print("hello")\n');
    await show();
    await panelSays(/nothing to draw/i);
    await screenshot('bad input nothing');
  });

  it('goes on working in a file of 20,000 lines', async () => {
    const filler = Array.from({ length: 19_990 }, (_, i) => `name_${String(i)} = ${String(i)}`).join('\n');
    const { document } = await openText(
      `${filler}\nx = 2.0\nq = x * 3\nf = q * q\n# backward pass\ndq = q\ndx = 3 * dq\n`,
    );
    const found = await until(
      () => findings(document.uri),
      (all) => all.length > 0,
      30_000,
    );
    assert.equal(found[0]?.range.start.line, 19_994);
  });
});
