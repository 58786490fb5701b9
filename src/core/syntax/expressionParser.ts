import type {
  Attribute,
  Await,
  BinaryOperator,
  BinOp,
  BoolOp,
  Call,
  Compare,
  CompareOperator,
  Constant,
  Expr,
  IfExp,
  Keyword,
  Lambda,
  Name,
  NamedExpr,
  Num,
  Parameter,
  Slice,
  Starred,
  Subscript,
  UnaryOp,
  Yield,
} from './ast.ts';
import { AND, BIT_OR, COMPARE, DisplayParser, NOT, OR } from './displayParser.ts';
import { readNumber } from './numbers.ts';
import type { Mark } from './stream.ts';
import { isCloser } from './token.ts';

const BINARY: ReadonlyMap<string, { readonly op: BinaryOperator; readonly strength: number }> = new Map(
  (
    [
      ['|', BIT_OR],
      ['^', 6],
      ['&', 7],
      ['<<', 8],
      ['>>', 8],
      ['+', 9],
      ['-', 9],
      ['*', 10],
      ['/', 10],
      ['//', 10],
      ['%', 10],
      ['@', 10],
    ] as const
  ).map(([op, strength]) => [op, { op, strength }]),
);
const UNARY_STRENGTH = 11;
const UNARY: ReadonlySet<string> = new Set(['-', '+', '~']);
const COMPARISONS: ReadonlyMap<string, CompareOperator> = new Map([
  ...(['<', '<=', '>', '>=', '==', '!=', 'in', 'is'] as const).map((op): [string, CompareOperator] => [op, op]),
  ['<>', '!='],
  ['not', 'not in'],
]);
const CONSTANTS: ReadonlyMap<string, Constant['value']> = new Map<string, Constant['value']>([
  ['True', true],
  ['False', false],
  ['None', null],
  ['...', '...'],
]);

/** Parameters while they are read, so that those before a mistake are kept. */
export interface ParameterDraft {
  readonly positional: Parameter[];
  rest: Parameter | null;
  readonly keywordOnly: Parameter[];
  keywordRest: Parameter | null;
}

export function emptyParameters(): ParameterDraft {
  return { positional: [], rest: null, keywordOnly: [], keywordRest: null };
}

/** Reads expressions by the strength of their operators. */
export abstract class ExpressionParser extends DisplayParser {
  protected fieldExpression(): Expr {
    return this.at('yield') ? this.yieldExpression() : this.expressionList();
  }

  protected namedTest(): Expr {
    const { start } = this.token;
    const target = this.test();
    if (!this.at(':=') || target.kind !== 'Name') return target;
    this.advance();
    const value = this.test();
    return this.make<NamedExpr>({ kind: 'NamedExpr', span: this.spanFrom(start), target, value });
  }

  protected test(): Expr {
    const { start } = this.token;
    if (this.at('lambda')) return this.#lambda();
    const body = this.operation(OR);
    if (!this.at('if')) return body;
    this.deepen();
    this.advance();
    const test = this.operation(OR);
    this.expect('else');
    const orelse = this.test();
    this.depth--;
    return this.make<IfExp>({ kind: 'IfExp', span: this.spanFrom(start), test, body, orelse });
  }

  #lambda(): Expr {
    this.deepen();
    const { start } = this.advance();
    const params = emptyParameters();
    this.parameters(params, ':', this.mark());
    this.expect(':');
    const body = this.test();
    this.depth--;
    return this.make<Lambda>({ kind: 'Lambda', span: this.spanFrom(start), params, body });
  }

  protected yieldExpression(): Expr {
    const { start } = this.advance();
    const from = this.accept('from');
    const value = from ? this.test() : this.endsList() ? null : this.expressionList();
    return this.make<Yield>({ kind: 'Yield', span: this.spanFrom(start), value, from });
  }

  protected operation(strength: number): Expr {
    const { start } = this.token;
    let left = this.#prefixed(strength);
    for (;;) {
      const { token } = this;
      if (token.kind !== 'operator' && token.kind !== 'keyword') return left;
      const binary = BINARY.get(token.text);
      if (binary !== undefined) {
        if (binary.strength < strength) return left;
        this.advance();
        const right = this.operation(binary.strength + 1);
        const opSpan = { start: token.start, end: token.end };
        left = this.make<BinOp>({ kind: 'BinOp', span: this.spanFrom(start), op: binary.op, opSpan, left, right });
      } else if (strength <= COMPARE && this.#comparison() !== null) {
        left = this.#compare(start, left);
      } else if ((token.text === 'and' && strength <= AND) || (token.text === 'or' && strength <= OR)) {
        left = this.#logical(start, left, token.text);
      } else return left;
    }
  }

  #logical(start: number, first: Expr, op: 'and' | 'or'): Expr {
    const values = [first];
    while (this.accept(op)) values.push(this.operation(op === 'and' ? NOT : AND));
    return this.make<BoolOp>({ kind: 'BoolOp', span: this.spanFrom(start), op, values });
  }

  /** The comparison that stands here, not yet read. */
  #comparison(): CompareOperator | null {
    const { text } = this.token;
    if (text === 'not') return this.peek().text === 'in' ? 'not in' : null;
    if (text === 'is') return this.peek().text === 'not' ? 'is not' : 'is';
    return COMPARISONS.get(text) ?? null;
  }

  #compare(start: number, left: Expr): Expr {
    const ops: CompareOperator[] = [];
    const comparators: Expr[] = [];
    for (let op = this.#comparison(); op !== null; op = this.#comparison()) {
      if (this.at('<>')) this.python2 = true;
      this.advance();
      if (op === 'not in' || op === 'is not') this.advance();
      ops.push(op);
      comparators.push(this.operation(BIT_OR));
    }
    return this.make<Compare>({ kind: 'Compare', span: this.spanFrom(start), left, ops, comparators });
  }

  /** `not`, `-`, `+`, `~` with their operand, or a power. */
  #prefixed(strength: number): Expr {
    const { text, start } = this.token;
    const isNot = text === 'not' && strength <= NOT;
    if (!isNot && !(UNARY.has(text) && this.token.kind === 'operator')) return this.#power();
    this.deepen();
    this.advance();
    const operand = this.operation(isNot ? NOT : UNARY_STRENGTH);
    this.depth--;
    return this.make<UnaryOp>({ kind: 'UnaryOp', span: this.spanFrom(start), op: unaryOperator(text), operand });
  }

  #power(): Expr {
    const { start } = this.token;
    const left = this.at('await') ? this.#await() : this.primary();
    if (!this.at('**')) return left;
    const opSpan = this.tokenSpan();
    this.deepen();
    this.advance();
    const right = this.operation(UNARY_STRENGTH);
    this.depth--;
    return this.make<BinOp>({ kind: 'BinOp', span: this.spanFrom(start), op: '**', opSpan, left, right });
  }

  #await(): Expr {
    const { start } = this.advance();
    const value = this.primary();
    return this.make<Await>({ kind: 'Await', span: this.spanFrom(start), value });
  }

  /** An atom with its attributes, calls and subscripts. */
  protected primary(): Expr {
    const { start } = this.token;
    let value = this.#atom();
    for (;;) {
      const { text } = this.token;
      if (text === '.') value = this.#attribute(start, value);
      else if (text === '(') value = this.#call(start, value);
      else if (text === '[') value = this.#subscript(start, value);
      else return value;
    }
  }

  #attribute(start: number, value: Expr): Expr {
    this.advance();
    const { kind, text } = this.token;
    if (kind !== 'name') {
      if (this.atLineEnd()) this.fail(this.t('A name is missing after `.`.'), this.spanHere());
      this.failUnexpected();
    }
    const nameSpan = this.tokenSpan();
    this.advance();
    return this.make<Attribute>({
      kind: 'Attribute',
      span: this.spanFrom(start),
      value,
      name: normalized(text),
      nameSpan,
    });
  }

  #call(start: number, func: Expr): Expr {
    const args: Expr[] = [];
    const keywords: Keyword[] = [];
    this.arguments(args, keywords);
    return this.make<Call>({ kind: 'Call', span: this.spanFrom(start), func, args, keywords });
  }

  /** The arguments from `(` to `)`. */
  protected arguments(args: Expr[], keywords: Keyword[]): void {
    const tooDeep = this.skipIfTooDeep();
    if (tooDeep !== null) {
      args.push(tooDeep);
      return;
    }
    this.deepen();
    const open = this.advance();
    while (!isCloser(this.token.text)) {
      this.#argument(args, keywords);
      if (!this.accept(',')) break;
    }
    this.expectCloser(open);
    this.depth--;
  }

  #argument(args: Expr[], keywords: Keyword[]): void {
    const { start, kind, text } = this.token;
    if (this.accept('**')) {
      const value = this.test();
      keywords.push({ name: null, value, span: this.spanFrom(start) });
    } else if (kind === 'name' && this.peek().text === '=') {
      this.advance();
      this.advance();
      const value = this.test();
      keywords.push({ name: normalized(text), value, span: this.spanFrom(start) });
    } else if (this.accept('*')) {
      const value = this.test();
      args.push(this.make<Starred>({ kind: 'Starred', span: this.spanFrom(start), value }));
    } else {
      const value = this.namedTest();
      args.push(this.bareGenerator(start, value) ?? value);
    }
  }

  #subscript(start: number, value: Expr): Expr {
    const tooDeep = this.skipIfTooDeep();
    if (tooDeep !== null)
      return this.make<Subscript>({ kind: 'Subscript', span: this.spanFrom(start), value, index: tooDeep });
    this.deepen();
    const open = this.advance();
    if (this.at(']'))
      this.fail(this.t('An index is missing between the brackets.'), { start: open.start, end: this.token.end });
    const index = this.expressionList(() => this.#indexItem());
    this.expectCloser(open);
    this.depth--;
    return this.make<Subscript>({ kind: 'Subscript', span: this.spanFrom(start), value, index });
  }

  #indexItem(): Expr {
    const { start } = this.token;
    const lower = this.at(':') ? null : this.starred();
    if (!this.accept(':')) return lower ?? this.failUnexpected();
    const upper = this.#sliceBound();
    const step = this.accept(':') ? this.#sliceBound() : null;
    return this.make<Slice>({ kind: 'Slice', span: this.spanFrom(start), lower, upper, step });
  }

  #sliceBound(): Expr | null {
    const { text } = this.token;
    return text === ':' || text === ',' || isCloser(text) ? null : this.test();
  }

  #atom(): Expr {
    const { token } = this;
    if (token.kind === 'name') return this.name();
    if (token.kind === 'number') return this.#number();
    if (token.kind === 'string') return this.strings();
    const constant = CONSTANTS.get(token.text);
    if (constant !== undefined) {
      this.advance();
      return this.make<Constant>({ kind: 'Constant', span: this.spanFrom(token.start), value: constant });
    }
    if (token.text === '(') return this.parenthesised();
    if (token.text === '[') return this.list();
    if (token.text === '{') return this.dictOrSet();
    if (token.text === '`') return this.#backticks();
    return this.failMissingValue();
  }

  protected name(): Name {
    const { start, end, text } = this.advance();
    return this.make<Name>({ kind: 'Name', span: { start, end }, name: normalized(text) });
  }

  #number(): Expr {
    const { start, end } = this.advance();
    const { python2, ...value } = readNumber(this.text.slice(start, end));
    if (python2) this.python2 = true;
    return this.make<Num>({ kind: 'Num', span: { start, end }, ...value });
  }

  /** Python 2's `` `x` `` is `repr(x)`. */
  #backticks(): Expr {
    this.deepen();
    const open = this.advance();
    const func = this.make<Name>({ kind: 'Name', span: { start: open.start, end: open.end }, name: 'repr' });
    const argument = this.expressionList();
    this.expect('`');
    this.depth--;
    this.python2 = true;
    return this.make<Call>({ kind: 'Call', span: this.spanFrom(open.start), func, args: [argument], keywords: [] });
  }

  /** The parameters up to `closer`, which is left unread. `kept` moves on with each one that is complete. */
  protected parameters(draft: ParameterDraft, closer: ')' | ':', kept: Mark): void {
    let keywordOnly = false;
    while (!this.at(closer)) {
      if (this.accept('*')) {
        keywordOnly = true;
        if (!this.at(',') && !this.at(closer)) draft.rest = this.#parameter(closer);
      } else if (this.accept('**')) draft.keywordRest = this.#parameter(closer);
      else if (!this.accept('/')) (keywordOnly ? draft.keywordOnly : draft.positional).push(this.#parameter(closer));
      kept.ids = this.exprCount;
      if (!this.accept(',')) return;
    }
  }

  #parameter(closer: ')' | ':'): Parameter {
    const { kind, text } = this.token;
    if (text === '(') this.#tupleParameter();
    if (kind !== 'name') this.failUnexpected();
    const span = this.tokenSpan();
    this.advance();
    const annotation = closer === ')' && this.accept(':') ? this.starred() : null;
    const value = this.accept('=') ? this.test() : null;
    return { name: normalized(text), span, default: value, annotation };
  }

  #tupleParameter(): never {
    const { start } = this.token;
    this.python2 = true;
    this.targetList();
    this.fail(this.t('A parameter that unpacks a tuple is Python 2 and is not supported.'), this.spanFrom(start));
  }
}

function unaryOperator(text: string): UnaryOp['op'] {
  return text === '-' || text === '+' || text === '~' ? text : 'not';
}

/** Python compares names in their compatibility form, so that the two signs for mu are one name. */
function normalized(name: string): string {
  for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) > 127) return name.normalize('NFKC');
  return name;
}
