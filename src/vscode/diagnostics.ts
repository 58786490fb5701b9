import * as vscode from 'vscode';
import type { DiagnosticReply } from '../worker/messages.ts';
import { documentsOf, sourceOf, type Source } from './source.ts';
import type { Services } from './services.ts';

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** What a quick fix needs to know of a diagnostic that is on the screen. */
export interface Shown {
  readonly diagnostic: vscode.Diagnostic;
  readonly version: number;
  readonly fixes: readonly { readonly title: string; readonly edit: vscode.WorkspaceEdit }[];
}

/** Checks Python documents a moment after they change and shows what was found; forgets them when they close. */
export class Checker implements vscode.Disposable {
  readonly #services: Services;
  readonly #collection = vscode.languages.createDiagnosticCollection('backprop-circuit');
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #shown = new Map<string, Shown[]>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(services: Services) {
    this.#services = services;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#schedule(document, 0);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#schedule(document, this.#services.settings().delay);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#forget(document.uri);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('backpropCircuit')) this.checkAll();
      }),
    ];
    this.checkAll();
  }

  /** Checks every open document anew. */
  checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#schedule(document, 0);
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

  #schedule(document: vscode.TextDocument, delay: number): void {
    if (document.languageId !== 'python' || document.uri.scheme === 'git') return;
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
    const documents = documentsOf(document);
    if (!this.#services.settings().enabled) {
      for (const { uri } of documents) this.#forget(uri);
      return;
    }
    const source = sourceOf(document);
    try {
      const found = await this.#services.worker.ask('check', source.question);
      if (!document.isClosed && sourceOf(document).question.version === source.question.version) {
        this.#show(source, documents, found);
      }
    } catch (error) {
      this.#services.log(String(error));
    }
  }

  #show(source: Source, documents: readonly vscode.TextDocument[], found: readonly DiagnosticReply[]): void {
    const byUri = new Map<string, Shown[]>(documents.map(({ uri }) => [uri.toString(), []]));
    const versions = new Map(documents.map((document) => [document.uri.toString(), document.version]));
    for (const reply of found) {
      const { uri, range } = source.locate(reply.range);
      const shown = {
        diagnostic: this.#diagnostic(source, range, reply),
        version: versions.get(uri.toString()) ?? 0,
        fixes: reply.fixes.map((fix) => ({ title: fix.title, edit: editOf(source, fix.edits) })),
      };
      byUri.get(uri.toString())?.push(shown);
    }
    for (const [key, shown] of byUri) {
      this.#shown.set(key, shown);
      this.#collection.set(
        vscode.Uri.parse(key),
        shown.map(({ diagnostic }) => diagnostic),
      );
    }
  }

  #diagnostic(source: Source, range: vscode.Range, reply: DiagnosticReply): vscode.Diagnostic {
    const diagnostic = new vscode.Diagnostic(range, reply.message, severities[reply.severity]);
    diagnostic.source = 'backprop-circuit';
    diagnostic.code = { value: reply.code, target: this.#services.ruleDocs(reply.code) };
    diagnostic.relatedInformation = reply.related.map(
      (related) => new vscode.DiagnosticRelatedInformation(source.locate(related.range), related.message),
    );
    diagnostic.tags = reply.tags.map(() => vscode.DiagnosticTag.Unnecessary);
    return diagnostic;
  }

  #forget(uri: vscode.Uri): void {
    this.#collection.delete(uri);
    this.#shown.delete(uri.toString());
  }
}

function editOf(source: Source, edits: DiagnosticReply['fixes'][number]['edits']): vscode.WorkspaceEdit {
  const workspaceEdit = new vscode.WorkspaceEdit();
  for (const edit of edits) {
    const { uri, range } = source.locate(edit.range);
    workspaceEdit.replace(uri, range, edit.newText);
  }
  return workspaceEdit;
}
