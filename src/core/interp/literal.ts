import { Num } from '../tape/tensor.ts';

/** A number written in the text. Where it is bound it becomes an input of the circuit even when it is an integer. */
export class Literal extends Num {}
