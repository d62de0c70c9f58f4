import type { AnyRecord } from '../../domain/record.ts';
import { linkOrigins, type Link } from '../../domain/release.ts';
import type { RecordFacts } from '../facts.ts';

/**
 * Without links to a name that nothing bears which were drawn to a record that another link, or the configuration, leads to by its name: an answer that was garbled on its
 * way may have called it otherwise for once, and a link that was drawn stands.
 */
export function withoutMisnamed<R extends AnyRecord>(facts: readonly RecordFacts<R>[]): readonly RecordFacts<R>[] {
  return facts.filter(({ link, record }) => record.state !== 'absent' || link === null || !facts.some((other) => isMisnamed(link, other)));
}

/**
 * Only of a weaker or a younger link that can be said: when a record is called otherwise than it was, nobody knows which of the two is right,
 * and what does not find it stays red.
 */
function isMisnamed(link: Link, { link: other, record, reference }: RecordFacts<AnyRecord>): boolean {
  if (record.state !== 'known' || record.value.id !== link.identity || record.value.source.reference !== reference) return false;
  if (other === null) return true;
  const ahead = strengthOf(other) - strengthOf(link);
  return ahead > 0 || (ahead === 0 && other.linkedAt < link.linkedAt);
}

function strengthOf({ origin }: Link): number {
  return -linkOrigins.indexOf(origin);
}
