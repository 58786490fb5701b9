import type { PyClass } from './values.ts';

/** The C3 linearisation of a class over its bases, the class first; null when the bases contradict each other. */
export function linearize(cls: PyClass): PyClass[] | null {
  const lists = [...cls.bases.map((base) => [...base.mro]), [...cls.bases]];
  const order: PyClass[] = [cls];
  for (;;) {
    const open = lists.filter((list) => list.length > 0);
    if (open.length === 0) return order;
    const next = open.map((list) => list[0]).find((head) => head && !open.some((list) => list.indexOf(head) > 0));
    if (!next) return null;
    order.push(next);
    for (const list of open) if (list[0] === next) list.shift();
  }
}
