export { LimitError } from './limit.ts';
export { Node, type AnyOp } from './node.ts';
export { Tape } from './recorder.ts';
export type { Operand } from './tape.ts';
export { Num, Tensor } from './tensor.ts';
