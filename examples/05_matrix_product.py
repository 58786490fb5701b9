import numpy as np

np.random.seed(0)

# forward pass
W = np.random.randn(5, 10)
X = np.random.randn(10, 3)
D = W.dot(X)

# backward pass: suppose the rest of the circuit hands us the gradient on D
dD = np.random.randn(*D.shape)
dW = dD.dot(X.T)
dX = W.T.dot(dD)
