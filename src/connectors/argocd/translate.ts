import type { DeployerRun } from '../../domain/deployment.ts';
import { toInstant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RunReport } from '../../domain/ports/deployer.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Application, HistoryEntry, OperationState } from './wire.ts';

/** Where an answer came from, for `Source`. */
export interface Origin {
  readonly connection: string;
  /** Base address of this Argo CD, without a slash at its end. */
  readonly url: string;
  readonly application: string;
  readonly fetchedAt: Instant;
}

/** Argo CD gives its operations no ids: a run's id is the correlation that it carries. Its link leads to the application's page, which holds the log. */
export function toRun(correlation: string, application: Application, state: OperationState | null, origin: Origin): DeployerRun {
  return runOf(correlation, application, {
    status: state === null ? 'Requested' : statusOf(state, application),
    startedAt: state === null ? null : toInstant(state.startedAt),
    finishedAt: typeof state?.finishedAt === 'string' ? toInstant(state.finishedAt) : null,
  }, origin);
}

/** A sync of the history is known by its number there, which grows by one for each. */
export function toPastRun(id: number, entry: HistoryEntry, application: Application, origin: Origin): DeployerRun {
  const deployedAt = toInstant(entry.deployedAt);
  return runOf(`history/${id}`, application, { status: 'Deployed', startedAt: toInstant(entry.deployStartedAt ?? '') ?? deployedAt, finishedAt: deployedAt }, origin);
}

/** The number of a run that is known by its place in the history; null for any other id. */
export function readPastRunId(runId: string): number | null {
  const digits = /^history\/(0|[1-9]\d{0,14})$/.exec(runId)?.[1];
  return digits === undefined ? null : Number(digits);
}

export function pageOf(application: Application, { url, application: name }: Pick<Origin, 'url' | 'application'>): string {
  const { namespace } = application.metadata;
  return `${url}/applications/${namespace === undefined ? '' : `${encodeURIComponent(namespace)}/`}${name}`;
}

function runOf(runId: string, application: Application, told: Pick<DeployerRun, 'status' | 'startedAt' | 'finishedAt'>, origin: Origin): DeployerRun {
  const { connection, fetchedAt } = origin;
  const key = `${origin.application}/${runId}`;
  const url = pageOf(application, origin);
  return { source: { reference: formatReference(connection, 'build', key), system: 'ARGO_CD', connection, key, url, fetchedAt, isStale: false, problem: null }, runId, url, ...told };
}

/** Only what was carried out stands there. */
export const keptInHistory = 'The sync stands in the application\'s history: it was carried out. How healthy the application was then is not kept.';

type Progress = Pick<RunReport, 'progress' | 'because'>;

/** What waits after a sync that succeeded, and cannot be waited for for ever. */
export interface Settling { readonly isLate: boolean; readonly withinSeconds: number }

/**
 * How far an operation of ours is; null when Argo CD speaks in words we do not know. A sync that succeeded is only half
 * of it: the application must be Healthy, and Synced at the very revision that was synced (apis/README.md §13).
 */
export function toProgress(state: OperationState, { status }: Application, settling: Settling): Progress | null {
  switch (state.phase) {
    case 'Running': return { progress: 'RUNNING', because: 'The sync is under way.' };
    case 'Terminating': return { progress: 'RUNNING', because: 'The sync is being terminated.' };
    case 'Error': return { progress: 'FAILED', because: 'The sync ended in Error.' };
    case 'Failed': return /^operation (was )?terminated/i.test(state.message ?? '') ? { progress: 'CANCELED', because: 'The sync was terminated.' } : { progress: 'FAILED', because: 'The sync ended in Failed.' };
    case 'Succeeded': return settled(state.syncResult?.revision ?? '', status, settling);
    default: return null;
  }
}

function settled(revision: string, { sync, health }: Application['status'], { isLate, withinSeconds }: Settling): Progress | null {
  if (revision === '') return null;
  const unsettled = unhealthy(health?.status ?? 'Unknown') ?? outOfSync(revision, sync?.status ?? 'Unknown', sync?.revision ?? '');
  if (unsettled === null) return { progress: 'SUCCEEDED', because: 'The sync succeeded; the application is Healthy, and Synced at the revision that was asked for.' };
  if (health?.status === 'Suspended') return { progress: 'RUNNING', because: 'The sync succeeded; the application is Suspended: somebody must resume it.' };
  return isLate ? { progress: 'FAILED', because: `The sync succeeded, yet ${withinSeconds} s later ${unsettled}.` } : { progress: 'RUNNING', because: `The sync succeeded, but ${unsettled}.` };
}

function unhealthy(health: string): string | null {
  return health === 'Healthy' ? null : `the application is ${word(health)}`;
}

function outOfSync(revision: string, sync: string, compared: string): string | null {
  if (compared !== revision) return 'the application is compared with another revision than was synced: its targetRevision leads elsewhere';
  return sync === 'Synced' ? null : `the application is ${word(sync)}`;
}

function statusOf(state: OperationState, { status }: Application): string {
  return state.phase === 'Succeeded' ? `Succeeded, ${word(status.health?.status ?? 'Unknown')}, ${word(status.sync?.status ?? 'Unknown')}` : word(state.phase);
}

function word(text: string): string {
  return /^[A-Za-z]{1,30}$/.test(text) ? text : 'in a state we do not know';
}
