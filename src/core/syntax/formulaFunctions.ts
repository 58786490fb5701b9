/** A function that a formula may call. */
export interface FormulaFunction {
  readonly name: string;
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  /** The NumPy function that computes it; null when it is written out in simpler steps. */
  readonly numpy: string | null;
}

const ONE = [1, 1] as const;
const MANY = [2, 16] as const;
const numpyNames = [
  ...['exp', 'log', 'log2', 'log10', 'log1p', 'expm1', 'sqrt', 'square', 'abs', 'sign'],
  ...['sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'arcsin', 'arccos', 'arctan'],
];

const known = new Map<string, FormulaFunction>([
  ...numpyNames.map((name) => [name, { name, arity: ONE, numpy: name }] as const),
  ['max', { name: 'max', arity: MANY, numpy: 'maximum' }],
  ['min', { name: 'min', arity: MANY, numpy: 'minimum' }],
  ['pow', { name: 'pow', arity: [2, 2], numpy: null }],
  ['sigmoid', { name: 'sigmoid', arity: ONE, numpy: null }],
  ['relu', { name: 'relu', arity: ONE, numpy: 'maximum' }],
  ['softplus', { name: 'softplus', arity: ONE, numpy: 'log' }],
]);

const otherNames: Readonly<Record<string, string>> = {
  ln: 'log',
  log_2: 'log2',
  'log₂': 'log2',
  log_10: 'log10',
  'log₁₀': 'log10',
  fabs: 'abs',
  absolute: 'abs',
  asin: 'arcsin',
  acos: 'arccos',
  atan: 'arctan',
  maximum: 'max',
  minimum: 'min',
  power: 'pow',
  σ: 'sigmoid',
  sigma: 'sigmoid',
  sigm: 'sigmoid',
  logistic: 'sigmoid',
};

/** The function of a name, in any usual spelling (`ln`, `σ`, `ReLU`); null when there is none. */
export function functionNamed(name: string): FormulaFunction | null {
  const plain = /^relu$/i.test(name) ? 'relu' : name;
  const other = Object.hasOwn(otherNames, plain) ? otherNames[plain] : plain;
  return known.get(other ?? plain) ?? null;
}

/** Whether a function may stand before its operand without brackets: `log x`, but not `σ x`, where σ may be a number. */
export function takesBareOperand(name: string): boolean {
  const found = functionNamed(name);
  return found?.arity[1] === 1 && found.name !== 'sigmoid' && found.name !== 'sign' && found.name !== 'square';
}

/** What a formula may call, for messages. */
export function functionNames(): string {
  return [...known.keys()].join(', ');
}
