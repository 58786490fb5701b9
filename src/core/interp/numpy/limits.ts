import type { NumpyHost } from '../host.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import type { DTypeValue, Value } from '../values.ts';
import { asDType, canonicalName, dtypeOf, layoutOf } from './dtypes.ts';
import { float, int } from './convert.ts';
import { define, type Definitions } from './define.ts';
import { nativeObject } from './native.ts';

/** What a floating-point format can hold. */
interface FloatFormat {
  readonly bits: number;
  /** Bits of the fraction, without the implied one. */
  readonly fraction: number;
  readonly maxExponent: number;
  readonly precision: number;
}

const FORMATS: readonly FloatFormat[] = [
  { bits: 16, fraction: 10, maxExponent: 16, precision: 3 },
  { bits: 32, fraction: 23, maxExponent: 128, precision: 6 },
  { bits: 64, fraction: 52, maxExponent: 1024, precision: 15 },
];

function dtypeArgument(host: NumpyHost, value: Value): DTypeValue {
  return value instanceof Num || value instanceof Tensor ? dtypeOf(value) : asDType(host, value);
}

const finfo = define('dtype', (call) => {
  const dtype = dtypeArgument(call.host, call.value('dtype'));
  const layout = layoutOf(dtype);
  const format = layout?.kind === 'f' ? FORMATS.find(({ bits }) => bits === layout.bits) : undefined;
  if (!format)
    return call.fail('ValueError', call.t('np.finfo describes floating-point types, not {0}', canonicalName(dtype)));
  const { bits, fraction, maxExponent, precision } = format;
  const max = (2 - 2 ** -fraction) * 2 ** (maxExponent - 1);
  const tiny = 2 ** (2 - maxExponent);
  return nativeObject('finfo', {
    bits: int(bits),
    eps: float(2 ** -fraction),
    epsneg: float(2 ** (-fraction - 1)),
    max: float(max),
    min: float(-max),
    tiny: float(tiny),
    smallest_normal: float(tiny),
    resolution: float(Number(`1e-${String(precision)}`)),
    precision: int(precision),
    dtype,
  });
});

const iinfo = define('type', (call) => {
  const dtype = dtypeArgument(call.host, call.value('type'));
  const layout = layoutOf(dtype);
  if (!layout || (layout.kind !== 'i' && layout.kind !== 'u')) {
    return call.fail('ValueError', call.t('np.iinfo describes integer types, not {0}', canonicalName(dtype)));
  }
  const signed = layout.kind === 'i';
  const max = 2 ** (layout.bits - Number(signed)) - 1;
  return nativeObject('iinfo', { bits: int(layout.bits), max: int(max), min: int(signed ? -max - 1 : 0), dtype });
});

/** What numbers of a dtype can be. */
export const LIMIT_FUNCTIONS: Definitions = { finfo, iinfo };
