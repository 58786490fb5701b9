import { generator } from '../../src/core/verify/sample/random.ts';

/** A seed from a text, so that each pass draws its own sample and the same one each time (FNV-1a). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** The items in a random order that is the same for the same seed. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = generator(seed);
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** The items of all groups in turn, one of each group at a time, each group in random order: rare kinds come first. */
export function inTurn<T>(items: readonly T[], groupOf: (item: T) => string, seed: number): T[] {
  const groups = new Map<string, T[]>();
  for (const item of shuffled(items, seed)) groups.set(groupOf(item), [...(groups.get(groupOf(item)) ?? []), item]);
  const order = shuffled([...groups.values()], seed + 1);
  const longest = Math.max(0, ...order.map((group) => group.length));
  return Array.from({ length: longest }, (_, round) => order.flatMap((group) => group[round] ?? [])).flat();
}
