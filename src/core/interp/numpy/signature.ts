import type { Value } from '../values.ts';
import { Num } from '../../tape/tensor.ts';

/**
 * The parameter names of a signature text, so that a misspelt name in an implementation is a type error:
 * `ParameterNames<'a, axis=None, *args'>` is `'a' | 'axis' | 'args'`.
 */
export type ParameterNames<S extends string> = S extends `${infer Head}, ${infer Tail}`
  ? ParameterName<Head> | ParameterNames<Tail>
  : ParameterName<S>;

type ParameterName<P extends string> = P extends '*' | '/' | ''
  ? never
  : P extends `**${infer Name}`
    ? Name
    : P extends `*${infer Name}`
      ? Name
      : P extends `${infer Name}=${string}`
        ? Name
        : P;

/** `rest` takes the positional arguments that are left over (`*args`), `keywords` the named ones (`**kwargs`). */
type ParameterKind = 'either' | 'keyword' | 'rest' | 'keywords';

interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** Whether a call without it is an error. */
  readonly required: boolean;
  /** Undefined for a required parameter and for `<no value>`. */
  readonly fallback: Value | undefined;
}

export interface Signature {
  readonly parameters: readonly Parameter[];
  /** How many parameters a positional argument may fill. */
  readonly positional: number;
  readonly indexOf: ReadonlyMap<string, number>;
  /** The place of `*args`, of `**kwargs`; -1 where there is none. */
  readonly rest: number;
  readonly keywords: number;
}

const cache = new Map<string, Signature>();

/**
 * Reads a signature as NumPy's documentation writes it: `a, axis=None, *, out=None`. A default may be None, True, False,
 * a number, a quoted string without a comma, or `<no value>`, which leaves the parameter undefined.
 */
export function signatureOf(text: string): Signature {
  const known = cache.get(text);
  if (known) return known;
  const parameters = parametersOf(text);
  const signature: Signature = {
    parameters,
    positional: parameters.filter((parameter) => parameter.kind === 'either').length,
    indexOf: new Map(parameters.map((parameter, index) => [parameter.name, index])),
    rest: parameters.findIndex((parameter) => parameter.kind === 'rest'),
    keywords: parameters.findIndex((parameter) => parameter.kind === 'keywords'),
  };
  cache.set(text, signature);
  return signature;
}

function parametersOf(text: string): Parameter[] {
  const parameters: Parameter[] = [];
  let keywordOnly = false;
  for (const part of text.split(', ')) {
    if (part === '*') {
      keywordOnly = true;
    } else if (part !== '' && part !== '/') {
      const parameter = parameterOf(part, keywordOnly);
      keywordOnly ||= parameter.kind === 'rest';
      parameters.push(parameter);
    }
  }
  return parameters;
}

function parameterOf(part: string, keywordOnly: boolean): Parameter {
  if (part.startsWith('**')) return { name: part.slice(2), kind: 'keywords', required: false, fallback: undefined };
  if (part.startsWith('*')) return { name: part.slice(1), kind: 'rest', required: false, fallback: undefined };
  const kind = keywordOnly ? 'keyword' : 'either';
  const equals = part.indexOf('=');
  if (equals < 0) return { name: part, kind, required: true, fallback: undefined };
  return { name: part.slice(0, equals), kind, required: false, fallback: literalOf(part.slice(equals + 1)) };
}

const NAMED_LITERALS = new Map<string, Value | undefined>([
  ['<no value>', undefined],
  ['None', null],
  ['True', true],
  ['False', false],
]);

function literalOf(text: string): Value | undefined {
  if (NAMED_LITERALS.has(text)) return NAMED_LITERALS.get(text);
  if (text.startsWith("'")) return text.slice(1, -1);
  return new Num(Number(text), /^-?\d+$/.test(text));
}
