import { z } from 'zod';
import type { Stretch } from '../domain/freeze.ts';
import type { Facts } from './facts.ts';

/** What lets standard changes pass, as a policy writes it. */
export const passedByStandard = z.array(z.enum(['FREEZES', 'BLACKOUTS']));

/**
 * The changes under which the release goes out, when all of them are standard ones; null while one is not, none is declared
 * or correlated, one cannot be read, or there may be more than were found: unknown is not standard.
 */
export function standardChangesOf({ changes, gaps }: Pick<Facts, 'changes' | 'gaps'>): readonly string[] | null {
  if (gaps.some(({ relation }) => relation === 'CHANGE')) return null;
  const isOwn = changes.some(({ link }) => link !== null && link.origin !== 'DISCOVERED');
  const labels = changes.flatMap(({ record, discountedBecause }) => (discountedBecause === null && record.state === 'known' && record.value.type === 'STANDARD' ? [record.value.label] : []));
  return isOwn && labels.length === changes.length ? labels : null;
}

/** Whether standard changes pass what is on in this stretch: never a line that was stopped until further notice. */
export function standardPasses(what: 'FREEZES' | 'BLACKOUTS', passed: z.output<typeof passedByStandard>, { endAt }: Stretch): boolean {
  return endAt !== null && passed.includes(what);
}
