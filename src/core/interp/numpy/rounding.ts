import { map1 } from '../../ndarray/elementwise.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Tensor } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { PyTuple, type Value } from '../values.ts';
import { asOperand } from './arrays.ts';
import type { Call } from './call.ts';
import { inDType } from './cast.ts';
import { define, type Definitions } from './define.ts';
import { dtypeNamed } from './dtypes.ts';
import { delivered } from './gates.ts';
import { gate, plainGate } from './apply.ts';
import { dataOf, operandOf, valueOf } from './operands.ts';

/** Between two bounds, either of which may be None. A bound that is a tracked value receives gradient where it holds. */
function clipped(host: NumpyHost, a: Operand, low: Value, high: Value): Operand {
  if (low === null && high === null) return plainGate(host, ops.copy, a);
  if (low === null) return plainGate(host, ops.minimum, a, asOperand(host, high));
  if (high === null) return plainGate(host, ops.maximum, a, asOperand(host, low));
  return plainGate(host, ops.clip, a, asOperand(host, low), asOperand(host, high));
}

const clip = define(
  'a, a_min=None, a_max=None, out=None, *, min=None, max=None, where=True, dtype=None, casting=None',
  (call) => {
    const [low, high] = [call.value(call.has('min') ? 'min' : 'a_min'), call.value(call.has('max') ? 'max' : 'a_max')];
    return delivered(call.host, clipped(call.host, call.operand('a'), low, high), call.value('out'));
  },
);

/** To so many decimals, halves to the even neighbour. */
function rounded(call: Call<'decimals' | 'out'>, a: Operand): Value {
  return delivered(call.host, gate(call.host, ops.round, [a], { decimals: call.int('decimals') }), call.value('out'));
}

const round = define('a, decimals=0, out=None', (call) => rounded(call, call.operand('a')));

/** Finite numbers in place of NaN and infinities. */
const nanToNum = define('x, copy=True, nan=0.0, posinf=None, neginf=None', (call) => {
  const { host } = call;
  const x = call.operand('x');
  const usual = !call.has('posinf') && !call.has('neginf') && call.number('nan') === 0;
  const result = usual ? plainGate(host, ops.nan_to_num, x) : replaced(call, x);
  if (call.flag('copy') || !(x instanceof Tensor)) return result;
  host.tape.store(x, x.array, result, host.site());
  return x;
});

function replaced(call: Call<'nan' | 'posinf' | 'neginf'>, x: Operand): Operand {
  const [top, bottom] = [
    call.has('posinf') ? call.number('posinf') : Number.MAX_VALUE,
    call.has('neginf') ? call.number('neginf') : -Number.MAX_VALUE,
  ];
  const substitute = (value: number): number => (Number.isNaN(value) ? call.number('nan') : value > 0 ? top : bottom);
  const fillings = operandOf(map1(dataOf(x), (value) => (Number.isFinite(value) ? 0 : substitute(value))));
  return plainGate(call.host, ops.where, plainGate(call.host, ops.isfinite, x), x, fillings);
}

/** The fractional and the whole part, both with the sign of the number. */
const modf = define('x, out=None', (call) => {
  const x = inDType(call.host, call.operand('x'), dtypeNamed('float64'));
  const whole = plainGate(call.host, ops.trunc, x);
  return new PyTuple([plainGate(call.host, ops.subtract, x, whole), whole]);
});

const divmod = define('x1, x2', (call) => {
  const inputs = [call.operand('x1'), call.operand('x2')] as const;
  return new PyTuple([plainGate(call.host, ops.floor_divide, ...inputs), plainGate(call.host, ops.mod, ...inputs)]);
});

/** The imaginary part of real numbers. */
const imag = define('val', (call) => valueOf(map1(call.array('val'), () => 0, call.array('val').dtype)));

/** The angle of real numbers in the complex plane. */
const angle = define('z, deg=False', (call) => {
  const half = call.flag('deg') ? 180 : Math.PI;
  return valueOf(map1(call.array('z'), (value) => (value < 0 ? half : 0)));
});

/** What rounds, bounds and takes numbers apart. */
export const ROUNDING_FUNCTIONS: Definitions = {
  clip,
  round,
  around: round,
  round_: round,
  nan_to_num: nanToNum,
  modf,
  divmod,
  real: define('val', (call) => call.operand('val')),
  real_if_close: define('a, tol=100', (call) => call.operand('a')),
  imag,
  angle,
};
