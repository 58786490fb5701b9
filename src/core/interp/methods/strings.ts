import type { Runtime } from '../runtime.ts';
import { formatTemplate, keywordsOf } from '../text/format.ts';
import { PyList, PyTuple, type Arguments, type Value } from '../values.ts';
import { argument, int, intArgument, methodTable, textArgument } from './native.ts';

const NO_LIMIT = Number.POSITIVE_INFINITY;

/** Python's methods of `str`. */
export const stringMethods = methodTable<string>({
  upper: [0, 0, (_, self) => self.toUpperCase()],
  lower: [0, 0, (_, self) => self.toLowerCase()],
  casefold: [0, 0, (_, self) => self.toLowerCase()],
  capitalize: [0, 0, (_, self) => self.charAt(0).toUpperCase() + self.slice(1).toLowerCase()],
  title: [0, 0, (_, self) => self.toLowerCase().replace(/(?<![a-z])[a-z]/g, (char) => char.toUpperCase())],
  swapcase: [0, 0, (_, self) => Array.from(self, swapped).join('')],
  strip: [0, 1, (rt, self, args) => stripped(rt, self, args, true, true)],
  lstrip: [0, 1, (rt, self, args) => stripped(rt, self, args, true, false)],
  rstrip: [0, 1, (rt, self, args) => stripped(rt, self, args, false, true)],
  split: [0, 2, split],
  rsplit: [0, 2, rsplit],
  splitlines: [0, 1, (_, self) => new PyList(self.replace(/\r?\n$/, '').split(/\r?\n/))],
  partition: [1, 1, (rt, self, args) => partition(self, textArgument(rt, args.positional[0]), false)],
  rpartition: [1, 1, (rt, self, args) => partition(self, textArgument(rt, args.positional[0]), true)],
  join: [1, 1, join],
  replace: [2, 3, replace],
  startswith: [1, 2, (rt, self, args) => affix(rt, self, args, (text, part) => text.startsWith(part))],
  endswith: [1, 1, (rt, self, args) => affix(rt, self, args, (text, part) => text.endsWith(part))],
  find: [1, 3, (rt, self, args) => int(place(rt, self, args, false))],
  rfind: [1, 3, (rt, self, args) => int(place(rt, self, args, true))],
  index: [1, 3, (rt, self, args) => int(found(rt, place(rt, self, args, false)))],
  rindex: [1, 3, (rt, self, args) => int(found(rt, place(rt, self, args, true)))],
  count: [1, 1, (rt, self, args) => int(occurrences(self, textArgument(rt, args.positional[0])))],
  format: [0, NO_LIMIT, (rt, self, args) => formatTemplate(rt, self, args)],
  format_map: [
    1,
    1,
    (rt, self, args) => formatTemplate(rt, self, { positional: [], keywords: keywordsOf(args.positional[0] ?? null) }),
  ],
  zfill: [1, 1, (rt, self, args) => zeroFilled(self, intArgument(rt, args.positional[0]))],
  ljust: [1, 2, (rt, self, args) => self + filler(rt, self, args)],
  rjust: [1, 2, (rt, self, args) => filler(rt, self, args) + self],
  center: [1, 2, center],
  isdigit: [0, 0, (_, self) => /^\d+$/.test(self)],
  isdecimal: [0, 0, (_, self) => /^\d+$/.test(self)],
  isnumeric: [0, 0, (_, self) => /^\p{N}+$/u.test(self)],
  isalpha: [0, 0, (_, self) => /^\p{L}+$/u.test(self)],
  isalnum: [0, 0, (_, self) => /^[\p{L}\p{N}]+$/u.test(self)],
  isspace: [0, 0, (_, self) => /^\s+$/.test(self)],
  isupper: [0, 0, (_, self) => self !== self.toLowerCase() && self === self.toUpperCase()],
  islower: [0, 0, (_, self) => self !== self.toUpperCase() && self === self.toLowerCase()],
  encode: [0, 2, (_, self) => self],
  decode: [0, 2, (_, self) => self],
  expandtabs: [0, 1, (_, self) => self.replaceAll('\t', '        ')],
});

function swapped(char: string): string {
  return char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase();
}

function stripped(rt: Runtime, self: string, args: Arguments, left: boolean, right: boolean): string {
  const given = args.positional[0] ?? null;
  const chars = given === null ? null : textArgument(rt, given);
  const goes = (char: string): boolean => (chars === null ? /\s/.test(char) : chars.includes(char));
  let start = 0;
  let end = self.length;
  while (left && start < end && goes(self.charAt(start))) start++;
  while (right && end > start && goes(self.charAt(end - 1))) end--;
  return self.slice(start, end);
}

function limitOf(rt: Runtime, args: Arguments): number {
  const given = argument(args, 1, 'maxsplit');
  const limit = given === undefined ? -1 : intArgument(rt, given);
  return limit < 0 ? NO_LIMIT : limit;
}

function split(rt: Runtime, self: string, args: Arguments): Value {
  const separator = argument(args, 0, 'sep') ?? null;
  const limit = limitOf(rt, args);
  if (separator === null) {
    const words = self.trim().split(/\s+/);
    if (self.trim() === '') return new PyList([]);
    if (words.length <= limit + 1) return new PyList(words);
    const rest = self.trim().replace(new RegExp(`^(\\S+\\s+){${String(limit)}}`), '');
    return new PyList([...words.slice(0, limit), rest]);
  }
  const text = nonEmpty(rt, separator);
  const parts = self.split(text);
  if (parts.length <= limit + 1) return new PyList(parts);
  return new PyList([...parts.slice(0, limit), parts.slice(limit).join(text)]);
}

function rsplit(rt: Runtime, self: string, args: Arguments): Value {
  const separator = argument(args, 0, 'sep') ?? null;
  const limit = limitOf(rt, args);
  if (separator === null || limit === NO_LIMIT) return split(rt, self, args);
  const text = nonEmpty(rt, separator);
  const parts = self.split(text);
  const kept = Math.max(0, parts.length - limit);
  return new PyList(kept === 0 ? parts : [parts.slice(0, kept).join(text), ...parts.slice(kept)]);
}

function nonEmpty(rt: Runtime, separator: Value): string {
  const text = textArgument(rt, separator);
  return text === '' ? rt.fail('ValueError', rt.localize('the separator is empty')) : text;
}

function partition(self: string, separator: string, last: boolean): PyTuple {
  const at = last ? self.lastIndexOf(separator) : self.indexOf(separator);
  if (at < 0) return new PyTuple(last ? ['', '', self] : [self, '', '']);
  return new PyTuple([self.slice(0, at), separator, self.slice(at + separator.length)]);
}

function join(rt: Runtime, self: string, args: Arguments): Value {
  const parts = rt.list(args.positional[0] ?? null).map((part) => textArgument(rt, part));
  rt.budget.text(parts.reduce((total, part) => total + part.length + self.length, 0));
  return parts.join(self);
}

function replace(rt: Runtime, self: string, args: Arguments): Value {
  const [from, to] = [textArgument(rt, args.positional[0]), textArgument(rt, args.positional[1])];
  const limit = args.positional.length > 2 ? intArgument(rt, args.positional[2]) : -1;
  const count = occurrences(self, from);
  rt.budget.text(self.length + count * to.length);
  if (limit < 0) return self.replaceAll(from, () => to);
  const parts = self.split(from);
  const head = parts.slice(0, limit + 1).join(to);
  return limit + 1 >= parts.length ? head : [head, ...parts.slice(limit + 1)].join(from);
}

function affix(rt: Runtime, self: string, args: Arguments, test: (text: string, part: string) => boolean): boolean {
  const given = args.positional[0] ?? null;
  const parts = given instanceof PyTuple ? given.items : [given];
  return parts.some((part) => test(self, textArgument(rt, part)));
}

function place(rt: Runtime, self: string, args: Arguments, last: boolean): number {
  const part = textArgument(rt, args.positional[0]);
  const start = args.positional.length > 1 ? intArgument(rt, args.positional[1]) : 0;
  const end = args.positional.length > 2 ? intArgument(rt, args.positional[2]) : self.length;
  const from = start < 0 ? Math.max(0, start + self.length) : start;
  const region = self.slice(0, end);
  const at = last ? region.lastIndexOf(part) : region.indexOf(part, from);
  return at < from ? -1 : at;
}

function found(rt: Runtime, at: number): number {
  return at < 0 ? rt.fail('ValueError', rt.localize('the text does not contain this')) : at;
}

function occurrences(self: string, part: string): number {
  return part === '' ? self.length + 1 : self.split(part).length - 1;
}

function zeroFilled(self: string, width: number): string {
  const sign = /^[+-]/.test(self) ? self.charAt(0) : '';
  return sign + self.slice(sign.length).padStart(Math.min(width, 10_000) - sign.length, '0');
}

function filler(rt: Runtime, self: string, args: Arguments): string {
  const width = intArgument(rt, args.positional[0]);
  const fill = args.positional.length > 1 ? textArgument(rt, args.positional[1]) : ' ';
  rt.budget.text(width);
  return fill.repeat(Math.max(0, width - self.length));
}

function center(rt: Runtime, self: string, args: Arguments): Value {
  const whole = filler(rt, self, args);
  const left = Math.floor(whole.length / 2) + (whole.length & (self.length + whole.length) & 1);
  return whole.slice(0, left) + self + whole.slice(left);
}
