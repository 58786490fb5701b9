/** A line on standard error that is written over as work goes on; nothing where standard error is no terminal. */
export interface Progress {
  readonly step: (note?: string) => void;
  readonly end: () => void;
}

const WIDTH = 30;

export function progressBar(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY || total < 2) return { step: () => undefined, end: () => undefined };
  let done = 0;
  const draw = (note: string): void => {
    const filled = Math.round((WIDTH * done) / total);
    const bar = '#'.repeat(filled) + '-'.repeat(WIDTH - filled);
    stream.write(`\r\u001b[K[${bar}] ${String(done)}/${String(total)} ${note}`.slice(0, (stream.columns || 80) + 4));
  };
  draw('');
  return {
    step: (note = '') => {
      done++;
      draw(note);
    },
    end: () => stream.write('\r\u001b[K'),
  };
}
