import { parentPort } from 'node:worker_threads';
import type { ToWorker } from './messages.ts';
import { createServer } from './server.ts';

const server = createServer((reply) => parentPort?.postMessage(reply));
parentPort?.on('message', (message: ToWorker) => {
  server(message);
});
