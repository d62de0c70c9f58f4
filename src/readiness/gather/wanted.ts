import type { RecordKind } from '../../domain/reference.ts';
import { readReference } from '../../domain/reference.ts';
import { isJudged, linkOrigins, type Link } from '../../domain/release.ts';
import type { Wanted } from './records.ts';

/**
 * The records of one kind that this environment's gates look at: links of the environment or of every one, not taken
 * out, each record once, by its strongest link. Builds, bundles and versions are no records of their own: the release
 * graph has already linked what they hold.
 */
export function wanted(links: readonly Link[], kind: RecordKind, environment: string): readonly Wanted[] {
  const judged = links.filter((link) => isJudged(link) && (link.environment === null || link.environment === environment));
  const byStrength = judged.filter((link) => readReference(link.reference)?.kind === kind).sort((a, b) => linkOrigins.indexOf(b.origin) - linkOrigins.indexOf(a.origin));
  const strongest = new Map(byStrength.map((link) => [link.reference, { reference: link.reference, link }]));
  return [...strongest.values()].sort((a, b) => (a.reference < b.reference ? -1 : 1));
}
