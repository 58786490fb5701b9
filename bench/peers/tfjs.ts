import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { NEURON, oneHot, type Net, type NetResult, type NeuronResult } from '../problem.ts';

/** Starts TensorFlow.js on its plain JavaScript backend. Its arrays are float32. */
export async function startTensorFlow(): Promise<void> {
  await tf.setBackend('cpu');
  await tf.ready();
}

/** Stands for an argument that TensorFlow.js always passes. */
function none(): tf.Tensor {
  return tf.scalar(NaN);
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
  const loss = (W1 = none(), b1 = none(), W2 = none(), b2 = none()): tf.Scalar => {
    const hidden = tf.relu(tf.add(tf.matMul(X, W1), b1));
    const scores = tf.add(tf.matMul(hidden, W2), b2);
    const data = tf.mul(tf.sum(tf.mul(tf.logSoftmax(scores, 1), labels)), -1 / N);
    const squares = tf.add(tf.sum(tf.square(W1)), tf.sum(tf.square(W2)));
    return tf.add<tf.Scalar>(data, tf.mul(squares, 0.5 * reg));
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
  const output = (w0 = none(), w1 = none(), w2 = none(), x0 = none(), x1 = none()): tf.Tensor => {
    const products = tf.add(tf.mul(w0, x0), tf.mul(w1, x1));
    return tf.sigmoid(tf.add(products, w2));
  };
  const gradient = tf.grads(output);
  const run = (): NeuronResult => tf.tidy(() => gradient(leaves).map((one) => one.dataSync()[0] ?? NaN));
  return { run };
}
