import type { Span } from '../base/span.ts';

/**
 * The syntax tree of one Python text, in the terms of Python's own `ast` module. Every node carries the span of its
 * source text; expressions also carry a number, unique in the module and dense from 0, that indexes side tables.
 */
export interface Module {
  readonly kind: 'Module';
  readonly span: Span;
  readonly body: readonly Stmt[];
  /** What could not be read, with its place. The rest of the text is in `body` all the same. */
  readonly errors: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
  /** How many expressions there are: every `Expr.id` is below it. */
  readonly exprCount: number;
  /** True when the text can only be Python 2 (`print x`, `xrange`, backticks, `except E, e`). */
  readonly python2: boolean;
}

export interface SyntaxProblem {
  readonly span: Span;
  readonly message: string;
}

export interface Comment {
  readonly span: Span;
  /** The text after `#`, trimmed. */
  readonly text: string;
  /** True when nothing but white space stands before it on its line. */
  readonly ownLine: boolean;
}

export type Stmt =
  | ExprStmt
  | Assign
  | AugAssign
  | AnnAssign
  | For
  | While
  | If
  | With
  | Try
  | FunctionDef
  | ClassDef
  | Return
  | Raise
  | Assert
  | Delete
  | Pass
  | Break
  | Continue
  | Global
  | Import
  | ImportFrom
  | BadStmt;

interface StmtBase {
  readonly span: Span;
}
export interface ExprStmt extends StmtBase {
  readonly kind: 'ExprStmt';
  readonly value: Expr;
}
/** `a = b = value` has two targets. */
export interface Assign extends StmtBase {
  readonly kind: 'Assign';
  readonly targets: readonly Expr[];
  readonly value: Expr;
}
export interface AugAssign extends StmtBase {
  readonly kind: 'AugAssign';
  readonly target: Expr;
  readonly op: BinaryOperator;
  /** The span of the `+=` itself. */
  readonly opSpan: Span;
  readonly value: Expr;
}
export interface AnnAssign extends StmtBase {
  readonly kind: 'AnnAssign';
  readonly target: Expr;
  readonly annotation: Expr;
  readonly value: Expr | null;
}
export interface For extends StmtBase {
  readonly kind: 'For';
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}
export interface While extends StmtBase {
  readonly kind: 'While';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}
export interface If extends StmtBase {
  readonly kind: 'If';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  /** `elif` is an `If` alone in `orelse`. */
  readonly orelse: readonly Stmt[];
}
export interface With extends StmtBase {
  readonly kind: 'With';
  readonly items: readonly { readonly context: Expr; readonly target: Expr | null }[];
  readonly body: readonly Stmt[];
}
export interface Try extends StmtBase {
  readonly kind: 'Try';
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Stmt[];
  readonly finalbody: readonly Stmt[];
}
export interface ExceptHandler {
  readonly span: Span;
  readonly type: Expr | null;
  readonly name: string | null;
  readonly body: readonly Stmt[];
}
export interface FunctionDef extends StmtBase {
  readonly kind: 'FunctionDef';
  readonly name: string;
  readonly nameSpan: Span;
  readonly params: Parameters;
  readonly body: readonly Stmt[];
  readonly decorators: readonly Expr[];
  readonly returns: Expr | null;
  readonly docstring: Docstring | null;
}
export interface ClassDef extends StmtBase {
  readonly kind: 'ClassDef';
  readonly name: string;
  readonly nameSpan: Span;
  readonly bases: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Stmt[];
  readonly decorators: readonly Expr[];
  readonly docstring: Docstring | null;
}
export interface Docstring {
  readonly span: Span;
  readonly text: string;
}
export interface Return extends StmtBase {
  readonly kind: 'Return';
  readonly value: Expr | null;
}
export interface Raise extends StmtBase {
  readonly kind: 'Raise';
  readonly exception: Expr | null;
  readonly cause: Expr | null;
}
export interface Assert extends StmtBase {
  readonly kind: 'Assert';
  readonly test: Expr;
  readonly message: Expr | null;
}
export interface Delete extends StmtBase {
  readonly kind: 'Delete';
  readonly targets: readonly Expr[];
}
export type Pass = StmtBase & { readonly kind: 'Pass' };
export type Break = StmtBase & { readonly kind: 'Break' };
export type Continue = StmtBase & { readonly kind: 'Continue' };
/** `global` and `nonlocal`. */
export interface Global extends StmtBase {
  readonly kind: 'Global';
  readonly names: readonly string[];
  readonly nonlocal: boolean;
}
export interface ImportAlias {
  readonly name: string;
  readonly asName: string | null;
  readonly span: Span;
}
export interface Import extends StmtBase {
  readonly kind: 'Import';
  readonly names: readonly ImportAlias[];
}
export interface ImportFrom extends StmtBase {
  readonly kind: 'ImportFrom';
  /** The dotted name without its leading dots. */
  readonly module: string;
  /** How many leading dots. */
  readonly level: number;
  /** `*` is one alias of the name `*`. */
  readonly names: readonly ImportAlias[];
}
/** A statement that could not be read. It does nothing when run, and is reported. */
export interface BadStmt extends StmtBase {
  readonly kind: 'BadStmt';
}

export interface Parameters {
  readonly positional: readonly Parameter[];
  /** The `*args` parameter; `null` when there is none or only a bare `*`. */
  readonly rest: Parameter | null;
  readonly keywordOnly: readonly Parameter[];
  readonly keywordRest: Parameter | null;
}
export interface Parameter {
  readonly name: string;
  /** The span of the name alone. */
  readonly span: Span;
  readonly default: Expr | null;
  readonly annotation: Expr | null;
}

export type Expr =
  | Name
  | Num
  | Str
  | FString
  | Constant
  | BinOp
  | UnaryOp
  | BoolOp
  | Compare
  | Call
  | Attribute
  | Subscript
  | Slice
  | Tuple
  | List
  | Dict
  | SetExpr
  | Comprehension
  | DictComprehension
  | Lambda
  | IfExp
  | Starred
  | Await
  | NamedExpr
  | Yield
  | BadExpr;

interface ExprBase {
  readonly span: Span;
  readonly id: number;
}
export interface Name extends ExprBase {
  readonly kind: 'Name';
  readonly name: string;
}
/** A number literal. `imaginary` literals keep their real factor in `value`. */
export interface Num extends ExprBase {
  readonly kind: 'Num';
  readonly value: number;
  readonly isInt: boolean;
  readonly imaginary: boolean;
}
/** A string literal (adjacent ones are joined), unescaped. */
export interface Str extends ExprBase {
  readonly kind: 'Str';
  readonly value: string;
  readonly bytes: boolean;
}
/** `{value!conversion:format}`. Fields inside the format stand as `{}` in it, their values in `formatValues`. */
export interface FStringField {
  readonly value: Expr;
  readonly conversion: string;
  readonly format: string;
  readonly formatValues: readonly Expr[];
}
export interface FString extends ExprBase {
  readonly kind: 'FString';
  readonly parts: readonly (string | FStringField)[];
}
export interface Constant extends ExprBase {
  readonly kind: 'Constant';
  readonly value: true | false | null | '...';
}
export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '<<' | '>>' | '&' | '|' | '^';
export interface BinOp extends ExprBase {
  readonly kind: 'BinOp';
  readonly op: BinaryOperator;
  readonly opSpan: Span;
  readonly left: Expr;
  readonly right: Expr;
}
export interface UnaryOp extends ExprBase {
  readonly kind: 'UnaryOp';
  readonly op: '-' | '+' | '~' | 'not';
  readonly operand: Expr;
}
export interface BoolOp extends ExprBase {
  readonly kind: 'BoolOp';
  readonly op: 'and' | 'or';
  readonly values: readonly Expr[];
}
export type CompareOperator = '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in' | 'not in' | 'is' | 'is not';
export interface Compare extends ExprBase {
  readonly kind: 'Compare';
  readonly left: Expr;
  readonly ops: readonly CompareOperator[];
  readonly comparators: readonly Expr[];
}
export interface Keyword {
  /** `null` for `**mapping`. */
  readonly name: string | null;
  readonly value: Expr;
  readonly span: Span;
}
export interface Call extends ExprBase {
  readonly kind: 'Call';
  readonly func: Expr;
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
}
export interface Attribute extends ExprBase {
  readonly kind: 'Attribute';
  readonly value: Expr;
  readonly name: string;
  readonly nameSpan: Span;
}
export interface Subscript extends ExprBase {
  readonly kind: 'Subscript';
  readonly value: Expr;
  /** `a[i, j]` has a `Tuple` index. */
  readonly index: Expr;
}
export interface Slice extends ExprBase {
  readonly kind: 'Slice';
  readonly lower: Expr | null;
  readonly upper: Expr | null;
  readonly step: Expr | null;
}
export interface Tuple extends ExprBase {
  readonly kind: 'Tuple';
  readonly elements: readonly Expr[];
}
export interface List extends ExprBase {
  readonly kind: 'List';
  readonly elements: readonly Expr[];
}
export interface Dict extends ExprBase {
  readonly kind: 'Dict';
  /** A `null` key stands for `**mapping`. */
  readonly entries: readonly { readonly key: Expr | null; readonly value: Expr }[];
}
export interface SetExpr extends ExprBase {
  readonly kind: 'Set';
  readonly elements: readonly Expr[];
}
export interface ComprehensionClause {
  readonly target: Expr;
  readonly iter: Expr;
  readonly conditions: readonly Expr[];
}
export interface Comprehension extends ExprBase {
  readonly kind: 'Comprehension';
  readonly result: 'list' | 'set' | 'generator';
  readonly element: Expr;
  readonly clauses: readonly ComprehensionClause[];
}
export interface DictComprehension extends ExprBase {
  readonly kind: 'DictComprehension';
  readonly key: Expr;
  readonly value: Expr;
  readonly clauses: readonly ComprehensionClause[];
}
export interface Lambda extends ExprBase {
  readonly kind: 'Lambda';
  readonly params: Parameters;
  readonly body: Expr;
}
export interface IfExp extends ExprBase {
  readonly kind: 'IfExp';
  readonly test: Expr;
  readonly body: Expr;
  readonly orelse: Expr;
}
export interface Starred extends ExprBase {
  readonly kind: 'Starred';
  readonly value: Expr;
}
export interface Await extends ExprBase {
  readonly kind: 'Await';
  readonly value: Expr;
}
export interface NamedExpr extends ExprBase {
  readonly kind: 'NamedExpr';
  readonly target: Name;
  readonly value: Expr;
}
export interface Yield extends ExprBase {
  readonly kind: 'Yield';
  readonly value: Expr | null;
  readonly from: boolean;
}
/** An expression that could not be read. Evaluating it is an error with this place. */
export interface BadExpr extends ExprBase {
  readonly kind: 'BadExpr';
}
