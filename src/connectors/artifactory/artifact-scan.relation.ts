import type { ArtifactScan } from '../../domain/artifact.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import { readReference } from '../../domain/reference.ts';
import type { RecordIdentity } from '../../domain/reference.ts';
import { HttpProblem } from '../http/index.ts';
import { atMost } from './at-most.ts';
import type { ArtifactoryClient } from './client.ts';
import { keyOf, readPinned } from './place.ts';
import type { PinnedPlace } from './place.ts';
import { summaryPath, toScan, toScanState, uncertain } from './scan.ts';
import { scanStatusSchema, summarySchema } from './wire.ts';
import type { ScanStatus, ScanSummary } from './wire.ts';

const statusCallsAtOnce = 6;
/** A page's calls must not grow with its records: beyond these the honest answer of a page is UNKNOWN. */
const mostStatusCallsOfAPage = 20;
const mostPathsPerSummary = 100;

/** An artifact's scan as far as its status says. */
interface Examined {
  readonly id: RecordIdentity;
  readonly asked: PinnedPlace;
  readonly status: ScanStatus;
}

/**
 * What Xray knows of artifacts. Its summary says "no issues" of the clean and of the never scanned alike, so each
 * artifact's status is asked first (one call each, there is no bulk), and then one summary for all that are DONE:
 * in this order, for a scan that ends in between would otherwise turn an old empty summary into "clean".
 */
export function artifactScans(client: ArtifactoryClient): RelationReader<'artifact.scan'> {
  return {
    async relate(ids, ask) {
      const asked = ids.flatMap((id) => toAsked(id));
      const scans = new Map<RecordIdentity, ArtifactScan>(asked.map(({ id }) => [id, uncertain('UNKNOWN')]));
      const affordable = ask.purpose === 'page' ? asked.slice(0, mostStatusCallsOfAPage) : asked;
      const examined = (await atMost(statusCallsAtOnce, affordable, (one) => examine(client, one, ask))).flat();
      const summaries = await summarize(client, examined.filter(({ status }) => toScanState(status) === 'SCANNED'), ask);
      for (const { id, asked: pinned, status } of examined) scans.set(id, toScan(pinned, status, summaries));
      return scans;
    },
  };
}

function toAsked(id: RecordIdentity): readonly { readonly id: RecordIdentity; readonly asked: PinnedPlace }[] {
  const parts = readReference(id);
  const asked = parts?.kind === 'artifact' ? readPinned(parts.key) : null;
  return asked === null ? [] : [{ id, asked }];
}

/** Nothing when Xray does not find it (404): not indexed, gone or hidden, which nobody can tell apart. */
async function examine(client: ArtifactoryClient, { id, asked }: Omit<Examined, 'status'>, ask: Ask): Promise<readonly Examined[]> {
  const { repo } = asked.place;
  try {
    const { body } = await client.send({
      method: 'POST', isRead: true, path: '/xray/api/v1/artifact/status', json: { repo, path: keyOf(asked.place).slice(repo.length + 1) }, schema: scanStatusSchema, ask, doing: 'reading whether an artifact was scanned',
    });
    return [{ id, asked, status: body }];
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return [];
    throw error;
  }
}

async function summarize(client: ArtifactoryClient, scanned: readonly Examined[], ask: Ask): Promise<readonly ScanSummary[]> {
  const paths = scanned.map(({ asked }) => summaryPath(asked));
  const chunks = Array.from({ length: Math.ceil(paths.length / mostPathsPerSummary) }, (_, index) => paths.slice(index * mostPathsPerSummary, (index + 1) * mostPathsPerSummary));
  const answers = await atMost(statusCallsAtOnce, chunks, (chunk) => client.send({
    method: 'POST', isRead: true, path: '/xray/api/v2/summary/artifact', json: { paths: chunk }, schema: summarySchema, ask, doing: `reading what the scanner found in ${chunk.length} artifacts`,
  }));
  return answers.flatMap(({ body }) => body.artifacts ?? []);
}
