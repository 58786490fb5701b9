import type { Span } from '../base/span.ts';
import { contains } from '../base/span.ts';
import { lastAtEachPlace } from '../circuit/build.ts';
import { constantOf } from '../circuit/label.ts';
import { parseExpression } from '../explain/formula.ts';
import type { Binding } from '../interp/execution.ts';
import type { Expr, Module, Stmt } from '../syntax/ast.ts';
import { walkExpressions } from '../syntax/index.ts';
import type { Node } from '../tape/node.ts';
import { partsOf } from '../verify/claims.ts';
import { wrap } from './text.ts';

/** Calls whose value is the same when they are made again. */
const repeatable = /^(?:np|numpy|math)\.(?!random\b)[\w.]+$|^(?:max|min|abs|sum|len|range|float|int|pow|list|tuple)$/;
const methods = new Set([
  'dot',
  'sum',
  'mean',
  'max',
  'min',
  'reshape',
  'ravel',
  'transpose',
  'flatten',
  'copy',
  'std',
  'var',
]);

/**
 * The names that can be read right after the forward pass, where backward code stands: which value each holds then, and
 * how values without a name can be written.
 */
export class Scope {
  readonly #text: string;
  /** The last binding of each path, and of each path's root. */
  readonly #last = new Map<string, Binding>();
  readonly #lastOfRoot = new Map<string, Binding>();
  readonly #paths = new Map<Node, string>();
  readonly #bindings: readonly Binding[];
  readonly #placed: ReadonlySet<Node>;
  /** The statement that computes the output. */
  readonly end: Stmt | null;

  /** `nodes` are all gates that backward code may speak of. */
  constructor(text: string, bindings: readonly Binding[], output: Node, nodes: Iterable<Node>) {
    this.#placed = lastAtEachPlace(nodes);
    const last = bindings.findLast((binding) => binding.node === output && binding.kind !== 'return');
    this.#text = text;
    this.#bindings = last ? bindings.filter((binding) => binding.order <= last.order && binding.file === '') : bindings;
    this.end = last?.statement ?? null;
    for (const binding of this.#bindings) {
      if (binding.kind === 'return') continue;
      this.#last.set(binding.path, binding);
      this.#lastOfRoot.set(rootOf(binding.path), binding);
    }
    for (const binding of this.#last.values()) this.#readNames(binding);
  }

  #readNames(binding: Binding): void {
    const found = partsOf(binding);
    if (!found || this.#lastOfRoot.get(rootOf(binding.path)) !== binding) return;
    found.parts.forEach((node, i) => {
      if (!this.#paths.has(node)) this.#paths.set(node, found.isList ? `${binding.path}[${String(i)}]` : binding.path);
    });
  }

  /** The variable that holds a node's value; null when none does. */
  pathOf(node: Node): string | null {
    const known = this.#paths.get(node);
    if (known !== undefined) return known;
    // An entry of a dict or an attribute: its container has one binding, and nothing was stored into it.
    if (node.op !== null || node.name === null) return null;
    const last = this.#lastOfRoot.get(rootOf(node.name));
    if (last === undefined) return node.name;
    const stores = this.#bindings.filter((binding) => rootOf(binding.path) === rootOf(node.name ?? ''));
    return stores.length === 1 && node.name !== last.path ? node.name : null;
  }

  /** Python text for a node's value, null when it cannot be had any more. */
  valueOf(node: Node): string | null {
    const path = this.pathOf(node);
    if (path !== null) return path;
    const constant = constantOf(node);
    if (constant !== null) return constant < 0 ? `(${String(constant)})` : String(constant);
    const text = this.sourceOf(node);
    return text === null ? null : wrap(text);
  }

  /** The source text of an unnamed gate where evaluating it again gives the same value. */
  sourceOf(node: Node): string | null {
    const { site } = node;
    if (site?.file !== '' || !this.#placed.has(node) || !this.#isHere(site.span)) return null;
    const text = this.#text.slice(site.span.start, site.span.end).replace(/\s*\n\s*/g, ' ');
    const expr = parseExpression(text);
    return expr && this.#isStill(expr, site.span.start) ? text : null;
  }

  /** The text of a gate's operand as it stands in the gate's own expression: a mask, an array without a name. */
  operandOf(node: Node, position: number): string | null {
    const text = this.sourceOf(node);
    const expr = text === null ? null : parseExpression(text);
    const operand = expr && operandsOf(expr)[position];
    return text === null || !operand ? null : wrap(text.slice(operand.span.start, operand.span.end));
  }

  /** The index `i` in `x[i]` that a gate was read with. */
  indexOf(node: Node): string | null {
    const text = this.sourceOf(node);
    const expr = text === null ? null : parseExpression(text);
    if (text === null || expr?.kind !== 'Subscript') return null;
    return text.slice(expr.value.span.end).trim().slice(1, -1).trim();
  }

  /** The statement that a gate was computed in, as one line; null outside of this scope. */
  statementOf(node: Node): string | null {
    const span = node.site?.span;
    if (!span || node.site.file !== '') return null;
    const binding = this.#bindings.findLast(({ statement }) => statement !== null && contains(statement.span, span));
    const statement = binding?.statement;
    if (!statement || !['Assign', 'AugAssign', 'AnnAssign'].includes(statement.kind)) return null;
    return this.#text.slice(statement.span.start, statement.span.end).replace(/\s*\\?\n\s*/g, ' ');
  }

  #isHere(span: Span): boolean {
    return this.#bindings.some(({ statement }) => statement !== null && contains(statement.span, span));
  }

  /** Whether no name in an expression was assigned after it was evaluated, and all calls in it can be made again. */
  #isStill(expr: Expr, start: number): boolean {
    let still = true;
    walkExpressions(asModule(expr), (part) => {
      if (part.kind === 'Name') {
        const last = this.#lastOfRoot.get(part.name);
        if (last?.statement && last.statement.span.end > start) still = false;
      }
      if (part.kind === 'Call' && !isRepeatable(part.func)) still = false;
      if (part.kind === 'NamedExpr' || part.kind === 'Lambda' || part.kind === 'BadExpr') still = false;
    });
    return still;
  }
}

function operandsOf(expr: Expr): readonly Expr[] {
  if (expr.kind === 'BinOp') return [expr.left, expr.right];
  if (expr.kind === 'UnaryOp') return [expr.operand];
  if (expr.kind !== 'Call' || expr.keywords.length > 0) return [];
  const isMethod = expr.func.kind === 'Attribute' && !/^(?:np|numpy|math)$/.test(dotted(expr.func.value) ?? '');
  return expr.func.kind === 'Attribute' && isMethod ? [expr.func.value, ...expr.args] : expr.args;
}

function isRepeatable(func: Expr): boolean {
  const name = dotted(func);
  if (name !== null && repeatable.test(name)) return true;
  return func.kind === 'Attribute' && methods.has(func.name);
}

function dotted(expr: Expr): string | null {
  if (expr.kind === 'Name') return expr.name;
  if (expr.kind !== 'Attribute') return null;
  const owner = dotted(expr.value);
  return owner === null ? null : `${owner}.${expr.name}`;
}

function rootOf(path: string): string {
  return /^\w+/.exec(path)?.[0] ?? path;
}

function asModule(expr: Expr): Module {
  const { span } = expr;
  const body: Stmt[] = [{ kind: 'ExprStmt', value: expr, span }];
  return { kind: 'Module', span, body, errors: [], comments: [], exprCount: 0, python2: false };
}
