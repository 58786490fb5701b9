import * as vscode from 'vscode';
import { readSettings, type Settings } from './settings.ts';
import { WorkerClient, WorkerFailure, type StartWorker } from './workerClient.ts';

/** What every feature shares: the worker, settings, log and the places of our files. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly worker: WorkerClient;
  readonly bundle: Readonly<Record<string, string>>;
  readonly settings: (uri?: vscode.Uri) => Settings;
  /** Writes a failure to the log, unless it only says that nobody waits for the answer any more. */
  readonly failed: (error: unknown) => void;
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
    failed: (error) => {
      if (!(error instanceof WorkerFailure && error.reason === 'overtaken')) output.warn(String(error));
    },
  };
}
