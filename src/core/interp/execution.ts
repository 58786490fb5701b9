import type { Localize } from '../base/localize.ts';
import type { Span } from '../base/span.ts';
import type { FailedOperation } from '../ndarray/errors.ts';
import type { Assign, AugAssign, Expr, Module, Stmt } from '../syntax/ast.ts';
import type { Node } from '../tape/node.ts';
import type { Value } from './values.ts';

/** What ends a run before it takes too long or too much. */
export interface Limits {
  /** Statements and expression steps. */
  readonly steps: number;
  /** Elements that one array may have. */
  readonly elements: number;
  /** Elements that all arrays made by the run may have together, a bound on its memory. */
  readonly totalElements: number;
  /** Depth of Python calls. */
  readonly depth: number;
  /** Milliseconds by the injected clock; unlimited when the environment has none. */
  readonly milliseconds: number;
}

/** One assignment that happened: `dx = …`, `grads['W1'] += …`, `self.dW = …`, a loop target, a returned value. */
export interface Binding {
  /** The canonical path: `dx`, `grads['W1']`, `self.dW`, `dx[0]`. */
  readonly path: string;
  readonly kind: 'assign' | 'augment' | 'store' | 'return' | 'parameter';
  /** The value after the statement ran (for a store, the array stored into). */
  readonly value: Value;
  /** The node of that value at that moment: later in-place stores do not change it. Null when untracked or not numeric. */
  readonly node: Node | null;
  readonly statement: Stmt | null;
  /** The span of the target (`dx`), of the returned expression, or of the parameter. */
  readonly span: Span;
  /** Which call it happened in: 0 is the module, then one number per call. */
  readonly frame: number;
  readonly functionName: string | null;
  /** The file of the statement; empty for the text under analysis. */
  readonly file: string;
  /** Counts up over the run: the order of all bindings. */
  readonly order: number;
}

/** A message about the run: what is not supported, what failed, which limit was met. */
export interface RunProblem {
  readonly kind: 'unsupported' | 'error' | 'limit';
  /** Python's exception name for an error (`ValueError`), else ''. */
  readonly exception: string;
  readonly message: string;
  readonly span: Span;
  /** The file of the span; '' for the text under analysis. */
  readonly file: string;
  /** The operation on arrays that failed and the shapes it was given, where the error came from one. */
  readonly operation?: FailedOperation | null;
  /** The calls that led there, outermost first: the function called, and where. Empty at module level. */
  readonly calls: readonly CallSite[];
}

/** One line of a traceback. */
export interface CallSite {
  readonly functionName: string;
  readonly span: Span;
  readonly file: string;
}

/** Loads other files for imports. Returns the parsed module, or null when there is none. Pure: the host reads files beforehand or synchronously. */
export type ModuleLoader = (
  dottedName: string,
  level: number,
  fromFile: string,
) => { file: string; module: Module } | null;

/** What an assignment makes of its target: the name, attribute or entry, or the whole array that it stores into. */
export interface TargetEffect {
  /** Undefined where the old value does not matter. */
  readonly before: Value | undefined;
  readonly after: Value;
}

/** A moment right before a statement runs. Nothing that is asked here changes the run; what fails gives undefined. */
export interface ProbePoint {
  /** The value of an expression; `names` replaces the values of local names. */
  readonly evaluate: (expr: Expr, names?: ReadonlyMap<string, Value>) => Value | undefined;
  /** What an assignment with one target would do here. */
  readonly effect: (statement: Assign | AugAssign, names?: ReadonlyMap<string, Value>) => TargetEffect | undefined;
}

/** Asks what other expressions would give where statements are about to run. */
export interface Probe {
  readonly statements: ReadonlySet<Stmt>;
  /** Above the number of every expression that will be asked about. */
  readonly exprCount: number;
  readonly before: (statement: Stmt, point: ProbePoint) => void;
}

/** Another statement that runs where one of the text stands: the same names are bound, other numbers come out. */
export interface Replacement {
  readonly of: Stmt;
  readonly by: Stmt;
  /** Above the number of every expression in it. */
  readonly exprCount: number;
}

export interface RunOptions {
  readonly limits?: Partial<Limits>;
  readonly localize?: Localize;
  readonly clock?: () => number;
  readonly load?: ModuleLoader;
  /** Seed of `np.random` when the text sets none. */
  readonly seed?: number;
  /** At most so many iterations of each loop that the caller knows (training loops); undefined for as many as it wants. */
  readonly loopLimit?: (statement: Stmt) => number | undefined;
  /** Assignments of the text itself that end nothing when their shapes do not fit: the next statement runs all the same. */
  readonly recovers?: (statement: Stmt) => boolean;
  /** Single numbers divide by zero and take powers as NumPy's do, to infinity or NaN, where Python's raise. For formulas. */
  readonly ieee?: boolean;
  readonly onBinding?: (binding: Binding) => void;
  readonly probe?: Probe;
  readonly instead?: Replacement;
}

/** What one run left behind. */
export interface Execution {
  readonly module: Module;
  readonly bindings: readonly Binding[];
  readonly problems: readonly RunProblem[];
  /** The module's names at the end. */
  readonly globals: ReadonlyMap<string, Value>;
  /** The last value of each expression by `Expr.id`, undefined where it was never evaluated. Arrays are as they were at that moment when tracked. */
  readonly lastValue: (expr: Expr) => Value | undefined;
  /** What was printed. */
  readonly output: readonly string[];
}
