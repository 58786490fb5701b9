import { contains, type Span } from '../../base/span.ts';
import type { Expr } from '../../syntax/ast.ts';
import { statementAt, type Module } from '../../syntax/index.ts';
import type { Node } from '../../tape/node.ts';
import { ancestors } from '../graph.ts';
import { expressionsBelow } from '../walk.ts';
import { calledName } from './slots.ts';

/** A change of a text. */
export interface Change {
  readonly span: Span;
  readonly newText: string;
}

/**
 * Other numbers for the inputs of a script, as changes of its text: what is right for one set of numbers only is right by
 * luck. Sizes and counts stay; random inputs are seeded anew.
 */
export function otherNumbers(module: Module, root: Node): Change[] {
  const statements = new Set(
    [...ancestors([root])].flatMap((node) => {
      const { op, site } = node;
      const statement = op === null && site?.file === '' ? statementAt(module, site.span.start) : null;
      return statement?.kind === 'Assign' ? [statement] : [];
    }),
  );
  const inputs = [...statements].flatMap((statement) => numbersIn(statement.value));
  return [...inputs.map(changed), ...seedsIn(module)];
}

/** Each number gets a change of its own, small enough to stay on its side of kinks. */
function changed({ span, value }: Extract<Expr, { kind: 'Num' }>, i: number): Change {
  const factor = 1 + 0.03 * (1 + ((i * 5) % 7));
  return { span, newText: String(value === 0 ? 0.01 * (i + 1) : value * factor) };
}

/** The numbers that a value is written with: those of lists and arrays, not the sizes that functions are given. */
function numbersIn(expr: Expr): Extract<Expr, { kind: 'Num' }>[] {
  switch (expr.kind) {
    case 'Num':
      return [expr];
    case 'UnaryOp':
      return numbersIn(expr.operand);
    case 'Tuple':
    case 'List':
      return expr.elements.flatMap(numbersIn);
    case 'Call': {
      const [first] = expr.args;
      return first && /^(?:array|asarray|float|float64)$/.test(calledName(expr)) ? numbersIn(first) : [];
    }
    default:
      return [];
  }
}

function seedsIn(module: Module): Change[] {
  return module.body.flatMap((statement) =>
    expressionsBelow(statement).flatMap((expr) => {
      if (expr.kind !== 'Call' || !/^(?:seed|default_rng|RandomState)$/.test(calledName(expr))) return [];
      const [seed] = expr.args;
      return seed?.kind === 'Num' ? [{ span: seed.span, newText: String(seed.value + 1) }] : [];
    }),
  );
}

/** The text with all changes made; one inside a span that is `kept` gives way. */
export function withChanges(text: string, changes: readonly Change[], kept: readonly Change[]): string {
  const apart = changes.filter(({ span }) => !kept.some((own) => contains(own.span, span) || contains(span, own.span)));
  const ordered = [...apart, ...kept].sort((a, b) => b.span.start - a.span.start);
  return ordered.reduce((edited, { span, newText }) => {
    return edited.slice(0, span.start) + newText + edited.slice(span.end);
  }, text);
}
