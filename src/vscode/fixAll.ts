import * as vscode from 'vscode';
import type { Requests } from '../worker/messages.ts';
import type { Checker } from './checker.ts';
import { editOf } from './diagnostics.ts';
import type { Services } from './services.ts';
import { sourceOf, type Source } from './source.ts';

type Fixed = Requests['fixAll']['answer'];

/** Repairs all in a file that has exactly one proven fix: as a source action, which may run on save, and as a command. */
export class FixAll {
  readonly kind = vscode.CodeActionKind.SourceFixAll.append('backprop');
  readonly #services: Services;
  readonly #checker: Checker;

  constructor(services: Services, checker: Checker) {
    this.#services = services;
    this.#checker = checker;
  }

  /** The source action; null when there is nothing to repair. Of a notebook each cell is asked about alone, and all at once: each gets its own edits. */
  async actionFor(document: vscode.TextDocument): Promise<vscode.CodeAction | null> {
    const source = sourceOf(document);
    const { edits } = await this.#ask(document, source);
    const own = edits.filter((edit) => source.locate(edit.range).uri.toString() === document.uri.toString());
    if (own.length === 0) return null;
    const action = new vscode.CodeAction(vscode.l10n.t('Fix all proven gradient problems'), this.kind);
    action.edit = editOf(source, own);
    return action;
  }

  /** The command: the whole file or notebook, in one step to undo, and a word about it. */
  async run(): Promise<void> {
    const document = activeDocument();
    if (!document) return;
    const source = sourceOf(document);
    const { edits, count } = await this.#ask(document, source);
    if (source.question.version !== sourceOf(document).question.version) return;
    if (edits.length > 0) await vscode.workspace.applyEdit(editOf(source, edits));
    vscode.window.setStatusBarMessage(doneText(count), 5000);
  }

  async #ask(document: vscode.TextDocument, source: Source): Promise<Fixed> {
    if (!this.#checker.isChecked(document)) return { edits: [], count: 0 };
    const { severity } = this.#services.settings(source.uri);
    const off = [...severity].flatMap(([code, level]) => (level === 'off' ? [code] : []));
    try {
      return await this.#services.worker.ask('fixAll', { ...source.question, off });
    } catch (error) {
      this.#services.failed(error);
      return { edits: [], count: 0 };
    }
  }
}

function doneText(count: number): string {
  if (count === 0) return vscode.l10n.t('Backprop Circuit: no problem here has a single proven fix');
  if (count === 1) return vscode.l10n.t('Backprop Circuit: 1 gradient problem fixed');
  return vscode.l10n.t('Backprop Circuit: {0} gradient problems fixed', count);
}

/** The document of the focused editor; of a notebook without one, any Python cell. */
function activeDocument(): vscode.TextDocument | undefined {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  const cell = notebook?.getCells().find(({ document }) => document.languageId === 'python');
  return vscode.window.activeTextEditor?.document ?? cell?.document;
}
