import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Oniguruma from 'vscode-oniguruma';
import type * as TextMate from 'vscode-textmate';

const require = createRequire(import.meta.url);
// Both packages are CommonJS without exports that Node can name.
const { loadWASM, OnigScanner, OnigString } = require('vscode-oniguruma') as typeof Oniguruma;
const { INITIAL, parseRawGrammar, Registry } = require('vscode-textmate') as typeof TextMate;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const injections = new Map([
  ['backprop.injection.python', 'syntaxes/backprop.injection.tmLanguage.json'],
  ['backprop.injection.comments', 'syntaxes/backprop.comments.tmLanguage.json'],
]);

/** Enough of a Python grammar for injections to have places to go: comments, strings and f-strings. */
const standIn = JSON.stringify({
  scopeName: 'source.python',
  patterns: [
    { name: 'comment.line.number-sign.python', begin: '#', end: '$' },
    { name: 'string.quoted.docstring.multi.python', begin: '"""', end: '"""' },
    { name: 'meta.fstring.python', begin: "\\bf'", end: "'" },
    { name: 'string.quoted.single.python', begin: "'", end: "'" },
  ],
});

/** VS Code's own grammar for Python, where the test suite inside VS Code has brought it here; else null. */
export function realGrammar(): string | null {
  const cache = join(root, '.cache');
  if (!existsSync(cache)) return null;
  const inside = 'node_modules/code-server/lib/vscode/extensions/python/syntaxes/MagicPython.tmLanguage.json';
  const found = readdirSync(cache)
    .map((name) => join(cache, name, inside))
    .find((path) => existsSync(path));
  return found === undefined ? null : readFileSync(found, 'utf8');
}

export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

/** Tokenizes lines of Python with our grammars injected, as VS Code does. */
export async function tokenizer(python: string = standIn): Promise<(lines: string) => Token[]> {
  await loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new OnigScanner(patterns),
      createOnigString: (text) => new OnigString(text),
    }),
    loadGrammar: (scope) => {
      if (scope === 'source.python') return Promise.resolve(parseRawGrammar(python, 'python.json'));
      const path = injections.get(scope);
      return Promise.resolve(path === undefined ? null : parseRawGrammar(readFileSync(join(root, path), 'utf8'), path));
    },
    getInjections: (scope) => (scope === 'source.python' ? [...injections.keys()] : []),
  });
  const grammar = await registry.loadGrammar('source.python');
  if (!grammar) throw new Error('there is no grammar for Python');
  return (text) => {
    let state = INITIAL;
    return text.split('\n').flatMap((line) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      return tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
    });
  };
}
