import { exitCode, exitCodeOfReadiness, type ExitCode } from './exit-code.ts';
import { UnreachableHub } from './failure.ts';
import { ReadinessWatchDocument, type ReadinessPartsFragment } from './generated/graphql.ts';
import type { Terminal } from './terminal.ts';

export interface Watched {
  readonly key: string;
  readonly environment: string;
  readonly timeoutSeconds: number;
}

/**
 * Prints how a release stands, then each change of it (with --json one line each), until it is READY or the time is up; then
 * the exit code of how it stood last, and 8 when nothing was heard.
 */
export async function watchReadiness(terminal: Terminal, { key, environment, timeoutSeconds }: Watched, textOf: (readiness: ReadinessPartsFragment) => string): Promise<ExitCode> {
  const signal = AbortSignal.timeout(timeoutSeconds * 1_000);
  let last: ReadinessPartsFragment | null = null;
  try {
    for await (const { readinessChanged } of terminal.hub.watch(ReadinessWatchDocument, { key, environment }, signal)) {
      last = readinessChanged;
      terminal.print(terminal.isJson ? JSON.stringify(last) : `${textOf(last)}\n`);
      if (last.outcome === 'READY') return exitCode.yes;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    return last === null ? exitCode.stillPending : exitCodeOfReadiness(last.outcome);
  }
  throw new UnreachableHub('The hub ended the stream: it stops, or your token counts no more. Watch again.');
}
