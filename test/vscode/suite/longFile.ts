/** Layers with hand-written backward passes, as a course's file of layers has them; `NAME` is replaced. */
const layers = [
  `def NAME_forward(x, w, b):
    """
    Affine map of each row.

    - x: data, of shape (N, D)
    - w: weights, of shape (D, M)
    - b: biases, of shape (M,)
    """
    out = x.dot(w) + b
    cache = (x, w, b)
    return out, cache


def NAME_backward(dout, cache):
    x, w, b = cache
    dx = dout.dot(w.T)
    dw = x.T.dot(dout)
    db = np.sum(dout, axis=0)
    return dx, dw, db
`,
  `def NAME_forward(x):
    """Keeps what is positive."""
    out = np.maximum(0, x)
    cache = x
    return out, cache


def NAME_backward(dout, cache):
    x = cache
    dx = dout * (x > 0)
    return dx
`,
  `def NAME_forward(x):
    """Squashes between 0 and 1."""
    out = 1.0 / (1.0 + np.exp(-x))
    cache = out
    return out, cache


def NAME_backward(dout, cache):
    s = cache
    dx = dout * s * (1 - s)
    return dx
`,
  `def NAME_forward(x, gamma, beta):
    """Scales each column to mean 0 and variance 1, then by gamma and beta."""
    mu = np.mean(x, axis=0)
    centred = x - mu
    var = np.mean(centred ** 2, axis=0)
    std = np.sqrt(var + 1e-5)
    xhat = centred / std
    out = gamma * xhat + beta
    cache = (gamma, centred, std, xhat)
    return out, cache


def NAME_backward(dout, cache):
    gamma, centred, std, xhat = cache
    N = dout.shape[0]
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * xhat, axis=0)
    dxhat = dout * gamma
    dstd = np.sum(dxhat * centred, axis=0) * -1.0 / std ** 2
    dvar = 0.5 * dstd / std
    dcentred = dxhat / std + 2.0 / N * centred * dvar
    dmu = -np.sum(dcentred, axis=0)
    dx = dcentred + dmu / N
    return dx, dgamma, dbeta
`,
];

export interface LongFile {
  readonly text: string;
  /** Three right statements, `dx = dout * s * (1 - s)`, with the column after the 1: a further digit makes the gradient wrong. */
  readonly places: readonly { readonly line: number; readonly column: number }[];
}

/** A file of about 1,000 lines with nothing wrong in it. */
export function longFile(lines = 1000): LongFile {
  const parts = ['import numpy as np\n\n'];
  for (let i = 0; parts.join('\n\n').split('\n').length < lines; i++) {
    parts.push((layers[i % layers.length] ?? '').replaceAll('NAME', `layer${String(i)}`));
  }
  const text = parts.join('\n\n');
  const places = text
    .split('\n')
    .map((content, line) => ({ line, column: content.indexOf('(1 - s)') + 2 }))
    .filter(({ column }) => column > 1);
  return { text, places: [0, 0.5, 1].flatMap((share) => places[Math.floor(share * (places.length - 1))] ?? []) };
}
