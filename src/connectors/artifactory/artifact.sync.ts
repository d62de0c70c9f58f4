import type { Artifact } from '../../domain/artifact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordSync, SyncPage } from '../../domain/ports/sync.ts';
import { bothOf, orderQuery, stretchQuery } from './aql.ts';
import type { ArtifactoryClient } from './client.ts';
import { after, arrived, isBetween, readStanding, theBeginning, upTo, writeStanding } from './keyset.ts';
import type { Mark, Standing } from './keyset.ts';
import { toArtifact } from './translate.ts';
import { unbelievable } from './unbelievable.ts';

const pageSize = 2_000;
/** Pages to look at for one that is not hidden from us in full, counted from the mark. */
const looks = [0, 1, 3, 7, 15, 31, 63, 127, 255, 511];
/** What is younger is little enough to be asked for without a limit, milliseconds. */
const recent = 24 * 3_600_000;
/** Files are dated when their upload begins and seen when it ends: what was dated this shortly ago is read once more, milliseconds. */
const overlap = 120_000;

/**
 * All files in the order they were modified. Each page takes two questions: where it ends (sorted and limited, without
 * properties), and then the whole stretch up to there (with properties, neither sorted nor limited). So a page never
 * depends on the limit, which comes before permissions, and not even on the sorting: whatever the end is, nothing
 * between is left out.
 */
export function artifactSync(client: ArtifactoryClient): RecordSync<'artifact'> {
  return {
    async page(cursor, ask) {
      const standing = cursor === null ? { mark: theBeginning, arrivalsSince: lately(client) } : readStanding(cursor);
      const end = await nextEnd(client, standing.mark, ask);
      return end === null ? rest(client, standing, ask) : page(await stretch(client, standing.mark, end, ask), { ...standing, mark: end });
    },
  };
}

/** The last file we may see on the next page, or on a later one when that is hidden from us in full; null when none was found. */
async function nextEnd(client: ArtifactoryClient, from: Mark, ask: Ask): Promise<Mark | null> {
  const age = Date.parse(client.origin().fetchedAt) - Date.parse(from.modified);
  for (const pages of age < recent ? [0] : looks) {
    const [last] = (await client.order(orderQuery(after(from), pages * pageSize, pageSize), ask)).slice(-1);
    if (last !== undefined) return { modified: last.modified, place: { repo: last.repo, path: last.path, name: last.name } };
  }
  return null;
}

/** All that follows, in one question without a limit: only that can prove that there is nothing, for pages may be empty because they are hidden. */
async function rest(client: ArtifactoryClient, standing: Standing, ask: Ask): Promise<SyncPage<Artifact>> {
  const { mark } = standing;
  const origin = client.origin();
  const found = whole(client, await client.aql([stretchQuery(after(mark))], ask)).filter((item) => isBetween(mark, null, item));
  if (found.length === 0) return arrivals(client, standing, ask);
  const newest = found.reduce((latest, { modified }) => Math.max(latest, Date.parse(modified ?? '')), 0);
  return page(found.map((item) => toArtifact(item, origin)), { ...standing, mark: before(newest + 1) });
}

/** The last page of a round: what was copied or moved behind the mark meanwhile, its old date kept. */
async function arrivals(client: ArtifactoryClient, standing: Standing, ask: Ask): Promise<SyncPage<Artifact>> {
  const origin = client.origin();
  const since = lately(client);
  const items = whole(client, await client.aql([stretchQuery(arrived(standing))], ask)).filter(({ modified }) => Date.parse(modified ?? '') <= Date.parse(standing.mark.modified));
  const mark = Date.parse(standing.mark.modified) > Date.parse(since) ? { modified: since, place: null } : standing.mark;
  return { ...page(items.map((item) => toArtifact(item, origin)), { mark, arrivalsSince: since }), isLast: true };
}

/** Every file after one mark and up to another that we may see. */
async function stretch(client: ArtifactoryClient, from: Mark, end: Mark, ask: Ask): Promise<readonly Artifact[]> {
  const origin = client.origin();
  const result = await client.aql([stretchQuery(bothOf(after(from), upTo(end)))], ask);
  return whole(client, result).filter((item) => isBetween(from, end, item)).map((item) => toArtifact(item, origin));
}

/** Throws SourceError UNEXPECTED_ANSWER for an answer that was cut: going on from there would skip what is missing. */
function whole(client: ArtifactoryClient, { items, isComplete }: Awaited<ReturnType<ArtifactoryClient['aql']>>): typeof items {
  if (isComplete) return items;
  throw unbelievable(client, 'cut a page of its artifacts, so that nobody can tell which are missing');
}

function page(records: readonly Artifact[], standing: Standing): SyncPage<Artifact> {
  return { records, cursor: writeStanding(standing), isLast: false, total: null, hidden: 0 };
}

function before(milliseconds: number): Mark {
  return { modified: new Date(milliseconds).toISOString(), place: null };
}

/** Where to go on later, at most: what is dated since may still appear. */
function lately(client: ArtifactoryClient): Instant {
  return new Date(Date.parse(client.origin().fetchedAt) - overlap).toISOString();
}
