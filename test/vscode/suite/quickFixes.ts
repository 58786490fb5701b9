import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, closeEditor, codeOf, foundIn, openExample, openText, silenceIn, until } from './support.ts';

const wrong = 'x = 3.0\nf = x * x\n# backward pass\ndx = x\n';

async function titled(uri: vscode.Uri, pattern: RegExp): Promise<vscode.CodeAction> {
  const [diagnostic] = await foundIn(uri);
  assert.ok(diagnostic);
  const actions = await actionsAt(uri, diagnostic.range, vscode.CodeActionKind.QuickFix);
  const found = actions.find(({ title }) => pattern.test(title));
  assert.ok(found, actions.map(({ title }) => title).join('\n'));
  return found;
}

describe('Quick fixes', () => {
  afterEach(closeEditor);

  for (const [reach, line] of [
    ['line', 3],
    ['file', 0],
  ] as const) {
    it(`turn a rule off for the ${reach} by a comment`, async () => {
      const { document } = await openText(wrong);
      const [diagnostic] = await foundIn(document.uri);
      assert.ok(diagnostic);
      const action = await titled(document.uri, new RegExp(`Disable ${codeOf(diagnostic)} for this ${reach}`));
      assert.ok(action.edit);
      assert.ok(!action.isPreferred);
      await vscode.workspace.applyEdit(action.edit);
      assert.match(document.lineAt(line).text, new RegExp(`# backprop: ignore.*${codeOf(diagnostic)}`));
      await silenceIn(document.uri);
    });
  }

  it('put the comment for the whole of a notebook into its first cell', async () => {
    const cell = (text: string): vscode.NotebookCellData =>
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
    const data = new vscode.NotebookData([cell('x = 3.0\nf = x * x'), cell('# backward pass\ndx = x')]);
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(1);
    const action = await titled(document.uri, /for this file/);
    assert.ok(action.edit);
    await vscode.workspace.applyEdit(action.edit);
    assert.match(notebook.cellAt(0).document.lineAt(0).text, /# backprop: ignore-file/);
    await silenceIn(document.uri);
  });

  it('open the documentation of the rule', async () => {
    const { document } = await openExample('mistakes/shapes.py');
    const [diagnostic] = await foundIn(document.uri);
    assert.ok(diagnostic);
    const { command } = await titled(document.uri, /documentation/);
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
    await until(
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '',
      (label) => label.includes(codeOf(diagnostic)),
    );
  });

  it('are not offered for a text that was edited since', async () => {
    const editor = await openText(wrong);
    const { document } = editor;
    const [diagnostic] = await foundIn(document.uri);
    assert.ok(diagnostic);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(3, 6), ' ');
    });
    assert.deepEqual(await actionsAt(document.uri, diagnostic.range, vscode.CodeActionKind.QuickFix), []);
  });
});
