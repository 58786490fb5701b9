import fc from 'fast-check';

/** Gates of numbers, with `a` and `b` for names that are there already. Each result stays of moderate size. */
const scalarForms = [
  'a + b',
  'a - b',
  'a * b',
  'a / (1 + b * b)',
  'max(a, b)',
  'min(a, b)',
  'math.tanh(a)',
  'math.exp(-a * a)',
  '1.0 / (1 + math.exp(-a))',
  '2 * a + 1',
  '-a * b + a',
  'math.sin(a) * b',
  '(a * a + 1) ** 0.5',
  'abs(a) - b',
] as const;

const arrayForms = [
  'a + b',
  'a * b',
  'a - b',
  'np.tanh(a)',
  'np.exp(-a * a) + b',
  'np.maximum(0, a)',
  'np.maximum(a, b)',
  'a.dot(M)',
  'a.dot(M) + v',
  'np.exp(a) / np.sum(np.exp(a), axis=1, keepdims=True)',
  'a - np.mean(a, axis=0)',
  'a * v',
  'np.abs(a) + 1',
  'a / np.sqrt(np.sum(a * a) + 1)',
  '(a.T).T * 2',
  'np.where(a > 0, a, b)',
] as const;

interface Step {
  readonly form: string;
  readonly a: number;
  readonly b: number;
}

function steps(forms: readonly string[]): fc.Arbitrary<Step[]> {
  const step = fc.record({ form: fc.constantFrom(...forms), a: fc.nat(), b: fc.nat() });
  return fc.array(step, { minLength: 1, maxLength: 12 });
}

/** One assignment for each step; its operands are any earlier names, so values fan out. */
function written(given: readonly string[], chosen: readonly Step[], last: (name: string) => string): string {
  const names = [...given];
  const lines = chosen.map(({ form, a, b }, i) => {
    const pick = (index: number): string => names[names.length - 1 - (index % names.length)] ?? '';
    const operands: Readonly<Record<string, string>> = { a: pick(a), b: pick(b) };
    const line = `t${String(i)} = ${form.replace(/\b[ab]\b(?!s\()/g, (letter) => operands[letter] ?? letter)}`;
    names.push(`t${String(i)}`);
    return line;
  });
  return [...lines, last(names.at(-1) ?? '')].join('\n') + '\n';
}

const numbers = fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: -20, max: 20 }).map((n) => n / 8 + 0.03)));

/** A random program of numbers that ends in `f`. */
export const scalarProgram = fc
  .tuple(numbers, steps(scalarForms))
  .map(
    ([[x = 0, y = 0, z = 0], chosen]) =>
      `import math\nx = ${String(x)}\ny = ${String(y)}\nz = ${String(z)}\n` +
      written(['x', 'y', 'z'], chosen, (name) => `f = ${name} * 1.5`),
  );

/** A random program of 3 × 4 arrays that ends in the number `f`. */
export const arrayProgram = fc
  .tuple(fc.nat(1000), steps(arrayForms))
  .map(
    ([seed, chosen]) =>
      `import numpy as np\nnp.random.seed(${String(seed)})\nP = np.random.randn(3, 4)\nQ = np.random.randn(3, 4)\n` +
      'M = 0.5 * np.random.randn(4, 4)\nv = np.random.randn(4)\n' +
      written(['P', 'Q'], chosen, (name) => `f = np.sum(${name} * Q)`),
  );
