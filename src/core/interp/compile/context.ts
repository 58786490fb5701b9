import type { Span } from '../../base/span.ts';
import type { ClassDef, Expr, FunctionDef, Lambda, Stmt } from '../../syntax/ast.ts';
import type { Site } from '../../tape/node.ts';
import type { Exec, Run, Steps } from '../frame.ts';
import type { Probe, Replacement } from '../execution.ts';
import type { NameLookup, Runtime } from '../runtime.ts';
import type { Names } from '../scopes.ts';
import type { Observed, Trace } from '../trace.ts';
import type { PyFunction, Scope, Unsupported, Value } from '../values.ts';
import type { Frame } from '../frame.ts';

/** One file that is being evaluated. */
export interface Unit {
  readonly rt: Runtime;
  readonly trace: Trace;
  readonly observed: Observed;
  /** Empty for the text under analysis. */
  readonly file: string;
  readonly globals: Scope;
  readonly builtins: NameLookup;
  readonly python: PythonVersion;
  /** What finds the names of `from module import *`, latest last: they come before the built-in ones. */
  readonly stars: StarLookup[];
  /** A module of `from module import *` that is not there: any name may be its. */
  unknownStar: Unsupported | null;
  /** How often a loop of the module's body may go round, undefined for as often as it wants. */
  readonly loopLimit: (statement: Stmt) => number | undefined;
  readonly probe: Probe | null;
  readonly instead: Replacement | null;
  /** Whether an assignment that fails leaves the statements after it to run. */
  readonly recovers: (statement: Stmt) => boolean;
}

/** How Python 2 matters to a file. */
export interface PythonVersion {
  readonly dialect: 2 | 3;
  /** Whether `/` of integers gives an integer. */
  readonly floorsIntegers: boolean;
  /** Whether the file ran under Python 2 at some time, so that integral floats are taken for sizes and indices. */
  readonly lenient: boolean;
}

/** Finds a name that a module gives to those who import all of it. */
export type StarLookup = (name: string) => Value | undefined;

/** A place to put a value: a name, an attribute, an element, or several of them. */
export type Assigner = (frame: Frame, value: Value) => void;

export type ScopeKind = 'module' | 'function' | 'class' | 'comprehension';

/** Compiles the parts of one scope. The files of this folder hold a theme each and reach the others through it. */
export interface Context {
  readonly unit: Unit;
  readonly kind: ScopeKind;
  readonly names: Names;
  /** The context around a comprehension, where `:=` inside it binds; null elsewhere. */
  readonly around: Context | null;
  site(span: Span): Site;
  expression(expr: Expr): Run;
  statement(statement: Stmt): Exec;
  body(statements: readonly Stmt[]): Exec;
  /** The same for a generator's body. */
  steps(statements: readonly Stmt[]): Steps;
  assigner(target: Expr, how: 'assign' | 'loop', statement: Stmt | null): Assigner;
  nested(kind: ScopeKind, names: Names): Context;
  makeFunction(def: FunctionDef | Lambda, name: string): (frame: Frame) => PyFunction;
  makeClass(def: ClassDef): Run;
}
