import { backward } from '../src/core/gradient/index.ts';
import { createMachine } from '../src/core/interp/index.ts';
import { parseModule } from '../src/core/syntax/index.ts';
import { Num } from '../src/core/tape/index.ts';

/** The two-layer net as a user writes it, seeded and of the bench's size. */
const SNIPPET = `import numpy as np

np.random.seed(0)
N, D, H, C, reg = 64, 50, 20, 5, 0.1
X = np.random.randn(N, D)
y = np.random.randint(C, size=N)
W1 = 0.3 * np.random.randn(D, H)
b1 = np.zeros(H)
W2 = 0.3 * np.random.randn(H, C)
b2 = np.zeros(C)

hidden = np.maximum(0, X.dot(W1) + b1)
scores = hidden.dot(W2) + b2
powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
probabilities = powers / np.sum(powers, axis=1, keepdims=True)
data_loss = -np.sum(np.log(probabilities[np.arange(N), y])) / N
loss = data_loss + 0.5 * reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
`;

/** From the text to the gradient of every value: parse, evaluate, reverse pass. Returns how many gradients there are. */
export function textToGradient(): number {
  const machine = createMachine(parseModule(SNIPPET));
  const { problems } = machine.run();
  const loss = machine.lookup('loss');
  if (problems[0] || !(loss instanceof Num) || !loss.node)
    throw new Error(problems[0]?.message ?? 'the loss has no history');
  return backward(loss.node, 1).size;
}
