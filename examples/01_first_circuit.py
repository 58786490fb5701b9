# The smallest circuit: one add gate feeding one multiply gate.
x = -2; y = 5; z = -4

# forward pass
q = x + y
f = q * z

# backward pass, from the output towards the inputs
dfdz = q            # local gradient of the multiply gate on z
dfdq = z            # and on q
dfdx = 1.0 * dfdq   # an add gate hands its gradient on
dfdy = 1.0 * dfdq
