import type { Span } from '../../base/span.ts';
import type { Assign, AugAssign, ClassDef, Expr, FunctionDef, Lambda, Stmt } from '../../syntax/ast.ts';
import type { Site } from '../../tape/node.ts';
import type { Exec, Frame, Run, Steps } from '../frame.ts';
import type { Names } from '../scopes.ts';
import { LimitReached } from '../signals.ts';
import { Observed } from '../trace.ts';
import type { PyFunction } from '../values.ts';
import { call } from './calls.ts';
import { comprehension, dictComprehension } from './comprehensions.ts';
import type { Assigner, Context, ScopeKind, Unit } from './context.ts';
import * as control from './control.ts';
import * as displays from './displays.ts';
import * as functions from './functions.ts';
import { stepsOf, yieldExpression } from './generators.ts';
import { importFromStatement, importStatement } from './imports.ts';
import { loadName, namedExpression } from './names.ts';
import * as operations from './operations.ts';
import { probed } from './probe.ts';
import { recovering } from './recover.ts';
import * as simple from './simple.ts';
import { assigner } from './targets.ts';
import { tryStatement } from './try.ts';

/** Deeper nesting than people write; evaluating it could overflow the engine's stack. */
const MAX_NESTING = 250;

/** Turns the statements and expressions of one scope into closures. */
export class Compiler implements Context {
  readonly unit: Unit;
  readonly kind: ScopeKind;
  readonly names: Names;
  readonly around: Context | null;
  #nesting = 0;

  constructor(unit: Unit, kind: ScopeKind, names: Names, around: Context | null = null) {
    this.unit = unit;
    this.kind = kind;
    this.names = names;
    this.around = around;
  }

  site(span: Span): Site {
    return { file: this.unit.file, span };
  }

  nested(kind: ScopeKind, names: Names): Compiler {
    return new Compiler(this.unit, kind, names, kind === 'comprehension' ? this : null);
  }

  expression(expr: Expr): Run {
    if (this.#nesting >= MAX_NESTING) return this.#tooDeep(expr.span);
    this.#nesting++;
    try {
      return this.#expression(expr);
    } finally {
      this.#nesting--;
    }
  }

  statement(statement: Stmt): Exec {
    if (this.#nesting >= MAX_NESTING) return this.#tooDeep(statement.span);
    this.#nesting++;
    try {
      const { probe, instead } = this.unit;
      if (instead?.of === statement) return this.#apart(new Observed(instead.exprCount)).#statement(instead.by);
      const exec = this.#statement(statement);
      if (!probe?.statements.has(statement)) return exec;
      return probed(this, (observed) => this.#apart(observed), probe, statement, exec);
    } finally {
      this.#nesting--;
    }
  }

  /** The same context for expressions that are numbered apart. */
  #apart(observed: Observed): Compiler {
    return new Compiler({ ...this.unit, observed }, this.kind, this.names, this.around);
  }

  #assignment(statement: Assign | AugAssign, exec: Exec): Exec {
    return this.unit.recovers(statement) ? recovering(this, statement, exec) : exec;
  }

  #tooDeep(span: Span): () => never {
    const site = this.site(span);
    return () => {
      throw new LimitReached(this.unit.rt.localize('This is nested too deeply to be evaluated.'), site, false);
    };
  }

  body(statements: readonly Stmt[]): Exec {
    return statements.length === 0 ? control.nothing : control.block(this, statements);
  }

  steps(statements: readonly Stmt[]): Steps {
    return stepsOf(this, statements);
  }

  assigner(target: Expr, how: 'assign' | 'loop', statement: Stmt | null): Assigner {
    return assigner(this, target, how, statement);
  }

  makeFunction(def: FunctionDef | Lambda, name: string): (frame: Frame) => PyFunction {
    return functions.makeFunction(this, def, name);
  }

  makeClass(def: ClassDef): Run {
    return functions.makeClass(this, def);
  }

  #expression(expr: Expr): Run {
    switch (expr.kind) {
      case 'Name':
        return loadName(this, expr);
      case 'Num':
        return displays.number(this, expr);
      case 'Str':
        return displays.string(this, expr);
      case 'FString':
        return displays.formatted(this, expr);
      case 'Constant':
        return displays.constant(this, expr);
      case 'BinOp':
        return operations.binary(this, expr);
      case 'UnaryOp':
        return operations.unary(this, expr);
      case 'BoolOp':
        return operations.logical(this, expr);
      case 'Compare':
        return operations.compare(this, expr);
      case 'IfExp':
        return operations.conditional(this, expr);
      case 'Call':
        return call(this, expr);
      case 'Attribute':
        return operations.attribute(this, expr);
      case 'Subscript':
        return operations.subscript(this, expr);
      case 'Slice':
        return displays.slice(this, expr);
      case 'Tuple':
        return displays.tuple(this, expr);
      case 'List':
        return displays.list(this, expr);
      case 'Set':
        return displays.set(this, expr);
      case 'Dict':
        return displays.dict(this, expr);
      case 'Comprehension':
        return comprehension(this, expr);
      case 'DictComprehension':
        return dictComprehension(this, expr);
      case 'Lambda':
        return functions.lambda(this, expr);
      case 'NamedExpr':
        return namedExpression(this, expr);
      case 'Yield':
        return yieldExpression(this, expr);
      case 'Starred':
      case 'BadExpr':
        return () =>
          this.unit.rt.fail('SyntaxError', this.unit.rt.localize('this cannot be read as Python'), expr.span);
      case 'Await':
        return () => this.unit.rt.unsupported('await', expr.span);
    }
  }

  #statement(statement: Stmt): Exec {
    switch (statement.kind) {
      case 'ExprStmt':
        return simple.expressionStatement(this, statement);
      case 'Assign':
        return this.#assignment(statement, simple.assign(this, statement));
      case 'AugAssign':
        return this.#assignment(statement, simple.augmented(this, statement));
      case 'AnnAssign':
        return simple.annotated(this, statement);
      case 'For':
        return control.forLoop(this, statement);
      case 'While':
        return control.whileLoop(this, statement);
      case 'If':
        return control.conditional(this, statement);
      case 'With':
        return control.withStatement(this, statement);
      case 'Try':
        return tryStatement(this, statement);
      case 'FunctionDef':
        return functions.functionStatement(this, statement);
      case 'ClassDef':
        return functions.classStatement(this, statement);
      case 'Return':
        return simple.returnStatement(this, statement);
      case 'Raise':
        return simple.raiseStatement(this, statement);
      case 'Assert':
        return simple.assertStatement(this, statement);
      case 'Delete':
        return simple.deleteStatement(this, statement);
      case 'Break':
        return control.breakStatement;
      case 'Continue':
        return control.continueStatement;
      case 'Import':
        return importStatement(this, statement);
      case 'ImportFrom':
        return importFromStatement(this, statement);
      case 'Pass':
      case 'Global':
      case 'BadStmt':
        return control.nothing;
    }
  }
}
