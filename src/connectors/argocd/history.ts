import { isSha256 } from '../../domain/artifact.ts';
import type { Sha256 } from '../../domain/artifact.ts';
import { toInstant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ObservedRun } from '../../domain/ports/deployer.ts';
import type { Findings } from '../../domain/ports/findings.ts';
import { readApplication } from './client.ts';
import type { ArgoCdClient } from './client.ts';
import { settlingOf } from './observe.ts';
import { versionOf } from './settings.ts';
import type { ApplicationSettings } from './settings.ts';
import { keptInHistory, toPastRun, toProgress, toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { correlationOf } from './wire.ts';
import type { Application, HistoryEntry, OperationState } from './wire.ts';

/** Instants of an operation and of its entry are taken one after the other, in whole seconds. */
const sameMs = 5_000;

/**
 * What was synced as a whole since a moment by Argo CD's clock, oldest first. Argo CD keeps the last ten
 * (revisionHistoryLimit): complete only when entries from before the moment are still there, or the first one ever.
 * Syncs that failed, or that touched single resources only, never stand there. Throws a SourceError.
 */
export async function history(client: ArgoCdClient, settings: ApplicationSettings, since: Instant, origin: Origin, ask: Ask): Promise<Findings<ObservedRun>> {
  const application = await readApplication(client, settings, ask, 'reading the history of an application');
  const kept = (application.status.history ?? []).toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0));
  const recent = kept.filter((entry) => (toInstant(entry.deployedAt) ?? since) >= since);
  const records = recent.flatMap((entry) => observed(client, settings, application, entry, entry === kept.at(-1), origin) ?? []);
  return { records, isComplete: records.length === recent.length && reachesBack(kept, since) && application.spec.revisionHistoryLimit !== 0 };
}

/** Numbers begin with 0 and grow by one: a gap is an entry that was taken out. */
function reachesBack(kept: readonly HistoryEntry[], since: Instant): boolean {
  const [oldest] = kept;
  const hasNoGap = kept.every(({ id }, index) => id !== undefined && id === (oldest?.id ?? 0) + index);
  return hasNoGap && (oldest === undefined || oldest.id === 0 || (toInstant(oldest.deployedAt) ?? since) < since);
}

/** null for an entry that cannot be told from others, having no number or no moment. */
function observed(client: ArgoCdClient, settings: ApplicationSettings, application: Application, entry: HistoryEntry, isNewest: boolean, origin: Origin): ObservedRun | null {
  if (entry.id === undefined || toInstant(entry.deployedAt) === null) return null;
  const last = isNewest ? operationOf(entry, application.status.operationState ?? null) : null;
  const correlation = last === null ? null : correlationOf(last.operation);
  const progress = last === null ? null : toProgress(last, application, settlingOf(client, settings, last.finishedAt ?? null));
  const isChart = (entry.source?.chart ?? '') !== '';
  const revision = entry.revision ?? '';
  return {
    ...(progress ?? { progress: 'SUCCEEDED', because: keptInHistory }),
    run: last === null || correlation === null ? toPastRun(entry.id, entry, application, origin) : toRun(correlation, application, last, origin),
    correlation,
    ...(last === null && { hidesCorrelation: true as const }),
    version: versionOf(settings, isChart ? revision : entry.source?.targetRevision ?? ''),
    digests: isNewest && revision !== '' && application.status.sync?.status === 'Synced' && application.status.sync.revision === revision ? imageDigests(application) : [],
    // A chart's revision is its version, and no commit.
    revision: isChart || revision === '' ? null : revision,
    startedBy: entry.initiatedBy?.username ?? null,
  };
}

/**
 * An entry says nothing of the operation it came from; the last operation of all is still told, with its infos. Both tell
 * when it began: one of the same revision that stands in no history, e.g. of single resources, began at another moment.
 */
function operationOf({ revision, deployStartedAt, deployedAt }: HistoryEntry, state: OperationState | null): OperationState | null {
  if (state?.phase !== 'Succeeded' || state.syncResult?.revision !== revision) return null;
  const [begunAt, startedAt] = [toInstant(deployStartedAt ?? ''), toInstant(state.startedAt)];
  if (begunAt !== null && begunAt !== startedAt) return null;
  const [endedAt, finishedAt] = [toInstant(deployedAt), toInstant(state.finishedAt ?? '')];
  if (endedAt === null || finishedAt === null) return null;
  return Math.abs(Date.parse(endedAt) - Date.parse(finishedAt)) <= sameMs ? state : null;
}

/** Images that run now, as far as they are named by digest. */
function imageDigests({ status }: Application): readonly Sha256[] {
  return [...new Set((status.summary?.images ?? []).map((image) => /@sha256:(.*)$/.exec(image)?.[1] ?? '').filter(isSha256))];
}
