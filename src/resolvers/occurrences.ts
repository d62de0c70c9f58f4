import { UserMistake } from '../domain/error.ts';

const most = 100;

/** How many occurrences `next(count:)` asks for. */
export function occurrencesAsked(count: number | null): number {
  const wanted = count ?? 5;
  if (wanted < 0 || wanted > most) throw new UserMistake('INVALID', `count must be between 0 and ${most}, not ${wanted}.`, ['count']);
  return wanted;
}
