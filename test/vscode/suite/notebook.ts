import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hasBridge, screenshot } from './bridge.ts';
import { codeOf, findings, hoverAt, until } from './support.ts';

function cell(text: string): vscode.NotebookCellData {
  return new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
}

describe('Notebooks', () => {
  it('checks a cell that uses the names of the cells before it', async () => {
    const data = new vscode.NotebookData([
      cell('x = 3.0\ny = -4.0\np = x * y\ns = x + y\nf = p * s'),
      new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, 'The backward pass', 'markdown'),
      cell('# backward pass\ndp = s\nds = p\ndx = y * dp\ndy = x * dp\ndx = ds\ndy += ds'),
    ]);
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    await vscode.window.showNotebookDocument(notebook);
    const last = notebook.cellAt(2).document;
    const found = await until(
      () => findings(last.uri),
      (all) => all.length > 0,
    );
    assert.deepEqual(found.map(codeOf), ['overwritten-gradient']);
    assert.equal(found[0]?.range.start.line, 5);
    const [related] = found[0].relatedInformation ?? [];
    assert.equal(related?.location.uri.toString(), notebook.cellAt(0).document.uri.toString());
    assert.match(await hoverAt(last.uri, 3, 0), /dx/);
    if (hasBridge) await screenshot('notebook');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(last.uri, last.lineAt(5).range, 'dx += ds');
    await vscode.workspace.applyEdit(edit);
    await until(
      () => findings(last.uri),
      (all) => all.length === 0,
    );
  });
});
