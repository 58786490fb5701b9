import type { Localize } from '../base/localize.ts';
import type { Site } from '../tape/node.ts';
import type { Limits } from './execution.ts';
import { LimitReached } from './signals.ts';

export const DEFAULT_LIMITS: Limits = {
  steps: 5e6,
  elements: 1e7,
  totalElements: 2e7,
  depth: 200,
  milliseconds: 4000,
};

/** How many steps pass between two looks at the clock. */
const CLOCK_INTERVAL = 512;
/** What one recorded gate weighs in elements, so that long scalar runs meet the memory limit too. */
const GATE_WEIGHT = 60;

/** A text longer than this is a mistake. */
const MAX_CHARACTERS = 1_000_000;
/** An item of a list weighs more than an element of an array. */
const ITEM_WEIGHT = 10;
const GRACE_STEPS = 5000;
const GRACE_MILLISECONDS = 100;

/** Counts what a run spends and ends it, with a sentence for people, when a limit is met. */
export class Budget {
  readonly limits: Limits;
  /** Where the run is, for messages. The evaluator keeps it up to date. */
  place: Site | null = null;
  /** How many Python calls are open. */
  depth = 0;
  #steps = 0;
  #elements = 0;
  #nextLook = CLOCK_INTERVAL;
  #deadline: number;
  readonly #clock: (() => number) | null;
  readonly #localize: Localize;

  constructor(limits: Limits, clock: (() => number) | null, localize: Localize) {
    this.limits = limits;
    this.#clock = clock;
    this.#localize = localize;
    this.#deadline = clock ? clock() + limits.milliseconds : Infinity;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Gives the whole allowance again: each call from outside is a run of its own. */
  renew(): void {
    this.#steps = 0;
    this.#elements = 0;
    this.depth = 0;
    this.#nextLook = CLOCK_INTERVAL;
    this.#deadline = this.#clock ? this.#clock() + this.limits.milliseconds : Infinity;
  }

  /** After the end of a run, allows as much as definitions need: functions below the place that ended it shall be known. */
  grace(): void {
    this.renew();
    this.#steps = Math.max(0, this.limits.steps - GRACE_STEPS);
    this.#nextLook = this.#steps + CLOCK_INTERVAL;
    if (this.#clock) this.#deadline = this.#clock() + GRACE_MILLISECONDS;
  }

  /** Does something with an allowance of its own, and puts back what was spent and where the run is. */
  aside<T>(action: () => T): T {
    const { place, depth } = this;
    const spent = [this.#steps, this.#elements, this.#nextLook, this.#deadline] as const;
    const start = this.#clock?.() ?? 0;
    this.renew();
    try {
      return action();
    } finally {
      [this.#steps, this.#elements, this.#nextLook, this.#deadline] = spent;
      this.#deadline += (this.#clock?.() ?? 0) - start;
      this.place = place;
      this.depth = depth;
    }
  }

  /** One statement, iteration or call. */
  step(): void {
    if (++this.#steps >= this.#nextLook) this.#look();
  }

  /** Work inside a built-in that is worth `steps` statements. */
  work(steps: number): void {
    this.#steps += steps;
    if (this.#steps >= this.#nextLook) this.#look();
  }

  /** An array of so many elements is about to be made. */
  allocate(elements: number): void {
    if (elements > this.limits.elements) {
      const message = this.#localize(
        'This would make an array of {0} elements; the limit is {1}.',
        elements,
        this.limits.elements,
      );
      throw new LimitReached(message, this.place, false);
    }
    this.#spend(elements);
  }

  /** A text of so many characters is about to be made. */
  text(characters: number): void {
    if (characters > MAX_CHARACTERS) {
      const message = this.#localize(
        'This would make a text of {0} characters; the limit is {1}.',
        characters,
        MAX_CHARACTERS,
      );
      throw new LimitReached(message, this.place, false);
    }
    if (characters > 64) this.#spend(characters >> 3);
  }

  /** A list, tuple, set or dict of so many items is about to be made. */
  items(count: number): void {
    const most = this.limits.elements / ITEM_WEIGHT;
    if (count > most) {
      const message = this.#localize('This would make a list of {0} items; the limit is {1}.', count, most);
      throw new LimitReached(message, this.place, false);
    }
    if (count > 64) {
      this.work(count >> 4);
      this.#spend(count);
    }
  }

  /** A gate is about to be recorded. */
  record(): void {
    this.#spend(GATE_WEIGHT);
  }

  #spend(elements: number): void {
    this.#elements += elements;
    // Big arrays take time that steps do not show: a look at the clock for each few thousand elements.
    if (elements > 4096) this.work(elements >> 10);
    if (this.#elements <= this.limits.totalElements) return;
    const message = this.#localize(
      'The run stopped here: its arrays and gates have more than {0} elements together.',
      this.limits.totalElements,
    );
    throw new LimitReached(message, this.place, true);
  }

  #look(): void {
    const { steps, milliseconds } = this.limits;
    if (this.#steps > steps) {
      const message = this.#localize('The run stopped here after {0} steps: is this loop endless?', steps);
      throw new LimitReached(message, this.place, true);
    }
    if (this.#clock && this.#clock() > this.#deadline) {
      const message = this.#localize('The run stopped here after {0} ms: it takes too long.', milliseconds);
      throw new LimitReached(message, this.place, true);
    }
    this.#nextLook = Math.min(this.#steps + CLOCK_INTERVAL, steps + 1);
  }

  /** Opens a Python call; close it with `leave`. */
  enter(): void {
    this.step();
    if (++this.depth > this.limits.depth) {
      const message = this.#localize(
        'The calls are nested more than {0} deep: does this recursion end?',
        this.limits.depth,
      );
      throw new LimitReached(message, this.place, false);
    }
  }

  leave(): void {
    this.depth--;
  }
}
