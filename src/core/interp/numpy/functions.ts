import { ARRANGING_FUNCTIONS } from './arranging.ts';
import { CALLING_FUNCTIONS } from './calling.ts';
import { CHOOSING_FUNCTIONS } from './choosing.ts';
import { COMPARING_FUNCTIONS } from './comparing.ts';
import { COUNTING_FUNCTIONS } from './counting.ts';
import { CREATION_FUNCTIONS } from './creation.ts';
import type { Definition, Definitions } from './define.ts';
import { GRID_FUNCTIONS } from './grids.ts';
import { ITERATING_FUNCTIONS } from './iterating.ts';
import { JOINING_FUNCTIONS } from './joining.ts';
import { LIMIT_FUNCTIONS } from './limits.ts';
import { LINEAR_FUNCTIONS } from './linear.ts';
import { REDUCTION_FUNCTIONS } from './reductions.ts';
import { ROUNDING_FUNCTIONS } from './rounding.ts';
import { SELECTING_FUNCTIONS } from './selecting.ts';
import { SETTING_FUNCTIONS } from './settings.ts';
import { SHAPING_FUNCTIONS } from './shaping.ts';
import { SORTING_FUNCTIONS } from './sorting.ts';
import { STATISTICS_FUNCTIONS } from './statistics.ts';
import { ufuncDefinition } from './ufuncCall.ts';
import { UFUNCS } from './ufuncs.ts';

const UFUNC_DEFINITIONS: Definitions = Object.fromEntries(
  Object.entries(UFUNCS).map(([name, ufunc]) => [name, ufuncDefinition(name, ufunc)]),
);

/** Every function of `np` that we have, by name. */
export const FUNCTIONS: Definitions = {
  ...UFUNC_DEFINITIONS,
  ...CREATION_FUNCTIONS,
  ...GRID_FUNCTIONS,
  ...REDUCTION_FUNCTIONS,
  ...STATISTICS_FUNCTIONS,
  ...COUNTING_FUNCTIONS,
  ...SHAPING_FUNCTIONS,
  ...ARRANGING_FUNCTIONS,
  ...JOINING_FUNCTIONS,
  ...CHOOSING_FUNCTIONS,
  ...SELECTING_FUNCTIONS,
  ...SORTING_FUNCTIONS,
  ...COMPARING_FUNCTIONS,
  ...ROUNDING_FUNCTIONS,
  ...LINEAR_FUNCTIONS,
  ...ITERATING_FUNCTIONS,
  ...CALLING_FUNCTIONS,
  ...SETTING_FUNCTIONS,
  ...LIMIT_FUNCTIONS,
};

/** A function of `np`; undefined for a name that we do not have. */
export function functionNamed(name: string): Definition | undefined {
  return Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
}
