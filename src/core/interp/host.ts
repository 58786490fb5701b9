import type { Localize } from '../base/localize.ts';
import type { Span } from '../base/span.ts';
import type { Site } from '../tape/node.ts';
import type { TapeApi } from '../tape/tape.ts';
import type { Arguments, Value } from './values.ts';

/**
 * What the machine offers to the modules written in TypeScript (`np`, `math`, `random`, `copy`…). One host per machine, so
 * that a module may keep its state (a random stream) in the closure that `numpyModule(host)` makes.
 */
export interface NumpyHost {
  readonly tape: TapeApi;
  readonly localize: Localize;
  /** The seed of random streams when the text sets none. */
  readonly seed: number;
  /** Whether integral floats are accepted as sizes and indices, as Python 2 code and old releases of NumPy need. */
  readonly python2: boolean;
  /** The Python that the file under evaluation is written in. */
  readonly dialect: 2 | 3;
  /** The place of the expression under evaluation, for the gates recorded there. Cheap: the same object for one expression. */
  site(): Site | null;
  /** Raises a Python exception (`ValueError`) with a sentence that is already localized. `span` defaults to the expression under evaluation. */
  fail(exception: string, message: string, span?: Span): never;
  /** Stops what depends on this: `what` names the thing that is not supported (`np.fft.fft`, `out= with a list`). */
  unsupported(what: string, span?: Span): never;
  /** Calls any Python callable; its exceptions go through. */
  call(callee: Value, args: Arguments): Value;
  /** Goes over any Python iterable; raises TypeError for what is none. */
  iterate(value: Value): Iterable<Value>;
  /** Python's truth of a value; raises ValueError for an array of more than one element. */
  truth(value: Value): boolean;
  /** An attribute of a value, undefined when there is none. */
  attribute(value: Value, name: string): Value | undefined;
  /** Python's `repr` and `str`. */
  repr(value: Value): string;
  str(value: Value): string;
  /** Counts an array that is about to be made against the limits on elements; ends the run when it is too large. Call before `new Float64Array(n)`. */
  allocate(elements: number): void;
  /** Counts work that a step limit could not see (a long loop in a built-in). */
  work(steps: number): void;
}
