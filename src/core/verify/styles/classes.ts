import type { PyClass } from '../../interp/values.ts';
import { PyFunction } from '../../interp/values.ts';
import type { FunctionDef } from '../../syntax/ast.ts';
import { pathsOf } from '../script.ts';
import { statementsInFrame } from '../walk.ts';

/** A method as it is written, in the class itself or in a base class of any file. */
export function methodOf(cls: PyClass, name: string): FunctionDef | null {
  for (const base of cls.mro) {
    const member = base.members.get(name);
    if (member === undefined) continue;
    return member instanceof PyFunction && member.def.kind === 'FunctionDef' ? member.def : null;
  }
  return null;
}

/** A method that assigns `self.<attribute>`, leaving out those named. */
export function methodThatSets(cls: PyClass, attribute: string, except: readonly string[]): string | null {
  for (const base of cls.mro) {
    for (const [name, member] of base.members) {
      if (!(member instanceof PyFunction) || member.def.kind !== 'FunctionDef') continue;
      if (name === '__init__' || except.includes(name) || /^(?:backward|forward|update|predict)/.test(name)) continue;
      const assigned = statementsInFrame(member.def.body).flatMap(pathsOf);
      if (assigned.includes(`self.${attribute}`)) return name;
    }
  }
  return null;
}
