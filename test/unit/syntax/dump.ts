import type { Expr, Module, Parameter, Parameters, Stmt } from '../../../src/core/syntax/index.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';

/** The statements of a text as s-expressions, one a line, followed by its problems as `! message [text]`. */
export function dump(text: string): string {
  const module = parseModule(text);
  return [...module.body.map(statement), ...problems(text, module)].join('\n');
}

/** The only statement of a text, which must be an expression, as an s-expression. */
export function dumpExpression(text: string): string {
  const module = parseModule(text);
  const [first] = module.body;
  const body = first?.kind === 'ExprStmt' && module.body.length === 1 ? expression(first.value) : dump(text);
  return [body, ...problems(text, module)].join('\n');
}

function problems(text: string, module: Module): string[] {
  return module.errors.map(({ span, message }) => `! ${message} [${text.slice(span.start, span.end)}]`);
}

function list(head: string, ...parts: readonly (string | null)[]): string {
  return `(${[head, ...parts.filter((part) => part !== null && part !== '')].join(' ')})`;
}

function optional(expr: Expr | null): string {
  return expr === null ? '_' : expression(expr);
}

function block(statements: readonly Stmt[]): string {
  return `{${statements.map(statement).join('; ')}}`;
}

function orelse(statements: readonly Stmt[]): string {
  return statements.length === 0 ? '' : `else ${block(statements)}`;
}

function parameter({ name, annotation, default: value }: Parameter): string {
  return (
    name + (annotation === null ? '' : `:${expression(annotation)}`) + (value === null ? '' : `=${expression(value)}`)
  );
}

function parameters({ positional, rest, keywordOnly, keywordRest }: Parameters): string {
  const star = rest === null ? (keywordOnly.length > 0 ? ['*'] : []) : [`*${parameter(rest)}`];
  const tail = keywordRest === null ? [] : [`**${parameter(keywordRest)}`];
  return `[${[...positional.map(parameter), ...star, ...keywordOnly.map(parameter), ...tail].join(' ')}]`;
}

export function statement(node: Stmt): string {
  switch (node.kind) {
    case 'ExprStmt':
      return expression(node.value);
    case 'Assign':
      return list('=', ...node.targets.map(expression), expression(node.value));
    case 'AugAssign':
      return list(`${node.op}=`, expression(node.target), expression(node.value));
    case 'AnnAssign':
      return list('ann', expression(node.target), expression(node.annotation), optional(node.value));
    case 'For':
      return list('for', expression(node.target), expression(node.iter), block(node.body), orelse(node.orelse));
    case 'While':
      return list('while', expression(node.test), block(node.body), orelse(node.orelse));
    case 'If':
      return list('if', expression(node.test), block(node.body), orelse(node.orelse));
    case 'With': {
      const items = node.items.map(
        ({ context, target }) => `${expression(context)}${target === null ? '' : `->${expression(target)}`}`,
      );
      return list('with', ...items, block(node.body));
    }
    case 'Try': {
      const handlers = node.handlers.map((handler) =>
        list('except', optional(handler.type), handler.name, block(handler.body)),
      );
      const last = node.finalbody.length === 0 ? '' : `finally ${block(node.finalbody)}`;
      return list('try', block(node.body), ...handlers, orelse(node.orelse), last);
    }
    case 'FunctionDef': {
      const decorators = node.decorators.map((decorator) => `@${expression(decorator)}`);
      const returns = node.returns === null ? '' : `->${expression(node.returns)}`;
      return list('def', ...decorators, node.name, parameters(node.params), returns, block(node.body));
    }
    case 'ClassDef': {
      const decorators = node.decorators.map((decorator) => `@${expression(decorator)}`);
      const keywords = node.keywords.map(({ name, value }) => `${name ?? '**'}=${expression(value)}`);
      return list('class', ...decorators, node.name, ...node.bases.map(expression), ...keywords, block(node.body));
    }
    case 'Raise':
      return list(
        'raise',
        node.exception === null ? '' : expression(node.exception),
        node.cause === null ? '' : `from ${expression(node.cause)}`,
      );
    default:
      return plainStatement(node);
  }
}

function plainStatement(node: Stmt): string {
  switch (node.kind) {
    case 'Return':
      return list('return', node.value === null ? '' : expression(node.value));
    case 'Assert':
      return list('assert', expression(node.test), node.message === null ? '' : expression(node.message));
    case 'Delete':
      return list('del', ...node.targets.map(expression));
    case 'Global':
      return list(node.nonlocal ? 'nonlocal' : 'global', ...node.names);
    case 'Import':
      return list('import', ...node.names.map(({ name, asName }) => (asName === null ? name : `${name} as ${asName}`)));
    case 'ImportFrom': {
      const names = node.names.map(({ name, asName }) => (asName === null ? name : `${name} as ${asName}`));
      return list('from', '.'.repeat(node.level) + node.module, ...names);
    }
    case 'BadStmt':
      return 'BAD';
    default:
      return node.kind.toLowerCase();
  }
}

export function expression(node: Expr): string {
  switch (node.kind) {
    case 'Name':
      return node.name;
    case 'Num':
      return `${String(node.value)}${node.imaginary ? 'j' : node.isInt ? '' : 'f'}`;
    case 'Str':
      return `${node.bytes ? 'b' : ''}${JSON.stringify(node.value)}`;
    case 'FString':
      return list(
        'f',
        ...node.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : fieldText(part))),
      );
    case 'Constant':
      return node.value === null ? 'None' : node.value === '...' ? '...' : node.value ? 'True' : 'False';
    case 'BinOp':
      return list(node.op, expression(node.left), expression(node.right));
    case 'UnaryOp':
      return list(node.op, expression(node.operand));
    case 'BoolOp':
      return list(node.op, ...node.values.map(expression));
    case 'Compare':
      return list(
        'cmp',
        expression(node.left),
        ...node.comparators.map((right, at) => `${node.ops[at] ?? ''} ${expression(right)}`),
      );
    case 'Call': {
      const keywords = node.keywords.map(({ name, value }) => `${name ?? '**'}=${expression(value)}`);
      return list('call', expression(node.func), ...node.args.map(expression), ...keywords);
    }
    case 'Attribute':
      return `${expression(node.value)}.${node.name}`;
    case 'Subscript':
      return list('at', expression(node.value), expression(node.index));
    case 'Slice':
      return list(':', optional(node.lower), optional(node.upper), optional(node.step));
    default:
      return compoundExpression(node);
  }
}

function fieldText(part: { value: Expr; format: string; formatValues: readonly Expr[]; conversion: string }): string {
  const conversion = part.conversion === '' ? '' : `!${part.conversion}`;
  const format = part.format === '' ? '' : `:${part.format}`;
  return `{${expression(part.value)}${conversion}${format}${part.formatValues.map((value) => ` ${expression(value)}`).join('')}}`;
}

function compoundExpression(node: Expr): string {
  switch (node.kind) {
    case 'Tuple':
    case 'List':
    case 'Set':
      return list(node.kind.toLowerCase(), ...node.elements.map(expression));
    case 'Dict':
      return list(
        'dict',
        ...node.entries.map(({ key, value }) =>
          key === null ? `**${expression(value)}` : `${expression(key)}:${expression(value)}`,
        ),
      );
    case 'Comprehension':
      return list(`${node.result}-comp`, expression(node.element), ...node.clauses.map(clause));
    case 'DictComprehension':
      return list('dict-comp', `${expression(node.key)}:${expression(node.value)}`, ...node.clauses.map(clause));
    case 'Lambda':
      return list('lambda', parameters(node.params), expression(node.body));
    case 'IfExp':
      return list('ifexp', expression(node.test), expression(node.body), expression(node.orelse));
    case 'Starred':
      return `*${expression(node.value)}`;
    case 'Await':
      return list('await', expression(node.value));
    case 'NamedExpr':
      return list(':=', expression(node.target), expression(node.value));
    case 'Yield':
      return list(node.from ? 'yield-from' : 'yield', node.value === null ? '' : expression(node.value));
    default:
      return '?';
  }
}

function clause({ target, iter, conditions }: { target: Expr; iter: Expr; conditions: readonly Expr[] }): string {
  return list(
    'for',
    expression(target),
    expression(iter),
    ...conditions.map((condition) => `if ${expression(condition)}`),
  );
}
