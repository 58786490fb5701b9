export { LimitError, type TapeLimits } from './limit.ts';
export { Node, type AnyOp, type Site } from './node.ts';
export { isIntResult, Tape } from './recorder.ts';
export type { Operand, TapeApi } from './tape.ts';
export { Num, sameWindow, Storage, Tensor } from './tensor.ts';
