import type { NumpyHost } from '../host.ts';
import { PyList, type PyModule, type Value } from '../values.ts';
import { spend } from './apply.ts';
import type { Call } from './call.ts';
import { asNumber, float, int } from './convert.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { builtinsOf, moduleOf, nativeObject } from './native.ts';
import { PythonRandom } from './pythonRandom.ts';

/** The items to draw from. Raises IndexError when there are none. */
function population<N extends string>(call: Call<N>, name: N): Value[] {
  const items = call.items(name);
  if (items.length === 0) call.fail('IndexError', call.t('nothing can be chosen from an empty sequence'));
  return items;
}

/** `randrange(stop)` or `randrange(start, stop, step)`. */
function randrange(random: PythonRandom): Definition {
  return define('start, stop=None, step=1', (call) => {
    const start = call.has('stop') ? call.int('start') : 0;
    const stop = call.has('stop') ? call.int('stop') : call.int('start');
    const step = call.int('step');
    const count = Math.ceil((stop - start) / step);
    if (!(count > 0)) call.fail('ValueError', call.t('the range from {0} to {1} is empty', start, stop));
    return int(start + step * random.below(count));
  });
}

function randint(random: PythonRandom): Definition {
  return define('a, b', (call) => {
    const [a, b] = [call.int('a'), call.int('b')];
    if (b < a) call.fail('ValueError', call.t('the range from {0} to {1} is empty', a, b));
    return int(a + random.below(b - a + 1));
  });
}

function shuffle(random: PythonRandom): Definition {
  return define('x, random=None', (call) => {
    const x = call.value('x');
    if (!(x instanceof PyList)) return call.host.unsupported(call.t('random.shuffle of anything but a list'));
    random.shuffle(x.items);
    return null;
  });
}

function sample(random: PythonRandom): Definition {
  return define('population, k, *, counts=None', (call) => {
    const items = call.items('population');
    const k = call.int('k');
    if (k < 0 || k > items.length)
      call.fail('ValueError', call.t('{0} items cannot be sampled from {1}', k, items.length));
    return new PyList(random.sample(items.length, k).map((place) => items[place] ?? null));
  });
}

/** The first place whose running total exceeds `mark`. */
function placeOf(totals: readonly number[], mark: number): number {
  const place = totals.findIndex((total) => mark < total);
  return place < 0 ? totals.length - 1 : place;
}

function choices(random: PythonRandom): Definition {
  return define('population, weights=None, *, cum_weights=None, k=1', (call) => {
    const items = population(call, 'population');
    const weights = call.has('weights')
      ? call.items('weights').map((item) => asNumber(call.host, item, 'weights'))
      : null;
    let sum = 0;
    const totals = call.has('cum_weights')
      ? call.items('cum_weights').map((item) => asNumber(call.host, item, 'cum_weights'))
      : weights?.map((weight) => (sum += weight));
    const place = (): number =>
      totals ? placeOf(totals, random.random() * (totals.at(-1) ?? 0)) : Math.floor(random.random() * items.length);
    return new PyList(Array.from({ length: call.int('k') }, () => items[place()] ?? null));
  });
}

function triangular(random: PythonRandom): Definition {
  return define('low=0.0, high=1.0, mode=None', (call) => {
    const [low, high] = [call.number('low'), call.number('high')];
    const u = random.random();
    const c = call.has('mode') ? (call.number('mode') - low) / (high - low) : 0.5;
    return float(u > c ? high - (high - low) * Math.sqrt((1 - u) * (1 - c)) : low + (high - low) * Math.sqrt(u * c));
  });
}

function seed(random: PythonRandom): Definition {
  return define('a=None, version=2', (call) => {
    random.seed(call.has('a') ? call.int('a') : call.host.seed);
    return null;
  });
}

export function functionsOf(random: PythonRandom): Definitions {
  return {
    seed: seed(random),
    random: define('', () => float(random.random())),
    uniform: define('a, b', (call) =>
      float(call.number('a') + (call.number('b') - call.number('a')) * random.random()),
    ),
    gauss: define('mu=0.0, sigma=1.0', (call) => float(random.gauss(call.number('mu'), call.number('sigma')))),
    normalvariate: define('mu=0.0, sigma=1.0', (call) =>
      float(random.normalvariate(call.number('mu'), call.number('sigma'))),
    ),
    lognormvariate: define('mu, sigma', (call) =>
      float(Math.exp(random.normalvariate(call.number('mu'), call.number('sigma')))),
    ),
    expovariate: define('lambd=1.0', (call) => float(-Math.log(1 - random.random()) / call.number('lambd'))),
    triangular: triangular(random),
    getrandbits: define('k', (call) => {
      const k = call.int('k');
      spend(call.host, k);
      return int(random.getrandbits(k));
    }),
    randint: randint(random),
    randrange: randrange(random),
    choice: define('seq', (call) => {
      const items = population(call, 'seq');
      return items[random.below(items.length)] ?? null;
    }),
    choices: choices(random),
    shuffle: shuffle(random),
    sample: sample(random),
  };
}

/** Python's own `random`: one stream per host, which starts at the host's seed. */
export function randomLibrary(host: NumpyHost): PyModule {
  const definitions: Definitions = {
    ...functionsOf(new PythonRandom(host.seed, host.dialect === 2)),
    Random: define('x=None', (call) => {
      const random = new PythonRandom(call.has('x') ? call.int('x') : host.seed, host.dialect === 2);
      return nativeObject('Random', builtinsOf(host, 'Random', functionsOf(random)));
    }),
  };
  return moduleOf(host, 'random', 'random', definitions, () => undefined);
}
