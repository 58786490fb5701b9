import { type Tree, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';

/** A node of lezer's tree as plain data. Names are those of lezer's Python grammar; an error's is `⚠`. */
export interface Concrete {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly children: readonly Concrete[];
  /** Whether it is, or holds, an error. */
  readonly broken: boolean;
}

const ERROR = '⚠';

/** Parses, and reuses what an earlier tree of a text of the same length holds outside `changed`. */
export function parseTree(text: string, earlier?: Tree, changed: readonly { start: number; end: number }[] = []): Tree {
  if (earlier === undefined) return parser.parse(text);
  const changes = changed.map(({ start, end }) => ({ fromA: start, toA: end, fromB: start, toB: end }));
  return parser.parse(text, TreeFragment.applyChanges(TreeFragment.addTree(earlier), changes));
}

interface Building extends Concrete {
  readonly children: Building[];
  broken: boolean;
}

/** Copies a tree without recursion, so that its depth does not matter. `base` is added to every offset. */
export function concreteOf(tree: Tree, base = 0): Concrete {
  const root: Building = { name: 'Root', from: base, to: base + tree.length, children: [], broken: false };
  const open: Building[] = [root];
  tree.iterate({
    enter: ({ name, from, to, type }) => {
      if (name === 'Comment') return false;
      const node: Building = { name, from: base + from, to: base + to, children: [], broken: type.isError };
      open.at(-1)?.children.push(node);
      open.push(node);
      return true;
    },
    leave: () => {
      const closed = open.pop();
      const parent = open.at(-1);
      if (closed?.broken === true && parent !== undefined) parent.broken = true;
    },
  });
  return root.children[0] ?? root;
}

/** An error and the node that holds it. */
export interface TreeError {
  readonly error: Concrete;
  readonly parent: Concrete;
}

/** The errors below `root` in text order. */
export function errorsOf(root: Concrete): TreeError[] {
  const errors: TreeError[] = [];
  const pending: TreeError[] = [{ error: root, parent: root }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { error: node } = next;
    if (node.name === ERROR) errors.push(next);
    else for (const child of node.children) if (child.broken) pending.push({ error: child, parent: node });
  }
  return errors.sort((a, b) => a.error.from - b.error.from);
}
