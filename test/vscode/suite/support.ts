import * as vscode from 'vscode';

/** A file of the workspace's first folder, which is a copy of examples/. */
export function exampleUri(name: string): vscode.Uri {
  return uriIn(0, name);
}

/** A file of the second folder, which has settings and a virtual environment of its own. */
export function otherUri(name: string): vscode.Uri {
  return uriIn(1, name);
}

function uriIn(index: number, name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[index];
  if (!folder) throw new Error('the workspace is not open');
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function openExample(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(exampleUri(name), { viewColumn: vscode.ViewColumn.One });
}

/** A new Python document with the text, shown in the first column. */
export async function openText(content: string, language = 'python'): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  if (document.getText() === content) return editor;
  // VS Code has brought back its copy of the last document of that name, which was closed a moment ago.
  await closeEditor();
  await pause(500);
  return openText(content, language);
}

/** Asks again and again until the answer is there; fails with the last answer when it never is. */
export async function until<T>(
  get: () => T | Promise<T>,
  isThere: (answer: T) => boolean,
  milliseconds = 20_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  let last: T = await get();
  while (!isThere(last)) {
    if (Date.now() > end) throw new Error(`waited in vain; last: ${JSON.stringify(last)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    last = await get();
  }
  return last;
}

/** Our diagnostics in a document. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === 'Backprop Circuit');
}

/** The findings once there are some. */
export function foundIn(uri: vscode.Uri): Promise<vscode.Diagnostic[]> {
  return until(
    () => findings(uri),
    (all) => all.length > 0,
  );
}

/** Waits until nothing is found any more. */
export async function silenceIn(uri: vscode.Uri): Promise<void> {
  await until(
    () => findings(uri),
    (all) => all.length === 0,
  );
}

/** The actions at a range; of one kind. */
export async function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    kind.value,
  );
  return actions.filter((action) => action.kind && kind.contains(action.kind));
}

/** Replaces the whole text of an editor. */
export async function rewrite({ document }: vscode.TextEditor, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), text);
  await vscode.workspace.applyEdit(edit);
}

/** Closes the editor that is shown, whatever was changed in it. */
export async function closeEditor(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function codeOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return typeof code === 'object' ? String(code.value) : String(code);
}

export function show(): Thenable<unknown> {
  return vscode.commands.executeCommand('backpropCircuit.show');
}

/** Hover texts at a zero-based position, as one string. */
export async function hoverAt(uri: vscode.Uri, line: number, character: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    new vscode.Position(line, character),
  );
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}
