import type * as Threads from 'node:worker_threads';
import type { FromWorker, ToWorker } from './messages.ts';
import { createServer } from './server.ts';

/** What a worker needs of the world it runs in: a Node thread or a web worker. One bundle serves both. */
interface Port {
  readonly postMessage: (reply: FromWorker) => void;
  readonly listen: (receive: (message: ToWorker) => void) => void;
}

function webPort(): Port {
  return {
    postMessage: (reply) => {
      self.postMessage(reply);
    },
    listen: (receive) => {
      self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
        receive(event.data);
      });
    },
  };
}

function nodePort(): Port {
  // Only Node has `require` here; an import would stop the browser from loading the bundle.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parentPort } = require('node:worker_threads') as typeof Threads;
  return {
    postMessage: (reply) => {
      parentPort?.postMessage(reply);
    },
    listen: (receive) => {
      parentPort?.on('message', receive);
    },
  };
}

/** Time that this thread was at work, where that can be asked for: what is found must not hang on what else the machine does. */
function workClock(): () => number {
  if (typeof process === 'undefined' || typeof process.threadCpuUsage !== 'function') return () => performance.now();
  return () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
}

const port = typeof importScripts === 'function' ? webPort() : nodePort();
port.listen(createServer(port.postMessage, workClock()));
