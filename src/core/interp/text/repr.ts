import { formatArray, reprArray } from '../../ndarray/format.ts';
import { formatFloat, formatInteger } from '../../ndarray/numberFormat.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { lookUp } from '../classes.ts';
import { identityOf } from '../dict.ts';
import { exceptionArguments, isExceptionClass } from '../exceptions.ts';
import type { Runtime } from '../runtime.ts';
import {
  BoundMethod,
  Builtin,
  DictView,
  DTypeValue,
  EllipsisValue,
  Instance,
  PyClass,
  PyDict,
  PyFunction,
  PyIterator,
  PyList,
  PyModule,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  Unsupported,
  type Value,
} from '../values.ts';

/** Containers whose text is being made, so that one that holds itself ends. */
type Open = Set<object>;

/** Python's `repr`. */
export function reprOf(rt: Runtime, value: Value): string {
  return represent(rt, value, new Set());
}

/** Python's `str`, which differs for strings, arrays, exceptions and instances. */
export function strOf(rt: Runtime, value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof Tensor) return formatArray(value.array);
  if (value instanceof Instance) {
    const method = lookUp(value.cls, '__str__') ?? lookUp(value.cls, '__repr__');
    if (method !== undefined) return textFrom(rt, rt.invoke(method, value));
    if (isExceptionClass(value.cls)) return exceptionText(rt, value);
    if (value.payload !== null) return strOf(rt, value.payload);
  }
  if (value instanceof DTypeValue && !PYTHON_TYPES.has(value.name)) return value.name;
  return reprOf(rt, value);
}

function exceptionText(rt: Runtime, exception: Instance): string {
  const args = exceptionArguments(exception);
  const [first] = args;
  if (first === undefined) return '';
  if (args.length > 1) return reprOf(rt, new PyTuple(args));
  return exception.cls.name === 'KeyError' ? reprOf(rt, first) : strOf(rt, first);
}

function textFrom(rt: Runtime, value: Value): string {
  if (typeof value === 'string') return value;
  return rt.fail('TypeError', rt.localize("__str__ must give text, not '{0}'", rt.typeName(value)));
}

const PYTHON_TYPES = new Set(['int', 'float', 'bool', 'complex']);

function represent(rt: Runtime, value: Value, open: Open): string {
  rt.budget.work(1);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Num) return value.isInt ? formatInteger(value.value) : formatFloat(value.value);
  if (value instanceof Tensor) return reprArray(value.array);
  if (value instanceof Instance) return representInstance(rt, value, open);
  if (value instanceof PyList || value instanceof PyTuple || value instanceof PyDict || value instanceof PySet) {
    return representContainer(rt, value, open);
  }
  return representOther(rt, value);
}

function representInstance(rt: Runtime, value: Instance, open: Open): string {
  const method = lookUp(value.cls, '__repr__');
  if (method !== undefined) return textFrom(rt, rt.invoke(method, value));
  if (isExceptionClass(value.cls)) {
    const args = exceptionArguments(value).map((item) => represent(rt, item, open));
    return `${value.cls.name}(${args.join(', ')})`;
  }
  if (value.payload !== null) return represent(rt, value.payload, open);
  return `<${value.cls.name} object>`;
}

function representContainer(rt: Runtime, value: PyList | PyTuple | PyDict | PySet, open: Open): string {
  if (open.has(value)) return value instanceof PyDict ? '{...}' : '[...]';
  open.add(value);
  const text = containerText(rt, value, (item) => represent(rt, item, open));
  open.delete(value);
  return text;
}

function containerText(rt: Runtime, value: PyList | PyTuple | PyDict | PySet, item: (value: Value) => string): string {
  if (value instanceof PyDict) {
    const entries = [...value.entries.values()].map((entry) => `${item(entry.key)}: ${item(entry.value)}`);
    const text = `{${entries.join(', ')}}`;
    return value.factory === null ? text : `defaultdict(${reprOf(rt, value.factory)}, ${text})`;
  }
  if (value instanceof PySet) {
    const members = [...value.entries.values()].map(item);
    return members.length === 0 ? 'set()' : `{${members.join(', ')}}`;
  }
  const items = value.items.map(item).join(', ');
  if (value instanceof PyTuple) return value.items.length === 1 ? `(${items},)` : `(${items})`;
  return value instanceof DictView ? `dict_${value.of}([${items}])` : `[${items}]`;
}

function representOther(rt: Runtime, value: Value): string {
  if (value instanceof PyRange) return rangeText(value);
  if (value instanceof PySlice) {
    return `slice(${[value.start, value.stop, value.step].map((part) => reprOf(rt, part)).join(', ')})`;
  }
  if (value instanceof DTypeValue) {
    return PYTHON_TYPES.has(value.name) ? `<class '${value.name}'>` : `dtype('${value.name}')`;
  }
  if (value instanceof PyClass) return `<class '${value.def ? '__main__.' : ''}${value.name}'>`;
  if (value instanceof PyFunction) return `<function ${value.name}>`;
  if (value instanceof Builtin) return `<built-in function ${value.name}>`;
  if (value instanceof BoundMethod) return `<bound method ${value.func.name}>`;
  if (value instanceof PyModule) return `<module '${value.name}'>`;
  if (value instanceof PyIterator) return '<generator object>';
  if (value instanceof EllipsisValue) return 'Ellipsis';
  if (value instanceof Unsupported) return `<${value.reason}>`;
  return `<object ${String(typeof value === 'object' && value ? identityOf(value) : 0)}>`;
}

function rangeText({ start, stop, step }: PyRange): string {
  const bounds = `${String(start)}, ${String(stop)}`;
  return step === 1 ? `range(${bounds})` : `range(${bounds}, ${String(step)})`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A string as Python quotes it. */
export function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(/[\\\n\r\t'"]|\p{Cc}/gu, (char) => {
    const escape = ESCAPES[char];
    if (escape !== undefined) return escape;
    if (char === "'" || char === '"') return char === quote ? `\\${char}` : char;
    return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `${quote}${body}${quote}`;
}
