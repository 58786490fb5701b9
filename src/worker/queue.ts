import type { Request, RequestName } from './messages.ts';

/** Lower comes first: what shows up while typing before what was asked for by hand. */
const ranks: Readonly<Record<RequestName, number>> = {
  check: 0,
  hover: 1,
  fixAll: 1,
  lenses: 2,
  panel: 3,
  svg: 3,
  backward: 3,
};

/** Of these only the latest about a text is of use, whatever it asks. */
const onlyLatest: ReadonlySet<RequestName> = new Set(['check', 'hover', 'panel']);

/** Requests in the order in which to answer them. */
export class Queue {
  #waiting: Request[] = [];

  /** Adds a request and returns those that it makes pointless. */
  add(request: Request): Request[] {
    const overtaken = this.#waiting.filter((other) => isOvertaken(other, request));
    this.#waiting = this.#waiting.filter((other) => !overtaken.includes(other));
    const place = this.#waiting.findIndex((other) => ranks[other.type] > ranks[request.type]);
    this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, request);
    return overtaken;
  }

  /** Takes out the next one. */
  next(): Request | undefined {
    return this.#waiting.shift();
  }
}

function isOvertaken(old: Request, fresh: Request): boolean {
  if (old.type !== fresh.type || old.question.uri !== fresh.question.uri) return false;
  if (onlyLatest.has(old.type)) return true;
  return old.type === 'lenses' && old.question.version !== fresh.question.version;
}
