import type { Change } from '../../../domain/change.ts';
import type { ChangeFacts, Facts } from '../../facts.ts';

export interface OwnChange {
  readonly change: ChangeFacts;
  readonly record: Change;
}

/** The readable changes that were opened for this release. One that only mentions it has a matter of its own; one that could not be read is told by the rule of the texts. */
export function ownChanges({ changes }: Facts): readonly OwnChange[] {
  return changes.flatMap((change) => (change.record.state === 'known' && change.discountedBecause === null && change.link?.origin !== 'DISCOVERED' ? [{ change, record: change.record.value }] : []));
}
