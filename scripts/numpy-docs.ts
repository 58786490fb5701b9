import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ARRANGING_FUNCTIONS } from '../src/core/interp/numpy/arranging.ts';
import { LIKE_FUNCTIONS, PROPERTIES } from '../src/core/interp/numpy/attributes.ts';
import { CHOOSING_FUNCTIONS } from '../src/core/interp/numpy/choosing.ts';
import { COMPARING_FUNCTIONS } from '../src/core/interp/numpy/comparing.ts';
import { COUNTING_FUNCTIONS } from '../src/core/interp/numpy/counting.ts';
import { CREATION_FUNCTIONS } from '../src/core/interp/numpy/creation.ts';
import { FUNCTIONS } from '../src/core/interp/numpy/functions.ts';
import { GRID_FUNCTIONS } from '../src/core/interp/numpy/grids.ts';
import { JOINING_FUNCTIONS } from '../src/core/interp/numpy/joining.ts';
import { LINALG_FUNCTIONS } from '../src/core/interp/numpy/linalg.ts';
import { LINEAR_FUNCTIONS } from '../src/core/interp/numpy/linear.ts';
import { MATH_FUNCTIONS } from '../src/core/interp/numpy/mathModule.ts';
import { METHODS } from '../src/core/interp/numpy/methods.ts';
import { PythonRandom } from '../src/core/interp/numpy/pythonRandom.ts';
import { generatorDistributions, legacyDistributions } from '../src/core/interp/numpy/random.ts';
import { functionsOf } from '../src/core/interp/numpy/randomLibrary.ts';
import { REDUCTION_FUNCTIONS } from '../src/core/interp/numpy/reductions.ts';
import { ROUNDING_FUNCTIONS } from '../src/core/interp/numpy/rounding.ts';
import { SIGNAL_FUNCTIONS } from '../src/core/interp/numpy/scipySignal.ts';
import { SPECIAL_FUNCTIONS } from '../src/core/interp/numpy/scipySpecial.ts';
import { SELECTING_FUNCTIONS } from '../src/core/interp/numpy/selecting.ts';
import { SHAPING_FUNCTIONS } from '../src/core/interp/numpy/shaping.ts';
import { SORTING_FUNCTIONS } from '../src/core/interp/numpy/sorting.ts';
import { STATISTICS_FUNCTIONS } from '../src/core/interp/numpy/statistics.ts';
import { STRIDE_FUNCTIONS } from '../src/core/interp/numpy/strideTricks.ts';
import { TESTING_FUNCTIONS } from '../src/core/interp/numpy/testing.ts';
import { UFUNCS } from '../src/core/interp/numpy/ufuncs.ts';
import { Generator } from '../src/core/ndarray/random/generator.ts';
import { RandomState } from '../src/core/ndarray/random/randomState.ts';

type Table = Readonly<Record<string, unknown>>;

/** The functions of `np`, in the groups of the source; `Others` holds what is in none of them. */
const groups: Readonly<Record<string, Table>> = {
  Elementwise: UFUNCS,
  Making: { ...CREATION_FUNCTIONS, ...GRID_FUNCTIONS },
  Reducing: REDUCTION_FUNCTIONS,
  Statistics: { ...STATISTICS_FUNCTIONS, ...COUNTING_FUNCTIONS },
  'Products and contractions': LINEAR_FUNCTIONS,
  'Shapes and axes': { ...SHAPING_FUNCTIONS, ...ARRANGING_FUNCTIONS },
  'Joining and splitting': JOINING_FUNCTIONS,
  'Choosing and selecting': { ...CHOOSING_FUNCTIONS, ...SELECTING_FUNCTIONS },
  'Sorting and sets': SORTING_FUNCTIONS,
  Comparing: COMPARING_FUNCTIONS,
  Rounding: ROUNDING_FUNCTIONS,
};

/** The page `docs/numpy.md`: every name that the interpreter knows of NumPy and its neighbours. */
export function numpyPage(): string {
  const grouped = new Set(Object.values(groups).flatMap((table) => Object.keys(table)));
  const others = Object.keys(FUNCTIONS).filter((name) => !grouped.has(name));
  const random = Object.keys(legacyDistributions(new RandomState(0)));
  const generator = Object.keys(generatorDistributions(new Generator(0)));
  const methods = Object.keys(METHODS).filter((name) => !name.startsWith('__'));
  return [
    '<!-- Generated from src/core/interp/numpy by `npm run docs`. -->',
    '# Supported NumPy names',
    'Values follow NumPy (views, broadcasting, dtypes of results, seeded random numbers). A name that is not here is reported as not supported, with its place; what does not depend on it is evaluated all the same. Numbers are kept as float64, int64 or bool: `float32` is computed in float64.',
    `## \`np\` (${String(Object.keys(FUNCTIONS).length)} functions)`,
    ...Object.entries(groups).map(([title, table]) => `${title}: ${names(Object.keys(table))}.`),
    `Others: ${names(others)}.`,
    'Also `np.pi`, `np.e`, `np.inf`, `np.nan`, `np.newaxis`, `np.r_`, `np.c_`, `np.s_`, `np.mgrid`, `np.ogrid`, `np.ix_`, `np.dtype`, the dtypes from `bool` to `float64`, and `at`, `outer`, `reduce` and `accumulate` of ufuncs.',
    '## Attributes and methods of arrays',
    `${names([...PROPERTIES.keys(), ...methods, ...LIKE_FUNCTIONS])}.`,
    '## `np.random`',
    `${names(['seed', 'get_state', 'set_state', 'RandomState', 'default_rng', ...random])}.`,
    `\`default_rng(seed)\` gives: ${names(generator)}. The same seed gives the same numbers as NumPy.`,
    '## Submodules',
    `\`np.linalg\`: ${names(Object.keys(LINALG_FUNCTIONS))}.`,
    `\`np.lib.stride_tricks\`: ${names(Object.keys(STRIDE_FUNCTIONS))}.`,
    `\`np.testing\`: ${names(Object.keys(TESTING_FUNCTIONS))}.`,
    '## Neighbours',
    `\`math\`: ${names(Object.keys(MATH_FUNCTIONS))}, and its constants.`,
    `\`random\`: ${names(Object.keys(functionsOf(new PythonRandom(0, false))))}.`,
    `\`scipy.special\`: ${names(Object.keys(SPECIAL_FUNCTIONS))}.`,
    `\`scipy.signal\`: ${names(Object.keys(SIGNAL_FUNCTIONS))}.`,
    'Of the standard library: `collections`, `copy`, `dataclasses`, `functools`, `itertools`, `operator`, and as much of `abc`, `numbers`, `sys`, `time`, `typing` and `warnings` as numeric code asks of them; `tqdm` passes its iterable on.',
  ]
    .join('\n\n')
    .concat('\n');
}

function names(list: readonly string[]): string {
  return [...new Set(list)].map((name) => `\`${name}\``).join(' ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(fileURLToPath(new URL('../docs/numpy.md', import.meta.url)), numpyPage());
}
