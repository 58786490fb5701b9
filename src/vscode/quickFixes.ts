import * as vscode from 'vscode';
import type { Checker } from './diagnostics.ts';

/** Offers the proven fixes of the diagnostics at the cursor; the only one is the preferred one. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];
  readonly #checker: Checker;

  constructor(checker: Checker) {
    this.#checker = checker;
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    return this.#checker
      .shownIn(document.uri)
      .filter(({ diagnostic, version }) => version === document.version && diagnostic.range.intersection(range))
      .flatMap(({ diagnostic, fixes }) =>
        fixes.map(({ title, edit }) => {
          const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
          action.diagnostics = [diagnostic];
          action.edit = edit;
          action.isPreferred = fixes.length === 1;
          return action;
        }),
      );
  }
}
