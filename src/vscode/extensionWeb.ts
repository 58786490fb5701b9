import * as vscode from 'vscode';
import type { FromWorker } from '../worker/messages.ts';
import { activateWith } from './activate.ts';

/** Starts the extension in the browser, with the analysis in a web worker. */
export function activate(context: vscode.ExtensionContext): void {
  const file = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.js').toString(true);
  activateWith(context, (onMessage, onExit) => {
    const worker = new Worker(file);
    worker.onmessage = (event: MessageEvent<FromWorker>) => {
      onMessage(event.data);
    };
    worker.onerror = (event) => {
      onExit(event.message);
    };
    return {
      post: (message) => {
        worker.postMessage(message);
      },
      terminate: () => {
        worker.terminate();
      },
    };
  });
}
