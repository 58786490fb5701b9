import { english, type Localize } from '../base/localize.ts';
import type { Span } from '../base/span.ts';
import { ArrayError } from '../ndarray/errors.ts';
import type { BinaryOperator, CompareOperator, FunctionDef, Lambda } from '../syntax/ast.ts';
import type { Site } from '../tape/node.ts';
import { Tape } from '../tape/recorder.ts';
import { attributeOf, deleteAttribute, setAttribute } from './attributes.ts';
import { Builtins } from './builtins/objects.ts';
import { lengthOf } from './builtins/sequences.ts';
import { makeTypes, typeNameOf, typeOf } from './builtins/types.ts';
import { callFunction, callValue, sendTo } from './call.ts';
import type { PythonVersion, StarLookup } from './compile/context.ts';
import type { Code } from './code.ts';
import { dictOf, keyOf } from './dict.ts';
import { exceptionClass, makeException } from './exceptions.ts';
import type { RunOptions, RunProblem } from './execution.ts';
import { iterate, listOf } from './iterate.ts';
import { Budget, DEFAULT_LIMITS } from './limits.ts';
import { unboundMethod } from './methods/index.ts';
import { binaryOperators } from './operators/binary.ts';
import { comparisons, equal } from './operators/compare.ts';
import { standIn } from './problems.ts';
import type { NameLookup, Runtime } from './runtime.ts';
import { Poisoned, PyRaise } from './signals.ts';
import { deleteItem, getItem, setItem } from './subscript.ts';
import { reprOf, strOf } from './text/repr.ts';
import { truthOf } from './truth.ts';
import {
  Instance,
  PyTuple,
  Unsupported,
  type Arguments,
  type PyClass,
  type PyDict,
  type PyFunction,
  type PyIterator,
  type PyModule,
  type Value,
} from './values.ts';

const NOWHERE: Span = { start: 0, end: 0 };
/** What is printed beyond this is dropped. */
const MAX_OUTPUT = 1_000_000;

/** What loads modules; the machine gives it, because modules are run. */
export interface Importer {
  importModule(dottedName: string, level: number, fromFile: string, span: Span): PyModule | Unsupported;
  ownNames(module: PyModule): ReadonlyMap<string, Value> | null;
  starLookup(module: PyModule): StarLookup;
  pythonOf(file: string): PythonVersion;
}

/** The parts of the evaluator bound together. Each method is one of them, described where it is written. */
export class Interpreter implements Runtime {
  readonly localize: Localize;
  readonly ieee: boolean;
  readonly seed: number;
  readonly budget: Budget;
  readonly tape: Tape;
  readonly builtins: NameLookup = new Builtins(this);
  readonly codes = new Map<FunctionDef | Lambda, Code | (() => Code)>();
  readonly handled: PyRaise[] = [];
  readonly problems: RunProblem[] = [];
  #types: ReadonlyMap<string, PyClass> | null = null;
  #output = '';
  #frames = 0;
  readonly #reported = new Set<string>();
  readonly #importer: Importer;

  constructor(options: RunOptions, importer: Importer) {
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.localize = options.localize ?? english;
    this.ieee = options.ieee ?? false;
    this.seed = options.seed ?? 0;
    this.budget = new Budget(limits, options.clock ?? null, this.localize);
    this.tape = new Tape({ elements: limits.elements, totalElements: limits.totalElements });
    this.#importer = importer;
  }

  get python2(): boolean {
    return this.#python().lenient;
  }

  get dialect(): 2 | 3 {
    return this.#python().dialect;
  }

  get floorsIntegers(): boolean {
    return this.#python().floorsIntegers;
  }

  get types(): ReadonlyMap<string, PyClass> {
    return (this.#types ??= makeTypes(this));
  }

  get output(): string {
    return this.#output;
  }

  #python(): PythonVersion {
    return this.#importer.pythonOf(this.budget.place?.file ?? '');
  }

  builtin(name: string): Value {
    return this.builtins.get(name) ?? null;
  }

  nextFrame(): number {
    return ++this.#frames;
  }

  site(): Site | null {
    return this.budget.place;
  }

  fail(exception: string, message: string, span?: Span): never {
    return this.raise(makeException(exceptionClass(exception), [message]), span);
  }

  raise(exception: Instance, span?: Span): never {
    const { place } = this.budget;
    const at = span ? { file: place?.file ?? '', span } : place;
    throw new PyRaise(exception, strOf(this, exception), at);
  }

  raiseAgain(): never {
    const last = this.handled.at(-1);
    if (last) throw last;
    return this.fail('RuntimeError', this.localize('there is no exception to raise again'));
  }

  raised(error: unknown): PyRaise | null {
    if (error instanceof PyRaise) return error;
    if (!(error instanceof ArrayError)) return null;
    const exception = makeException(exceptionClass(error.kind), [error.message]);
    return new PyRaise(exception, error.message, this.budget.place, error.operation);
  }

  exceptionClass(name: string): PyClass {
    return exceptionClass(name);
  }

  unsupported(what: string, span?: Span): never {
    const place = this.budget.place;
    const reason = this.localize('{0} is not supported', what);
    return this.stop(new Unsupported(reason, span ?? place?.span ?? NOWHERE, place?.file ?? ''));
  }

  unknown(reason: string): Unsupported {
    const place = this.budget.place;
    return new Unsupported(reason, place?.span ?? NOWHERE, place?.file ?? '');
  }

  stop(origin: Unsupported): never {
    throw new Poisoned(this.poison(origin));
  }

  poison(origin: Unsupported): Unsupported {
    const { reason, span, file } = origin;
    const known = this.#reported.size;
    this.markReported(origin);
    if (this.#reported.size > known) {
      this.problems.push({ kind: 'unsupported', exception: '', message: reason, span, file, calls: [] });
    }
    return origin;
  }

  report(problem: RunProblem): Unsupported {
    const { span, file } = problem;
    const isKnown = this.problems.some((known) => known.span.start === span.start && known.file === file);
    if (!isKnown) this.problems.push(problem);
    const origin = standIn(problem);
    this.markReported(origin);
    return origin;
  }

  /** What stands for a failure that `problems` tells of already. */
  markReported({ reason, span, file }: Unsupported): void {
    this.#reported.add(`${file}:${String(span.start)}:${String(span.end)}:${reason}`);
  }

  call(callee: Value, args: Arguments): Value {
    return callValue(this, callee, args);
  }

  invoke(callee: Value, ...positional: Value[]): Value {
    return callValue(this, callee, { positional, keywords: NO_KEYWORDS });
  }

  callFunction(fn: PyFunction, positional: readonly Value[], keywords: ReadonlyMap<string, Value>): Value {
    return callFunction(this, fn, positional, keywords);
  }

  send(iterator: PyIterator, value: Value): Value {
    return sendTo(this, iterator, value);
  }

  iterate(value: Value): Iterable<Value> {
    return iterate(this, value);
  }

  list(value: Value): Value[] {
    return listOf(this, value);
  }

  truth(value: Value): boolean {
    return truthOf(this, value);
  }

  binary(op: BinaryOperator, left: Value, right: Value): Value {
    return binaryOperators[op](this, left, right);
  }

  compare(op: CompareOperator, left: Value, right: Value): Value {
    return comparisons[op](this, left, right);
  }

  equal(left: Value, right: Value): boolean {
    return equal(this, left, right);
  }

  less(left: Value, right: Value): boolean {
    return truthOf(this, comparisons['<'](this, left, right));
  }

  attribute(value: Value, name: string): Value | undefined {
    return attributeOf(this, value, name);
  }

  getAttribute(value: Value, name: string): Value {
    const found = attributeOf(this, value, name);
    if (found !== undefined) return found;
    return this.fail('AttributeError', this.localize("'{0}' has no attribute '{1}'", typeNameOf(value), name));
  }

  setAttribute(value: Value, name: string, to: Value): void {
    setAttribute(this, value, name, to);
  }

  deleteAttribute(value: Value, name: string): void {
    deleteAttribute(this, value, name);
  }

  getItem(value: Value, index: Value): Value {
    return getItem(this, value, index);
  }

  setItem(value: Value, index: Value, to: Value): void {
    setItem(this, value, index, to);
  }

  deleteItem(value: Value, index: Value): void {
    deleteItem(this, value, index);
  }

  length(value: Value): number {
    return lengthOf(this, value);
  }

  keyOf(value: Value): string {
    return keyOf(this, value);
  }

  typeOf(value: Value): Value {
    return typeOf(this, value);
  }

  typeName(value: Value): string {
    return typeNameOf(value);
  }

  repr(value: Value): string {
    return reprOf(this, value);
  }

  str(value: Value): string {
    return strOf(this, value);
  }

  dictOf(entries: Iterable<readonly [string, Value]>): PyDict {
    return dictOf(entries);
  }

  nativeMember(cls: PyClass, name: string): Value | undefined {
    return unboundMethod(this, cls.name, name);
  }

  initializeException(self: Value, args: Arguments): Value {
    if (self instanceof Instance && self.attributes.has('args'))
      self.attributes.set('args', new PyTuple(args.positional));
    return null;
  }

  numpyName(name: string): Value {
    return this.getAttribute(this.importModule('numpy', 0, '', NOWHERE), name);
  }

  importModule(dottedName: string, level: number, fromFile: string, span: Span): PyModule | Unsupported {
    return this.#importer.importModule(dottedName, level, fromFile, span);
  }

  ownNames(module: PyModule): ReadonlyMap<string, Value> | null {
    return this.#importer.ownNames(module);
  }

  starLookup(module: PyModule): StarLookup {
    return this.#importer.starLookup(module);
  }

  print(text: string): void {
    this.work(text.length >> 6);
    if (this.#output.length < MAX_OUTPUT) this.#output += text;
  }

  allocate(elements: number): void {
    this.budget.allocate(elements);
  }

  work(steps: number): void {
    this.budget.work(steps);
  }
}

const NO_KEYWORDS: ReadonlyMap<string, Value> = new Map();
