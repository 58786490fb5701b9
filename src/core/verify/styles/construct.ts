import type { Value } from '../../interp/values.ts';
import type { ClassDef, FunctionDef } from '../../syntax/ast.ts';
import type { RunProblem } from '../../interp/execution.ts';
import type { Routine } from './roles.ts';
import type { Session } from './session.ts';

/** An object of a class, or the problem that its construction ended with. */
export type Constructed =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: RunProblem };

/** The `__init__` of a class, when it has one of its own. */
export function initOf(owner: ClassDef): FunctionDef | null {
  const init = owner.body.find((member) => member.kind === 'FunctionDef' && member.name === '__init__');
  return init?.kind === 'FunctionDef' ? init : null;
}

/** Makes an object with sampled arguments. */
export function construct(session: Session, owner: ClassDef): Constructed {
  const { machine } = session;
  const cls = machine.lookup(owner.name);
  if (cls === undefined) return { ok: false, problem: absent(owner.name, owner.nameSpan) };
  const init = initOf(owner);
  return machine.call(cls, [], init ? session.sample(init).values : new Map());
}

/** A routine ready to be called: a function, or a method of a new object. */
export function bind(session: Session, routine: Routine): Constructed {
  const { machine } = session;
  if (!routine.owner) {
    const callee = machine.lookup(routine.name);
    return callee === undefined
      ? { ok: false, problem: absent(routine.name, routine.def.nameSpan) }
      : { ok: true, value: callee };
  }
  const made = construct(session, routine.owner);
  if (!made.ok) return made;
  const method = machine.getAttribute(made.value, routine.def.name);
  return method === undefined
    ? { ok: false, problem: absent(routine.name, routine.def.nameSpan) }
    : { ok: true, value: method };
}

export function absent(name: string, span: RunProblem['span']): RunProblem {
  return { kind: 'error', exception: 'NameError', message: name, span, file: '', calls: [] };
}
