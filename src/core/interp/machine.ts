import type { Span } from '../base/span.ts';
import type { Expr, Module, Stmt } from '../syntax/ast.ts';
import type { TapeApi } from '../tape/tape.ts';
import { Compiler } from './compile/compiler.ts';
import type { PythonVersion, StarLookup, Unit } from './compile/context.ts';
import { isDefinition, pythonOf } from './definitions.ts';
import type { Execution, RunOptions, RunProblem } from './execution.ts';
import { Frame } from './frame.ts';
import { Interpreter, type Importer } from './interpreter.ts';
import { nativeModule } from './modules/index.ts';
import { importable } from './numpy/index.ts';
import { settle, standIn, type Settled } from './problems.ts';
import { standInModule } from './standIns.ts';
import { namesChangedBy, namesOfBody } from './scopes.ts';
import { Observed, Trace } from './trace.ts';
import { Instance, PyDict, PyModule, Scope, Unsupported, type Value } from './values.ts';

/** How a call from outside ended. */
export type CallResult =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: RunProblem };

/** A parsed file and the last value of each of its expressions. */
export interface Inspected {
  readonly module: Module;
  readonly lastValue: (expr: Expr) => Value | undefined;
}

/** Evaluates one module and what it imports. Nothing here throws: what goes wrong is told in `execution().problems`. */
export class Machine implements Importer {
  readonly module: Module;
  readonly #options: RunOptions;
  readonly #rt: Interpreter;
  readonly #trace: Trace;
  readonly #main: Unit;
  readonly #units = new Map<string, Unit>();
  readonly #modules = new Map<string, PyModule | null>();
  readonly #own = new Map<PyModule, Unit>();
  readonly #searched = new Set<Unit>();
  readonly #trees = new Map<string, Module>();
  #imports: 'all' | 'definitions' = 'all';

  constructor(module: Module, options: RunOptions = {}) {
    this.module = module;
    this.#options = options;
    this.#rt = new Interpreter(options, this);
    this.#trace = new Trace(options.onBinding ?? null);
    this.#main = this.#unitOf(module, '', '__main__');
  }

  /** The module's names. A caller may add to them before a run. */
  get globals(): Map<string, Value> {
    return this.#main.globals.names;
  }

  get tape(): TapeApi {
    return this.#rt.tape;
  }

  /** Runs every statement of the module. A statement that fails is reported, and the next one runs. */
  run(): Execution {
    this.#runUnit(this.#main, this.module, 'all');
    return this.execution();
  }

  /** Runs imports, definitions and constants alone, so that functions can be called without running a script's training. */
  runDefinitions(): Execution {
    this.#imports = 'definitions';
    this.#runUnit(this.#main, this.module, 'definitions');
    return this.execution();
  }

  execution(): Execution {
    const { observed, globals } = this.#main;
    const text = this.#rt.output;
    return {
      module: this.module,
      bindings: this.#trace.bindings,
      problems: this.#rt.problems,
      globals: globals.names,
      lastValue: (expr: Expr) => observed.valueOf(expr),
      output: text === '' ? [] : text.replace(/\n$/, '').split('\n'),
    };
  }

  /** A file that took part in the run, with what its expressions last gave: for who wants to know why the run failed. */
  inspect(file: string): Inspected | null {
    const unit = this.#units.get(file);
    const module = file === '' ? this.module : this.#trees.get(file);
    return unit && module ? { module, lastValue: (expr) => unit.observed.valueOf(expr) } : null;
  }

  /** Runs further statements of the module, such as the assignments of globals that functions read. */
  runStatements(statements: readonly Stmt[]): void {
    const compiler = new Compiler(this.#main, 'module', namesOfBody([]));
    const frame = new Frame(this.#main.globals, 0, null, null);
    this.#rt.budget.renew();
    for (const statement of statements) if (this.#runStatement(this.#main, compiler, statement, frame)) return;
  }

  /** The value of a name of the module, undefined when it has none. */
  lookup(name: string): Value | undefined {
    return this.#nameOf(this.#main, name);
  }

  /** Calls a function, class or any callable, with a budget of its own. */
  call(callee: Value, positional: readonly Value[] = [], keywords: ReadonlyMap<string, Value> = new Map()): CallResult {
    return this.#safely(() => this.#rt.call(callee, { positional, keywords }));
  }

  /** An attribute of a value, undefined when there is none or reading it fails. */
  getAttribute(value: Value, name: string): Value | undefined {
    const result = this.#safely(() => this.#rt.attribute(value, name) ?? null);
    return result.ok && (result.value !== null || this.#rt.attribute(value, name) === null) ? result.value : undefined;
  }

  /** Gives a value an attribute; false when that fails. */
  setAttribute(value: Value, name: string, to: Value): boolean {
    return this.#safely(() => {
      this.#rt.setAttribute(value, name, to);
      return null;
    }).ok;
  }

  /** Python's `repr` of a value, for messages. */
  repr(value: Value): string {
    const result = this.#safely(() => this.#rt.repr(value));
    return result.ok && typeof result.value === 'string' ? result.value : '?';
  }

  /** Does something with recording on or off, as a hand-written backward pass needs it off. */
  withRecording<T>(on: boolean, action: () => T): T {
    const { tape } = this.#rt;
    const before = tape.recording;
    tape.recording = on;
    try {
      return action();
    } finally {
      tape.recording = before;
    }
  }

  #safely(action: () => Value): CallResult {
    this.#rt.budget.renew();
    this.#rt.tape.elements = 0;
    this.#trace.begin();
    try {
      const value = action();
      if (!(value instanceof Unsupported)) return { ok: true, value };
      const { reason, span, file } = this.#rt.poison(value);
      return { ok: false, problem: { kind: 'unsupported', exception: '', message: reason, span, file, calls: [] } };
    } catch (error) {
      this.#rt.handled.length = 0;
      return { ok: false, problem: settle(this.#rt, error).problem };
    }
  }

  #unitOf(module: Module, file: string, name: string): Unit {
    const { loopLimit, recovers, probe, instead } = this.#options;
    const unit: Unit = {
      rt: this.#rt,
      trace: this.#trace,
      observed: new Observed(module.exprCount),
      file,
      globals: new Scope(null),
      builtins: this.#rt.builtins,
      python: pythonOf(module),
      stars: [],
      unknownStar: null,
      loopLimit: (statement) => (file === '' ? loopLimit?.(statement) : undefined),
      probe: (file === '' ? probe : undefined) ?? null,
      instead: (file === '' ? instead : undefined) ?? null,
      recovers: (statement) => file === '' && recovers?.(statement) === true,
    };
    unit.globals.names.set('__name__', name).set('__file__', file).set('__doc__', null);
    this.#units.set(file, unit);
    return unit;
  }

  #runUnit(unit: Unit, module: Module, which: 'all' | 'definitions'): void {
    const compiler = new Compiler(unit, 'module', namesOfBody([]));
    const number = unit.file === '' ? 0 : this.#rt.nextFrame();
    const frame = new Frame(unit.globals, number, null, null);
    const isModule = (name: string): boolean => unit.globals.names.get(name) instanceof PyModule;
    let isOver = false;
    for (const statement of module.body) {
      const defines = (which === 'definitions' || isOver) && isDefinition(statement, isModule);
      if (which === 'definitions' && !defines) this.#skip(unit, statement);
      else if (!isOver || defines) isOver = this.#runStatement(unit, compiler, statement, frame) || isOver;
    }
  }

  /** Runs one statement of a module; true when the run ends with it. */
  #runStatement(unit: Unit, compiler: Compiler, statement: Stmt, frame: Frame): boolean {
    const { budget } = this.#rt;
    try {
      budget.place = compiler.site(statement.span);
      budget.step();
      compiler.statement(statement)(frame);
      return false;
    } catch (error) {
      budget.depth = 0;
      this.#rt.handled.length = 0;
      const raised = this.#rt.raised(error);
      if (raised?.exception.cls.name === 'SystemExit') return true;
      const settled = settle(this.#rt, error);
      this.#report(unit, statement, settled);
      if (settled.fatal) budget.grace();
      return settled.fatal;
    }
  }

  #report(unit: Unit, statement: Stmt, { problem }: Settled): void {
    const origin = standIn(problem);
    if (problem.kind === 'unsupported') this.#rt.poison(origin);
    else {
      this.#rt.problems.push(problem);
      this.#rt.markReported(origin);
    }
    poisonTargets(unit, statement, origin);
  }

  /** Names that a statement would have bound, had it been run. */
  #skip(unit: Unit, statement: Stmt): void {
    const { names } = unit.globals;
    for (const name of namesChangedBy(statement)) {
      if (names.has(name)) continue;
      names.set(name, new Unsupported(this.#rt.localize('{0} was not evaluated', name), statement.span, unit.file));
    }
  }

  pythonOf(file: string): PythonVersion {
    return this.#units.get(file)?.python ?? this.#main.python;
  }

  ownNames(module: PyModule): ReadonlyMap<string, Value> | null {
    return this.#own.get(module)?.globals.names ?? null;
  }

  importModule(dottedName: string, level: number, fromFile: string, span: Span): PyModule | Unsupported {
    const known = level === 0 ? this.#libraryModule(dottedName) : undefined;
    const module = known ?? this.#userModule(dottedName, level, fromFile);
    return module ?? new Unsupported(this.#rt.localize('{0} is not available', dottedName), span, fromFile);
  }

  starLookup(module: PyModule): StarLookup {
    const unit = this.#own.get(module);
    if (unit) return (name) => this.#nameOf(unit, name);
    return (name) => (KEPT_BUILTINS.has(name) ? undefined : module.get(name));
  }

  #libraryModule(name: string): PyModule | undefined {
    const known = this.#modules.get(`library ${name}`);
    if (known !== undefined) return known ?? undefined;
    const made = nativeModule(this.#rt, name) ?? importable(this.#rt, name);
    this.#modules.set(`library ${name}`, made ?? null);
    return made;
  }

  #userModule(dottedName: string, level: number, fromFile: string): PyModule | null {
    const standIns = standInModule(dottedName);
    const found = standIns
      ? { module: standIns, file: dottedName }
      : (this.#options.load?.(dottedName, level, fromFile) ?? null);
    if (!found) return null;
    const known = this.#modules.get(found.file);
    if (known) return known;
    const { module, file } = found;
    const unit = this.#unitOf(module, file, dottedName);
    const made = new PyModule(
      dottedName,
      (name) => this.#nameOf(unit, name) ?? this.#submodule(unit, `${dottedName}.${name}`, level, fromFile),
    );
    this.#modules.set(file, made);
    this.#own.set(made, unit);
    this.#trees.set(file, module);
    const { place } = this.#rt.budget;
    this.#runUnit(unit, module, this.#imports);
    this.#rt.budget.place = place;
    return made;
  }

  /** `import package.module` makes the module an attribute of the package; None is a value too. */
  #submodule(unit: Unit, dottedName: string, level: number, fromFile: string): Value | undefined {
    const name = dottedName.slice(dottedName.lastIndexOf('.') + 1);
    return unit.globals.names.has(name) ? null : (this.#userModule(dottedName, level, fromFile) ?? undefined);
  }

  /** A name of a file, those that it imported with `*` included. Files may import each other in a ring. */
  #nameOf(unit: Unit, name: string): Value | undefined {
    const own = unit.globals.names.get(name);
    if (own !== undefined || unit.stars.length === 0 || this.#searched.has(unit)) return own;
    this.#searched.add(unit);
    try {
      return unit.stars.map((star) => star(name)).findLast((value) => value !== undefined);
    } finally {
      this.#searched.delete(unit);
    }
  }
}

/** `from numpy import *` leaves these names to Python. */
const KEPT_BUILTINS = new Set([
  'abs',
  'max',
  'min',
  'round',
  'pow',
  'bool',
  'int',
  'float',
  'complex',
  'object',
  'str',
]);

/** A machine for a parsed text. Nothing runs before it is told to. */
export function createMachine(module: Module, options: RunOptions = {}): Machine {
  return new Machine(module, options);
}

/** What a failed statement would have changed is not known any more. */
function poisonTargets(unit: Unit, statement: Stmt, origin: Unsupported): void {
  const { names } = unit.globals;
  const target = statement.kind === 'Assign' && statement.targets.length === 1 ? statement.targets[0] : undefined;
  if (target && poisonPart(names, target, origin)) return;
  for (const name of namesChangedBy(statement)) names.set(name, origin);
}

/** Of a dict or an object only the entry or attribute is unknown. Returns whether that was all. */
function poisonPart(names: ReadonlyMap<string, Value>, target: Expr, origin: Unsupported): boolean {
  if ((target.kind !== 'Subscript' && target.kind !== 'Attribute') || target.value.kind !== 'Name') return false;
  const owner = names.get(target.value.name);
  if (target.kind === 'Attribute' && owner instanceof Instance) {
    owner.attributes.set(target.name, origin);
    return true;
  }
  if (target.kind === 'Subscript' && owner instanceof PyDict && target.index.kind === 'Str') {
    owner.entries.set(`s${target.index.value}`, { key: target.index.value, value: origin });
    return true;
  }
  return false;
}
