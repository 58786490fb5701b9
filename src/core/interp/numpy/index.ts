import type { NumpyHost } from '../host.ts';
import { PyModule } from '../values.ts';
import { mathModule } from './mathModule.ts';
import { makeLinalg, makeNumpy, makeStrideTricks, makeTesting } from './numpyModule.ts';
import { randomLibrary } from './randomLibrary.ts';
import { randomModule } from './randomModule.ts';
import { signalModule } from './scipySignal.ts';
import { specialModule } from './scipySpecial.ts';

export { arrayAttribute } from './attributes.ts';

type Maker = (host: NumpyHost) => PyModule;

/** Every module that is written here, by dotted name. */
const MAKERS: Readonly<Record<string, Maker>> = {
  numpy: (host) => makeNumpy(host, (name) => importable(host, name)),
  'numpy.random': randomModule,
  'numpy.linalg': makeLinalg,
  'numpy.lib': (host) => packageOf(host, 'numpy.lib', ['stride_tricks']),
  'numpy.lib.stride_tricks': makeStrideTricks,
  'numpy.testing': makeTesting,
  math: mathModule,
  random: randomLibrary,
  scipy: (host) => packageOf(host, 'scipy', ['special', 'signal']),
  'scipy.special': specialModule,
  'scipy.signal': signalModule,
};

/** A package that holds other modules and nothing else. */
function packageOf(host: NumpyHost, name: string, modules: readonly string[]): PyModule {
  return new PyModule(name, (attribute) =>
    modules.includes(attribute) ? importable(host, `${name}.${attribute}`) : undefined,
  );
}

/** Modules keep state (random streams), so that each host has one of each. */
const made = new WeakMap<NumpyHost, Map<string, PyModule>>();

/** The module of that dotted name; undefined when it is none that is written here. */
export function importable(host: NumpyHost, dottedName: string): PyModule | undefined {
  if (!Object.hasOwn(MAKERS, dottedName)) return undefined;
  const modules = made.get(host) ?? new Map<string, PyModule>();
  made.set(host, modules);
  const module = modules.get(dottedName) ?? MAKERS[dottedName]?.(host);
  if (module) modules.set(dottedName, module);
  return module;
}
