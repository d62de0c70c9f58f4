import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { ListedPersonInput } from '../generated/graphql.ts';

/** A person as a file names them, and where: "line 3" or "Resources[2]". */
export interface Named {
  readonly where: string;
  readonly person: ListedPersonInput;
}

export const employments = ['ACTIVE', 'ON_LEAVE', 'LEFT', 'UNKNOWN'] as const;
export type Employment = (typeof employments)[number];

/** The word of a feed for somebody's employment; nothing at all is UNKNOWN. */
export function employmentOf(word: string, where: string): Employment {
  const said = word.trim().toUpperCase().replaceAll(/[ -]/g, '_');
  if (said === '') return 'UNKNOWN';
  const found = employments.find((one) => one === said);
  if (found === undefined) throw badFile(`${where}: employment "${word}" is none of ${employments.join(', ')}.`);
  return found;
}

/** What is wrong with the file. */
export function badFile(message: string): Failure {
  return new Failure(message);
}

/** What is wrong with how it was asked for. */
export function badOption(message: string): Failure {
  return new Failure(message, exitCode.usage);
}
