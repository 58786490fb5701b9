import type { ToPanel } from '../protocol.ts';
import type { Host } from './host.ts';
import { PanelElement } from './panel.ts';

function start(host: Host): void {
  const panel = new PanelElement(host);
  addEventListener('message', (event: MessageEvent<ToPanel>) => {
    panel.receive(event.data);
  });
  document.body.append(panel);
  host.postMessage({ type: 'ready' });
}

const host = globalThis.acquireVsCodeApi?.();
if (host !== undefined) start(host);
