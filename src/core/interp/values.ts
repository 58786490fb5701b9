import type { FunctionDef, Lambda, ClassDef } from '../syntax/ast.ts';
import type { Num, Tensor } from '../tape/tensor.ts';
import type { Span } from '../base/span.ts';

/** Any Python value. `null` is None; JavaScript booleans and strings are Python's. */
export type Value =
  | null
  | boolean
  | string
  | Num
  | Tensor
  | PyList
  | PyTuple
  | PyDict
  | PySet
  | PyRange
  | PySlice
  | PyIterator
  | PyFunction
  | Builtin
  | BoundMethod
  | PyClass
  | Instance
  | PyModule
  | DTypeValue
  | EllipsisValue
  | Descriptor
  | SuperProxy
  | Unsupported;

export class PyList {
  readonly items: Value[];
  constructor(items: Value[]) {
    this.items = items;
  }
}

/** What `dict.keys()`, `.values()` and `.items()` give: a list taken at the call, which prints as Python's view. */
export class DictView extends PyList {
  readonly of: 'keys' | 'values' | 'items';
  constructor(of: DictView['of'], items: Value[]) {
    super(items);
    this.of = of;
  }
}

export class PyTuple {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** Keys compare as in Python: by `keyOf` (see `dict.ts`), so that `1`, `1.0` and `True` are one key. Insertion order is kept. */
export class PyDict {
  readonly entries = new Map<string, { key: Value; value: Value }>();
  /** `collections.defaultdict`'s factory, else null. */
  factory: Value = null;
}

export class PySet {
  readonly entries = new Map<string, Value>();
}

export class PyRange {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  constructor(start: number, stop: number, step: number) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

export class PySlice {
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
  constructor(start: Value, stop: Value, step: Value) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

/** A generator, `zip`, `enumerate`, `reversed`…: consumed once. */
export class PyIterator {
  readonly next: () => Value | undefined;
  constructor(next: () => Value | undefined) {
    this.next = next;
  }
}

/** A scope of names; lookups go outwards. */
export class Scope {
  readonly names = new Map<string, Value>();
  readonly parent: Scope | null;
  constructor(parent: Scope | null) {
    this.parent = parent;
  }
}

export class PyFunction {
  readonly name: string;
  readonly def: FunctionDef | Lambda;
  readonly closure: Scope;
  /** Defaults, evaluated when the `def` ran, by parameter name. */
  readonly defaults: ReadonlyMap<string, Value>;
  /** The file the function is written in; empty for the text under analysis. */
  readonly file: string;
  /** The class whose body defines it, for `super()`. */
  owner: PyClass | null = null;
  constructor(
    name: string,
    def: FunctionDef | Lambda,
    closure: Scope,
    defaults: ReadonlyMap<string, Value>,
    file: string,
  ) {
    this.name = name;
    this.def = def;
    this.closure = closure;
    this.defaults = defaults;
    this.file = file;
  }
}

/** Arguments of a call, after `*` and `**` were spread. */
export interface Arguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
}

/** What a built-in may use of the machine that calls it. The interpreter implements it (see `machine.ts`). */
export class Builtin {
  /** As users write it: `np.maximum`, `len`, `list.append`. */
  readonly name: string;
  readonly call: (args: Arguments, at: Span) => Value;
  /** Attributes of the callable itself (`np.add.at`, `np.maximum.reduce`); null where it has none. */
  readonly attribute: ((name: string) => Value | undefined) | null;
  constructor(
    name: string,
    call: (args: Arguments, at: Span) => Value,
    attribute: ((name: string) => Value | undefined) | null = null,
  ) {
    this.name = name;
    this.call = call;
    this.attribute = attribute;
  }
}

export class BoundMethod {
  readonly self: Value;
  readonly func: PyFunction | Builtin;
  constructor(self: Value, func: PyFunction | Builtin) {
    this.self = self;
    this.func = func;
  }
}

export class PyClass {
  readonly name: string;
  readonly bases: readonly PyClass[];
  readonly members = new Map<string, Value>();
  readonly def: ClassDef | null;
  /** The order in which attributes are looked up, this class first (see `classes.ts`). */
  mro: readonly PyClass[];
  /** How a built-in type (`list`, `dict`) makes the value that a call gives; null for classes whose instances have attributes only. */
  construct: ((args: Arguments) => Value) | null = null;
  /** A base that we do not know: attributes that are not found may be its. */
  unknownBase: Unsupported | null = null;
  constructor(name: string, bases: readonly PyClass[], def: ClassDef | null) {
    this.name = name;
    this.bases = bases;
    this.def = def;
    this.mro = [this, ...(bases[0]?.mro ?? [])];
  }
}

export class Instance {
  readonly cls: PyClass;
  readonly attributes = new Map<string, Value>();
  /** What an instance of a subclass of `list`, `dict`, `tuple`… holds; null for all others. */
  payload: Value = null;
  constructor(cls: PyClass) {
    this.cls = cls;
  }
}

/** `property`, `staticmethod`, `classmethod`: a class member that is read through `get` and assigned through `set`. */
export class Descriptor {
  readonly kind: 'property' | 'static' | 'class';
  readonly get: Value;
  readonly set: Value;
  constructor(kind: Descriptor['kind'], get: Value, set: Value = null) {
    this.kind = kind;
    this.get = get;
    this.set = set;
  }
}

/** What `super()` gives: attributes are looked up in the classes after `start`, and bound to `self`. */
export class SuperProxy {
  readonly start: PyClass;
  readonly self: Instance | PyClass;
  constructor(start: PyClass, self: Instance | PyClass) {
    this.start = start;
    this.self = self;
  }
}

/** `np`, `math`, a user's module. `get` returns undefined for an attribute that does not exist. */
export class PyModule {
  readonly name: string;
  readonly get: (attribute: string) => Value | undefined;
  constructor(name: string, get: (attribute: string) => Value | undefined) {
    this.name = name;
    this.get = get;
  }
}

/** `np.float32`, `int`, `'float64'` resolved. Calling it converts. */
export class DTypeValue {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export class EllipsisValue {
  readonly name = 'Ellipsis';
  static readonly instance = new EllipsisValue();
}

/**
 * Stands for what we could not evaluate (an import that is not there, an unknown NumPy function). It can be bound, passed
 * and looked up lazily; only what really computes with it fails, with `reason` and the place where it began.
 */
export class Unsupported {
  readonly reason: string;
  readonly span: Span;
  /** The file of the span; empty for the text under analysis. */
  readonly file: string;
  constructor(reason: string, span: Span, file = '') {
    this.reason = reason;
    this.span = span;
    this.file = file;
  }
}
