import numpy as np

np.random.seed(1)
N, D, H, C = 5, 4, 6, 3
reg = 0.05

X = 10 * np.random.randn(N, D)
y = np.array([0, 1, 2, 2, 1])
W1 = 0.1 * np.random.randn(D, H)
b1 = np.zeros(H)
W2 = 0.1 * np.random.randn(H, C)
b2 = np.zeros(C)

# forward pass
hidden = X.dot(W1) + b1
relu = np.maximum(0, hidden)
scores = relu.dot(W2) + b2
shifted = scores - np.max(scores, axis=1, keepdims=True)
probs = np.exp(shifted) / np.sum(np.exp(shifted), axis=1, keepdims=True)
data_loss = -np.mean(np.log(probs[np.arange(N), y]))
loss = data_loss + reg * np.sum(W1 * W1) + reg * np.sum(W2 * W2)

# backward pass
grads = {}
Dscores = probs.copy()
Dscores[np.arange(N), y] -= 1
Dscores /= N
grads['W2'] = relu.T.dot(Dscores) + 2 * reg * W2
grads['b2'] = np.sum(Dscores, axis=0)
Drelu = Dscores.dot(W2.T)
Dhidden = Drelu * (hidden > 0)
grads['W1'] = X.T.dot(Dhidden) + 2 * reg * W1
grads['b1'] = np.sum(Dhidden, axis=0)


# numerical check of every entry of W2's gradient
def eval_loss(W2):
    h = np.maximum(0, X.dot(W1) + b1)
    s = h.dot(W2) + b2
    s = s - np.max(s, axis=1, keepdims=True)
    p = np.exp(s) / np.sum(np.exp(s), axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(N), y])) + reg * np.sum(W1 * W1) + reg * np.sum(W2 * W2)


f = lambda W: eval_loss(W)
h = 1e-5
numeric = np.zeros_like(W2)
it = np.nditer(W2, flags=['multi_index'], op_flags=['readwrite'])
while not it.finished:
    ix = it.multi_index
    old = W2[ix]
    W2[ix] = old + h
    above = f(W2)
    W2[ix] = old - h
    below = f(W2)
    W2[ix] = old
    numeric[ix] = (above - below) / (2 * h)
    it.iternext()
difference = np.max(np.abs(numeric - grads['W2']))
print('largest difference:', difference)
