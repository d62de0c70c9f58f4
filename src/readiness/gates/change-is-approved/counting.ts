import type { Release } from '../../../domain/release.ts';
import type { ChangeFacts } from '../../facts.ts';

/** May this change be the release's approval? A correlated one only while it still carries the release's key. */
export function countsAsApproval({ link, record }: ChangeFacts, release: Release): 'YES' | 'NO' | 'UNKNOWN' {
  if (link?.origin === 'DECLARED') return 'YES';
  if (link?.origin !== 'CORRELATED') return 'NO';
  if (record.state !== 'known' || record.value.correlationId === null) return 'UNKNOWN';
  return record.value.correlationId === release.key ? 'YES' : 'NO';
}
