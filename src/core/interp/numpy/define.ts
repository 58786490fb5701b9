import type { NumpyHost } from '../host.ts';
import { Builtin, type Value } from '../values.ts';
import { Call } from './call.ts';
import { signatureOf, type ParameterNames, type Signature } from './signature.ts';

/** One NumPy function: its parameters as NumPy documents them, and what it does with them. */
export interface Definition {
  readonly signature: Signature;
  readonly run: (call: Call<string>) => Value;
  /** Attributes of the callable itself (`np.add.at`). */
  readonly attribute?: (host: NumpyHost, name: string) => Value | undefined;
}

/** Functions by name, without the module's prefix. */
export type Definitions = Readonly<Record<string, Definition>>;

/** A function with the parameters of `signature`; `run` may read those names and no others. */
export function define<S extends string>(signature: S, run: (call: Call<ParameterNames<S>>) => Value): Definition {
  return { signature: signatureOf(signature), run };
}

/** The callable for a definition. `name` is what users write: `np.sum`. */
export function builtinOf(host: NumpyHost, name: string, definition: Definition): Builtin {
  const { signature, run, attribute } = definition;
  return new Builtin(
    name,
    (args, at) => run(new Call(host, name, signature, args, at)),
    attribute ? (wanted) => attribute(host, wanted) : null,
  );
}
