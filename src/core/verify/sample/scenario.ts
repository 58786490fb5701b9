/**
 * Assumptions about shapes that a text leaves open. `free`: every length differs, biases are rows without a batch axis.
 * `even`: pictures whose sides halve, windows that do not overlap. `square`: square pictures. `column`: one example is a
 * column, biases are (M, 1). `row`: biases are (1, M). `stated`: every default as it stands. `single`: one number for each
 * example, as in regression: weights are vectors, biases are numbers. `small`: as `free`, with the least lengths, for passes
 * that take too long. `one`: one example at a time, for passes that bear no more.
 */
export type Profile = 'free' | 'even' | 'square' | 'column' | 'row' | 'stated' | 'single' | 'one' | 'small';

/** One way to choose inputs. `variant` 1 takes the other strides, paddings and modes. */
export interface Scenario {
  readonly profile: Profile;
  readonly variant: number;
}

const PROFILES: readonly Profile[] = ['free', 'column', 'row', 'single', 'even', 'square', 'stated', 'one'];

/** Assumptions that only make a pass run: where one ran whole, they have nothing to add. */
export function isOnlyToRun(sample: number): boolean {
  return ['even', 'square', 'stated'].includes(scenarioOf(sample).profile);
}

/** Whether the assumptions hide what more than one example shows: they are for passes that cannot run with more. */
export function isOfOneExample(sample: number): boolean {
  return scenarioOf(sample).profile === 'one';
}

/** The number of assumptions that may be tried until one of them fits. */
export const ALTERNATIVES = PROFILES.length;

/** Scenario by number: first every profile with variant 0, then with variant 1. */
export function scenarioOf(sample: number): Scenario {
  return { profile: PROFILES[sample % ALTERNATIVES] ?? 'free', variant: Math.floor(sample / ALTERNATIVES) };
}
