export type * from './ast.ts';
export {
  enclosingClass,
  enclosingFunction,
  enclosingScopes,
  expressionAt,
  expressionCovering,
  expressionsInside,
  statementAt,
  statementPath,
  statementsCovered,
} from './locate.ts';
export { parseModule } from './parse.ts';
export { Reader, reparse, type Parsed } from './reparse.ts';
export { sourceText, targetPath, targetRoot } from './render.ts';
export {
  blocksOf,
  childrenOf,
  expressionsOf,
  isStatement,
  type Node,
  walkExpressions,
  walkStatements,
} from './visit.ts';
