import type { FromPanel } from '../protocol.ts';

/** What VS Code gives a webview to talk to its extension and to remember things by. */
export interface Host {
  readonly postMessage: (message: FromPanel) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

declare global {
  /** VS Code defines it in every webview; it may be called once. */
  var acquireVsCodeApi: (() => Host) | undefined;
}
