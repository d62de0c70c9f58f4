import { bar } from './bar.ts';

/** Says where a long task stands. */
export interface Progress {
  /** `part`: how far it is, drawn before the sentence on a terminal. */
  say(sentence: string, part?: { readonly done: number; readonly total: number }): void;
  /** Takes the last line away from a terminal; a log keeps its lines. */
  end(): void;
}

const home = '\r\u001B[2K';

/** Where a task stands, on stderr, for stdout is the result's: one changing line on a terminal, a line per change in a log. */
export function showProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const isTerminal = stream.isTTY && process.env['TERM'] !== 'dumb';
  let last = '';
  return {
    say: (sentence, part) => {
      const line = isTerminal && part !== undefined ? `${bar(part.done, part.total)} ${sentence}` : sentence;
      if (line === last) return;
      last = line;
      stream.write(isTerminal ? `${home}${line.slice(0, Math.max(20, stream.columns) - 1)}` : `${line}\n`);
    },
    end: () => { if (isTerminal) stream.write(home); },
  };
}
