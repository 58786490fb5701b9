import type {
  Comprehension,
  ComprehensionClause,
  Dict,
  DictComprehension,
  Expr,
  List,
  SetExpr,
  Starred,
  Tuple,
} from './ast.ts';
import { StringParser } from './stringParser.ts';
import { isCloser, type Token } from './token.ts';

/** The binding strengths of operators, weakest first. */
export const OR = 1;
export const AND = 2;
export const NOT = 3;
export const COMPARE = 4;
export const BIT_OR = 5;

/** Reads what stands in brackets: tuples, lists, sets, dicts, comprehensions, and plain parentheses. */
export abstract class DisplayParser extends StringParser {
  /** One expression without commas: a lambda, a conditional, or anything that binds tighter. */
  protected abstract test(): Expr;
  /** A `test`, or one with a name given by `:=`. */
  protected abstract namedTest(): Expr;
  /** An operation whose operators bind at least as tight as `strength`. */
  protected abstract operation(strength: number): Expr;
  protected abstract yieldExpression(): Expr;

  protected starred(): Expr {
    if (!this.at('*')) return this.namedTest();
    const { start } = this.advance();
    const value = this.operation(BIT_OR);
    return this.make<Starred>({ kind: 'Starred', span: this.spanFrom(start), value });
  }

  /** One expression, or a tuple without parentheses. */
  protected expressionList(item: () => Expr = () => this.starred()): Expr {
    const { start } = this.token;
    const first = item();
    if (!this.at(',')) return first;
    const elements = [first];
    while (this.accept(',') && !this.endsList()) elements.push(item());
    return this.make<Tuple>({ kind: 'Tuple', span: this.spanFrom(start), elements });
  }

  /** The targets of `for` and the operands of `del`: nothing that binds weaker than `|`, so that `in` ends them. */
  protected targetList(): Expr {
    return this.expressionList(() => (this.at('*') ? this.starred() : this.operation(BIT_OR)));
  }

  /** Whether a list that has just read a comma ends here. */
  protected endsList(): boolean {
    const { kind, text } = this.token;
    if (kind === 'operator')
      return isCloser(text) || text === '=' || text === ':' || text === ';' || text.endsWith('=');
    return this.atLineEnd() || text === 'in' || text === 'for';
  }

  protected parenthesised(): Expr {
    const tooDeep = this.skipIfTooDeep();
    if (tooDeep !== null) return tooDeep;
    this.deepen();
    const open = this.advance();
    const inner = this.#insideParentheses(open);
    this.depth--;
    return inner;
  }

  #insideParentheses(open: Token): Expr {
    if (this.accept(')')) return this.make<Tuple>({ kind: 'Tuple', span: this.spanFrom(open.start), elements: [] });
    const first = this.at('yield') ? this.yieldExpression() : this.starred();
    if (this.#atComprehension()) return this.#comprehension(open, 'generator', first);
    if (!this.at(',')) {
      this.expectCloser(open);
      return first;
    }
    const elements = this.#elements(open, first);
    return this.make<Tuple>({ kind: 'Tuple', span: this.spanFrom(open.start), elements });
  }

  /** The elements behind the first, and the closing bracket. */
  #elements(open: Token, first: Expr): Expr[] {
    const elements = [first];
    while (this.accept(',') && !isCloser(this.token.text)) elements.push(this.starred());
    this.expectCloser(open);
    return elements;
  }

  protected list(): Expr {
    const tooDeep = this.skipIfTooDeep();
    if (tooDeep !== null) return tooDeep;
    this.deepen();
    const open = this.advance();
    const list = this.#insideList(open);
    this.depth--;
    return list;
  }

  #insideList(open: Token): Expr {
    if (this.accept(']')) return this.make<List>({ kind: 'List', span: this.spanFrom(open.start), elements: [] });
    const first = this.starred();
    if (this.#atComprehension()) return this.#comprehension(open, 'list', first);
    const elements = this.#elements(open, first);
    return this.make<List>({ kind: 'List', span: this.spanFrom(open.start), elements });
  }

  protected dictOrSet(): Expr {
    const tooDeep = this.skipIfTooDeep();
    if (tooDeep !== null) return tooDeep;
    this.deepen();
    const open = this.advance();
    const result = this.at('}') || this.at('**') ? this.#dict(open, []) : this.#keyOrElement(open);
    this.depth--;
    return result;
  }

  #keyOrElement(open: Token): Expr {
    const first = this.starred();
    if (!this.accept(':')) {
      if (this.#atComprehension()) return this.#comprehension(open, 'set', first);
      const elements = this.#elements(open, first);
      return this.make<SetExpr>({ kind: 'Set', span: this.spanFrom(open.start), elements });
    }
    const value = this.test();
    if (!this.#atComprehension()) return this.#dict(open, [{ key: first, value }]);
    const clauses = this.#clauses();
    this.expectCloser(open);
    const span = this.spanFrom(open.start);
    return this.make<DictComprehension>({ kind: 'DictComprehension', span, key: first, value, clauses });
  }

  /** The entries behind those read already, and the closing brace. */
  #dict(open: Token, entries: { key: Expr | null; value: Expr }[]): Expr {
    let more = entries.length === 0 || this.accept(',');
    while (more && !isCloser(this.token.text)) {
      if (this.accept('**')) entries.push({ key: null, value: this.operation(BIT_OR) });
      else {
        const key = this.test();
        this.expect(':');
        entries.push({ key, value: this.test() });
      }
      more = this.accept(',');
    }
    this.expectCloser(open);
    return this.make<Dict>({ kind: 'Dict', span: this.spanFrom(open.start), entries });
  }

  #atComprehension(): boolean {
    return this.at('for') || (this.at('async') && this.peek().text === 'for');
  }

  #comprehension(open: Token, result: Comprehension['result'], element: Expr): Expr {
    const clauses = this.#clauses();
    this.expectCloser(open);
    return this.make<Comprehension>({
      kind: 'Comprehension',
      span: this.spanFrom(open.start),
      result,
      element,
      clauses,
    });
  }

  /** `f(x for x in y)`: the generator has no parentheses of its own. */
  protected bareGenerator(start: number, element: Expr): Expr | null {
    if (!this.#atComprehension()) return null;
    const clauses = this.#clauses();
    const span = this.spanFrom(start);
    return this.make<Comprehension>({ kind: 'Comprehension', span, result: 'generator', element, clauses });
  }

  #clauses(): ComprehensionClause[] {
    const clauses: ComprehensionClause[] = [];
    while (this.#atComprehension()) {
      this.accept('async');
      this.advance();
      const target = this.targetList();
      this.expect('in');
      const iter = this.operation(OR);
      const conditions: Expr[] = [];
      while (this.accept('if')) conditions.push(this.operation(OR));
      clauses.push({ target, iter, conditions });
    }
    return clauses;
  }
}
