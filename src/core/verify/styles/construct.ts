import type { Routine } from './roles.ts';
import { absent, type Constructed, type Session } from './session.ts';

/** A routine ready to be called: a function, or a method of a new object. */
export function bind(session: Session, routine: Routine): Constructed {
  const { machine } = session;
  if (!routine.owner) {
    const callee = machine.lookup(routine.name);
    return callee === undefined ? { ok: false, problem: absent(routine.name) } : { ok: true, value: callee };
  }
  const { name } = routine.owner;
  const made = session.construct(machine.lookup(name), name);
  if (!made.ok) return made;
  const method = machine.getAttribute(made.value, routine.def.name);
  return method === undefined ? { ok: false, problem: absent(routine.name) } : { ok: true, value: method };
}
