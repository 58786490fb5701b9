export type * from './ast.ts';
export { parseModule } from './parse.ts';
