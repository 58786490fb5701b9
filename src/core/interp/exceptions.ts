import { linearize } from './mro.ts';
import type { Runtime } from './runtime.ts';
import { Instance, PyClass, PyTuple, type Value } from './values.ts';

/** The root of all classes. */
export const OBJECT = new PyClass('object', [], null);

/** Python's exception classes: each line a class, and those under it indented by one more space. */
const HIERARCHY = `
BaseException
 SystemExit
 KeyboardInterrupt
 GeneratorExit
 Exception
  StopIteration
  ArithmeticError
   FloatingPointError
   OverflowError
   ZeroDivisionError
  AssertionError
  AttributeError
  BufferError
  EOFError
  ImportError
   ModuleNotFoundError
  LookupError
   IndexError
   KeyError
  MemoryError
  NameError
   UnboundLocalError
  OSError
   FileExistsError
   FileNotFoundError
   PermissionError
   TimeoutError
  ReferenceError
  RuntimeError
   NotImplementedError
   RecursionError
  SyntaxError
   IndentationError
  SystemError
  TypeError
  ValueError
   UnicodeError
    UnicodeDecodeError
    UnicodeEncodeError
  Warning
   DeprecationWarning
   FutureWarning
   RuntimeWarning
   SyntaxWarning
   UserWarning
`;

const classes = build();

function build(): ReadonlyMap<string, PyClass> {
  const made = new Map<string, PyClass>();
  const ancestors: PyClass[] = [OBJECT];
  for (const line of HIERARCHY.trim().split('\n')) {
    const name = line.trimStart();
    const level = line.length - name.length + 1;
    const parent = ancestors[level - 1] ?? OBJECT;
    const cls = new PyClass(name, [parent], null);
    ancestors[level] = cls;
    made.set(name, cls);
  }
  const error = made.get('OSError');
  if (error) made.set('IOError', error).set('EnvironmentError', error);
  return made;
}

/** The built-in exception classes by name. */
export const exceptionClasses: ReadonlyMap<string, PyClass> = classes;

const BASE_EXCEPTION = classes.get('BaseException') ?? OBJECT;

/** The class of that name; a name that Python does not know (NumPy's `AxisError`) becomes a kind of ValueError. */
export function exceptionClass(name: string): PyClass {
  const known = classes.get(name);
  if (known) return known;
  const parents = [classes.get('ValueError'), name === 'AxisError' ? classes.get('IndexError') : undefined];
  const bases = parents.filter((parent) => parent !== undefined);
  const cls = new PyClass(name, bases, null);
  cls.mro = linearize(cls) ?? cls.mro;
  return cls;
}

/** Whether instances of the class can be raised. */
export function isExceptionClass(cls: PyClass): boolean {
  return cls.mro.includes(BASE_EXCEPTION);
}

/** An exception with `args`. */
export function makeException(cls: PyClass, args: readonly Value[]): Instance {
  const exception = new Instance(cls);
  exception.attributes.set('args', new PyTuple(args));
  return exception;
}

/** The arguments an exception was made with. */
export function exceptionArguments(exception: Instance): readonly Value[] {
  const args = exception.attributes.get('args');
  return args instanceof PyTuple ? args.items : [];
}

/** Raises KeyError for a key that is not there. */
export function keyError(rt: Runtime, key: Value): never {
  return rt.raise(makeException(exceptionClass('KeyError'), [key]));
}
