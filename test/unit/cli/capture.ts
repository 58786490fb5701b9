import assert from 'node:assert/strict';
import { Misuse } from '../../../src/cli/misuse.ts';

/** What a command answered and printed. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process and takes down what it prints; a misuse is status 2 with its message. */
export async function runHere(command: () => number | Promise<number>): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const spies = [capture(process.stdout, out), capture(process.stderr, err)];
  try {
    return { status: await command(), out: out.join(''), err: err.join('') };
  } catch (error) {
    assert.ok(error instanceof Misuse);
    return { status: 2, out: out.join(''), err: error.message };
  } finally {
    for (const restore of spies) restore();
  }
}

/** Takes texts from a stream; the test runner's own reports are no texts and go through. */
function capture(stream: NodeJS.WriteStream, into: string[]): () => void {
  const write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array): boolean => {
    if (typeof chunk !== 'string') return write(chunk);
    into.push(chunk);
    return true;
  };
  return () => {
    stream.write = write;
  };
}
