import type { Site } from '../tape/node.ts';
import type { Exec, Run, Steps } from './frame.ts';
import type { BindingPlace, Trace } from './trace.ts';

/** One parameter of a compiled function. */
export interface CodeParameter {
  readonly name: string;
  readonly site: Site;
  readonly place: BindingPlace;
}

/** How a compiled function's body runs. */
export type CodeBody =
  | { readonly kind: 'statements'; readonly exec: Exec }
  | { readonly kind: 'expression'; readonly run: Run }
  | { readonly kind: 'generator'; readonly steps: Steps };

/** A function compiled at its first call. */
export interface Code {
  readonly positional: readonly CodeParameter[];
  readonly keywordOnly: readonly CodeParameter[];
  readonly rest: CodeParameter | null;
  readonly keywordRest: CodeParameter | null;
  readonly body: CodeBody;
  readonly file: string;
  readonly trace: Trace;
}
