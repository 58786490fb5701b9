import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, closeEditor, exampleUri, foundIn, openText, silenceIn, until } from './support.ts';

const kind = vscode.CodeActionKind.SourceFixAll.append('backprop');

const faulty = `import numpy as np
W = np.random.randn(5, 10)
X = np.random.randn(10, 3)
D = W.dot(X)
f = np.sum(D * D)
# backward pass
dD = D
dW = dD.dot(X)
dX = dD.dot(W)
`;
const twoFaults = faulty.replace('dD = D\n', 'dD = 2 * D\n');

async function fixAllIn(document: vscode.TextDocument): Promise<vscode.CodeAction[]> {
  return actionsAt(document.uri, new vscode.Range(0, 0, document.lineCount, 0), kind);
}

describe('Fix all', () => {
  afterEach(closeEditor);

  it('is one edit that leaves nothing to report, where one fault hides another', async () => {
    const { document } = await openText(twoFaults);
    await foundIn(document.uri);
    const [action, ...others] = await fixAllIn(document);
    assert.ok(action?.edit);
    assert.deepEqual(others, []);
    await vscode.workspace.applyEdit(action.edit);
    await silenceIn(document.uri);
    assert.match(document.getText(), /dW = dD\.dot\(X\.T\)\ndX = W\.T\.dot\(dD\)/);
    assert.deepEqual(await fixAllIn(document), []);
  });

  it('is a command, undone in one step', async () => {
    const { document } = await openText(twoFaults);
    await vscode.commands.executeCommand('backpropCircuit.fixAll');
    assert.notEqual(document.getText(), twoFaults);
    await silenceIn(document.uri);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), twoFaults);
  });

  it('runs on save', async () => {
    const settings = vscode.workspace.getConfiguration('editor', exampleUri('.'));
    await settings.update(
      'codeActionsOnSave',
      { 'source.fixAll.backprop': 'explicit' },
      vscode.ConfigurationTarget.Workspace,
    );
    try {
      const uri = exampleUri('fixed_on_save.py');
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(twoFaults));
      const { document } = await vscode.window.showTextDocument(uri);
      await vscode.window.activeTextEditor?.edit((edit) => {
        edit.insert(new vscode.Position(0, 0), '# saved\n');
      });
      await vscode.commands.executeCommand('workbench.action.files.save');
      await until(
        () => document.getText(),
        (text) => text.includes('W.T.dot(dD)') && text.startsWith('# saved'),
      );
      assert.equal(document.isDirty, false);
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('leaves correct code and rules that are off alone', async () => {
    const { document } = await openText('x = 3.0\nf = x * x\n# backward pass\ndx = 2 * x\n');
    assert.deepEqual(await fixAllIn(document), []);
    const settings = vscode.workspace.getConfiguration('backpropCircuit');
    await closeEditor();
    const wrong = await openText('x = 3.0\ny = 2.0\nf = x * y\n# backward pass\ndx = x\ndy = x\n');
    const [diagnostic] = await foundIn(wrong.document.uri);
    assert.ok(diagnostic && typeof diagnostic.code === 'object');
    await settings.update(
      'lint.severity',
      { [String(diagnostic.code.value)]: 'off' },
      vscode.ConfigurationTarget.Workspace,
    );
    try {
      await silenceIn(wrong.document.uri);
      assert.deepEqual(await fixAllIn(wrong.document), []);
    } finally {
      await settings.update('lint.severity', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('gives each cell of a notebook its own edits, and the command gives all', async () => {
    const cell = (text: string): vscode.NotebookCellData =>
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
    const data = new vscode.NotebookData([
      cell('x = 3.0\ny = -5.0\np = x * y\ns = x + y\nf = p * s'),
      cell('# backward pass\ndp = s\nds = s\ndx = y * dp\ndy = x * dp'),
      cell('dx = ds\ndy += ds'),
    ]);
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    await vscode.window.showNotebookDocument(notebook);
    const [, second, third] = notebook.getCells().map(({ document }) => document);
    assert.ok(second && third);
    await foundIn(third.uri);
    for (const document of [second, third]) {
      const [action] = await fixAllIn(document);
      assert.deepEqual(
        action?.edit?.entries().map(([uri]) => uri.toString()),
        [document.uri.toString()],
      );
    }
    await vscode.commands.executeCommand('backpropCircuit.fixAll');
    await until(
      () => [second.getText(), third.getText()].join('\n'),
      (text) => text.includes('ds = p') && text.includes('dx += ds'),
    );
    await silenceIn(third.uri);
  });
});
