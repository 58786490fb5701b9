# How add, max and multiply gates pass gradient back.
x = 3.0
y = -4.0
z = 2.0
w = -1.0

# forward pass
xy = x * y
m = max(z, w)
s = xy + m
f = 2 * s

# backward pass
df = 1.0
ds = 2 * df
dxy = ds            # add distributes
dm = ds
dx = y * dxy        # multiply switches
dy = x * dxy
dz = dm * (z >= w)  # max routes
dw = dm * (w > z)
