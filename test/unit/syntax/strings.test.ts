import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dumpExpression } from './dump.ts';

const PLAIN: readonly (readonly [text: string, expected: string])[] = [
  [`'a'`, '"a"'],
  [`"it's"`, '"it\'s"'],
  [`'a' "b"`, '"ab"'],
  [`('a'\n 'b')`, '"ab"'],
  [String.raw`'\n\t\\\'\"\a'`, JSON.stringify('\n\t\\\'"\x07')],
  [String.raw`'\x41\101\u0042\U0001F600'`, '"AAB😀"'],
  [String.raw`'\q\N{BULLET}'`, JSON.stringify(String.raw`\q\N{BULLET}`)],
  [`'a\\\nb'`, '"ab"'],
  [String.raw`r'\d\''`, JSON.stringify(String.raw`\d\'`)],
  [String.raw`b'\x00\u0041'`, `b${JSON.stringify('\x00\\u0041')}`],
  [String.raw`Rb'\d'`, `b${JSON.stringify(String.raw`\d`)}`],
  [`"""a\n'b' "c" """`, JSON.stringify('a\n\'b\' "c" ')],
  [`'''a\r\nb'''`, '"a\\nb"'],
  [`''`, '""'],
  [`"#no comment"`, '"#no comment"'],
  [`u'ü'`, '"ü"'],
];

const FORMATTED: readonly (readonly [text: string, expected: string])[] = [
  [`f'a'`, '(f "a")'],
  [`f''`, '(f)'],
  [`f'{x}'`, '(f {x})'],
  [`f'a{x!r}b'`, '(f "a" {x!r} "b")'],
  [`f'{x:.2f}'`, '(f {x:.2f})'],
  [`f'{x!s:>10}'`, '(f {x!s:>10})'],
  [`f'{x:>{w}.{p}}'`, '(f {x:>{}.{} w p})'],
  [`f'{{{x}}}'`, '(f "{" {x} "}")'],
  [`f'{x=}'`, '(f "x=" {x!r})'],
  [`f'{x = :.1f}'`, '(f "x = " {x:.1f})'],
  [`f'{a + b}' 'c' f"{d['k']}"`, '(f {(+ a b)} "c" {(at d "k")})'],
  [`f'{a, b}'`, '(f {(tuple a b)})'],
  [`f"{f'{x}'}"`, '(f {(f {x})})'],
  [`f'{x != y}'`, '(f {(cmp x != y)})'],
  [`f'{d["k"]}'`, '(f {(at d "k")})'],
  [`f'{-0.:.1f}'`, '(f {(- 0f):.1f})'],
  [String.raw`rf'\d{x}'`, String.raw`(f "\\d" {x})`],
  [`f'''{\nx\n}'''`, '(f {x})'],
  [`f'{(lambda: 1)()}'`, '(f {(call (lambda [] 1))})'],
  [`f'{x:%Y-%m}'`, '(f {x:%Y-%m})'],
];

describe('string literals', () => {
  for (const [text, expected] of PLAIN) {
    test(text, () => {
      assert.equal(dumpExpression(text), expected);
    });
  }
});

describe('formatted strings', () => {
  for (const [text, expected] of FORMATTED) {
    test(text, () => {
      assert.equal(dumpExpression(text), expected);
    });
  }
});
