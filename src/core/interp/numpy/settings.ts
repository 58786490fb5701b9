import { PyDict, type Instance } from '../values.ts';
import { define, type Definitions } from './define.ts';
import { nativeObject } from './native.ts';

/** A context manager that changes nothing, for our numbers never warn; as a decorator it leaves the function as it is. */
function neutralContext(name: string): Instance {
  const context: Instance = nativeObject(
    name,
    {},
    { __enter__: () => context, __exit__: () => null, __call__: (decorated = null) => decorated },
  );
  return context;
}

const settings = define('*args, **kwargs', () => new PyDict());

/** How NumPy warns and prints. What is printed for people follows the defaults. */
export const SETTING_FUNCTIONS: Definitions = {
  errstate: define('*args, **kwargs', () => neutralContext('errstate')),
  printoptions: define('*args, **kwargs', () => neutralContext('printoptions')),
  seterr: settings,
  geterr: settings,
  set_printoptions: settings,
  get_printoptions: settings,
  array2string: define('a, *args, **kwargs', (call) => call.host.str(call.value('a'))),
  array_str: define('a, *args, **kwargs', (call) => call.host.str(call.value('a'))),
  array_repr: define('a, *args, **kwargs', (call) => call.host.repr(call.value('a'))),
};
