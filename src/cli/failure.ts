import { exitCode, exitCodeOfMistake, type ExitCode } from './exit-code.ts';
import type { MistakeFragment } from './generated/graphql.ts';

/** Ends the command with a sentence on stderr and an exit code. */
export class Failure extends Error {
  override readonly name: string = 'Failure';
  readonly exitCode: ExitCode;

  constructor(message: string, code: ExitCode = exitCode.error) {
    super(message);
    this.exitCode = code;
  }
}

/** The hub does not answer; it may have done what it was asked, and may answer later. */
export class UnreachableHub extends Failure {}

/** Ends the command when a payload says that a person must mend something. */
export function refuseMistakes(mistakes: readonly MistakeFragment[] | undefined): void {
  const [first] = mistakes ?? [];
  if (first === undefined) return;
  throw new Failure((mistakes ?? []).map(({ message }) => message).join('\n'), exitCodeOfMistake(first.code));
}
