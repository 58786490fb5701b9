import { remembered } from '../base/remembered.ts';
import { contains } from '../base/span.ts';
import type { Piece } from './pieces.ts';
import type { Unit } from './unit.ts';

/** What of a text a pass depends on. */
export interface Reach {
  /** The same for two texts in which the pass and all that it may run read alike. */
  readonly fingerprint: string;
  /** The pieces that it may run, in the order of the text. */
  readonly pieces: readonly Piece[];
}

/**
 * Follows names from the functions of a pass to the statements that bind them. A name leads to every statement that binds
 * it and to every class that has a method of that name, whatever object it is an attribute of: too much does no harm, it
 * only makes a pass be judged again that need not be.
 */
export function reachOf(unit: Unit, pieces: readonly Piece[]): Reach {
  const reached = new Set(pieces.filter((piece) => isRoot(piece, unit)));
  const calls = follow(reached, namesAskedFor(unit, reached), pieces);
  const parts: string[] = [unit.kind, unit.name];
  let isGap = false;
  for (const piece of pieces) {
    if (reached.has(piece)) {
      parts.push(String(piece.content.id));
      isGap = false;
    } else if (piece.speaks && !isGap) {
      // Whether there are comments about gradients further down decides how names are taken.
      parts.push('…');
      isGap = true;
    }
  }
  return { fingerprint: [...parts, ...calls].join('\u0000'), pieces: pieces.filter((piece) => reached.has(piece)) };
}

function isRoot({ span, content }: Piece, unit: Unit): boolean {
  if (content.bindsAnything) return true;
  if (unit.kind === 'script') return !content.isDefinition;
  return contains(span, unit.span) || unit.defs.some((def) => contains(span, def.span));
}

/** The names under which calls elsewhere in the text would say what the functions of a pass take. */
function namesAskedFor(unit: Unit, reached: ReadonlySet<Piece>): Set<string> {
  const names = new Set(unit.defs.map((def) => def.name));
  for (const { content } of reached) {
    if (content.members.size === 0) continue;
    for (const name of [...content.binds, ...content.members]) names.add(name);
  }
  return names;
}

/** Adds to `reached` what it leads to. Returns the calls of `asked` functions from elsewhere. */
function follow(reached: Set<Piece>, asked: ReadonlySet<string>, pieces: readonly Piece[]): string[] {
  const { binders, classes } = indexOf(pieces);
  const add = (index: ReadonlyMap<string, readonly Piece[]>, names: Iterable<string>): void => {
    for (const name of names) for (const piece of index.get(name) ?? []) reached.add(piece);
  };
  const calls = new Set<string>();
  for (const piece of pieces) {
    for (const call of piece.content.calls) {
      if (!asked.has(call.callee)) continue;
      // A statement at the top may make what it hands over from others; a function's own names mean nothing outside.
      if (!piece.content.isDefinition) reached.add(piece);
      calls.add(call.text);
      add(binders, call.mentions);
    }
  }
  for (const { content } of reached) {
    add(binders, content.mentions);
    add(classes, content.attributes);
  }
  return [...calls];
}

/** Which statements bind a name, and which classes have a method of that name. */
const indexOf = remembered((pieces: readonly Piece[]) => ({
  binders: indexed(pieces, ({ content }) => content.binds),
  classes: indexed(pieces, ({ content }) => content.members),
}));

function indexed(pieces: readonly Piece[], namesOf: (piece: Piece) => Iterable<string>): Map<string, Piece[]> {
  const index = new Map<string, Piece[]>();
  for (const piece of pieces) {
    for (const name of namesOf(piece)) {
      const known = index.get(name);
      if (known) known.push(piece);
      else index.set(name, [piece]);
    }
  }
  return index;
}
