/** Says where a long task stands. */
export interface Progress {
  say(sentence: string): void;
  /** Takes the last line away from a terminal; a log keeps its lines. */
  end(): void;
}

const home = '\r\u001B[2K';

/** Where a task stands, on stderr, for stdout is the result's: one changing line on a terminal, a line per change in a log. */
export function showProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const isTerminal = stream.isTTY && process.env['TERM'] !== 'dumb';
  let last = '';
  return {
    say: (sentence) => {
      if (sentence === last) return;
      last = sentence;
      stream.write(isTerminal ? `${home}${sentence.slice(0, Math.max(20, stream.columns) - 1)}` : `${sentence}\n`);
    },
    end: () => { if (isTerminal) stream.write(home); },
  };
}
