import math

x = 0.5
w = -1.5

# forward pass
s = 1.0 / (1 + math.exp(-w * x))
f = s ** 2

# backward pass
ds = 2 * s
dw = x * (1 - s) * ds
dx = w * s * (1 - s) * ds
