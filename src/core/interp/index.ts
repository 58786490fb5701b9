export { createMachine, Machine } from './machine.ts';
export type * from './execution.ts';
