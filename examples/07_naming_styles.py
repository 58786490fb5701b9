import numpy as np

# One small pass, with gradients named in the ways that courses name them.
np.random.seed(2)
x = np.array([1.0, -2.0, 0.5])
params = {'W': np.random.randn(2, 3), 'b': np.zeros(2)}

# forward pass
scores = params['W'].dot(x) + params['b']
a = np.tanh(scores)
L = np.sum(a ** 2)

# backward pass
dLda = 2 * a
Dscores = (1 - a ** 2) * dLda
grads = {}
grads['W'] = np.outer(Dscores, x)
grads['b'] = Dscores
dx = params['W'].T.dot(Dscores)
