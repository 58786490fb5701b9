import numpy as np

np.random.seed(0)
W = np.random.randn(5, 10)
X = np.random.randn(10, 3)
D = W.dot(X)

# backward pass
dD = np.random.randn(*D.shape)
dW = X.dot(dD.T)
dX = W.T.dot(dD)
