import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';

/** What one task came to: its result, or why there is none. */
export type Outcome<R> = { readonly ok: true; readonly result: R } | { readonly ok: false; readonly message: string };

export interface PoolOptions<R> {
  /** The program of the threads; it calls `serveTasks`. */
  readonly file: string;
  readonly threads?: number;
  /** Called as tasks end, in any order. */
  readonly onDone?: (index: number, outcome: Outcome<R>) => void;
}

type Task = [index: number, task: unknown];

interface Reply<R> {
  readonly index: number;
  readonly outcome: Outcome<R>;
}

/**
 * Runs each task in a thread, as many at once as there are cores. The outcomes come in the order of the tasks. A thread that
 * dies costs its task alone: another one takes its place.
 */
export async function runInPool<R>(tasks: readonly unknown[], options: PoolOptions<R>): Promise<Outcome<R>[]> {
  const outcomes = new Array<Outcome<R>>(tasks.length);
  const open = [...tasks.entries()].reverse();
  const settle = ({ index, outcome }: Reply<R>): void => {
    outcomes[index] = outcome;
    options.onDone?.(index, outcome);
  };
  const threads = Math.min(options.threads ?? availableParallelism(), tasks.length);
  await Promise.all(Array.from({ length: threads }, () => drain(options.file, open, settle)));
  return outcomes;
}

/** One lane of the pool: takes tasks until none is left, with a new thread after one that died. */
async function drain<R>(file: string, open: Task[], settle: (reply: Reply<R>) => void): Promise<void> {
  while (open.length > 0) await drainWithOneThread(file, open, settle);
}

function drainWithOneThread<R>(file: string, open: Task[], settle: (reply: Reply<R>) => void): Promise<void> {
  return new Promise((resolve) => {
    // What Node itself was started with (`--eval`) is not meant for threads.
    const worker = new Worker(file, { execArgv: [] });
    let running: number | null = null;
    const next = (): void => {
      const entry = open.pop();
      running = entry?.[0] ?? null;
      if (entry) worker.postMessage({ index: entry[0], task: entry[1] });
      else void worker.terminate();
    };
    worker.on('message', (reply: Reply<R>) => {
      settle(reply);
      next();
    });
    worker.on('error', (error) => {
      const message = error instanceof Error ? error.message : String(error);
      if (running !== null) settle({ index: running, outcome: { ok: false, message } });
      running = null;
    });
    worker.on('exit', () => {
      resolve();
    });
    next();
  });
}

/** The thread's side: answers every task with what `run` makes of it. What it throws is the task's failure. */
export function serveTasks(run: (task: never) => unknown): void {
  parentPort?.on('message', ({ index, task }: { index: number; task: never }) => {
    parentPort?.postMessage({ index, outcome: outcomeOf(run, task) } satisfies Reply<unknown>);
  });
}

/** What a function makes of a task; what it throws becomes a message. */
export function outcomeOf<T, R>(run: (task: T) => R, task: T): Outcome<R> {
  try {
    return { ok: true, result: run(task) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Milliseconds of processor time of this thread where Node tells them, else of the clock on the wall. */
export function threadTime(): number {
  if (typeof process.threadCpuUsage !== 'function') return performance.now();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
