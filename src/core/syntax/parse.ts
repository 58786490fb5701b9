import { english, type Localize } from '../base/localize.ts';
import type { Module } from './ast.ts';
import { suspectsOf } from './repair.ts';
import { Scanner } from './scanner.ts';
import { StatementParser } from './statementParser.ts';
import { NO_SUSPECTS, type Scan, type Suspects } from './token.ts';

/** Each scan distrusts what the one before found broken: one long string, then another, then the brackets. */
const MAX_SCANS = 4;

/**
 * The syntax tree of a Python text. Never throws: what cannot be read becomes `BadStmt` or `BadExpr` and one entry in
 * `errors` each, and the statements around it stay. Python 2, console prompts and notebook commands are understood.
 */
export function parseModule(text: string, t: Localize = english): Module {
  return new ModuleParser(text, scanOf(text, t), t).module();
}

function scanOf(text: string, t: Localize): Scan {
  let suspects: Suspects = NO_SUSPECTS;
  let scan = new Scanner(text, t, suspects).scan();
  for (let scans = 1; scans < MAX_SCANS; scans++) {
    const next = suspectsOf(text, scan, suspects);
    if (next === null) return scan;
    suspects = next;
    scan = new Scanner(text, t, suspects).scan();
  }
  return scan;
}

class ModuleParser extends StatementParser {
  readonly #scan: Scan;

  constructor(text: string, scan: Scan, t: Localize) {
    super(text, scan.tokens, t);
    this.#scan = scan;
  }

  module(): Module {
    const body = this.statements();
    while (this.token.kind === 'dedent') {
      this.advance();
      body.push(...this.statements());
    }
    const errors = [...this.#scan.problems, ...this.problems].sort((a, b) => a.span.start - b.span.start);
    const { comments } = this.#scan;
    const span = { start: 0, end: this.text.length };
    return { kind: 'Module', span, body, errors, comments, exprCount: this.exprCount, python2: this.python2 };
  }
}
