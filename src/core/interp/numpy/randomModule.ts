import { Generator } from '../../ndarray/random/generator.ts';
import { RandomState } from '../../ndarray/random/randomState.ts';
import type { NumpyHost } from '../host.ts';
import { Instance, type PyModule, type Value } from '../values.ts';
import { asInts } from './convert.ts';
import { define, type Definitions } from './define.ts';
import { builtinsOf, moduleOf, nativeObject } from './native.ts';
import { generatorDistributions, legacyDistributions } from './random.ts';

/** Copies of streams that `get_state` handed out. */
const savedStreams = new WeakMap<Instance, RandomState>();

/** A seed: an integer, a sequence of integers, or None for the host's own. */
function seedOf(host: NumpyHost, value: Value): number | number[] {
  if (value === null) return host.seed;
  const seeds = asInts(host, value, 'seed');
  return seeds.length === 1 ? (seeds[0] ?? host.seed) : seeds;
}

function streamDefinitions(state: RandomState): Definitions {
  return {
    seed: define('seed=None', (call) => {
      state.seed(seedOf(call.host, call.value('seed')));
      return null;
    }),
    get_state: define('legacy=True', () => {
      const saved = nativeObject('RandomStateState', {});
      savedStreams.set(saved, state.clone());
      return saved;
    }),
    set_state: define('state', (call) => {
      const given = call.value('state');
      const saved = given instanceof Instance ? savedStreams.get(given) : undefined;
      if (!saved) return call.host.unsupported(call.t('np.random.set_state with a state that get_state did not give'));
      state.restore(saved);
      return null;
    }),
  };
}

function randomState(host: NumpyHost, seed: Value): Value {
  const state = new RandomState(seedOf(host, seed));
  const definitions = { ...legacyDistributions(state), ...streamDefinitions(state) };
  return nativeObject('RandomState', builtinsOf(host, 'RandomState', definitions));
}

function generator(host: NumpyHost, seed: Value): Value {
  if (seed instanceof Instance) return seed;
  return nativeObject(
    'Generator',
    builtinsOf(host, 'Generator', generatorDistributions(new Generator(seedOf(host, seed)))),
  );
}

/** `numpy.random`: one legacy stream per host, which starts at the host's seed. */
export function randomModule(host: NumpyHost): PyModule {
  const state = new RandomState(host.seed);
  const definitions: Definitions = {
    ...legacyDistributions(state),
    ...streamDefinitions(state),
    RandomState: define('seed=None', (call) => randomState(host, call.value('seed'))),
    default_rng: define('seed=None', (call) => generator(host, call.value('seed'))),
  };
  return moduleOf(host, 'numpy.random', 'np.random', definitions, () => undefined);
}
