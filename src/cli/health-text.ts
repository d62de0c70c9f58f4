import type { HealthPartsFragment } from './generated/graphql.ts';
import { colour } from './terminal.ts';

/** What is wrong with a connection as the hub knows it; nothing while all is well, or when that is told beside it. */
export function healthText(health: HealthPartsFragment | null | undefined, told?: string): string {
  if (health == null) return '';
  const { circuit, retryAt, lastProblem, lastSuccessAt } = health;
  if (circuit !== 'CLOSED') return colour('red', `left alone until ${retryAt ?? 'a question has tried it'}`);
  if (retryAt !== null) return colour('yellow', `wants quiet until ${retryAt}`);
  if (lastProblem === null || lastProblem.message === told || (lastSuccessAt !== null && lastSuccessAt > lastProblem.sinceAt)) return '';
  return colour('yellow', `${lastProblem.message} (${lastProblem.sinceAt})`);
}
