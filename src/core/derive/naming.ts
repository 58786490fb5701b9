import type { Binding } from '../interp/execution.ts';
import { lastComponent } from '../verify/gradientNames.ts';

/** How gradients are called: `dx`, `dfdx` for the output `f`, or `Dx`. */
export type NamingStyle = 'dx' | 'dfdx' | 'Dx';

/** The style of the gradients that a text has already; `dx` where it has none. */
export function styleOf(bindings: readonly Binding[], output: string): NamingStyle {
  const count = (pattern: RegExp): number =>
    new Set(bindings.flatMap(({ path }) => (pattern.test(path) ? [path] : []))).size;
  const long = /^\w+$/.test(output) ? count(new RegExp(`^d${output}_?d_?\\w+$`)) : 0;
  const capital = count(/^D[a-z]\w+$/);
  const short = count(/^d[A-Za-z]\w*$/) - long;
  if (long > 0 && long >= short) return 'dfdx';
  return capital > short ? 'Dx' : 'dx';
}

/** Gives gradients names that no variable of the forward pass has. */
export class GradientNames {
  readonly #style: NamingStyle;
  readonly #output: string;
  readonly #taken: Set<string>;

  /** `forward` holds the names that backward code reads. */
  constructor(style: NamingStyle, output: string, forward: Iterable<string>) {
    this.#style = style;
    this.#output = identifier(output);
    this.#taken = new Set(forward);
  }

  /** The name of the gradient of `w[0]`: `dw0`; a name is given once. */
  of(path: string): string {
    const word = identifier(lastComponent(path));
    const prefix = { dx: 'd', dfdx: `d${this.#output}d`, Dx: 'D' }[this.#style];
    for (const candidate of this.#candidates(prefix, word)) {
      if (this.#taken.has(candidate)) continue;
      this.#taken.add(candidate);
      return candidate;
    }
    return `grad_${word}`;
  }

  *#candidates(prefix: string, word: string): Generator<string> {
    yield `${prefix}${word}`;
    yield `${prefix}_${word}`;
    yield `grad_${word}`;
    for (let i = 2; ; i++) yield `${prefix}${word}_${String(i)}`;
  }
}

/** A path as a word: `w[0]` is `w0`, `h[-1]` is `h1`. */
function identifier(path: string): string {
  const word = path.replace(/\W+/g, '');
  return word === '' ? 'out' : word;
}
