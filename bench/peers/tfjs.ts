import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { NEURON, oneHot, type Net, type NetResult, type NeuronResult } from '../problem.ts';

/** Starts TensorFlow.js on its plain JavaScript backend. Its arrays are float32. */
export async function startTensorFlow(): Promise<void> {
  await tf.setBackend('cpu');
  await tf.ready();
}

export function tensorFlowNet(net: Net): { run: () => NetResult } {
  const { N, D, H, C, reg } = net;
  const X = tf.tensor2d(Float32Array.from(net.X), [N, D]);
  const labels = tf.tensor2d(Float32Array.from(oneHot(net)), [N, C]);
  const parameters = [
    tf.tensor(Float32Array.from(net.W1), [D, H]),
    tf.tensor(Float32Array.from(net.b1), [H]),
    tf.tensor(Float32Array.from(net.W2), [H, C]),
    tf.tensor(Float32Array.from(net.b2), [C]),
  ];
  const loss = (...[W1, b1, W2, b2]: tf.Tensor[]): tf.Scalar => {
    const hidden = tf.relu(tf.add(tf.matMul(X, W1 as tf.Tensor2D), b1 as tf.Tensor));
    const scores = tf.add(tf.matMul(hidden as tf.Tensor2D, W2 as tf.Tensor2D), b2 as tf.Tensor);
    const data = tf.mul(tf.sum(tf.mul(tf.logSoftmax(scores, 1), labels)), -1 / N);
    const squares = tf.add(tf.sum(tf.square(W1 as tf.Tensor)), tf.sum(tf.square(W2 as tf.Tensor)));
    return tf.add(data, tf.mul(squares, 0.5 * reg)) as tf.Scalar;
  };
  const gradient = tf.valueAndGrads(loss);
  const run = (): NetResult =>
    tf.tidy(() => {
      const { value, grads } = gradient(parameters);
      return { loss: value.dataSync()[0] ?? NaN, gradients: grads.map((one) => one.dataSync()) };
    });
  return { run };
}

export function tensorFlowNeuron(): { run: () => NeuronResult } {
  const leaves = [...NEURON.w, ...NEURON.x].map((value) => tf.scalar(value));
  const output = (...[w0, w1, w2, x0, x1]: tf.Tensor[]): tf.Tensor => {
    const products = tf.add(tf.mul(w0 as tf.Tensor, x0 as tf.Tensor), tf.mul(w1 as tf.Tensor, x1 as tf.Tensor));
    return tf.sigmoid(tf.add(products, w2 as tf.Tensor));
  };
  const gradient = tf.grads(output);
  const run = (): NeuronResult => tf.tidy(() => gradient(leaves).map((one) => one.dataSync()[0] ?? NaN));
  return { run };
}
