import { asStrided as ndAsStrided, slidingWindowView } from '../../ndarray/windows.ts';
import { NDArray } from '../../ndarray/ndarray.ts';
import { ops } from '../../ops/table.ts';
import { Tensor } from '../../tape/tensor.ts';
import { asInt, asInts, asShape, isSequence } from './convert.ts';
import { define, type Definitions } from './define.ts';
import { viewBy } from './gates.ts';
import { shapeOf } from './operands.ts';

/** Every element takes so many bytes, whatever its dtype is called; strides count them. */
export const ITEM_BYTES = 8;

const asStrided = define('x, shape=None, strides=None, subok=False, writeable=True', (call) => {
  const { host } = call;
  const x = call.tensor('x');
  const shape = call.has('shape') ? asShape(host, call.value('shape')) : [...x.shape];
  const bytes = call.has('strides') ? asInts(host, call.value('strides'), 'strides') : null;
  if (bytes?.some((stride) => stride % ITEM_BYTES !== 0) === true) {
    host.fail(
      'ValueError',
      host.localize('strides must be multiples of the size of an element, which is {0} bytes', ITEM_BYTES),
    );
  }
  const strides = bytes ? bytes.map((stride) => stride / ITEM_BYTES) : [...x.strides];
  const window = ndAsStrided(x.array, shape, strides);
  if (x.offset === 0 && x.array.isContiguous)
    return host.tape.view(ops.as_strided, x, window, { shape, strides }, host.site());
  // Strides of a view are those of its buffer, so that the window is one on the whole buffer.
  const whole = new Tensor(x.storage, new NDArray(x.storage.data, [x.storage.data.length], x.dtype), null);
  return host.tape.view(ops.getitem, whole, window, { shape, strides, offset: x.offset }, host.site());
});

const slidingWindows = define('x, window_shape, axis=None, *, subok=False, writeable=False', (call) => {
  const { host } = call;
  const value = call.value('window_shape');
  const window = isSequence(value) ? asInts(host, value, 'window_shape') : asInt(host, value, 'window_shape');
  const x = call.operand('x');
  const axis = call.axis('axis') ?? (shapeOf(x).length === 1 ? 0 : null);
  return viewBy(host, ops.sliding_window_view, x, { window, axis }, (a) => slidingWindowView(a, window, axis));
});

/** The functions of `np.lib.stride_tricks`. */
export const STRIDE_FUNCTIONS: Definitions = {
  as_strided: asStrided,
  sliding_window_view: slidingWindows,
};
