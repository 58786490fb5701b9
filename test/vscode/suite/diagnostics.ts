import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hasBridge, screenshot } from './bridge.ts';
import { codeOf, findings, openExample, openText, until } from './support.ts';

async function fixesAt(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
  );
  return actions.filter((action) => action.kind?.contains(vscode.CodeActionKind.QuickFix) && action.edit);
}

describe('Diagnostics', () => {
  for (const [name, code, line, repaired] of [
    ['overwritten', 'overwritten-gradient', 15, 'dx += (1 - sigx) * sigx * dsigx'],
    ['shapes', 'gradient-shape', 9, 'dW = dD.dot(X.T)'],
    ['local_gradient', 'wrong-local-gradient', 11, 's *'],
  ] as const) {
    it(`reports ${code} on its line, and the fix removes it`, async () => {
      const { document } = await openExample(`mistakes/${name}.py`);
      const found = await until(
        () => findings(document.uri),
        (all) => all.length > 0,
      );
      assert.deepEqual(found.map(codeOf), [code]);
      const [diagnostic] = found;
      assert.ok(diagnostic);
      assert.equal(diagnostic.range.start.line, line);
      assert.ok((diagnostic.relatedInformation ?? []).length > 0, 'related places');
      if (hasBridge) await screenshot(`diagnostic ${code}`);
      const [fix] = await fixesAt(document.uri, diagnostic.range);
      assert.ok(fix?.edit, 'a quick fix');
      await vscode.workspace.applyEdit(fix.edit);
      assert.ok(document.lineAt(line).text.includes(repaired), document.lineAt(line).text);
      await until(
        () => findings(document.uri),
        (all) => all.length === 0,
      );
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });
  }

  it('is silent on every correct example', async () => {
    for (const name of [
      '01_first_circuit',
      '02_neuron',
      '03_staged',
      '04_patterns',
      '05_matrix_product',
      '06_two_layer_net',
      '07_naming_styles',
    ]) {
      const { document } = await openExample(`${name}.py`);
      await new Promise((resolve) => setTimeout(resolve, 700));
      assert.deepEqual(findings(document.uri).map(codeOf), [], name);
    }
  });

  it('appears while typing and goes with the mistake', async () => {
    const editor = await openText('x = 2.0\ny = -3.0\nq = x + y\nf = q * q\n# backward pass\ndq = 2 * q\ndx = dq\n');
    const { document } = editor;
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(7, 0), 'dy = q\n');
    });
    const found = await until(
      () => findings(document.uri),
      (all) => all.length > 0,
    );
    assert.deepEqual(found.map(codeOf), ['missing-factor']);
    await editor.edit((edit) => {
      edit.replace(document.lineAt(7).range, 'dy = dq');
    });
    await until(
      () => findings(document.uri),
      (all) => all.length === 0,
    );
  });
});
