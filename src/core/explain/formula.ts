import type { WrittenFormula } from '../circuit/build.ts';
import type { Expr } from '../syntax/ast.ts';
import { parseModule } from '../syntax/index.ts';
import { mathml } from './mathml.ts';
import { mathText } from './mathText.ts';
import { simplify } from './simplify.ts';

/** Writes a derivative (`(1 - out) * out`, Python over a gate's parameters) with the names of the gate's own inputs, as text and MathML. */
export function writeFormula(derivative: string, names: Readonly<Record<string, string>>): WrittenFormula {
  if (derivative === '') return { formula: '', mathml: '' };
  const parsed = parseExpression(substituteNames(derivative, names));
  if (!parsed) return { formula: derivative, mathml: '' };
  const expr = simplify(parsed);
  return { formula: mathText(expr), mathml: `<math>${mathml(expr)}</math>` };
}

/** Puts names in place of a derivative's parameters; names that are attributes or keywords of calls stay. */
export function substituteNames(derivative: string, names: Readonly<Record<string, string>>): string {
  return derivative.replace(/(?<![\w.])[A-Za-z_]\w*(?!\w*\s*(?:\(|=(?!=)))/g, (word) => names[word] ?? word);
}

/** The one expression of a text, null when it is not one. */
export function parseExpression(text: string): Expr | null {
  const module = parseModule(text);
  const [statement] = module.body;
  return module.errors.length === 0 && statement?.kind === 'ExprStmt' ? statement.value : null;
}
