/**
 * How many characters must be put in, left out, replaced or swapped with their neighbour to make one word of the other:
 * the restricted Damerau-Levenshtein distance (optimal string alignment), after Boytsov, "Indexing methods for approximate
 * dictionary searching", 2011.
 */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The words that a word may have been meant for, nearest first: at most a third of its characters differ, and at most two. */
export function similarTo(word: string, words: Iterable<string>): string[] {
  const most = Math.max(SPELLING, Math.min(2, Math.floor(word.length / 3)));
  const rated = [...words].map((other) => ({ other, distance: distanceOf(word, other) }));
  return rated
    .filter(({ other, distance }) => other !== word && distance <= most)
    .sort((a, b) => a.distance - b.distance)
    .map(({ other }) => other);
}

/** Capitals and underscores are what is forgotten first. */
const SPELLING = 0.5;

function distanceOf(a: string, b: string): number {
  const plain = (word: string): string => word.toLowerCase().replaceAll('_', '');
  return a !== b && plain(a) === plain(b) ? SPELLING : editDistance(a, b);
}
