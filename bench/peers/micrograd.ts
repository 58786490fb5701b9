import { NEURON, type NeuronResult } from '../problem.ts';

/** A scalar engine in micrograd's manner: a value remembers its parents and a closure that adds to their gradients. */
class Value {
  readonly data: number;
  grad = 0;
  readonly parents: readonly Value[];
  spread: () => void = () => undefined;

  constructor(data: number, parents: readonly Value[] = []) {
    this.data = data;
    this.parents = parents;
  }

  add(other: Value): Value {
    const out = new Value(this.data + other.data, [this, other]);
    out.spread = () => {
      this.grad += out.grad;
      other.grad += out.grad;
    };
    return out;
  }

  mul(other: Value): Value {
    const out = new Value(this.data * other.data, [this, other]);
    out.spread = () => {
      this.grad += other.data * out.grad;
      other.grad += this.data * out.grad;
    };
    return out;
  }

  sigmoid(): Value {
    const out = new Value(1 / (1 + Math.exp(-this.data)), [this]);
    out.spread = () => {
      this.grad += (1 - out.data) * out.data * out.grad;
    };
    return out;
  }

  backward(): void {
    const order: Value[] = [];
    const visited = new Set<Value>();
    const visit = (value: Value): void => {
      if (visited.has(value)) return;
      visited.add(value);
      value.parents.forEach(visit);
      order.push(value);
    };
    visit(this);
    this.grad = 1;
    for (const value of order.reverse()) value.spread();
  }
}

export function microgradNeuron(): { run: () => NeuronResult } {
  const run = (): NeuronResult => {
    const leaves = [...NEURON.w, ...NEURON.x].map((value) => new Value(value));
    const [w0, w1, w2, x0, x1] = leaves as [Value, Value, Value, Value, Value];
    w0.mul(x0).add(w1.mul(x1)).add(w2).sigmoid().backward();
    return leaves.map((leaf) => leaf.grad);
  };
  return { run };
}
