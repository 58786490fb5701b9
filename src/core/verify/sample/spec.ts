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
  | { readonly kind: 'list'; readonly items: readonly Spec[] };

/** Where a spec came from, for the hover and the witness. */
export type SpecSource = 'default' | 'docstring' | 'comment' | 'annotation' | 'usage' | 'name' | 'solved' | 'call';

export interface ParameterSpec {
  readonly name: string;
  readonly spec: Spec;
  readonly source: SpecSource;
}
