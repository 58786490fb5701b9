export { createMachine, Machine, type CallResult } from './machine.ts';
export { DEFAULT_LIMITS } from './limits.ts';
export type * from './execution.ts';
