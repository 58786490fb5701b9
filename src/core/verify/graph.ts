import type { Node } from '../tape/node.ts';

/** Every node that the given ones were computed from, themselves included. */
export function ancestors(roots: Iterable<Node>): Set<Node> {
  const seen = new Set<Node>();
  const open = [...roots];
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const input of node.inputs) if (!seen.has(input)) open.push(input);
  }
  return seen;
}

/** Answers whether a node was computed from one of `sources`, with memory over many questions. */
export function dependence(sources: ReadonlySet<Node>): (node: Node) => boolean {
  const known = new Map<Node, boolean>();
  return (node) => {
    const stack = [node];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      if (known.has(top)) {
        stack.pop();
      } else if (sources.has(top) || top.inputs.some((input) => known.get(input) === true)) {
        known.set(top, true);
        stack.pop();
      } else {
        const open = top.inputs.find((input) => !known.has(input));
        if (open) stack.push(open);
        else {
          known.set(top, false);
          stack.pop();
        }
      }
    }
    return known.get(node) ?? false;
  };
}
