import type { Span } from '../../base/span.ts';
import type { Axis } from '../../ndarray/axes.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import type { Operand } from '../../tape/tape.ts';
import type { Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import type { Arguments, DTypeValue, Value } from '../values.ts';
import { arrayDataOf, asExactOperand, asOperand, asTensor } from './arrays.ts';
import { asAxis, asInt, asNumber, asShape, asText } from './convert.ts';
import { asDType } from './dtypes.ts';
import type { Signature } from './signature.ts';

const NO_VALUES: readonly Value[] = [];
const NO_KEYWORDS: ReadonlyMap<string, Value> = new Map();

/**
 * One call of a built-in: its arguments matched to the parameters of the signature, and read as what the implementation
 * needs. Every reader raises Python's TypeError or ValueError when the argument is not of that kind.
 */
export class Call<Names extends string> {
  readonly host: NumpyHost;
  /** The function as users write it, for messages: `np.sum`. */
  readonly callee: string;
  readonly at: Span;
  /** The arguments of `*args` and `**kwargs`. */
  readonly rest: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  readonly #signature: Signature;
  readonly #values: readonly (Value | undefined)[];

  constructor(host: NumpyHost, callee: string, signature: Signature, args: Arguments, at: Span) {
    this.host = host;
    this.callee = callee;
    this.at = at;
    this.#signature = signature;
    const values: (Value | undefined)[] = args.positional.slice(0, signature.positional);
    this.rest = args.positional.length > values.length ? this.#takeRest(args) : NO_VALUES;
    this.keywords = args.keywords.size > 0 ? this.#takeKeywords(args.keywords, values) : NO_KEYWORDS;
    this.#fillDefaults(values);
    this.#values = values;
  }

  #takeRest(args: Arguments): readonly Value[] {
    const { positional, rest } = this.#signature;
    if (rest >= 0) return args.positional.slice(positional);
    const given = args.positional.length;
    this.fail(
      'TypeError',
      this.t('{0}() takes at most {1} positional arguments but {2} were given', this.callee, positional, given),
    );
  }

  #takeKeywords(given: ReadonlyMap<string, Value>, values: (Value | undefined)[]): ReadonlyMap<string, Value> {
    const extra = new Map<string, Value>();
    for (const [name, value] of given) {
      const index = this.#signature.indexOf.get(name) ?? -1;
      const parameter = this.#signature.parameters[index];
      if (parameter && (parameter.kind === 'either' || parameter.kind === 'keyword')) {
        if (values[index] !== undefined)
          this.fail('TypeError', this.t("{0}() got multiple values for argument '{1}'", this.callee, name));
        values[index] = value;
      } else if (this.#signature.keywords >= 0) {
        extra.set(name, value);
      } else {
        this.fail('TypeError', this.t("{0}() got an unexpected keyword argument '{1}'", this.callee, name));
      }
    }
    return extra;
  }

  #fillDefaults(values: (Value | undefined)[]): void {
    const { parameters } = this.#signature;
    for (let index = 0; index < parameters.length; index++) {
      const parameter = parameters[index];
      if (!parameter || values[index] !== undefined) continue;
      if (parameter.required)
        this.fail('TypeError', this.t("{0}() missing required argument '{1}'", this.callee, parameter.name));
      values[index] = parameter.fallback;
    }
  }

  /** The argument or its default; undefined only where the signature says `<no value>`. */
  given(name: Names): Value | undefined {
    return this.#values[this.#signature.indexOf.get(name) ?? -1];
  }

  /** The argument or its default; None where there is neither. */
  value(name: Names): Value {
    return this.given(name) ?? null;
  }

  /** Whether there is an argument or default other than None. */
  has(name: Names): boolean {
    return this.value(name) !== null;
  }

  /** A number or an array; nested sequences become arrays. */
  operand(name: Names): Operand {
    return asOperand(this.host, this.value(name));
  }

  /** As `operand`, but a boolean is one. */
  exact(name: Names): Operand {
    return asExactOperand(this.host, this.value(name));
  }

  /** An array that may be stored into; a list becomes a new one. */
  tensor(name: Names): Tensor {
    return asTensor(this.host, this.value(name));
  }

  /** The numbers alone, for what is not differentiable. */
  array(name: Names): NDArray {
    return arrayDataOf(this.host, this.value(name));
  }

  int(name: Names): number {
    return asInt(this.host, this.value(name), name);
  }

  intOr<T>(name: Names, fallback: T): number | T {
    return this.has(name) ? this.int(name) : fallback;
  }

  number(name: Names): number {
    return asNumber(this.host, this.value(name), name);
  }

  flag(name: Names): boolean {
    return this.host.truth(this.value(name));
  }

  text(name: Names): string {
    return asText(this.host, this.value(name), name);
  }

  axis(name: Names): Axis {
    return asAxis(this.host, this.value(name));
  }

  shape(name: Names): number[] {
    return asShape(this.host, this.value(name));
  }

  /** Null where none is given. */
  dtype(name: Names): DTypeValue | null {
    const value = this.value(name);
    return value === null ? null : asDType(this.host, value);
  }

  /** The items of a sequence. */
  items(name: Names): Value[] {
    return [...this.host.iterate(this.value(name))];
  }

  /** A sentence in the user's language. */
  t(template: string, ...values: (string | number)[]): string {
    return this.host.localize(template, ...values);
  }

  /** Raises a Python exception. */
  fail(exception: string, message: string): never {
    this.host.fail(exception, message);
  }
}
