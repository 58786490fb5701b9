import * as vscode from 'vscode';
import { shownOf, type Shown } from './diagnostics.ts';
import { sourceOf, type Source } from './source.ts';
import type { Services } from './services.ts';
import { isExcluded } from './settings.ts';

/** Checks Python documents a moment after they change and shows what was found; forgets them when they close. */
export class Checker implements vscode.Disposable {
  readonly #services: Services;
  readonly #collection = vscode.languages.createDiagnosticCollection('backprop-circuit');
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #shown = new Map<string, readonly Shown[]>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(services: Services) {
    this.#services = services;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#schedule(document, 0);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#scheduleLater(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
      }),
      vscode.workspace.onDidOpenNotebookDocument((notebook) => {
        this.#scheduleNotebook(notebook);
      }),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        if (contentChanges.length > 0) this.#scheduleNotebook(notebook);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('backpropCircuit')) this.checkAll();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.checkAll();
      }),
    ];
    this.checkAll();
  }

  /** Checks every open document anew. */
  checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#schedule(document, 0);
  }

  /** Whether problems of a document are to be shown at all. */
  isChecked(document: vscode.TextDocument): boolean {
    if (!isPython(document) || document.isClosed) return false;
    const { uri } = sourceOf(document);
    const settings = this.#services.settings(uri);
    return settings.enabled && !isExcluded(document, uri, settings);
  }

  /** What is shown in a document, for quick fixes. */
  shownIn(uri: vscode.Uri): readonly Shown[] {
    return this.#shown.get(uri.toString()) ?? [];
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#collection.dispose();
  }

  #scheduleLater(document: vscode.TextDocument): void {
    if (isPython(document)) this.#schedule(document, this.#services.settings(sourceOf(document).uri).delay);
  }

  /** Any cell stands for its notebook. */
  #scheduleNotebook(notebook: vscode.NotebookDocument): void {
    const cell = notebook.getCells().find(({ document }) => isPython(document));
    if (cell) this.#schedule(cell.document, 0);
  }

  #schedule(document: vscode.TextDocument, delay: number): void {
    if (!isPython(document)) return;
    const key = sourceOf(document).uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        void this.#check(document);
      }, delay),
    );
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    if (document.isClosed || !isPython(document)) return;
    const source = sourceOf(document);
    if (!this.isChecked(document)) {
      for (const part of source.documents) this.#forget(part);
      return;
    }
    try {
      const found = await this.#services.worker.ask('check', source.question);
      if (!isOutdated(source, document)) this.#show(source, document, found);
    } catch (error) {
      this.#services.failed(error);
    }
  }

  /** The settings may have changed while the worker was at work, so they are asked once more. */
  #show(source: Source, document: vscode.TextDocument, found: Parameters<typeof shownOf>[1]): void {
    if (!this.isChecked(document)) return;
    for (const [part, shown] of shownOf(source, found, this.#services.settings(source.uri))) {
      this.#shown.set(part.uri.toString(), shown);
      this.#collection.set(
        part.uri,
        shown.map(({ diagnostic }) => diagnostic),
      );
    }
  }

  #forget({ uri }: vscode.TextDocument): void {
    this.#collection.delete(uri);
    this.#shown.delete(uri.toString());
  }
}

/** Old revisions, which Git shows beside the file, are nobody's to repair. A cell whose notebook is not there yet is read with it later. */
function isPython(document: vscode.TextDocument): boolean {
  if (document.languageId !== 'python' || document.uri.scheme === 'git') return false;
  return document.uri.scheme !== 'vscode-notebook-cell' || sourceOf(document).uri.scheme !== 'vscode-notebook-cell';
}

/** Whether a source is no longer what its documents say. A document that changes its language is closed and opened anew without `isClosed` ever being true. */
function isOutdated(source: Source, document: vscode.TextDocument): boolean {
  if (document.isClosed || !isPython(document)) return true;
  // A notebook gets new versions for outputs and metadata too, which ask for no other check: its texts are what counts.
  const { text, cells } = sourceOf(document).question;
  return text !== source.question.text || cells?.join() !== source.question.cells?.join();
}
