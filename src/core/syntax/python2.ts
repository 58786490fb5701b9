import type { Expr, Stmt } from './ast.ts';
import type { Token } from './token.ts';
import { CLOSERS, isCloser } from './token.ts';
import { walkExpressions, walkStatements } from './visit.ts';

const OPERAND_WORDS: ReadonlySet<string> = new Set(['not', 'lambda', 'None', 'True', 'False']);
const TIGHT_OPENERS: ReadonlySet<string> = new Set(['[', '{', '`', '~']);
const SIGNS: ReadonlySet<string> = new Set(['-', '+']);

/**
 * Whether the `print` or `exec` at the current token is Python 2's statement: what follows can only be its operand.
 * `print (a), b` reads as well in Python 3 and is left alone; `print (a) % b` would fail there.
 */
export function startsPrintOperand(text: string, peek: (ahead: number) => Token, word: string): boolean {
  const next = peek(1);
  const { kind } = next;
  if (kind === 'name' || kind === 'number' || kind === 'string' || kind === 'broken-string') return true;
  if (kind === 'keyword') return OPERAND_WORDS.has(next.text) && peek(2).text !== 'in';
  if (word !== 'print') return false;
  const spaced = peek(0).end < next.start;
  if (next.text === '>>') return true;
  if (SIGNS.has(next.text)) return spaced && next.end === peek(2).start;
  if (TIGHT_OPENERS.has(next.text)) return spaced && text[next.start - 1] !== '\n';
  return next.text === '(' && spaced && behindBrackets(peek).text === '%';
}

/** The token behind the brackets that open at the next token. */
function behindBrackets(peek: (ahead: number) => Token): Token {
  let open = 0;
  for (let ahead = 1; ; ahead++) {
    const token = peek(ahead);
    if (CLOSERS.has(token.text)) open++;
    else if (isCloser(token.text)) open--;
    if (open === 0) return peek(ahead + 1);
    if (token.kind === 'end' || token.kind === 'newline') return token;
  }
}

const PYTHON_2_NAMES: ReadonlySet<string> = new Set(['xrange', 'raw_input']);
const COMPATIBILITY_MODULES: ReadonlySet<string> = new Set(['past.builtins', 'six.moves', 'builtins']);

/** Whether built-ins are used that only Python 2 has, and that the text neither imports nor defines itself. */
export function usesPython2Names(body: readonly Stmt[]): boolean {
  const used = new Set<string>();
  const assigned = new Set<string>();
  walkExpressions(body, (expr) => {
    if (expr.kind === 'Name' && PYTHON_2_NAMES.has(expr.name)) used.add(expr.name);
    return true;
  });
  if (used.size === 0) return false;
  walkStatements(body, (statement) => {
    for (const name of boundBy(statement)) assigned.add(name);
    return true;
  });
  return [...used].some((name) => !assigned.has(name) && !assigned.has('*'));
}

/** The names that a statement binds, as far as they could stand for a built-in; `*` for any. */
function boundBy(statement: Stmt): readonly string[] {
  switch (statement.kind) {
    case 'Assign':
      return statement.targets
        .filter((target): target is Extract<Expr, { kind: 'Name' }> => target.kind === 'Name')
        .map(({ name }) => name);
    case 'Import':
      return statement.names.map((alias) => alias.asName ?? alias.name);
    case 'ImportFrom':
      if (statement.names[0]?.name === '*') return COMPATIBILITY_MODULES.has(statement.module) ? ['*'] : [];
      return statement.names.map((alias) => alias.asName ?? alias.name);
    case 'FunctionDef':
      return [statement.name];
    default:
      return [];
  }
}
