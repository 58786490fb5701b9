import type { FromWorker, RequestName, Requests, ToWorker } from '../worker/messages.ts';

/** One running worker, in Node or in the browser. */
export interface WorkerHandle {
  readonly post: (message: ToWorker) => void;
  readonly terminate: () => void;
}

/** Starts a worker and says where its messages and its death go. */
export type StartWorker = (onMessage: (reply: FromWorker) => void, onExit: (reason: string) => void) => WorkerHandle;

/** A question that got no answer: in time, because the analysis failed or its worker died, or because a newer question made it pointless. */
export class WorkerFailure extends Error {
  readonly reason: 'timeout' | 'failure' | 'overtaken';
  constructor(message: string, reason: WorkerFailure['reason']) {
    super(message);
    this.reason = reason;
  }
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (failure: WorkerFailure) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Asks the analysis worker, starts it on first use, and kills it when an answer takes too long; the next question starts a new one. */
export class WorkerClient {
  readonly #start: StartWorker;
  readonly #bundle: Readonly<Record<string, string>>;
  readonly #timeout: number;
  readonly #waiting = new Map<number, Waiting>();
  #worker: WorkerHandle | null = null;
  #nextId = 0;

  constructor(start: StartWorker, bundle: Readonly<Record<string, string>>, timeout = 20_000) {
    this.#start = start;
    this.#bundle = bundle;
    this.#timeout = timeout;
  }

  /** Rejects with a `WorkerFailure`. */
  ask<N extends RequestName>(type: N, question: Requests[N]['question']): Promise<Requests[N]['answer']> {
    const worker = this.#running();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#stop('The analysis took too long and was stopped.', 'timeout');
      }, this.#timeout);
      this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject, timer });
      worker.post({ type, id, question } as ToWorker);
    });
  }

  dispose(): void {
    this.#stop('The extension was stopped.', 'overtaken');
  }

  #running(): WorkerHandle {
    if (this.#worker) return this.#worker;
    this.#worker = this.#start(
      (reply) => {
        this.#settle(reply);
      },
      (reason) => {
        this.#stop(reason, 'failure');
      },
    );
    this.#worker.post({ type: 'init', bundle: this.#bundle });
    return this.#worker;
  }

  #settle(reply: FromWorker): void {
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    this.#waiting.delete(reply.id);
    clearTimeout(waiting.timer);
    if ('failure' in reply) waiting.reject(new WorkerFailure(reply.failure, 'failure'));
    else if ('overtaken' in reply) waiting.reject(new WorkerFailure('A newer question came.', 'overtaken'));
    else waiting.resolve(reply.answer);
  }

  #stop(message: string, reason: WorkerFailure['reason']): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new WorkerFailure(message, reason));
    }
    this.#waiting.clear();
  }
}
