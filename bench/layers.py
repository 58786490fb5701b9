"""The layers of a first course on neural networks, each with its backward pass written by hand.

A file of the length that such courses end up with: what `npm run bench` verifies, and what it has NumPy check numerically.
"""
import numpy as np


# ----------------------------------------------------------------------------------------------------------------------
# Fully connected layers and activations
# ----------------------------------------------------------------------------------------------------------------------


def affine_forward(x, w, b):
    """A fully connected layer.

    Inputs:
    - x: array of shape (N, d_1, ..., d_k), one example in each row
    - w: weights of shape (D, M), where D is d_1 * ... * d_k
    - b: biases of shape (M,)

    Returns:
    - out: scores of shape (N, M)
    - cache: (x, w, b)
    """
    rows = x.reshape(x.shape[0], -1)
    out = rows.dot(w) + b
    cache = (x, w, b)
    return out, cache


def affine_backward(dout, cache):
    """The gradients of a fully connected layer.

    Inputs:
    - dout: upstream gradient of shape (N, M)
    - cache: what the forward pass kept

    Returns:
    - dx: gradient for x, of its shape
    - dw: gradient for w, of shape (D, M)
    - db: gradient for b, of shape (M,)
    """
    x, w, b = cache
    rows = x.reshape(x.shape[0], -1)
    dx = dout.dot(w.T).reshape(x.shape)
    dw = rows.T.dot(dout)
    db = dout.sum(axis=0)
    return dx, dw, db


def relu_forward(x):
    """Keeps what is positive.

    Inputs:
    - x: array of any shape

    Returns:
    - out: array of the same shape
    - cache: x
    """
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    """The gradient flows where the input was positive."""
    x = cache
    dx = dout * (x > 0)
    return dx


def leaky_relu_forward(x, slope=0.1):
    """Keeps what is positive, and a part of what is not.

    Inputs:
    - x: array of any shape
    - slope: the part of negative inputs that is kept
    """
    out = np.where(x > 0, x, slope * x)
    cache = (x, slope)
    return out, cache


def leaky_relu_backward(dout, cache):
    """The gradient flows everywhere, but weaker where the input was negative."""
    x, slope = cache
    dx = dout * np.where(x > 0, 1.0, slope)
    return dx


def sigmoid_forward(x):
    """Squashes its input between zero and one."""
    out = 1.0 / (1.0 + np.exp(-x))
    cache = out
    return out, cache


def sigmoid_backward(dout, cache):
    """The local gradient is written in terms of the output."""
    out = cache
    dx = dout * out * (1.0 - out)
    return dx


def tanh_forward(x):
    """Squashes its input between minus one and one."""
    out = np.tanh(x)
    cache = out
    return out, cache


def tanh_backward(dout, cache):
    """The local gradient is written in terms of the output."""
    out = cache
    dx = dout * (1.0 - out ** 2)
    return dx


def softplus_forward(x):
    """A smooth relative of the ReLU."""
    out = np.log(1.0 + np.exp(x))
    cache = x
    return out, cache


def softplus_backward(dout, cache):
    """The slope of a softplus is a sigmoid."""
    x = cache
    dx = dout / (1.0 + np.exp(-x))
    return dx


def affine_relu_forward(x, w, b):
    """A fully connected layer with a ReLU behind it.

    Inputs:
    - x: inputs of shape (N, D)
    - w: weights of shape (D, M)
    - b: biases of shape (M,)
    """
    scores, fc_cache = affine_forward(x, w, b)
    out, relu_cache = relu_forward(scores)
    cache = (fc_cache, relu_cache)
    return out, cache


def affine_relu_backward(dout, cache):
    """The gradients of both, the last first."""
    fc_cache, relu_cache = cache
    dscores = relu_backward(dout, relu_cache)
    dx, dw, db = affine_backward(dscores, fc_cache)
    return dx, dw, db


# ----------------------------------------------------------------------------------------------------------------------
# Normalisation and dropout
# ----------------------------------------------------------------------------------------------------------------------


def batchnorm_forward(x, gamma, beta, bn_param):
    """Normalises each feature over the batch.

    Inputs:
    - x: data of shape (N, D)
    - gamma: scale of shape (D,)
    - beta: shift of shape (D,)
    - bn_param: a dict with
      - mode: 'train' or 'test'
      - eps: added to the variance, so that nothing is divided by zero
      - momentum: how slowly the running averages change
      - running_mean: running mean of shape (D,)
      - running_var: running variance of shape (D,)

    Returns:
    - out: array of shape (N, D)
    - cache: what the backward pass needs
    """
    mode = bn_param['mode']
    eps = bn_param.get('eps', 1e-5)
    momentum = bn_param.get('momentum', 0.9)
    N, D = x.shape
    running_mean = bn_param.get('running_mean', np.zeros(D, dtype=x.dtype))
    running_var = bn_param.get('running_var', np.zeros(D, dtype=x.dtype))

    out, cache = None, None
    if mode == 'train':
        mean = x.mean(axis=0)
        centered = x - mean
        var = np.mean(centered ** 2, axis=0)
        std = np.sqrt(var + eps)
        x_hat = centered / std
        out = gamma * x_hat + beta
        cache = (x_hat, centered, std, gamma)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * var
    elif mode == 'test':
        out = gamma * (x - running_mean) / np.sqrt(running_var + eps) + beta
    else:
        raise ValueError('no such mode: "%s"' % mode)

    bn_param['running_mean'] = running_mean
    bn_param['running_var'] = running_var
    return out, cache


def batchnorm_backward(dout, cache):
    """The gradients of batch normalisation, one step of the forward pass after the other.

    Inputs:
    - dout: upstream gradient of shape (N, D)
    - cache: what the forward pass kept

    Returns:
    - dx: gradient for x, of shape (N, D)
    - dgamma: gradient for gamma, of shape (D,)
    - dbeta: gradient for beta, of shape (D,)
    """
    x_hat, centered, std, gamma = cache
    N, D = dout.shape
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * x_hat, axis=0)
    dx_hat = dout * gamma
    dstd = np.sum(dx_hat * -centered / std ** 2, axis=0)
    dvar = dstd * 0.5 / std
    dcentered = dx_hat / std
    dcentered += 2.0 * centered * dvar / N
    dmean = -np.sum(dcentered, axis=0)
    dx = dcentered + dmean / N
    return dx, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    """The same on one sheet of paper: everything simplified before it is computed."""
    x_hat, centered, std, gamma = cache
    N = dout.shape[0]
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (N * std) * (N * dout - dbeta - x_hat * dgamma)
    return dx, dgamma, dbeta


def layernorm_forward(x, gamma, beta, ln_param):
    """Normalises each example over its features.

    Inputs:
    - x: data of shape (N, D)
    - gamma: scale of shape (D,)
    - beta: shift of shape (D,)
    - ln_param: a dict with
      - eps: added to the variance
    """
    eps = ln_param.get('eps', 1e-5)
    mean = np.mean(x, axis=1, keepdims=True)
    var = np.var(x, axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    out = gamma * x_hat + beta
    cache = (x_hat, std, gamma)
    return out, cache


def layernorm_backward(dout, cache):
    """The gradients of layer normalisation: those of batch normalisation along the other axis."""
    x_hat, std, gamma = cache
    D = dout.shape[1]
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * x_hat, axis=0)
    dx_hat = dout * gamma
    total = np.sum(dx_hat, axis=1, keepdims=True)
    along = np.sum(dx_hat * x_hat, axis=1, keepdims=True)
    dx = (D * dx_hat - total - x_hat * along) / (D * std)
    return dx, dgamma, dbeta


def dropout_forward(x, dropout_param):
    """Drops inputs at random while training, and scales what is left.

    Inputs:
    - x: data of any shape
    - dropout_param: a dict with
      - p: the part that is kept
      - mode: 'train' or 'test'
      - seed: for the random numbers, so that a gradient check sees the same mask each time
    """
    p, mode = dropout_param['p'], dropout_param['mode']
    if 'seed' in dropout_param:
        np.random.seed(dropout_param['seed'])

    mask = None
    out = None
    if mode == 'train':
        mask = (np.random.rand(*x.shape) < p) / p
        out = x * mask
    elif mode == 'test':
        out = x

    cache = (dropout_param, mask)
    return out, cache


def dropout_backward(dout, cache):
    """What was dropped gets no gradient."""
    dropout_param, mask = cache
    mode = dropout_param['mode']
    dx = None
    if mode == 'train':
        dx = dout * mask
    elif mode == 'test':
        dx = dout
    return dx


# ----------------------------------------------------------------------------------------------------------------------
# Convolution and pooling, loop by loop
# ----------------------------------------------------------------------------------------------------------------------


def conv_forward_naive(x, w, b, conv_param):
    """A convolution with a loop for everything.

    Inputs:
    - x: images of shape (N, C, H, W)
    - w: filters of shape (F, C, HH, WW)
    - b: biases of shape (F,)
    - conv_param: a dict with
      - stride: how far the window moves
      - pad: how many zeros are put around the image

    Returns:
    - out: array of shape (N, F, H_out, W_out)
    - cache: (x, w, b, conv_param)
    """
    stride, pad = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode='constant')

    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = padded[n, :, top:top + HH, left:left + WW]
                    out[n, f, i, j] = np.sum(window * w[f]) + b[f]

    cache = (x, w, b, conv_param)
    return out, cache


def conv_backward_naive(dout, cache):
    """The gradients of a convolution: windows overlap, so everything is added.

    Inputs:
    - dout: upstream gradient of shape (N, F, H_out, W_out)
    - cache: what the forward pass kept

    Returns:
    - dx: gradient for x, of shape (N, C, H, W)
    - dw: gradient for w, of shape (F, C, HH, WW)
    - db: gradient for b, of shape (F,)
    """
    x, w, b, conv_param = cache
    stride, pad = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    _, _, H_out, W_out = dout.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode='constant')

    dpadded = np.zeros_like(padded)
    dw = np.zeros_like(w)
    db = np.sum(dout, axis=(0, 2, 3))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = padded[n, :, top:top + HH, left:left + WW]
                    dw[f] += window * dout[n, f, i, j]
                    dpadded[n, :, top:top + HH, left:left + WW] += w[f] * dout[n, f, i, j]

    dx = dpadded[:, :, pad:pad + H, pad:pad + W]
    return dx, dw, db


def max_pool_forward_naive(x, pool_param):
    """Takes the largest entry of each window.

    Inputs:
    - x: images of shape (N, C, H, W)
    - pool_param: a dict with
      - pool_height: height of a window
      - pool_width: width of a window
      - stride: how far the window moves
    """
    N, C, H, W = x.shape
    height, width = pool_param['pool_height'], pool_param['pool_width']
    stride = pool_param['stride']
    H_out = 1 + (H - height) // stride
    W_out = 1 + (W - width) // stride

    out = np.zeros((N, C, H_out, W_out))
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    out[n, c, i, j] = np.max(x[n, c, top:top + height, left:left + width])

    cache = (x, pool_param)
    return out, cache


def max_pool_backward_naive(dout, cache):
    """Only the largest entry of each window gets the gradient."""
    x, pool_param = cache
    N, C, H_out, W_out = dout.shape
    height, width = pool_param['pool_height'], pool_param['pool_width']
    stride = pool_param['stride']

    dx = np.zeros_like(x)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    window = x[n, c, top:top + height, left:left + width]
                    mask = window == np.max(window)
                    dx[n, c, top:top + height, left:left + width] += mask * dout[n, c, i, j]
    return dx


def avg_pool_forward(x, pool_param):
    """Takes the mean of each window; the windows do not overlap.

    Inputs:
    - x: images of shape (N, C, H, W)
    - pool_param: a dict with
      - size: height and width of a window
    """
    size = pool_param['size']
    N, C, H, W = x.shape
    H_out, W_out = H // size, W // size
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i * size:(i + 1) * size, j * size:(j + 1) * size]
            out[:, :, i, j] = np.mean(window, axis=(2, 3))
    cache = (x.shape, size)
    return out, cache


def avg_pool_backward(dout, cache):
    """Each entry of a window gets its share."""
    shape, size = cache
    N, C, H_out, W_out = dout.shape
    dx = np.zeros(shape)
    for i in range(H_out):
        for j in range(W_out):
            share = dout[:, :, i, j] / (size * size)
            dx[:, :, i * size:(i + 1) * size, j * size:(j + 1) * size] = share[:, :, None, None]
    return dx


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    """Normalises each channel over the batch and all pixels.

    Inputs:
    - x: images of shape (N, C, H, W)
    - gamma: scale of shape (C,)
    - beta: shift of shape (C,)
    - bn_param: as in batchnorm_forward
    """
    N, C, H, W = x.shape
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    normed, cache = batchnorm_forward(rows, gamma, beta, bn_param)
    out = normed.reshape(N, H, W, C).transpose(0, 3, 1, 2)
    return out, cache


def spatial_batchnorm_backward(dout, cache):
    """The gradients of spatial batch normalisation."""
    N, C, H, W = dout.shape
    drows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dnormed, dgamma, dbeta = batchnorm_backward(drows, cache)
    dx = dnormed.reshape(N, H, W, C).transpose(0, 3, 1, 2)
    return dx, dgamma, dbeta


# ----------------------------------------------------------------------------------------------------------------------
# Losses
# ----------------------------------------------------------------------------------------------------------------------


def svm_loss(x, y):
    """The multiclass hinge loss.

    Inputs:
    - x: scores of shape (N, C)
    - y: labels of shape (N,), where 0 <= y[i] < C

    Returns:
    - loss: a number
    - dx: gradient for x
    """
    N = x.shape[0]
    correct = x[np.arange(N), y]
    margins = np.maximum(0, x - correct[:, np.newaxis] + 1.0)
    margins[np.arange(N), y] = 0
    loss = np.sum(margins) / N
    positive = np.sum(margins > 0, axis=1)
    dx = np.zeros_like(x)
    dx[margins > 0] = 1
    dx[np.arange(N), y] -= positive
    dx /= N
    return loss, dx


def softmax_loss(x, y):
    """The cross-entropy of a softmax.

    Inputs:
    - x: scores of shape (N, C)
    - y: labels of shape (N,), where 0 <= y[i] < C

    Returns:
    - loss: a number
    - dx: gradient for x
    """
    N = x.shape[0]
    shifted = x - np.max(x, axis=1, keepdims=True)
    powers = np.exp(shifted)
    probs = powers / np.sum(powers, axis=1, keepdims=True)
    loss = -np.sum(np.log(probs[np.arange(N), y])) / N
    dx = probs.copy()
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx


def svm_loss_naive(W, X, y, reg):
    """The hinge loss of a linear classifier, with loops.

    Inputs:
    - W: weights of shape (D, C)
    - X: a batch of data of shape (N, D)
    - y: labels of shape (N,)
    - reg: strength of the regularisation

    Returns:
    - loss: a number
    - dW: gradient for W
    """
    dW = np.zeros(W.shape)
    num_classes = W.shape[1]
    num_train = X.shape[0]
    loss = 0.0
    for i in range(num_train):
        scores = X[i].dot(W)
        correct_score = scores[y[i]]
        for j in range(num_classes):
            if j == y[i]:
                continue
            margin = scores[j] - correct_score + 1
            if margin > 0:
                loss += margin
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
    loss /= num_train
    dW /= num_train
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss, dW


def softmax_loss_naive(W, X, y, reg):
    """The cross-entropy of a linear classifier, with loops.

    Inputs:
    - W: weights of shape (D, C)
    - X: a batch of data of shape (N, D)
    - y: labels of shape (N,)
    - reg: strength of the regularisation
    """
    loss = 0.0
    dW = np.zeros_like(W)
    num_train = X.shape[0]
    num_classes = W.shape[1]
    for i in range(num_train):
        scores = X[i].dot(W)
        scores = scores - np.max(scores)
        powers = np.exp(scores)
        probs = powers / np.sum(powers)
        loss += -np.log(probs[y[i]])
        for j in range(num_classes):
            indicator = 1.0 if j == y[i] else 0.0
            dW[:, j] += (probs[j] - indicator) * X[i]
    loss = loss / num_train + reg * np.sum(W * W)
    dW = dW / num_train + 2 * reg * W
    return loss, dW


def mse_loss(x, t):
    """The mean of squared errors.

    Inputs:
    - x: predictions of shape (N, D)
    - t: targets of shape (N, D)
    """
    N = x.shape[0]
    difference = x - t
    loss = np.sum(difference ** 2) / N
    dx = 2.0 * difference / N
    return loss, dx


# ----------------------------------------------------------------------------------------------------------------------
# Recurrent layers
# ----------------------------------------------------------------------------------------------------------------------


def rnn_step_forward(x, prev_h, Wx, Wh, b):
    """One step of a plain recurrent network.

    Inputs:
    - x: inputs of this step, of shape (N, D)
    - prev_h: hidden state before it, of shape (N, H)
    - Wx: input-to-hidden weights of shape (D, H)
    - Wh: hidden-to-hidden weights of shape (H, H)
    - b: biases of shape (H,)

    Returns:
    - next_h: hidden state after it, of shape (N, H)
    - cache: what the backward pass needs
    """
    next_h = np.tanh(x.dot(Wx) + prev_h.dot(Wh) + b)
    cache = (x, prev_h, Wx, Wh, next_h)
    return next_h, cache


def rnn_step_backward(dnext_h, cache):
    """The gradients of one step.

    Inputs:
    - dnext_h: gradient of the hidden state after the step, of shape (N, H)
    - cache: what the forward pass kept

    Returns:
    - dx: of shape (N, D)
    - dprev_h: of shape (N, H)
    - dWx: of shape (D, H)
    - dWh: of shape (H, H)
    - db: of shape (H,)
    """
    x, prev_h, Wx, Wh, next_h = cache
    dsum = dnext_h * (1 - next_h ** 2)
    dx = dsum.dot(Wx.T)
    dprev_h = dsum.dot(Wh.T)
    dWx = x.T.dot(dsum)
    dWh = prev_h.T.dot(dsum)
    db = np.sum(dsum, axis=0)
    return dx, dprev_h, dWx, dWh, db


def rnn_forward(x, h0, Wx, Wh, b):
    """A recurrent network over a whole sequence.

    Inputs:
    - x: inputs of shape (N, T, D)
    - h0: first hidden state of shape (N, H)
    - Wx: input-to-hidden weights of shape (D, H)
    - Wh: hidden-to-hidden weights of shape (H, H)
    - b: biases of shape (H,)

    Returns:
    - h: hidden states of shape (N, T, H)
    - cache: what the backward pass needs
    """
    N, T, D = x.shape
    H = h0.shape[1]
    h = np.zeros((N, T, H))
    cache = []
    prev_h = h0
    for t in range(T):
        prev_h, step = rnn_step_forward(x[:, t, :], prev_h, Wx, Wh, b)
        h[:, t, :] = prev_h
        cache.append(step)
    return h, cache


def rnn_backward(dh, cache):
    """The gradients of a recurrent network: back through time.

    Inputs:
    - dh: upstream gradients of all hidden states, of shape (N, T, H)
    - cache: what the forward pass kept
    """
    N, T, H = dh.shape
    D = cache[0][0].shape[1]
    dx = np.zeros((N, T, D))
    dWx = np.zeros((D, H))
    dWh = np.zeros((H, H))
    db = np.zeros(H)
    dprev_h = np.zeros((N, H))
    for t in reversed(range(T)):
        dx_t, dprev_h, dWx_t, dWh_t, db_t = rnn_step_backward(dh[:, t, :] + dprev_h, cache[t])
        dx[:, t, :] = dx_t
        dWx += dWx_t
        dWh += dWh_t
        db += db_t
    dh0 = dprev_h
    return dx, dh0, dWx, dWh, db


def sigmoid(x):
    """The logistic function without overflow."""
    positive = x >= 0
    z = np.exp(np.where(positive, -x, x))
    return np.where(positive, 1.0 / (1.0 + z), z / (1.0 + z))


def lstm_step_forward(x, prev_h, prev_c, Wx, Wh, b):
    """One step of an LSTM.

    Inputs:
    - x: inputs of this step, of shape (N, D)
    - prev_h: hidden state before it, of shape (N, H)
    - prev_c: cell state before it, of shape (N, H)
    - Wx: input-to-hidden weights of shape (D, 4H)
    - Wh: hidden-to-hidden weights of shape (H, 4H)
    - b: biases of shape (4H,)

    Returns:
    - next_h: hidden state after it, of shape (N, H)
    - next_c: cell state after it, of shape (N, H)
    - cache: what the backward pass needs
    """
    H = prev_h.shape[1]
    a = x.dot(Wx) + prev_h.dot(Wh) + b
    i = sigmoid(a[:, :H])
    f = sigmoid(a[:, H:2 * H])
    o = sigmoid(a[:, 2 * H:3 * H])
    g = np.tanh(a[:, 3 * H:])
    next_c = f * prev_c + i * g
    tanh_c = np.tanh(next_c)
    next_h = o * tanh_c
    cache = (x, prev_h, prev_c, Wx, Wh, i, f, o, g, tanh_c)
    return next_h, next_c, cache


def lstm_step_backward(dnext_h, dnext_c, cache):
    """The gradients of one step of an LSTM.

    Inputs:
    - dnext_h: gradient of the hidden state after the step, of shape (N, H)
    - dnext_c: gradient of the cell state after the step, of shape (N, H)
    - cache: what the forward pass kept

    Returns:
    - dx, dprev_h, dprev_c, dWx, dWh, db
    """
    x, prev_h, prev_c, Wx, Wh, i, f, o, g, tanh_c = cache
    do = dnext_h * tanh_c
    dc = dnext_c + dnext_h * o * (1 - tanh_c ** 2)
    df = dc * prev_c
    dprev_c = dc * f
    di = dc * g
    dg = dc * i
    da = np.hstack((di * i * (1 - i), df * f * (1 - f), do * o * (1 - o), dg * (1 - g ** 2)))
    dx = da.dot(Wx.T)
    dprev_h = da.dot(Wh.T)
    dWx = x.T.dot(da)
    dWh = prev_h.T.dot(da)
    db = np.sum(da, axis=0)
    return dx, dprev_h, dprev_c, dWx, dWh, db


def lstm_forward(x, h0, Wx, Wh, b):
    """An LSTM over a whole sequence, with a cell state of zeros at first.

    Inputs:
    - x: inputs of shape (N, T, D)
    - h0: first hidden state of shape (N, H)
    - Wx: input-to-hidden weights of shape (D, 4H)
    - Wh: hidden-to-hidden weights of shape (H, 4H)
    - b: biases of shape (4H,)
    """
    N, T, D = x.shape
    H = h0.shape[1]
    h = np.zeros((N, T, H))
    cache = []
    prev_h = h0
    prev_c = np.zeros((N, H))
    for t in range(T):
        prev_h, prev_c, step = lstm_step_forward(x[:, t, :], prev_h, prev_c, Wx, Wh, b)
        h[:, t, :] = prev_h
        cache.append(step)
    return h, cache


def lstm_backward(dh, cache):
    """The gradients of an LSTM over a whole sequence.

    Inputs:
    - dh: upstream gradients of all hidden states, of shape (N, T, H)
    - cache: what the forward pass kept
    """
    N, T, H = dh.shape
    D = cache[0][0].shape[1]
    dx = np.zeros((N, T, D))
    dWx = np.zeros((D, 4 * H))
    dWh = np.zeros((H, 4 * H))
    db = np.zeros(4 * H)
    dprev_h = np.zeros((N, H))
    dprev_c = np.zeros((N, H))
    for t in range(T - 1, -1, -1):
        step = lstm_step_backward(dh[:, t, :] + dprev_h, dprev_c, cache[t])
        dx[:, t, :], dprev_h, dprev_c, dWx_t, dWh_t, db_t = step
        dWx += dWx_t
        dWh += dWh_t
        db += db_t
    dh0 = dprev_h
    return dx, dh0, dWx, dWh, db


def word_embedding_forward(x, W):
    """A vector for each word.

    Inputs:
    - x: words of shape (N, T), each 0 <= idx < V
    - W: vectors of shape (V, D)

    Returns:
    - out: array of shape (N, T, D)
    - cache: (x, W)
    """
    out = W[x]
    cache = (x, W)
    return out, cache


def word_embedding_backward(dout, cache):
    """A word that comes often gets the sum of its gradients."""
    x, W = cache
    dW = np.zeros_like(W)
    np.add.at(dW, x, dout)
    return dW


def temporal_affine_forward(x, w, b):
    """A fully connected layer for each step of a sequence.

    Inputs:
    - x: inputs of shape (N, T, D)
    - w: weights of shape (D, M)
    - b: biases of shape (M,)
    """
    N, T, D = x.shape
    M = b.shape[0]
    out = x.reshape(N * T, D).dot(w).reshape(N, T, M) + b
    cache = (x, w, b)
    return out, cache


def temporal_affine_backward(dout, cache):
    """The gradients of a fully connected layer for each step."""
    x, w, b = cache
    N, T, D = x.shape
    M = b.shape[0]
    drows = dout.reshape(N * T, M)
    dx = drows.dot(w.T).reshape(N, T, D)
    dw = x.reshape(N * T, D).T.dot(drows)
    db = drows.sum(axis=0)
    return dx, dw, db


# ----------------------------------------------------------------------------------------------------------------------
# Networks
# ----------------------------------------------------------------------------------------------------------------------


class TwoLayerNet:
    """Two fully connected layers with a ReLU between them and a softmax loss."""

    def __init__(self, input_dim=12, hidden_dim=7, num_classes=5, weight_scale=0.1, reg=0.3):
        self.reg = reg
        self.params = {
            'W1': weight_scale * np.random.randn(input_dim, hidden_dim),
            'b1': np.zeros(hidden_dim),
            'W2': weight_scale * np.random.randn(hidden_dim, num_classes),
            'b2': np.zeros(num_classes),
        }

    def loss(self, X, y=None):
        """The loss and the gradients of all parameters; the scores where there are no labels.

        Inputs:
        - X: a batch of data of shape (N, D)
        - y: labels of shape (N,)
        """
        W1, b1 = self.params['W1'], self.params['b1']
        W2, b2 = self.params['W2'], self.params['b2']
        hidden, hidden_cache = affine_relu_forward(X, W1, b1)
        scores, scores_cache = affine_forward(hidden, W2, b2)
        if y is None:
            return scores

        loss, dscores = softmax_loss(scores, y)
        loss += 0.5 * self.reg * (np.sum(W1 * W1) + np.sum(W2 * W2))

        grads = {}
        dhidden, grads['W2'], grads['b2'] = affine_backward(dscores, scores_cache)
        dX, grads['W1'], grads['b1'] = affine_relu_backward(dhidden, hidden_cache)
        grads['W2'] += self.reg * W2
        grads['W1'] += self.reg * W1
        return loss, grads


class ThreeLayerNet:
    """The same by hand and one layer deeper: what a first assignment asks for."""

    def __init__(self, input_size, hidden_size, output_size, std=0.1):
        self.params = {}
        self.params['W1'] = std * np.random.randn(input_size, hidden_size)
        self.params['b1'] = np.zeros(hidden_size)
        self.params['W2'] = std * np.random.randn(hidden_size, hidden_size)
        self.params['b2'] = np.zeros(hidden_size)
        self.params['W3'] = std * np.random.randn(hidden_size, output_size)
        self.params['b3'] = np.zeros(output_size)

    def loss(self, X, y, reg=0.1):
        """The loss of a batch and its gradients.

        Inputs:
        - X: a batch of data of shape (N, D)
        - y: labels of shape (N,)
        - reg: strength of the regularisation
        """
        W1, b1 = self.params['W1'], self.params['b1']
        W2, b2 = self.params['W2'], self.params['b2']
        W3, b3 = self.params['W3'], self.params['b3']
        N = X.shape[0]

        # Forward pass
        h1 = np.maximum(0, X.dot(W1) + b1)
        h2 = np.tanh(h1.dot(W2) + b2)
        scores = h2.dot(W3) + b3
        scores -= np.max(scores, axis=1, keepdims=True)
        powers = np.exp(scores)
        probs = powers / np.sum(powers, axis=1, keepdims=True)
        loss = -np.mean(np.log(probs[np.arange(N), y]))
        loss += reg * (np.sum(W1 ** 2) + np.sum(W2 ** 2) + np.sum(W3 ** 2))

        # Backward pass
        grads = {}
        dscores = probs
        dscores[np.arange(N), y] -= 1
        dscores /= N
        grads['W3'] = h2.T.dot(dscores) + 2 * reg * W3
        grads['b3'] = np.sum(dscores, axis=0)
        dh2 = dscores.dot(W3.T) * (1 - h2 ** 2)
        grads['W2'] = h1.T.dot(dh2) + 2 * reg * W2
        grads['b2'] = np.sum(dh2, axis=0)
        dh1 = dh2.dot(W2.T)
        dh1[h1 <= 0] = 0
        grads['W1'] = X.T.dot(dh1) + 2 * reg * W1
        grads['b1'] = np.sum(dh1, axis=0)
        return loss, grads


class Dense:
    """A fully connected layer as an object."""

    def __init__(self, n_in, n_out):
        self.W = 0.1 * np.random.randn(n_in, n_out)
        self.b = np.zeros(n_out)
        self.x = None
        self.dW = None
        self.db = None

    def forward(self, x):
        self.x = x
        return x.dot(self.W) + self.b

    def backward(self, dout):
        self.dW = self.x.T.dot(dout)
        self.db = np.sum(dout, axis=0)
        return dout.dot(self.W.T)


class Gate:
    """An activation as an object: a sigmoid times its input."""

    def __init__(self):
        self.x = None
        self.out = None

    def forward(self, x):
        self.x = x
        self.out = 1.0 / (1.0 + np.exp(-x))
        return x * self.out

    def backward(self, dout):
        dx = dout * (self.out + self.x * self.out * (1.0 - self.out))
        return dx


# ----------------------------------------------------------------------------------------------------------------------
# Update rules
# ----------------------------------------------------------------------------------------------------------------------


def sgd(w, dw, config=None):
    """Plain stochastic gradient descent.

    config:
    - learning_rate: the size of a step
    """
    if config is None:
        config = {}
    config.setdefault('learning_rate', 1e-2)
    w -= config['learning_rate'] * dw
    return w, config


def sgd_momentum(w, dw, config=None):
    """Gradient descent that keeps some of its speed.

    config:
    - learning_rate: the size of a step
    - momentum: the part of the speed that is kept
    - velocity: the speed, of the shape of w
    """
    if config is None:
        config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))
    v = config['momentum'] * v - config['learning_rate'] * dw
    next_w = w + v
    config['velocity'] = v
    return next_w, config


def adam(w, dw, config=None):
    """Gradient descent with running means of the gradient and of its square.

    config:
    - learning_rate: the size of a step
    - beta1, beta2: how slowly the running means change
    - epsilon: added to what is divided by
    - m, v: the running means
    - t: how many steps were taken
    """
    if config is None:
        config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(w))
    config.setdefault('v', np.zeros_like(w))
    config.setdefault('t', 0)
    config['t'] += 1
    config['m'] = config['beta1'] * config['m'] + (1 - config['beta1']) * dw
    config['v'] = config['beta2'] * config['v'] + (1 - config['beta2']) * dw ** 2
    m_hat = config['m'] / (1 - config['beta1'] ** config['t'])
    v_hat = config['v'] / (1 - config['beta2'] ** config['t'])
    next_w = w - config['learning_rate'] * m_hat / (np.sqrt(v_hat) + config['epsilon'])
    return next_w, config
