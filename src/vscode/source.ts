import * as vscode from 'vscode';
import type { Position, Range } from '../core/base/span.ts';
import type { TextQuestion } from '../worker/messages.ts';

/** The text that is analysed for a document: the document itself, or for a notebook's cell all its Python cells joined. */
export interface Source {
  readonly question: TextQuestion;
  /** The document whose diagnostics and panel this is: the notebook for a cell. */
  readonly uri: vscode.Uri;
  readonly file: string;
  /** Every document that a part of the text comes from. */
  readonly documents: readonly vscode.TextDocument[];
  /** Where a range of the analysed text lies. */
  readonly locate: (range: Range) => vscode.Location;
  /** A position of one of the documents in the analysed text. */
  readonly positionIn: (document: vscode.TextDocument, position: vscode.Position) => Position;
}

/** The source of an open document. */
export function sourceOf(document: vscode.TextDocument): Source {
  const notebook = notebookOf(document);
  return notebook ? notebookSource(notebook) : documentSource(document);
}

function documentSource(document: vscode.TextDocument): Source {
  return {
    question: { uri: document.uri.toString(), version: document.version, text: document.getText() },
    uri: document.uri,
    file: nameOf(document.uri),
    documents: [document],
    locate: (range) => new vscode.Location(document.uri, toRange(range)),
    positionIn: (_document, position) => fromPosition(position),
  };
}

function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  if (document.uri.scheme !== 'vscode-notebook-cell') return undefined;
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document === document),
  );
}

function notebookSource(notebook: vscode.NotebookDocument): Source {
  const documents = pythonCells(notebook);
  const starts: number[] = [];
  let lines = 0;
  for (const document of documents) {
    starts.push(lines);
    lines += document.lineCount;
  }
  const text = documents.map((document) => document.getText()).join('\n');
  const version = documents.reduce((sum, document) => sum + document.version, notebook.version * 1000);
  return {
    question: { uri: notebook.uri.toString(), version, text, cells: starts },
    uri: notebook.uri,
    file: nameOf(notebook.uri),
    documents,
    locate: (range) => {
      const cell = Math.max(
        starts.findLastIndex((start) => start <= range.start.line),
        0,
      );
      const start = starts[cell] ?? 0;
      return new vscode.Location(documents[cell]?.uri ?? notebook.uri, shift(range, -start));
    },
    positionIn: (document, position) => {
      const start = starts[documents.indexOf(document)] ?? 0;
      return { line: position.line + start, character: position.character };
    },
  };
}

/** The code cells of a notebook that hold Python, in order. */
function pythonCells(notebook: vscode.NotebookDocument): vscode.TextDocument[] {
  return notebook
    .getCells()
    .filter((cell) => cell.kind === vscode.NotebookCellKind.Code && cell.document.languageId === 'python')
    .map((cell) => cell.document);
}

function shift(range: Range, lines: number): vscode.Range {
  return new vscode.Range(range.start.line + lines, range.start.character, range.end.line + lines, range.end.character);
}

function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri, false);
}

export function toRange(range: Range): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}

export function fromPosition(position: vscode.Position): Position {
  return { line: position.line, character: position.character };
}

export function fromRange(range: vscode.Range): Range {
  return { start: fromPosition(range.start), end: fromPosition(range.end) };
}
