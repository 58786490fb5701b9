import type { DType } from '../../ndarray/ndarray.ts';
import { Num, Tensor, type Storage } from '../../tape/tensor.ts';
import type { NumpyHost } from '../host.ts';
import { DTypeValue, PyClass, type Value } from '../values.ts';
import { requireKnown } from './convert.ts';

/** What we know of one dtype. All numbers are computed as float64; `bits` is what NumPy would use and what limits are told by. */
interface DTypeInfo {
  /** NumPy's canonical name. */
  readonly name: string;
  /** How we store it. */
  readonly storage: DType;
  /** NumPy's `dtype.kind`. */
  readonly kind: 'b' | 'i' | 'u' | 'f';
  readonly bits: number;
  /** Other names: Python's types, C names, type codes. */
  readonly aliases: readonly string[];
}

const DTYPES: readonly DTypeInfo[] = [
  { name: 'bool', storage: 'bool', kind: 'b', bits: 8, aliases: ['bool_', 'bool8', '?', 'b1'] },
  { name: 'int8', storage: 'int64', kind: 'i', bits: 8, aliases: ['byte', 'i1', 'b'] },
  { name: 'int16', storage: 'int64', kind: 'i', bits: 16, aliases: ['short', 'i2', 'h'] },
  { name: 'int32', storage: 'int64', kind: 'i', bits: 32, aliases: ['intc', 'i4', 'i'] },
  {
    name: 'int64',
    storage: 'int64',
    kind: 'i',
    bits: 64,
    aliases: ['int', 'int_', 'long', 'longlong', 'intp', 'i8', 'l', 'q'],
  },
  { name: 'uint8', storage: 'int64', kind: 'u', bits: 8, aliases: ['ubyte', 'u1', 'B'] },
  { name: 'uint16', storage: 'int64', kind: 'u', bits: 16, aliases: ['ushort', 'u2', 'H'] },
  { name: 'uint32', storage: 'int64', kind: 'u', bits: 32, aliases: ['uintc', 'u4', 'I'] },
  {
    name: 'uint64',
    storage: 'int64',
    kind: 'u',
    bits: 64,
    aliases: ['uint', 'ulong', 'ulonglong', 'uintp', 'u8', 'L', 'Q'],
  },
  { name: 'float16', storage: 'float64', kind: 'f', bits: 16, aliases: ['half', 'f2', 'e'] },
  { name: 'float32', storage: 'float64', kind: 'f', bits: 32, aliases: ['single', 'f4', 'f'] },
  {
    name: 'float64',
    storage: 'float64',
    kind: 'f',
    bits: 64,
    aliases: ['float', 'float_', 'double', 'longdouble', 'float128', 'f8', 'd', 'g'],
  },
];

/** The abstract classes of NumPy's scalar types and the kinds below each. */
const ABSTRACT: Readonly<Record<string, string>> = {
  generic: 'biuf',
  number: 'iuf',
  integer: 'iu',
  signedinteger: 'i',
  unsignedinteger: 'u',
  inexact: 'f',
  floating: 'f',
  // There are no complex numbers here, so that nothing is one.
  complexfloating: '',
};

const BY_NAME = new Map(DTYPES.flatMap((info) => [info.name, ...info.aliases].map((name) => [name, info] as const)));

/** Whether `np.<name>` is a dtype or one of their abstract classes. */
export function isDTypeName(name: string): boolean {
  return (BY_NAME.has(name) && name.length > 2) || name in ABSTRACT;
}

/** A dtype by any of its names, byte order marks included (`<f8`); null for an unknown one. */
function infoOf(name: string): DTypeInfo | null {
  return BY_NAME.get(name.replace(/^[<>=|]/, '')) ?? null;
}

/** How elements of a dtype are stored. Abstract classes mean what NumPy makes of them: float64 or int64. */
export function storageOf(dtype: DTypeValue): DType {
  const info = infoOf(dtype.name);
  if (info) return info.storage;
  return ABSTRACT[dtype.name]?.includes('f') === false ? 'int64' : 'float64';
}

/** The dtype of a `dtype=` argument: a dtype, its name, or Python's `float`. Unsupported (objects, strings, complex numbers) is said so. */
export function asDType(host: NumpyHost, value: Value): DTypeValue {
  const name = dtypeNameOf(host, value);
  if (name in ABSTRACT) return new DTypeValue(name);
  const info = infoOf(name);
  if (!info) host.unsupported(host.localize('the dtype {0}', name));
  return dtypeNamed(info.name);
}

function dtypeNameOf(host: NumpyHost, value: Value): string {
  if (value instanceof DTypeValue) return value.name;
  if (typeof value === 'string') return value;
  if (value instanceof PyClass) return value.name;
  requireKnown(host, value);
  const name = host.attribute(value, '__name__');
  return typeof name === 'string' ? name : host.repr(value);
}

const VALUES = new Map<string, DTypeValue>();

/** One value per name, so that `is` holds as in NumPy. */
export function dtypeNamed(name: string): DTypeValue {
  const known = VALUES.get(name) ?? new DTypeValue(name);
  VALUES.set(name, known);
  return known;
}

/**
 * Names of dtypes narrower than what we store, by buffer: `x.astype(np.float32).dtype` is told as asked, though computed in
 * float64.
 */
const labels = new WeakMap<Storage, string>();

/** Remembers the dtype that the user asked for; returns the array. */
export function labelled<T>(value: T, dtype: DTypeValue | null): T {
  if (dtype && value instanceof Tensor && value.dtype !== dtype.name) labels.set(value.storage, canonicalName(dtype));
  return value;
}

/** The dtype of an array or number. */
export function dtypeOf(value: Num | Tensor | boolean): DTypeValue {
  if (typeof value === 'boolean') return dtypeNamed('bool');
  if (value instanceof Num) return dtypeNamed(value.isInt ? 'int64' : 'float64');
  return dtypeNamed(labels.get(value.storage) ?? value.dtype);
}

/** The name that equal dtypes share: `float`, `double` and `f8` are all `float64`. */
export function canonicalName(dtype: DTypeValue): string {
  return infoOf(dtype.name)?.name ?? dtype.name;
}

/** Whether two dtypes are the same one under different names. */
export function sameDType(a: DTypeValue, b: DTypeValue): boolean {
  return canonicalName(a) === canonicalName(b);
}

/** `np.issubdtype(a, b)`. */
export function isSubDType(a: DTypeValue, b: DTypeValue): boolean {
  const kinds = ABSTRACT[b.name];
  if (kinds === undefined) return sameDType(a, b);
  const inner = infoOf(a.name)?.kind ?? ABSTRACT[a.name];
  return inner !== undefined && inner !== '' && Array.from(inner).every((kind) => kinds.includes(kind));
}

/** `isinstance(value, np.floating)` and the like. Python's own float is a `np.float64` for us, as is every result of NumPy. */
export function isInstanceOfDType(value: Value, dtype: DTypeValue): boolean {
  if (typeof value === 'boolean' || value instanceof Num) return isSubDType(dtypeOf(value), dtype);
  return false;
}

/** Attributes of a dtype: `x.dtype.kind`, `.itemsize`, `.name`, `.type`. */
export function dtypeAttribute(dtype: DTypeValue, name: string): Value | undefined {
  const info = infoOf(dtype.name);
  if (name === 'name') return canonicalName(dtype);
  if (name === '__name__') return dtype.name;
  if (name === 'type') return dtype;
  if (!info) return undefined;
  if (name === 'kind') return info.kind;
  if (name === 'itemsize') return new Num(info.bits / 8, true);
  return name === 'char' || name === 'str' ? `${info.kind}${String(info.bits / 8)}` : undefined;
}

/** The bits and kind of a dtype; null for an abstract one. */
export function layoutOf(dtype: DTypeValue): { readonly bits: number; readonly kind: string } | null {
  return infoOf(dtype.name);
}

/** A number as this dtype holds it: truncated to an integer, wrapped around its range. Floats keep float64's precision. */
export function castNumber(value: number, dtype: DTypeValue): number {
  const info = infoOf(dtype.name);
  if (!info || info.kind === 'f') return value;
  if (info.kind === 'b') return value === 0 ? 0 : 1;
  const whole = Math.trunc(value);
  if (info.bits === 64 || !Number.isFinite(whole)) return whole;
  const range = 2 ** info.bits;
  const wrapped = ((whole % range) + range) % range;
  return info.kind === 'i' && wrapped >= range / 2 ? wrapped - range : wrapped;
}
