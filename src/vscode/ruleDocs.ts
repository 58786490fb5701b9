import * as vscode from 'vscode';

const COMMAND = 'backpropCircuit.openRule';

/** The address behind a rule's name: a command, since a file's would open the page's source instead of the page. */
export function ruleLink(code: string): vscode.Uri {
  return vscode.Uri.parse(`command:${COMMAND}?${encodeURIComponent(JSON.stringify([code]))}`);
}

/** What an entry in the menu of quick fixes calls. */
export function ruleCommand(code: string): vscode.Command {
  return { command: COMMAND, title: vscode.l10n.t('Open the documentation of {0}', code), arguments: [code] };
}

/** Registers the command that opens the packaged page of a rule. */
export function registerRuleDocs({ extensionUri }: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand(COMMAND, async (code: unknown) => {
    if (typeof code !== 'string' || !/^[a-z-]+$/.test(code)) return;
    const folder = vscode.Uri.joinPath(extensionUri, 'docs', 'rules');
    const own = vscode.Uri.joinPath(folder, `${code}.md`);
    const page = (await isThere(own)) ? own : vscode.Uri.joinPath(folder, 'README.md');
    try {
      await vscode.commands.executeCommand('markdown.showPreview', page);
    } catch {
      await vscode.commands.executeCommand('vscode.open', page);
    }
  });
}

/** By reading it: in the browser the extension's folder cannot be listed. */
async function isThere(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.readFile(file);
    return true;
  } catch {
    return false;
  }
}
