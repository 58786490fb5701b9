import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ask, hasBridge, inPanel, screenshot } from './bridge.ts';
import { openExample, openText, show, until } from './support.ts';

/** What the panel says of its gates to a screen reader. The panel's parts are in shadow roots, so all of them are searched. */
const labels = `
  const found = [];
  const visit = (root) => {
    for (const element of root.querySelectorAll('*')) {
      const label = element.getAttribute('aria-label');
      if (label) found.push(label);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  visit(document);
  return found;`;

async function gatesShown(part: RegExp): Promise<string[]> {
  return until(
    () => inPanel<string[]>(labels),
    (found) => found.some((label) => part.test(label)),
  );
}

describe('Show Backprop Circuit', () => {
  before(function () {
    if (!hasBridge) this.skip();
  });

  it('draws the first circuit with its values and gradients', async () => {
    await openExample('01_first_circuit.py');
    await show();
    const found = await gatesShown(/\bf\b.*-12/);
    assert.ok(
      found.some((label) => label.includes('-4') && /\bq\b/.test(label)),
      found.join('\n'),
    );
    await screenshot('01_first_circuit');
  });

  for (const [name, part] of [
    ['02_neuron', /0\.7311/],
    ['03_staged', /1\.54\d/],
    ['04_patterns', /-20/],
    ['05_matrix_product', /\(5, 3\)/],
    ['06_two_layer_net', /loss/],
    ['07_naming_styles', /\bL\b/],
  ] as const) {
    it(`draws ${name}`, async () => {
      await openExample(`${name}.py`);
      await show();
      await gatesShown(part);
      await screenshot(name);
    });
  }

  it('draws a formula in a text file, with inputs that have no value', async () => {
    const editor = await openExample('08_expressions.md');
    editor.selection = new vscode.Selection(5, 4, 5, 19);
    await show();
    await gatesShown(/\bx\b/);
    await screenshot('08_expressions');
  });

  it('follows an edit of the text', async () => {
    const editor = await openText('x = 2.0\ny = 3.0\nf = x * y\n');
    await show();
    await gatesShown(/\bf\b.*\b6\b/);
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(0, 4, 0, 7), '5.0');
    });
    await gatesShown(/\bf\b.*\b15\b/);
  });

  it('reveals the source of a chosen gate, and marks the gate at the cursor', async () => {
    await openExample('01_first_circuit.py');
    await show();
    await gatesShown(/\bf\b.*-12/);
    await ask('pressInPanel', { selector: '[aria-label*="add"], [aria-label*="+"]', key: 'Enter' });
    await until(
      () => vscode.window.visibleTextEditors.map((visible) => visible.document.getText(visible.selection)),
      (texts) => texts.includes('x + y'),
    );
  });

  it('has no accessibility violations', async () => {
    assert.deepEqual(await ask('axe'), []);
  });

  for (const theme of ['Default Light Modern', 'Default High Contrast', 'Default High Contrast Light']) {
    it(`draws in ${theme}`, async () => {
      const settings = vscode.workspace.getConfiguration('workbench');
      await settings.update('colorTheme', theme, vscode.ConfigurationTarget.Global);
      await openExample('03_staged.py');
      await show();
      await gatesShown(/1\.54\d/);
      await screenshot(`theme ${theme}`);
      assert.deepEqual(await ask('axe'), []);
      await settings.update('colorTheme', undefined, vscode.ConfigurationTarget.Global);
    });
  }
});
