import { flip } from '../../ndarray/rearrange.ts';
import { sliceAxis } from '../../ndarray/split.ts';
import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import type { NumpyHost } from '../host.ts';
import type { PyModule, Value } from '../values.ts';
import type { Call } from './call.ts';
import { define, type Definition, type Definitions } from './define.ts';
import { viewBy, viewed } from './gates.ts';
import { convolved, overlapMode } from './linear.ts';
import { moduleOf } from './native.ts';
import { gate } from './apply.ts';
import { shapeOf } from './operands.ts';

function turned(host: NumpyHost, operand: Operand): Operand {
  return viewBy(host, ops.flip, operand, { axis: null }, (a) => flip(a, null));
}

/**
 * Slides a small matrix over a padded large one and sums the products. The windows are a strided look at the padded matrix, so
 * that gradient flows to both.
 */
function slid(
  host: NumpyHost,
  image: Operand,
  kernel: Operand,
  mode: 'full' | 'same' | 'valid',
  fill: number,
): Operand {
  const [rows = 0, columns = 0] = shapeOf(image);
  const [height = 0, width = 0] = shapeOf(kernel);
  if (shapeOf(image).length !== 2 || shapeOf(kernel).length !== 2) {
    return host.fail('ValueError', host.localize('a convolution in two dimensions needs two matrices'));
  }
  if (mode === 'valid' && (height > rows || width > columns)) {
    return host.unsupported(host.localize('a kernel that is larger than the image'));
  }
  const [top, left] = mode === 'valid' ? [0, 0] : [height - 1, width - 1];
  const widths = [
    [top, top],
    [left, left],
  ];
  const padded = gate(host, ops.pad, [image], { widths, mode: 'constant', values: fill });
  const stride = columns + 2 * left;
  const shape = [rows + 2 * top - height + 1, stride - width + 1, height, width];
  const windows = gate(host, ops.getitem, [padded], { shape, strides: [stride, 1, stride, 1], offset: 0 });
  return gate(host, ops.tensordot, [windows, kernel], { axes: 2 });
}

/** The part of a full result that lies in the middle and is as large as the image. */
function middle(host: NumpyHost, full: Operand, image: Operand, kernel: Operand, roundUp: boolean): Operand {
  return shapeOf(image).reduce((result, length, axis) => {
    const excess = (shapeOf(kernel)[axis] ?? 1) - 1;
    const start = roundUp ? Math.ceil(excess / 2) : Math.floor(excess / 2);
    return viewed(host, result, (a) => sliceAxis(a, axis, start, start + length));
  }, full);
}

type TwoDimensional = 'in1' | 'in2' | 'mode' | 'boundary' | 'fillvalue';

function correlated(call: Call<TwoDimensional>, isConvolution: boolean): Value {
  const { host } = call;
  if (call.text('boundary') !== 'fill') host.unsupported(`${call.callee}(boundary='${call.text('boundary')}')`);
  const [image, kernel] = [call.operand('in1'), call.operand('in2')];
  const mode = overlapMode(call);
  const full = slid(host, image, isConvolution ? turned(host, kernel) : kernel, mode, call.number('fillvalue'));
  return mode === 'same' ? middle(host, full, image, kernel, !isConvolution) : full;
}

function twoDimensional(isConvolution: boolean): Definition {
  return define("in1, in2, mode='full', boundary='fill', fillvalue=0", (call) => correlated(call, isConvolution));
}

/** One dimension as in NumPy, two as above. */
function anyDimension(isConvolution: boolean): Definition {
  const signature = "in1, in2, mode='full', method='auto', boundary='fill', fillvalue=0" as const;
  return define(signature, (call) => {
    const { host } = call;
    const [a, v] = [call.operand('in1'), call.operand('in2')];
    if (shapeOf(a).length === 2) return correlated(call, isConvolution);
    if (shapeOf(a).length !== 1) return host.unsupported(host.localize('{0} of more than two dimensions', call.callee));
    return convolved(host, a, isConvolution ? v : turned(host, v), overlapMode(call));
  });
}

export const SIGNAL_FUNCTIONS: Definitions = {
  convolve2d: twoDimensional(true),
  correlate2d: twoDimensional(false),
  convolve: anyDimension(true),
  correlate: anyDimension(false),
  fftconvolve: anyDimension(true),
};

export function signalModule(host: NumpyHost): PyModule {
  return moduleOf(host, 'scipy.signal', 'scipy.signal', SIGNAL_FUNCTIONS, () => undefined);
}
