import math

x = 3.0
y = -4.0

# forward pass
sigx = 1.0 / (1 + math.exp(-x))
xpy = x + y
f = sigx * xpy

# backward pass: x feeds two gates
dsigx = xpy
dxpy = sigx
dx = dxpy
dy = dxpy
dx = (1 - sigx) * sigx * dsigx
