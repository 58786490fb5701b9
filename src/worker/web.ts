import type { ToWorker } from './messages.ts';
import { createServer } from './server.ts';

const server = createServer((reply) => {
  self.postMessage(reply);
});
self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  server(event.data);
});
