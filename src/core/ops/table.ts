import {
  add,
  divide,
  floor,
  floorDivide,
  mod,
  multiply,
  negative,
  positive,
  power,
  reciprocal,
  square,
  subtract,
} from './arithmetic.ts';
import { exp, log, sqrt, tanh } from './exponential.ts';
import { matmul } from './linalg.ts';
import { mean, sum } from './reduce.ts';
import { addAt, gather, getitem, store, storeAt } from './region.ts';
import { maximum, minimum } from './selection.ts';
import { reshape, transpose } from './shape.ts';

/** Every gate, by its name. */
export const ops = {
  add,
  subtract,
  multiply,
  divide,
  negative,
  positive,
  power,
  square,
  reciprocal,
  floor_divide: floorDivide,
  mod,
  floor,
  exp,
  log,
  sqrt,
  tanh,
  maximum,
  minimum,
  sum,
  mean,
  matmul,
  reshape,
  transpose,
  getitem,
  gather,
  store,
  store_at: storeAt,
  add_at: addAt,
} as const;

export type OpName = keyof typeof ops;
