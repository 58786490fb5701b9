import { readFileSync } from 'node:fs';
import { Bench } from 'tinybench';
import { ourNet, ourNeuron } from './ours.ts';
import { jaxNet, jaxNeuron, startJax } from './peers/jax.ts';
import { microgradNeuron } from './peers/micrograd.ts';
import { numpyNet } from './peers/numpy.ts';
import { loadTensorFlow } from './peers/bundled.ts';
import { makeNet, relativeError, type NetResult } from './problem.ts';
import { textToGradient } from './text.ts';
import { inputsOf } from './inputs.ts';
import { LAYERS, verifyTimes } from './verify.ts';
import { numericalChecks } from './peers/gradcheck.ts';

/** Float32 libraries are compared with ours in float64. */
const TOLERANCE = 1e-4;

function requireEqual(
  name: string,
  actual: readonly ArrayLike<number>[],
  expected: readonly ArrayLike<number>[],
): void {
  expected.forEach((gradient, i) => {
    const error = relativeError(actual[i] ?? [], gradient);
    if (!(error < TOLERANCE)) throw new Error(`${name}: gradient ${String(i)} differs by ${error.toExponential(1)}`);
  });
}

/** How often the tasks take turns, so that a busy moment of the machine does not hit one of them alone. */
const ROUNDS = 4;

/** Median microseconds per call of each task in its best round, all measured in this process. */
async function medians(tasks: Readonly<Record<string, () => unknown>>): Promise<Record<string, number>> {
  const best: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round++) {
    const bench = new Bench({ time: 200, warmupTime: 150 });
    for (const [name, task] of Object.entries(tasks)) bench.add(name, () => void task());
    await bench.run();
    for (const { name, result } of bench.tasks) {
      if (!('latency' in result)) throw new Error(`${name} did not finish`);
      best[name] = Math.min(best[name] ?? Infinity, result.latency.p50 * 1000);
    }
  }
  return best;
}

function print(title: string, times: Readonly<Record<string, number>>, reference: number): void {
  console.log(`\n${title}`);
  for (const [name, time] of Object.entries(times)) {
    console.log(
      `  ${name.padEnd(34)} ${time.toFixed(time < 10 ? 2 : 0).padStart(8)} µs  ${(time / reference).toFixed(2).padStart(8)} × ours`,
    );
  }
}

let failures = 0;

function target(what: string, ratio: number, limit: number): void {
  const met = ratio <= limit;
  if (!met) failures++;
  console.log(`  ${met ? 'PASS' : 'FAIL'}  ${what}: ${ratio.toFixed(2)}, at most ${String(limit)}`);
}

/** A neuron takes less than the clock can resolve; this many are timed together. */
const NEURONS = 100;

function manyTimes(run: () => unknown): () => void {
  return () => {
    for (let i = 0; i < NEURONS; i++) run();
  };
}

await startJax();
const { startTensorFlow, tensorFlowNet, tensorFlowNeuron } = await loadTensorFlow();
await startTensorFlow();

const net = makeNet();
const [mine, jax, tensorFlow] = [ourNet(net), jaxNet(net), tensorFlowNet(net)];
const expected = mine.run();
const numpy = numpyNet(net);
const results: Record<string, NetResult | null> = {
  'jax-js eager': jax.eager(),
  'jax-js jit': jax.compiled(),
  'tfjs cpu': tensorFlow.run(),
  numpy,
};
for (const [name, result] of Object.entries(results))
  if (result) requireEqual(name, result.gradients, expected.gradients);

const netTimes = await medians({
  ours: mine.run,
  'ours, forward only': mine.forward,
  'jax-js jit (float32)': jax.compiled,
  'jax-js eager (float32)': jax.eager,
  'tfjs cpu (float32)': tensorFlow.run,
});
const own = netTimes['ours'] ?? NaN;
if (numpy) netTimes['NumPy, backward by hand'] = numpy.seconds * 1e6;
print('Two-layer softmax net, N=64 D=50 H=20 C=5: loss and gradients of W1, b1, W2, b2', netTimes, own);

const [neuron, micrograd, jaxOne, tensorFlowOne] = [ourNeuron(), microgradNeuron(), jaxNeuron(), tensorFlowNeuron()];
const truth = neuron.run();
requireEqual('micrograd', [micrograd.run()], [truth]);
requireEqual('jax-js neuron', [jaxOne.eager()], [truth]);
requireEqual('jax-js jit neuron', [jaxOne.compiled()], [truth]);
requireEqual('tfjs neuron', [tensorFlowOne.run()], [truth]);
const neuronTimes = await medians({
  ours: manyTimes(neuron.run),
  'micrograd port': manyTimes(micrograd.run),
  'jax-js eager (float32)': manyTimes(jaxOne.eager),
  'jax-js jit (float32)': manyTimes(jaxOne.compiled),
  'tfjs cpu (float32)': manyTimes(tensorFlowOne.run),
});
for (const name of Object.keys(neuronTimes)) neuronTimes[name] = (neuronTimes[name] ?? NaN) / NEURONS;
const ownNeuron = neuronTimes['ours'] ?? NaN;
print('Scalar neuron: output and gradients of w0, w1, w2, x0, x1', neuronTimes, ownNeuron);

const textTimes = await medians({ 'text to gradients': textToGradient });
print('The same net as a Python text: parse, evaluate, gradient of every value', textTimes, own);

const verify = verifyTimes();
const checks = numericalChecks(LAYERS, inputsOf(readFileSync(LAYERS, 'utf8')));
console.log(
  `\nA file of ${String(verify.lines)} lines with ${String(verify.passes)} passes (bench/layers.py), ${String(verify.gradients)} gradients proven`,
);
console.log(`  verified, warm ${verify.whole.toFixed(0).padStart(35)} ms`);
console.log(
  `  after an edit of one character ${verify.edit.toFixed(0).padStart(19)} ms, longest ${verify.longestEdit.toFixed(0)} ms`,
);
if (checks) {
  const error = checks.worst.toExponential(0);
  console.log(
    `  numerical checks in CPython, NumPy ${checks.numpy} ${(checks.seconds * 1000).toFixed(0).padStart(8)} ms: ${String(checks.count)} gradients, error at most ${error}`,
  );
} else console.log('  numerical checks in CPython: there is no python3 with NumPy here');

console.log('\nTargets, as ratios of this run');
target('net, ours over jax-js jit', own / (netTimes['jax-js jit (float32)'] ?? NaN), 1);
target('net, ours over tfjs cpu', own / (netTimes['tfjs cpu (float32)'] ?? NaN), 0.5);
target('net, gradient and forward over forward', own / (netTimes['ours, forward only'] ?? NaN), 3);
target('1,000 lines verified warm, in ms', verify.whole, 300);
target('1,000 lines after an edit of one character, median in ms', verify.edit, 100);
if (checks)
  target('1,000 lines verified over numerical checks in CPython', verify.whole / 1000 / checks.seconds, 1 / 20);
process.exitCode = failures === 0 ? 0 : 1;
