import type { Artifact, Sha256 } from '../../domain/artifact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { FoundIn } from '../../domain/ports/records.ts';
import { readReference } from '../../domain/reference.ts';
import { absent, known, unknown, type Fact } from '../fact.ts';
import type { RecordFacts } from '../facts.ts';

/** An artifact of the seal that is not where it was sealed, by the connection to look for it in. */
export interface Gone {
  readonly artifact: RecordFacts<Artifact>;
  readonly connection: string;
  readonly sha256: Sha256;
}

/** Only what a tool answered not to have at its pinned place; what nobody could read may still be there. */
export function goneOf(artifacts: readonly RecordFacts<Artifact>[], pins: ReadonlyMap<string, Sha256>): readonly Gone[] {
  return artifacts.flatMap((artifact) => {
    const [sha256, connection] = [pins.get(artifact.reference), readReference(artifact.reference)?.connection];
    return artifact.record.state === 'absent' && sha256 !== undefined && connection !== undefined ? [{ artifact, connection, sha256 }] : [];
  });
}

/**
 * Where it stands now: in the same library, the very content, under the same file name (promotion keeps it), best at the
 * same path of another repository. A search that failed or was cut, and did not find it, leaves it unknown; so does one
 * that finds it at the very place that the library said is empty: of two answers that contradict, none is believed.
 */
export function movedTo({ artifact: { reference, record }, sha256 }: Gone, found: FoundIn<Artifact> | undefined): Fact<Artifact> {
  if (record.state !== 'absent') return record;
  const place = (readReference(reference)?.key ?? '').replace(/@[0-9a-f]{64}$/, '');
  const within = place.slice(place.indexOf('/'));
  const same = (found?.records ?? []).filter((one) => one.sha256 === sha256 && place.endsWith(`/${one.name}`)).toSorted((a, b) => (a.source.key < b.source.key ? -1 : 1));
  if (same.some(({ source }) => source.key === place)) return unsure('the library says of one place that it is empty and that a sealed artifact stands there', record.fetchedAt);
  const moved = same.find(({ source }) => source.key.endsWith(within)) ?? same[0];
  if (moved !== undefined) return known(moved, moved.source.fetchedAt);
  if (found?.problem != null) return unknown(found.problem);
  if (found?.isComplete === true) return absent(record.fetchedAt);
  return unsure('the search for a sealed artifact by its digest was cut', record.fetchedAt);
}

function unsure(message: string, sinceAt: Instant): Fact<Artifact> {
  return unknown({ code: 'UNEXPECTED_ANSWER', message, sinceAt, retryAt: null });
}
