import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { analyze } from '../../../src/core/analyze.ts';
import { LineIndex } from '../../../src/core/base/lineIndex.ts';
import { rules } from '../../../src/core/lint/registry.ts';
import { ask, hasBridge, screenshot } from './bridge.ts';
import { actionsAt, closeEditor, codeOf, foundIn, openText, pause, silenceIn, until } from './support.ts';

const looks = hasBridge && process.env['BACKPROP_LOOK'] !== undefined;

/** Pictures of the squiggle with its hover, and of the menu of quick fixes. */
async function look(editor: vscode.TextEditor, code: string, range: vscode.Range): Promise<void> {
  if (!looks) return;
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
  await vscode.commands.executeCommand('editor.action.showHover');
  await pause(1200);
  await screenshot(`rule ${code} hover`);
  await ask('press', { keys: ['Escape'] });
  await vscode.commands.executeCommand('editor.action.quickFix');
  await pause(1200);
  await screenshot(`rule ${code} fixes`);
  await ask('press', { keys: ['Escape'] });
}

describe('Rules', () => {
  afterEach(closeEditor);

  for (const { code, docs } of rules) {
    it(`${code} stands on its line with its code, and each fix takes it away`, async () => {
      const [expected] = analyze(docs.bad).check().diagnostics;
      assert.ok(expected);
      const editor = await openText(docs.bad);
      const { document } = editor;
      const [diagnostic, ...others] = await foundIn(document.uri);
      assert.ok(diagnostic);
      assert.deepEqual(others.map(codeOf), []);
      assert.equal(codeOf(diagnostic), code);
      assert.equal(diagnostic.range.start.line, new LineIndex(docs.bad).lineAt(expected.span.start));
      assert.equal(diagnostic.message.replaceAll('\n', ' '), expected.message);
      await look(editor, code, diagnostic.range);
      const actions = await actionsAt(document.uri, diagnostic.range, vscode.CodeActionKind.QuickFix);
      const fixes = actions.filter((action) => action.isPreferred ?? action.edit);
      for (const { title } of expected.fixes)
        assert.ok(
          actions.some((action) => action.title === title),
          title,
        );
      assert.equal(actions.filter((action) => action.isPreferred).length, expected.fixes.length === 1 ? 1 : 0);
      assert.ok(actions.some((action) => action.command?.command === 'backpropCircuit.openRule'));
      const fix = fixes.find((action) => action.title === expected.fixes[0]?.title);
      if (!fix?.edit) return;
      await vscode.workspace.applyEdit(fix.edit);
      await silenceIn(document.uri);
    });
  }

  it('has a page behind the name of each rule', async () => {
    for (const { code } of rules) {
      const extension = vscode.extensions.getExtension('backprop-circuit.backprop-circuit');
      assert.ok(extension);
      const page = vscode.Uri.joinPath(extension.extensionUri, 'docs', 'rules', `${code}.md`);
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
      assert.match(text, new RegExp(`# ${code}`));
    }
  });

  it('opens that page', async () => {
    const { document } = await openText('x = 3.0\nf = x * x\n# backward pass\ndx = x\n');
    const [diagnostic] = await foundIn(document.uri);
    assert.ok(typeof diagnostic?.code === 'object' && 'target' in diagnostic.code);
    const { target } = diagnostic.code;
    assert.equal(target.scheme, 'command');
    await vscode.commands.executeCommand(target.path, ...(JSON.parse(target.query) as unknown[]));
    await until(
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '',
      (label) => label.includes(codeOf(diagnostic)),
    );
    if (hasBridge) await screenshot('page of a rule');
  });
});
