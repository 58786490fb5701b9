import type { Localize } from '../base/localize.ts';
import type { Call, Constant, Expr, IfExp, Lambda, Name, NamedExpr, Yield } from './ast.ts';
import type { Concrete } from './concrete.ts';
import { lowerNumber, lowerStrings } from './literals.ts';
import { fail, type Lower, nameOf, sourceOf, spanOf, type WithoutId } from './lower.ts';
import { isOperation, lowerOperation } from './operations.ts';
import { lowerParameters } from './parameters.ts';
import { lowerPrimary } from './primaries.ts';
import {
  inside,
  lowerArray,
  lowerComprehension,
  lowerDict,
  lowerDictComprehension,
  lowerElements,
  lowerList,
  lowerSet,
  lowerTuple,
} from './sequences.ts';

/** CPython's own limit for nested brackets; it also keeps every later recursion over the tree off the stack's end. */
const MAX_DEPTH = 200;

/** What has to be put back when a part of a statement is given up. */
interface Mark {
  readonly ids: number;
  readonly depth: number;
}

/** Lowers lezer's expressions to those of the syntax tree. */
export class ExpressionLowering implements Lower {
  readonly text: string;
  readonly t: Localize;
  python2 = false;
  /** Where masked-out code starts that stands for an unreadable expression. */
  readonly #holes: ReadonlyMap<number, number>;
  #ids = 0;
  #depth = 0;

  /** `holes` gives start and end of what is masked because it cannot be read. */
  constructor(text: string, holes: ReadonlyMap<number, number>, t: Localize) {
    this.text = text;
    this.#holes = holes;
    this.t = t;
  }

  get exprCount(): number {
    return this.#ids;
  }

  make<E extends Expr>(node: WithoutId<E>): E;
  make(node: WithoutId<Expr>): Expr {
    return { ...node, id: this.#ids++ };
  }

  mark(): Mark {
    return { ids: this.#ids, depth: this.#depth };
  }

  restore(mark: Mark): void {
    this.#ids = mark.ids;
    this.#depth = mark.depth;
  }

  expression(node: Concrete): Expr {
    if (++this.#depth > MAX_DEPTH)
      fail(this.t('This is nested too deeply to be read.'), { start: node.from, end: node.from + 1 });
    const lowered = isOperation(node) ? lowerOperation(this, node) : this.#compound(node);
    this.#depth--;
    return lowered;
  }

  #compound(node: Concrete): Expr {
    switch (node.name) {
      case 'VariableName':
        return this.#name(node);
      case 'Number':
        return lowerNumber(this, node);
      case 'String':
      case 'FormatString':
      case 'ContinuedString':
        return lowerStrings(this, node);
      case 'MemberExpression':
      case 'CallExpression':
        return lowerPrimary(this, node);
      case 'ParenthesizedExpression':
        return this.#parenthesized(node);
      case 'Boolean':
        return this.#constant(node, sourceOf(this, node) === 'True');
      case 'None':
        return this.#constant(node, null);
      case 'Ellipsis':
        return this.#constant(node, '...');
      case 'ConditionalExpression':
        return this.#conditional(node);
      case 'LambdaExpression':
        return this.#lambda(node);
      case 'NamedExpression':
        return this.#named(node);
      case 'YieldExpression':
        return this.#yield(node);
      default:
        return this.#display(node);
    }
  }

  #display(node: Concrete): Expr {
    switch (node.name) {
      case 'TupleExpression':
        return this.text[node.from] === '`' ? this.#backticks(node) : lowerTuple(this, node);
      case 'ArrayExpression':
        return lowerArray(this, node);
      case 'SetExpression':
        return lowerSet(this, node);
      case 'DictionaryExpression':
        return lowerDict(this, node);
      case 'ComprehensionExpression':
        return lowerComprehension(this, node, 'generator');
      case 'ArrayComprehensionExpression':
        return lowerComprehension(this, node, 'list');
      case 'SetComprehensionExpression':
        return lowerComprehension(this, node, 'set');
      case 'DictionaryComprehensionExpression':
        return lowerDictComprehension(this, node);
      default:
        return this.#bad(node);
    }
  }

  #bad(node: Concrete): Expr {
    return this.make({ kind: 'BadExpr', span: spanOf(node) });
  }

  /** A name, a `yield` without a value (masked as a name), or a hole. */
  #name(node: Concrete): Expr {
    const hole = this.#holes.get(node.from);
    if (hole !== undefined) return this.make({ kind: 'BadExpr', span: { start: node.from, end: hole } });
    const name = nameOf(this, node);
    if (name === 'yield') return this.make<Yield>({ kind: 'Yield', span: spanOf(node), value: null, from: false });
    return this.make<Name>({ kind: 'Name', span: spanOf(node), name });
  }

  #constant(node: Concrete, value: Constant['value']): Expr {
    return this.make<Constant>({ kind: 'Constant', span: spanOf(node), value });
  }

  #parenthesized(node: Concrete): Expr {
    if (this.text[node.from] === '`') return this.#backticks(node);
    const [inner, starred] = inside(node);
    if (inner === undefined) return this.#bad(node);
    if (inner.name === '*' && starred !== undefined) return lowerList(this, [inner, starred]);
    return this.expression(inner);
  }

  /** Python 2's `` `x` `` is `repr(x)`; its backticks are masked as parentheses. */
  #backticks(node: Concrete): Expr {
    this.python2 = true;
    const func = this.make<Name>({ kind: 'Name', span: { start: node.from, end: node.from + 1 }, name: 'repr' });
    const args = lowerElements(this, inside(node));
    return this.make<Call>({ kind: 'Call', span: spanOf(node), func, args, keywords: [] });
  }

  #conditional(node: Concrete): Expr {
    const [body, , test, , orelse] = node.children;
    if (body === undefined || test === undefined || orelse === undefined) return this.#bad(node);
    const [lowBody, lowTest, lowElse] = [this.expression(body), this.expression(test), this.expression(orelse)];
    return this.make<IfExp>({ kind: 'IfExp', span: spanOf(node), test: lowTest, body: lowBody, orelse: lowElse });
  }

  #lambda(node: Concrete): Expr {
    const body = node.children.at(-1);
    if (body === undefined || body.name === ':') return this.#bad(node);
    const params = lowerParameters(this, node.children[1]);
    return this.make<Lambda>({ kind: 'Lambda', span: spanOf(node), params, body: this.expression(body) });
  }

  #named(node: Concrete): Expr {
    const [name, , value] = node.children;
    const target = name === undefined ? this.#bad(node) : this.expression(name);
    if (value === undefined || target.kind !== 'Name') fail(this.t('Nothing can be assigned to this.'), spanOf(node));
    return this.make<NamedExpr>({ kind: 'NamedExpr', span: spanOf(node), target, value: this.expression(value) });
  }

  #yield(node: Concrete): Expr {
    const from = node.children[1]?.name === 'from';
    const values = node.children.slice(from ? 2 : 1);
    const value = values.length === 0 ? null : lowerList(this, values);
    return this.make<Yield>({ kind: 'Yield', span: spanOf(node), value, from });
  }
}
