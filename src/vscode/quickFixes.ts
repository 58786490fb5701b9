import * as vscode from 'vscode';
import type { Checker } from './checker.ts';
import type { Shown } from './diagnostics.ts';
import type { FixAll } from './fixAll.ts';
import { ruleCommand } from './ruleDocs.ts';

/** Offers the proven fixes of the diagnostics at the cursor, of which the only one is the preferred one, and the repair of the whole file. */
export class QuickFixes implements vscode.CodeActionProvider {
  readonly #checker: Checker;
  readonly #fixAll: FixAll;

  constructor(checker: Checker, fixAll: FixAll) {
    this.#checker = checker;
    this.#fixAll = fixAll;
  }

  static metadata(kind: vscode.CodeActionKind): vscode.CodeActionProviderMetadata {
    return { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, kind] };
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const all = only?.contains(this.#fixAll.kind) === true ? await this.#fixAll.actionFor(document) : null;
    if (all) return [all];
    if (only && !only.contains(vscode.CodeActionKind.QuickFix)) return [];
    const shown = this.#checker
      .shownIn(document.uri)
      .filter(({ diagnostic, version }) => version === document.version && diagnostic.range.intersection(range));
    return [...shown.flatMap(fixActions), ...shown.flatMap(disableActions), ...shown.map(docsAction)];
  }
}

function fixActions({ diagnostic, fixes }: Shown): vscode.CodeAction[] {
  return fixes.map(({ title, edit }) => {
    const action = actionFor(diagnostic, title);
    action.edit = edit;
    action.isPreferred = fixes.length === 1;
    return action;
  });
}

function disableActions({ diagnostic, disable }: Shown): vscode.CodeAction[] {
  return disable.map(({ title, edit }) => {
    const action = actionFor(diagnostic, title);
    action.edit = edit;
    return action;
  });
}

function docsAction({ code, diagnostic }: Shown): vscode.CodeAction {
  const command = ruleCommand(code);
  const action = actionFor(diagnostic, command.title);
  action.command = command;
  return action;
}

function actionFor(diagnostic: vscode.Diagnostic, title: string): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  return action;
}
