import * as vscode from 'vscode';
import type { Range } from '../core/base/span.ts';
import { Checker } from './checker.ts';
import { FixAll } from './fixAll.ts';
import { Hovers } from './hovers.ts';
import { Lenses } from './lenses.ts';
import { CircuitPanel, type Subject } from './panel.ts';
import { QuickFixes } from './quickFixes.ts';
import { registerRuleDocs } from './ruleDocs.ts';
import { createServices } from './services.ts';
import { fromRange } from './source.ts';
import type { StartWorker } from './workerClient.ts';

const python: vscode.DocumentSelector = { language: 'python' };

/** Registers every feature. How a worker is started is all that differs between the desktop and the browser. */
export function activateWith(context: vscode.ExtensionContext, start: StartWorker): void {
  const services = createServices(context, start);
  const checker = new Checker(services);
  const fixAll = new FixAll(services, checker);
  const panel = new CircuitPanel(services);
  context.subscriptions.push(
    checker,
    panel,
    vscode.languages.registerHoverProvider(python, new Hovers(services, checker)),
    vscode.languages.registerCodeLensProvider(python, new Lenses(services)),
    vscode.languages.registerCodeActionsProvider(
      python,
      new QuickFixes(checker, fixAll),
      QuickFixes.metadata(fixAll.kind),
    ),
    registerRuleDocs(context),
    vscode.commands.registerCommand('backpropCircuit.fixAll', () => fixAll.run()),
    vscode.commands.registerCommand('backpropCircuit.show', async (uri?: vscode.Uri, range?: vscode.Range) => {
      const subject = await subjectOf(uri, range);
      if (subject) await panel.show(subject);
      else void vscode.window.showInformationMessage(vscode.l10n.t('Open a Python file or select a formula first.'));
    }),
  );
}

/** What the command is about: the range a code lens names, else the selection, else the cursor. */
async function subjectOf(uri?: vscode.Uri, range?: vscode.Range): Promise<Subject | null> {
  const editor = vscode.window.activeTextEditor;
  if (uri instanceof vscode.Uri && range instanceof vscode.Range) {
    const document = await vscode.workspace.openTextDocument(uri);
    return { document, selection: fromRange(range), at: null, formula: false };
  }
  if (!editor) return null;
  const { document, selection } = editor;
  const formula = isFormula(document, selection);
  const line = document.lineAt(selection.active.line);
  const chosen = selection.isEmpty ? null : fromRange(selection);
  const lineRange: Range = fromRange(line.range);
  return { document, selection: chosen ?? (formula ? lineRange : null), at: selection.active, formula };
}

/** Outside Python everything is a formula; inside, a comment or a selection within one is. */
function isFormula(document: vscode.TextDocument, selection: vscode.Selection): boolean {
  if (document.languageId !== 'python') return true;
  if (!selection.isSingleLine) return false;
  const before = document.lineAt(selection.start.line).text.slice(0, selection.start.character);
  const text = document.getText(selection);
  return /^\s*#/.test(text) || (!selection.isEmpty && /^[^'"]*#/.test(before));
}
