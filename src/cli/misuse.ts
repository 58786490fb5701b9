/** The command line was used wrongly; the message says how, in one sentence. */
export class Misuse extends Error {}

/** Runs what may throw because of the arguments (a bad option, a missing file) and turns that into misuse. */
export function orMisuse<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error));
  }
}

/** One of the allowed formats, `text` when none was asked for. */
export function formatOf<F extends string>(asked: string | undefined, allowed: readonly F[]): F | 'text' {
  if (asked === undefined || asked === 'text') return 'text';
  const format = allowed.find((candidate) => candidate === asked);
  if (!format) throw new Misuse(`--format takes ${['text', ...allowed].join(', ')}, not "${asked}"`);
  return format;
}
