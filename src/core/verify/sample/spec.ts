/** What goes into an array. */
export type Content = 'any' | 'positive' | 'probability' | 'labels' | 'onehot' | 'mask' | 'tokens';

/** What a sampled argument is to be. Lengths are unresolved: see `Dimensions`. */
export type Spec =
  | { readonly kind: 'array'; readonly dims: readonly number[]; readonly content: Content }
  | { readonly kind: 'int'; readonly length: number }
  | { readonly kind: 'number'; readonly value: number; readonly isInt: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'default' }
  | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, Spec> }
  | { readonly kind: 'list'; readonly items: readonly Spec[]; readonly isTuple?: boolean }
  /** A function that gives back what it is given. */
  | { readonly kind: 'callable' }
  /** An object of a class of the text. */
  | { readonly kind: 'object'; readonly className: string }
  /** An object whose methods give back their first argument. */
  | { readonly kind: 'stub' };

/** Where a spec came from, for the hover and the witness. */
export type SpecSource = 'default' | 'docstring' | 'comment' | 'annotation' | 'usage' | 'name' | 'solved' | 'call';

export interface ParameterSpec {
  readonly name: string;
  readonly spec: Spec;
  readonly source: SpecSource;
}

/** A step into a dict or list spec. */
export type SpecStep = string | number;

/** The spec at a path inside another one, undefined where there is none. */
export function specAt(spec: Spec, path: readonly SpecStep[]): Spec | undefined {
  let current: Spec | undefined = spec;
  for (const step of path) {
    if (current?.kind === 'dict' && typeof step === 'string') current = current.entries.get(step);
    else if (current?.kind === 'list' && typeof step === 'number') current = current.items[step];
    else return undefined;
  }
  return current;
}

/** The spec with another one put at a path inside it. */
export function withSpecAt(spec: Spec, path: readonly SpecStep[], inner: Spec): Spec {
  const [step, ...rest] = path;
  if (step === undefined) return inner;
  if (spec.kind === 'dict' && typeof step === 'string') {
    const old = spec.entries.get(step) ?? inner;
    return { ...spec, entries: new Map([...spec.entries, [step, withSpecAt(old, rest, inner)]]) };
  }
  if (spec.kind === 'list' && typeof step === 'number') {
    return { ...spec, items: spec.items.map((item, i) => (i === step ? withSpecAt(item, rest, inner) : item)) };
  }
  return spec;
}
