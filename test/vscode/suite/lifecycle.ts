import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditor, exampleUri, findings, foundIn, openText, pause, silenceIn, until } from './support.ts';

const wrong = 'x = 3.0\nf = x * x\n# backward pass\ndx = x\n';

async function written(name: string): Promise<vscode.Uri> {
  const uri = exampleUri(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(wrong));
  return uri;
}

describe('Diagnostics go', () => {
  it('when the file closes', async () => {
    const uri = await written('closes.py');
    // As a click in the explorer does: what an extension opens stays open for minutes.
    await vscode.commands.executeCommand('vscode.open', uri);
    await foundIn(uri);
    await closeEditor();
    await silenceIn(uri);
  });

  it('when an untitled file closes', async () => {
    const { document } = await openText(wrong);
    await foundIn(document.uri);
    await closeEditor();
    await silenceIn(document.uri);
  });

  it('when it is renamed, and stand in the new one', async () => {
    const uri = await written('old_name.py');
    await vscode.window.showTextDocument(uri);
    await foundIn(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, exampleUri('new_name.py'));
    await vscode.workspace.applyEdit(edit);
    await silenceIn(uri);
    await foundIn(exampleUri('new_name.py'));
    await closeEditor();
    await silenceIn(exampleUri('new_name.py'));
  });

  it('when it is another language, and come back with Python', async () => {
    const { document } = await openText(wrong);
    await foundIn(document.uri);
    const text = await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await silenceIn(document.uri);
    await pause(600);
    assert.deepEqual(findings(document.uri), []);
    await vscode.languages.setTextDocumentLanguage(text, 'python');
    await foundIn(document.uri);
    await closeEditor();
  });

  it('when the language changes while a check is under way', async () => {
    const { document } = await openText(wrong);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await pause(1000);
    assert.deepEqual(findings(document.uri), []);
    await closeEditor();
  });

  it('with the cell of a notebook, and with the notebook', async () => {
    const cell = (text: string): vscode.NotebookCellData =>
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
    const data = new vscode.NotebookData([
      cell('x = 3.0\nf = x * x'),
      cell('print(f)'),
      cell('# backward pass\ndx = x'),
    ]);
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    await vscode.window.showNotebookDocument(notebook);
    const last = notebook.cellAt(2).document.uri;
    await foundIn(last);
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(2, 3))]);
    await vscode.workspace.applyEdit(edit);
    await silenceIn(last);
    const again = new vscode.WorkspaceEdit();
    again.set(notebook.uri, [vscode.NotebookEdit.insertCells(2, [cell('# backward pass\ndx = x')])]);
    await vscode.workspace.applyEdit(again);
    const { uri } = notebook.cellAt(2).document;
    await foundIn(uri);
    await closeEditor();
    await until(
      () => findings(uri),
      (all) => all.length === 0,
    );
  });
});
