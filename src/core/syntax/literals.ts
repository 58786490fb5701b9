import type { Expr, FString, FStringField, Num, Str } from './ast.ts';
import type { Concrete } from './concrete.ts';
import { type Lower, sourceOf, spanOf } from './lower.ts';
import { readNumber } from './numbers.ts';
import { lowerList } from './sequences.ts';
import { type StringShape, stringShape, unescape } from './strings.ts';

type Part = FString['parts'][number];

export function lowerNumber(lower: Lower, node: Concrete): Expr {
  const { python2, ...value } = readNumber(sourceOf(lower, node));
  if (python2) lower.python2 = true;
  return lower.make<Num>({ kind: 'Num', span: spanOf(node), ...value });
}

/** A `String`, a `FormatString`, or a `ContinuedString` of several of them, joined as Python joins them. */
export function lowerStrings(lower: Lower, node: Concrete): Expr {
  const literals = node.name === 'ContinuedString' ? node.children : [node];
  const parts: Part[] = [];
  let format = false;
  let bytes = false;
  for (const literal of literals) {
    const shape = stringShape(lower.text, literal.from);
    if (shape.python2) lower.python2 = true;
    const end = literal.to - shape.quote.length;
    if (shape.format) addFields(lower, parts, literal, shape, end);
    else parts.push(unescape(lower.text.slice(shape.content, end), shape));
    format ||= shape.format;
    bytes ||= shape.bytes;
  }
  const span = spanOf(node);
  if (format) return lower.make<FString>({ kind: 'FString', span, parts: joined(parts) });
  return lower.make<Str>({
    kind: 'Str',
    span,
    value: parts.filter((part) => typeof part === 'string').join(''),
    bytes,
  });
}

function addFields(lower: Lower, parts: Part[], node: Concrete, shape: StringShape, end: number): void {
  let at = shape.content;
  const literal = (to: number): void => {
    if (to <= at) return;
    const source = lower.text.slice(at, to).replaceAll('{{', '{').replaceAll('}}', '}');
    parts.push(unescape(source, shape));
  };
  for (const child of node.children) {
    if (child.name !== 'FormatReplacement') continue;
    literal(child.from);
    addField(lower, parts, child);
    at = child.to;
  }
  literal(end);
}

function addField(lower: Lower, parts: Part[], node: Concrete): void {
  const values: Concrete[] = [];
  const field: { -readonly [K in keyof FStringField]?: FStringField[K] } = {};
  let selfNamed: Concrete | null = null;
  for (const child of node.children) {
    if (child.name === 'FormatSelfDoc') selfNamed = child;
    else if (child.name === 'FormatConversion') field.conversion = sourceOf(lower, child).slice(1);
    else if (child.name === 'FormatSpec') Object.assign(field, formatOf(lower, child));
    else if (child.name !== '{' && child.name !== '}') values.push(child);
  }
  const span = spanOf(node);
  const value = values.length === 0 ? lower.make<Expr>({ kind: 'BadExpr', span }) : lowerList(lower, values);
  if (selfNamed !== null) {
    const behind = node.children.find((child) => child.from >= selfNamed.to);
    parts.push(lower.text.slice(node.from + 1, behind?.from ?? selfNamed.to));
  }
  const byDefault = selfNamed !== null && field.format === undefined ? 'r' : '';
  const { conversion = byDefault, format = '', formatValues = [] } = field;
  parts.push({ value, format, formatValues, conversion });
}

/** The text of a format, in which fields of its own stand as `{}`, and the values of those fields. */
function formatOf(lower: Lower, node: Concrete): Pick<FStringField, 'format' | 'formatValues'> {
  const formatValues: Expr[] = [];
  let format = '';
  let at = node.from + 1;
  for (const child of node.children) {
    if (child.name !== 'FormatReplacement') continue;
    format += `${lower.text.slice(at, child.from)}{}`;
    at = child.to;
    const values = child.children.filter((part) => !['{', '}', 'FormatConversion', 'FormatSpec'].includes(part.name));
    if (values.length > 0) formatValues.push(lowerList(lower, values));
  }
  return { format: format + lower.text.slice(at, node.to), formatValues };
}

/** Merges neighbouring literal parts. */
function joined(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else if (part !== '') merged.push(part);
  }
  return merged;
}
