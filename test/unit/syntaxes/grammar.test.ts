import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { realGrammar, tokenizer, type Token } from './tokenize.ts';

const gradient = 'variable.other.gradient.backprop';

/** Each text in the first list has exactly the marked parts after the arrow. */
const marked: readonly (readonly [text: string, gradients: readonly string[]])[] = [
  ['dx = y * dq', ['dx', 'dq']],
  ['dW1 += X.T.dot(dhidden)', ['dW1', 'dhidden']],
  ['Dscores = probs.copy()', ['Dscores']],
  ['Drelu = Dscores.dot(W2.T)', ['Drelu', 'Dscores']],
  ["grads['W1'] = X.T.dot(Dhidden)", ['grads', 'Dhidden']],
  ['dfdx = 1.0 * dfdq', ['dfdx', 'dfdq']],
  ['dL_dW = dL_dz * x', ['dL_dW', 'dL_dz']],
  ['grad_x = x_grad', ['grad_x', 'x_grad']],
  ['self.dW = dout', ['dW', 'dout']],
  ['nabla_b[-1] = delta1', ['nabla_b', 'delta1']],
  ['dsigx, dinvden, ddot = 1, 2, 3', ['dsigx', 'dinvden', 'ddot']],
  ['dx, dw, db = affine_backward(dout, cache)', ['dx', 'dw', 'db', 'dout']],
  ['def backward(self, dout):', ['dout']],
  ['dgamma = np.sum(dout * xhat, axis=0)', ['dgamma', 'dout']],
  ['dalpha, dembed, da1, di = parts', ['dalpha', 'dembed', 'da1', 'di']],
  ['d_x = d_out * w', ['d_x', 'd_out']],
  ['dw = [x[0] * ddot]', ['dw', 'ddot']],
  ['df = 2.0 * f', ['df']],
  ['df = pd.read_csv(path)', []],
  ["df['price'] = df.groupby(key)", []],
  ['ds = ds.map(parse)', ['ds']],
];

const plain = [
  'data = dataset.data',
  'def f(): pass',
  'd = dict(a=1)',
  'dtype = np.float64',
  'y = x.dot(w)',
  'dim = x.dim()',
  'done = debug or description',
  'delta_t = 0.1',
  'h = dropout(x)',
  'h = dx(3)',
  'h = x.dropout(p)',
  "s = 'dx and dW'",
  's = "" """dx dW"""',
  "s = f'dx {3}'",
  'D = W',
  'layer = Dense',
  'dt = 1',
  'N, D = X.shape',
  'np.var(x, ddof=1)',
  'draw = drop_rate',
  'dynamic = dummy',
  'den = 1',
  'dot = w * x',
  'dist = diff / div',
  'del x',
  'depth = degrees',
  'd_model = 512',
  'DEBUG = DATA',
  'Dropout',
  'with no_grad: pass',
  'requires_grad = True',
  'import django',
  'device = decay',
  'dnn = dqn',
  'x = domain + double + down',
];

const comments: readonly (readonly [comment: string, scope: string, marked: readonly string[]])[] = [
  ['f = x #(3)', 'markup.other.stage-number.backprop', ['(3)']],
  ['f = x # (12)', 'markup.other.stage-number.backprop', ['(12)']],
  ['# backprop num * invden (8)', 'markup.other.stage-number.backprop', ['(8)']],
  ['dx += 1 # (3) x fans out', 'markup.other.stage-number.backprop', ['(3)']],
  ['# see equation (3) of the text', 'markup.other.stage-number.backprop', []],
  ['f = g(3)', 'markup.other.stage-number.backprop', []],
  ['# forward pass', 'keyword.other.pass.backprop', ['forward pass']],
  ['### Backward pass, stage by stage', 'keyword.other.pass.backprop', ['Backward pass']],
  ['# backprop f = q * z', 'keyword.other.pass.backprop', ['backprop']],
  ['# 反向传播', 'keyword.other.pass.backprop', ['反向传播']],
  ['# 前向传播：三个阶段', 'keyword.other.pass.backprop', ['前向传播']],
  ['# Backpropagation', 'keyword.other.pass.backprop', ['Backpropagation']],
  ['# backward', 'keyword.other.pass.backprop', ['backward']],
  ['# forward the request to the server', 'keyword.other.pass.backprop', []],
  ['# backwards compatible', 'keyword.other.pass.backprop', []],
  ['# shape: x (N, D), w (D, M)', 'support.type.shape.backprop', ['(N, D)', '(D, M)']],
  ['# shape: x (n, d)', 'keyword.other.shape.backprop', ['shape']],
  ['h = x # (N, D)', 'support.type.shape.backprop', ['(N, D)']],
  ['h = x # (n, d)', 'support.type.shape.backprop', ['(n, d)']],
  ['h = x # hidden layer (N, H)', 'support.type.shape.backprop', ['(N, H)']],
  ['b = x # (H,)', 'support.type.shape.backprop', ['(H,)']],
  ['# calls f(x, y) twice', 'support.type.shape.backprop', []],
  ['# calls F(X, Y) twice', 'support.type.shape.backprop', []],
];

function textsOf(tokens: readonly Token[], scope: string): string[] {
  const texts: string[] = [];
  let open = false;
  for (const { text, scopes } of tokens) {
    const has = scopes.includes(scope);
    if (has && open) texts.push((texts.pop() ?? '') + text);
    else if (has) texts.push(text);
    open = has;
  }
  return texts;
}

const grammars = [
  ['a stand-in for the Python grammar', undefined],
  ["VS Code's Python grammar", realGrammar()],
] as const;

for (const [name, python] of grammars) {
  describe(`the injected grammars in ${name}`, { skip: python === null }, async () => {
    const tokenize = await tokenizer(python ?? undefined);

    it('mark gradients, and nothing else on their lines', () => {
      for (const [text, expected] of marked) assert.deepEqual(textsOf(tokenize(text), gradient), expected, text);
    });

    it('mark the key of an entry of grads', () => {
      assert.deepEqual(textsOf(tokenize("grads['W1'] = 1"), 'variable.other.gradient.key.backprop'), ["'W1'"]);
    });

    it('leave words, calls, strings and comments alone', () => {
      for (const text of plain) assert.deepEqual(textsOf(tokenize(text), gradient), [], text);
      assert.deepEqual(textsOf(tokenize('# dx and dW, described'), gradient), []);
    });

    it('mark stages, headings and shapes in comments', () => {
      for (const [text, scope, expected] of comments) assert.deepEqual(textsOf(tokenize(text), scope), expected, text);
    });

    it('mark every gradient that the examples assign', () => {
      for (const file of ['01_first_circuit', '03_staged', '06_two_layer_net']) {
        const text = readFileSync(new URL(`../../../examples/${file}.py`, import.meta.url), 'utf8');
        const assigned = [...text.matchAll(/^([dD][a-z]\w*) \+?=/gm)].map((match) => match[1]);
        const found = textsOf(tokenize(text), gradient);
        for (const wanted of assigned.filter((word) => word !== 'den' && word !== 'data_loss' && word !== 'difference'))
          assert.ok(found.includes(wanted ?? ''), `${file}: ${wanted ?? ''}`);
      }
    });
  });
}
