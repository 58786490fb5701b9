import type { Assign, AugAssign, Expr } from '../../syntax/ast.ts';
import { NORMAL, type Exec, type Frame } from '../frame.ts';
import { settle } from '../problems.ts';
import { Instance, PyDict, type Unsupported, type Value } from '../values.ts';
import type { Context } from './context.ts';
import { writer } from './names.ts';

/**
 * Runs an assignment so that an error on shapes in it is told and does not end the function: what it would have bound is
 * unknown from then on, and the next statement runs. A mistake in one line of a backward pass then hides none in the others.
 */
export function recovering(c: Context, statement: Assign | AugAssign, exec: Exec): Exec {
  const { rt } = c.unit;
  const targets = statement.kind === 'Assign' ? statement.targets : [statement.target];
  const spoil = targets.flatMap((target) => spoilers(c, target));
  return (frame) => {
    const { depth } = rt.budget;
    try {
      return exec(frame);
    } catch (error) {
      if (rt.raised(error)?.exception.cls.name !== 'ValueError') throw error;
      const { problem } = settle(rt, error);
      rt.budget.depth = depth;
      const origin = rt.report(problem);
      for (const spoiled of spoil) spoiled(frame, origin);
      return NORMAL;
    }
  };
}

type Spoiler = (frame: Frame, origin: Unsupported) => void;

/** Of a dict or object one entry becomes unknown; of an array, all of it. */
function spoilers(c: Context, target: Expr): Spoiler[] {
  const { rt } = c.unit;
  switch (target.kind) {
    case 'Name':
      return [writer(c, target.name)];
    case 'Attribute': {
      const owner = c.expression(target.value);
      return [
        (frame, origin) => {
          const object = owner(frame);
          if (object instanceof Instance) rt.setAttribute(object, target.name, origin);
        },
      ];
    }
    case 'Subscript': {
      const container = c.expression(target.value);
      const index = c.expression(target.index);
      const whole = spoilers(c, target.value);
      return [
        (frame, origin) => {
          const holder: Value = container(frame);
          if (holder instanceof PyDict) rt.setItem(holder, index(frame), origin);
          else for (const spoiled of whole) spoiled(frame, origin);
        },
      ];
    }
    case 'Tuple':
    case 'List':
      return target.elements.flatMap((element) => spoilers(c, element));
    default:
      return [];
  }
}
