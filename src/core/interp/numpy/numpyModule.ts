import type { NumpyHost } from '../host.ts';
import { exceptionClasses, OBJECT } from '../exceptions.ts';
import { PyClass, type PyModule, type Value } from '../values.ts';
import { asDType, dtypeNamed, isDTypeName } from './dtypes.ts';
import { asShape, float } from './convert.ts';
import { filled } from './creation.ts';
import { define, type Definitions } from './define.ts';
import { FUNCTIONS } from './functions.ts';
import { indexTrick, openMesh } from './indexTricks.ts';
import { LINALG_FUNCTIONS } from './linalg.ts';
import { moduleOf } from './native.ts';
import { STRIDE_FUNCTIONS } from './strideTricks.ts';
import { TESTING_FUNCTIONS } from './testing.ts';

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['pi', float(Math.PI)],
  ['e', float(Math.E)],
  ['euler_gamma', float(0.5772156649015329)],
  ['inf', float(Infinity)],
  ['Inf', float(Infinity)],
  ['Infinity', float(Infinity)],
  ['infty', float(Infinity)],
  ['PINF', float(Infinity)],
  ['NINF', float(-Infinity)],
  ['nan', float(NaN)],
  ['NaN', float(NaN)],
  ['NAN', float(NaN)],
  ['newaxis', null],
  ['__version__', '1.26.4'],
]);

/** Functions that are no plain functions of arrays. */
const SPECIAL_FUNCTIONS: Definitions = {
  ix_: define('*args', (call) => openMesh(call.host, call.rest)),
  dtype: define('dtype, align=False, copy=False', (call) => asDType(call.host, call.value('dtype'))),
};

/** The class of arrays. Calling it makes an array of a shape, as `np.empty` does. */
function arrayClass(host: NumpyHost): PyClass {
  const cls = new PyClass('ndarray', [OBJECT], null);
  cls.construct = ({ positional: [shape = null], keywords }) =>
    filled(host, asShape(host, keywords.get('shape') ?? shape), 0, dtypeNamed('float64'));
  return cls;
}

/** The names of `numpy` that are neither functions nor submodules. */
function otherName(host: NumpyHost, name: string): Value | undefined {
  const constant = CONSTANTS.get(name);
  if (constant !== undefined) return constant;
  if (name === 'ndarray') return arrayClass(host);
  if (isDTypeName(name)) return dtypeNamed(name);
  return indexTrick(host, name);
}

/** `numpy`. Names that we do not have are undefined. */
export function makeNumpy(host: NumpyHost, submodule: (dottedName: string) => PyModule | undefined): PyModule {
  return moduleOf(host, 'numpy', 'np', { ...FUNCTIONS, ...SPECIAL_FUNCTIONS }, (name) =>
    SUBMODULES.has(name) ? submodule(`numpy.${name}`) : otherName(host, name),
  );
}

const SUBMODULES = new Set(['random', 'linalg', 'lib', 'testing']);

export function makeLinalg(host: NumpyHost): PyModule {
  const error = exceptionClasses.get('ValueError');
  return moduleOf(host, 'numpy.linalg', 'np.linalg', LINALG_FUNCTIONS, (name) =>
    name === 'LinAlgError' ? error : undefined,
  );
}

export function makeStrideTricks(host: NumpyHost): PyModule {
  return moduleOf(host, 'numpy.lib.stride_tricks', 'np.lib.stride_tricks', STRIDE_FUNCTIONS, () => undefined);
}

export function makeTesting(host: NumpyHost): PyModule {
  return moduleOf(host, 'numpy.testing', 'np.testing', TESTING_FUNCTIONS, () => undefined);
}
