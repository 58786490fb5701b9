import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad, grad } from '@jax-js/jax';
import { NEURON, oneHot, type Net, type NetResult, type NeuronResult } from '../problem.ts';

/** Starts jax-js on its fastest backend for Node. Its arrays are float32. */
export async function startJax(): Promise<void> {
  await init('wasm');
  defaultDevice('wasm');
}

type Parameters = [W1: np.Array, b1: np.Array, W2: np.Array, b2: np.Array];

function floats(data: Float64Array, shape: number[]): np.Array {
  return np.array(Float32Array.from(data)).reshape(shape);
}

/** The net with jax-js's own log-softmax, eager and compiled. Its functions own their arguments; `.ref` keeps one for later. */
export function jaxNet(net: Net): { eager: () => NetResult; compiled: () => NetResult } {
  const { N, D, H, C, reg } = net;
  const loss = (W1: np.Array, b1: np.Array, W2: np.Array, b2: np.Array, X: np.Array, labels: np.Array): np.Array => {
    const hidden = np.maximum(np.matmul(X, W1.ref).add(b1), 0);
    const scores = np.matmul(hidden, W2.ref).add(b2);
    const data = nn
      .logSoftmax(scores, 1)
      .mul(labels)
      .sum()
      .mul(-1 / N);
    return data.add(
      np
        .square(W1)
        .sum()
        .add(np.square(W2).sum())
        .mul(0.5 * reg),
    );
  };
  const X = floats(net.X, [N, D]);
  const labels = floats(oneHot(net), [N, C]);
  const parameters: Parameters = [
    floats(net.W1, [D, H]),
    floats(net.b1, [H]),
    floats(net.W2, [H, C]),
    floats(net.b2, [C]),
  ];
  const eager = valueAndGrad(loss, { argnums: [0, 1, 2, 3] });
  const compiled = jit(eager);
  const runner = (f: typeof eager | typeof compiled) => (): NetResult => {
    const [W1, b1, W2, b2] = parameters;
    const [value, gradients] = f(W1.ref, b1.ref, W2.ref, b2.ref, X.ref, labels.ref) as [np.Array, np.Array[]];
    return {
      loss: value.dataSync()[0] ?? NaN,
      gradients: gradients.map((gradient) => Array.from(gradient.dataSync())),
    };
  };
  return { eager: runner(eager), compiled: runner(compiled) };
}

export function jaxNeuron(): { eager: () => NeuronResult; compiled: () => NeuronResult } {
  const output = (w0: np.Array, w1: np.Array, w2: np.Array, x0: np.Array, x1: np.Array): np.Array =>
    nn.sigmoid(w0.mul(x0).add(w1.mul(x1)).add(w2));
  const leaves = [...NEURON.w, ...NEURON.x].map((value) => np.array(value));
  const eager = grad(output, { argnums: [0, 1, 2, 3, 4] });
  const compiled = jit(eager);
  const runner = (f: typeof eager | typeof compiled) => (): NeuronResult => {
    const [w0, w1, w2, x0, x1] = leaves.map((leaf) => leaf.ref) as [np.Array, np.Array, np.Array, np.Array, np.Array];
    return (f(w0, w1, w2, x0, x1) as np.Array[]).map((gradient) => gradient.dataSync()[0] ?? NaN);
  };
  return { eager: runner(eager), compiled: runner(compiled) };
}
