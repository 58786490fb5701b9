import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { asOperand } from './arrays.ts';
import { asInt, asNumber, float, int } from './convert.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { constant, plainGate, spend } from './apply.ts';

/** A rounding: the result is an integer. Raises as Python does for NaN and infinities. */
function whole(round: (x: number) => number): Definition {
  return define('x', (call) => {
    const x = call.number('x');
    if (Number.isNaN(x)) return call.fail('ValueError', call.t('NaN cannot be converted to an integer'));
    if (!Number.isFinite(x)) return call.fail('OverflowError', call.t('infinity cannot be converted to an integer'));
    return call.host.dialect === 2 && round !== Math.trunc ? float(round(x)) : int(round(x) + 0);
  });
}

function gcd(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : gcd(b, a % b);
}

/** Folds integers, as `gcd` and `lcm` do. */
function folded(start: number, fold: (a: number, b: number) => number): Definition {
  return define('*integers', (call) =>
    int(call.rest.map((item) => asInt(call.host, item, 'integers')).reduce(fold, start)),
  );
}

/** The product `from * (from + 1) * … * to`; 1 where there are no factors. */
function product(from: number, to: number): number {
  let result = 1;
  for (let i = from; i <= to; i++) result *= i;
  return result;
}

const factorial = define('n', (call) => {
  const n = call.int('n');
  if (n < 0) call.fail('ValueError', call.t('the factorial of a negative number is not defined'));
  return int(product(2, Math.min(n, 171)));
});

const comb = define('n, k', (call) => {
  const [n, k] = [call.int('n'), call.int('k')];
  let result = 1;
  spend(call.host, Math.min(k, n - k));
  for (let i = 1; i <= Math.min(k, n - k); i++) result = (result * (n - i + 1)) / i;
  return int(k > n ? 0 : Math.round(result));
});

const perm = define('n, k=None', (call) => {
  const n = call.int('n');
  const k = call.intOr('k', n);
  spend(call.host, k);
  return int(product(n - k + 1, n));
});

const isqrt = define('n', (call) => {
  const n = call.int('n');
  if (n < 0) call.fail('ValueError', call.t('the square root of a negative number is not defined'));
  return int(Math.floor(Math.sqrt(n)));
});

/** The product of numbers; gradient flows to each. */
const prod = define('iterable, *, start=1', (call) =>
  call
    .items('iterable')
    .map((item) => asOperand(call.host, item))
    .reduce<Operand>((result, item) => plainGate(call.host, ops.multiply, result, item), call.operand('start')),
);

/** A sum without the rounding of the steps in between: by Shewchuk's partial sums, or by gates where gradient has to flow. */
const fsum = define('seq', (call) => {
  const items = call.items('seq').map((item) => asOperand(call.host, item));
  const tracked = items.some((item) => 'node' in item && item.node !== null);
  if (tracked) return items.reduce<Operand>((sum, item) => plainGate(call.host, ops.add, sum, item), constant(0));
  return float(exactSum(items.map((item) => asNumber(call.host, item, 'seq'))));
});

function exactSum(numbers: readonly number[]): number {
  let partials: number[] = [];
  for (const number of numbers) {
    let x = number;
    const next: number[] = [];
    for (const y of partials) {
      const [large, small] = Math.abs(x) < Math.abs(y) ? [y, x] : [x, y];
      const sum = large + small;
      const rest = small - (sum - large);
      if (rest !== 0) next.push(rest);
      x = sum;
    }
    partials = [...next, x];
  }
  return partials.reduceRight((sum, part) => sum + part, 0);
}

/** The functions of `math` on integers, and its roundings and sums. */
export const INTEGER_FUNCTIONS: Definitions = {
  floor: whole(Math.floor),
  ceil: whole(Math.ceil),
  trunc: whole(Math.trunc),
  gcd: folded(0, gcd),
  lcm: folded(1, (a, b) => (a === 0 || b === 0 ? 0 : Math.abs(a * b) / gcd(a, b))),
  factorial,
  comb,
  perm,
  isqrt,
  prod,
  fsum,
};
