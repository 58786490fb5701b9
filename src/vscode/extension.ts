import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { FromWorker } from '../worker/messages.ts';
import { activateWith } from './activate.ts';

/** Starts the extension on the desktop and on servers, with the analysis in a Node worker. */
export function activate(context: vscode.ExtensionContext): void {
  const file = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.js').fsPath;
  activateWith(context, (onMessage, onExit) => {
    const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: 1024 } });
    worker.on('message', (reply: FromWorker) => {
      onMessage(reply);
    });
    worker.on('error', (error: Error) => {
      onExit(error.message);
    });
    return {
      post: (message) => {
        worker.postMessage(message);
      },
      terminate: () => void worker.terminate(),
    };
  });
}
