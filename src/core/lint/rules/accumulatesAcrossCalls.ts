import type { AugAssign, ClassDef, Expr, Module, Stmt } from '../../syntax/ast.ts';
import { expressionsOf, walkStatements } from '../../syntax/index.ts';
import { readGradientName } from '../../verify/gradientNames.ts';
import { pathsOf } from '../../verify/script.ts';
import { expressionsBelow } from '../../verify/walk.ts';
import { isUnfinished, routineOf, type PassRoutine } from '../observe/routine.ts';
import type { Observation, ObservationRule } from '../rule.ts';

/** The attribute of `self` that a target lies in: `grads` of `self.grads['W']`, null for all else. */
function attributeOfSelf(target: Expr): string | null {
  let node = target;
  while (node.kind === 'Subscript') node = node.value;
  return node.kind === 'Attribute' && node.value.kind === 'Name' && node.value.name === 'self' ? node.name : null;
}

/** Whether a target lies in an attribute of this name of any object: `layer.dW`, `self.dW[:]`. */
function liesIn(target: Expr, attribute: string): boolean {
  let node = target;
  while (node.kind === 'Subscript' || node.kind === 'Starred') node = node.value;
  if (node.kind === 'Tuple' || node.kind === 'List') return node.elements.some((element) => liesIn(element, attribute));
  return node.kind === 'Attribute' && node.name === attribute;
}

/**
 * Whether anything outside of the constructor may set the attribute back: an assignment to it on any object, a method
 * that changes it (`fill`, `clear`), its name as text (`setattr`), or the constructor called again.
 */
function isSetBack({ module, owner, attribute }: { module: Module; owner: ClassDef; attribute: string }): boolean {
  let found = false;
  const init = owner.body.find((member) => member.kind === 'FunctionDef' && member.name === '__init__');
  walkStatements(module, (statement) => {
    if (found || statement === init) return false;
    found = setsBack(statement, attribute);
    return undefined;
  });
  return found;
}

function setsBack(statement: Stmt, attribute: string): boolean {
  if (statement.kind === 'Assign' && statement.targets.some((target) => liesIn(target, attribute))) return true;
  if (statement.kind === 'AugAssign' && statement.op !== '+' && liesIn(statement.target, attribute)) return true;
  if (statement.kind === 'For' && liesIn(statement.iter, attribute)) return true;
  return expressionsOf(statement)
    .flatMap(expressionsBelow)
    .some((expr) => mayChange(expr, attribute));
}

function mayChange(expr: Expr, attribute: string): boolean {
  if (expr.kind === 'Str') return expr.value === attribute;
  if (expr.kind === 'Attribute')
    return expr.name === '__init__' ? expr.value.kind !== 'Call' : expr.name === '__dict__';
  if (expr.kind !== 'Call') return false;
  const isOwn = expr.func.kind === 'Attribute' && liesIn(expr.func.value, attribute);
  return isOwn || expr.args.some((argument) => liesIn(argument, attribute) && isChanger(expr.func));
}

function isChanger(func: Expr): boolean {
  return !(func.kind === 'Attribute' && func.value.kind === 'Name' && /^(?:np|numpy)$/.test(func.value.name));
}

/**
 * Whether the text itself shows that each call is to give a gradient of its own: another gradient of the pass is assigned
 * with `=`, or a loop of the text calls the pass. A layer alone may be one that others set back.
 */
function isMeantOnce(module: Module, { def, statements }: PassRoutine): boolean {
  const assigned = statements.filter((statement) => statement.kind === 'Assign').flatMap(pathsOf);
  if (assigned.some((path) => path.startsWith('self.') && readGradientName(path) !== null)) return true;
  return statementsEverywhere(module).some((statement) => {
    if (statement.kind !== 'For' && statement.kind !== 'While') return false;
    return expressionsBelow(statement).some((expr) => {
      return expr.kind === 'Call' && expr.func.kind === 'Attribute' && expr.func.name === def.name;
    });
  });
}

function statementsEverywhere(module: Module): Stmt[] {
  const all: Stmt[] = [];
  walkStatements(module, (statement) => {
    all.push(statement);
    return undefined;
  });
  return all;
}

/** Classes whose bases are all in this text: other files may set back what they inherit. */
function hasKnownBases(module: Module, owner: ClassDef): boolean {
  const classes = new Set(['object', 'ABC']);
  for (const statement of statementsEverywhere(module)) if (statement.kind === 'ClassDef') classes.add(statement.name);
  return owner.bases.every((base) => base.kind === 'Name' && classes.has(base.name));
}

export const accumulatesAcrossCalls: ObservationRule = {
  code: 'accumulates-across-calls',
  severity: 'warning',
  docs: {
    what: 'A method adds its gradient to an attribute that only the constructor sets to zero.',
    why: 'The first call is right. The second one adds to what the first left behind, so that every step of training follows the sum of all gradients so far.',
    bad: 'import numpy as np\n\nclass Affine:\n    def __init__(self, W, b):\n        self.W, self.b = W, b\n        self.dW = np.zeros_like(W)\n        self.db = np.zeros_like(b)\n\n    def forward(self, x):\n        self.x = x\n        return x.dot(self.W) + self.b\n\n    def backward(self, dout):\n        self.dW += self.x.T.dot(dout)\n        self.db = dout.sum(axis=0)\n        return dout.dot(self.W.T)\n',
    good: 'import numpy as np\n\nclass Affine:\n    def __init__(self, W, b):\n        self.W, self.b = W, b\n        self.dW = np.zeros_like(W)\n        self.db = np.zeros_like(b)\n\n    def forward(self, x):\n        self.x = x\n        return x.dot(self.W) + self.b\n\n    def backward(self, dout):\n        self.dW = self.x.T.dot(dout)\n        self.db = dout.sum(axis=0)\n        return dout.dot(self.W.T)\n',
    howToFix:
      'Assign with `=` where the pass computes the whole gradient; where several uses add up, set it to zero at the start of the pass or in a `zero_grad` that is called before each.',
  },
  observe: (observed, t) => {
    const { module, report } = observed;
    const routine = routineOf(observed);
    const owner = routine?.owner;
    if (!routine || !owner || report.faults.length > 0 || isUnfinished(module, routine)) return [];
    const proven = new Set(report.gradients.filter(({ verdict }) => verdict === 'proven').map(({ name }) => name));
    const isProven = (attribute: string): boolean => [...proven].some((name) => startsWith(name, `self.${attribute}`));
    if (!isMeantOnce(module, routine) || !hasKnownBases(module, owner)) return [];
    const said = new Set<string>();
    const additions = routine.statements.filter((one): one is AugAssign => one.kind === 'AugAssign' && one.op === '+');
    return additions.flatMap((addition): Observation[] => {
      const attribute = attributeOfSelf(addition.target);
      if (attribute === null || said.has(attribute) || !isProven(attribute)) return [];
      said.add(attribute);
      if (isSetBack({ module, owner, attribute })) return [];
      return [
        {
          span: addition.span,
          gradient: `self.${attribute}`,
          message: t(
            '`self.{0}` still holds the gradient of the last call here: nothing but the constructor sets it to zero, so a second call of `{1}` adds to the first.',
            attribute,
            routine.def.name,
          ),
        },
      ];
    });
  },
};

function startsWith(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}[`) || path.startsWith(`${prefix}.`);
}
