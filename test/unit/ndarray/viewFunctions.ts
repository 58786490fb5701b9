import * as nd from '../../../src/core/ndarray/index.ts';
import { Args } from './goldenData.ts';

type Step = (a: nd.NDArray, args: Args) => nd.NDArray;

/** The steps that a chain of views may consist of; `scripts/golden/functions.py` names the same ones. */
const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['transpose', (a, args) => nd.transpose(a, args.length > 0 ? args.numbers(0) : null)],
  ['getitem', (a, args) => nd.getItem(a, args.index(0))],
  ['reshape', (a, args) => nd.reshape(a, args.numbers(0))],
  ['ravel', (a) => nd.ravel(a)],
  ['flatten', (a) => nd.flatten(a)],
  ['swapaxes', (a, args) => nd.swapaxes(a, args.number(0), args.number(1))],
  ['squeeze', (a) => nd.squeeze(a)],
  ['expand_dims', (a, args) => nd.expandDims(a, args.number(0))],
  ['diagonal', (a) => nd.diagonal(a)],
  ['broadcast_to', (a, args) => nd.broadcastTo(a, args.numbers(0))],
  ['flip', (a, args) => nd.flip(a, args.axis(0))],
  ['rot90', (a) => nd.rot90(a)],
  ['atleast_2d', (a) => nd.atleast2d(a)],
  ['roll', (a, args) => nd.roll(a, args.number(0))],
  ['sliding_window_view', (a, args) => nd.slidingWindowView(a, args.number(0), args.number(1))],
]);

function runStep(a: nd.NDArray, call: unknown): nd.NDArray {
  const parts: readonly unknown[] = Array.isArray(call) ? call : [];
  const [name, ...values] = parts;
  const step = STEPS.get(String(name));
  if (!step) throw new Error(`no such step: ${String(name)}`);
  return step(a, new Args(values, 'C order'));
}

export const VIEW_FUNCTIONS: Record<string, (args: Args) => (nd.NDArray | boolean)[]> = {
  chain: (args) => {
    const base = nd.reshape(nd.arange(0, nd.sizeOf(args.numbers(0)), 1, 'float64'), args.numbers(0));
    const result = args.list(1).reduce<nd.NDArray>(runStep, base);
    return [result, result.data === base.data];
  },
};
