import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditor, codeOf, findings, foundIn, openExample, otherUri, pause, silenceIn, until } from './support.ts';

const { Workspace } = vscode.ConfigurationTarget;

function update(name: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration('backpropCircuit').update(name, value, Workspace);
}

describe('Settings', () => {
  afterEach(async () => {
    for (const name of ['lint.severity', 'lint.exclude', 'lint.enabled']) await update(name, undefined);
    await closeEditor();
  });

  it('change the severity of a rule at once, and turn it off', async () => {
    const { document } = await openExample('mistakes/overwritten.py');
    const [before] = await foundIn(document.uri);
    assert.equal(before?.severity, vscode.DiagnosticSeverity.Error);
    await update('lint.severity', { 'overwritten-gradient': 'hint' });
    await until(
      () => findings(document.uri)[0]?.severity,
      (severity) => severity === vscode.DiagnosticSeverity.Hint,
    );
    await update('lint.severity', { 'overwritten-gradient': 'off' });
    await silenceIn(document.uri);
    await update('lint.severity', undefined);
    await foundIn(document.uri);
  });

  it('turn checking off and on again at once', async () => {
    const { document } = await openExample('mistakes/shapes.py');
    await foundIn(document.uri);
    await update('lint.enabled', false);
    await silenceIn(document.uri);
    await update('lint.enabled', true);
    await foundIn(document.uri);
  });

  it('exclude files by globs that count from the folder', async () => {
    const { document } = await openExample('mistakes/shapes.py');
    await foundIn(document.uri);
    await update('lint.exclude', ['mistakes/**']);
    await silenceIn(document.uri);
    await update('lint.exclude', ['examples/**']);
    await foundIn(document.uri);
  });

  it('that make no sense count as not written', async () => {
    await update('lint.severity', { 'overwritten-gradient': 7, 'no-such-rule': 'error' });
    await update('lint.exclude', { a: 1 });
    const { document } = await openExample('mistakes/overwritten.py');
    const [found] = await foundIn(document.uri);
    assert.equal(found?.severity, vscode.DiagnosticSeverity.Error);
    await update('lint.severity', 'off');
    await update('lint.exclude', [3, null, '**/*.{']);
    await pause(500);
    assert.deepEqual(findings(document.uri).map(codeOf), ['overwritten-gradient']);
  });

  it('are those of the folder that the file is in', async () => {
    const { document } = await vscode.window.showTextDocument(otherUri('overwritten.py'));
    const [found] = await foundIn(document.uri);
    assert.equal(found?.severity, vscode.DiagnosticSeverity.Warning);
  });

  it('leave out virtual environments and installed packages by default', async () => {
    for (const path of ['venv/overwritten.py', 'tools/lib/python3.12/site-packages/layers/overwritten.py']) {
      const { document } = await vscode.window.showTextDocument(otherUri(path));
      await pause(1500);
      assert.deepEqual(findings(document.uri).map(codeOf), [], path);
    }
    await update('lint.exclude', []);
    await foundIn(otherUri('tools/lib/python3.12/site-packages/layers/overwritten.py'));
  });
});
