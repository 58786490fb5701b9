import * as vscode from 'vscode';
import { WorkerClient, type StartWorker } from './workerClient.ts';

/** The user's settings, read anew each time they are asked for. */
export interface Settings {
  readonly enabled: boolean;
  /** Milliseconds between the last key press and a check. */
  readonly delay: number;
  readonly codeLens: boolean;
  readonly hover: boolean;
}

/** What every feature shares: the worker, settings, log and the places of our files. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly worker: WorkerClient;
  readonly bundle: Readonly<Record<string, string>>;
  readonly settings: () => Settings;
  readonly log: (message: string) => void;
  /** The documentation page of a rule. */
  readonly ruleDocs: (code: string) => vscode.Uri;
}

/** Builds what the features share. The worker itself starts with the first question. */
export function createServices(context: vscode.ExtensionContext, start: StartWorker): Services {
  const output = vscode.window.createOutputChannel('Backprop Circuit', { log: true });
  const bundle = vscode.l10n.bundle ?? {};
  const worker = new WorkerClient(start, bundle);
  context.subscriptions.push(output, worker);
  return {
    context,
    worker,
    bundle,
    settings: readSettings,
    log: (message) => {
      output.warn(message);
    },
    ruleDocs: (code) => vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules', `${code}.md`),
  };
}

function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration('backpropCircuit');
  return {
    enabled: section.get('lint.enabled', true),
    delay: section.get('lint.delay', 300),
    codeLens: section.get('codeLens.enabled', true),
    hover: section.get('hover.enabled', true),
  };
}
