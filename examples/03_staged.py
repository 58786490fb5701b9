import math

x = 3
y = -4

# forward pass in eight stages
sigy = 1.0 / (1 + math.exp(-y))   # (1)
num = x + sigy                    # (2)
sigx = 1.0 / (1 + math.exp(-x))   # (3)
xpy = x + y                       # (4)
xpysqr = xpy**2                   # (5)
den = sigx + xpysqr               # (6)
invden = 1.0 / den                # (7)
f = num * invden                  # (8)

# backward pass, stage by stage
dnum = invden                            # (8)
dinvden = num                            # (8)
dden = (-1.0 / den**2) * dinvden         # (7)
dsigx = dden                             # (6)
dxpysqr = dden                           # (6)
dxpy = 2 * xpy * dxpysqr                 # (5)
dx = dxpy                                # (4)
dy = dxpy                                # (4)
dx += (1 - sigx) * sigx * dsigx          # (3) x fans out: add, do not overwrite
dx += dnum                               # (2)
dsigy = dnum                             # (2)
dy += (1 - sigy) * sigy * dsigy          # (1)
