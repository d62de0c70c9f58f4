import type { DeployerRun } from '../../domain/deployment.ts';
import { toInstant } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RunReport } from '../../domain/ports/deployer.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Status } from './wire.ts';

/** Where an answer came from, for `Source`. */
export interface Origin {
  readonly connection: string;
  /** Name of the deployer. */
  readonly deployer: string;
  readonly fetchedAt: Instant;
}

/** A run is known by its correlation alone. */
export function toRun(status: Status, { connection, deployer, fetchedAt }: Origin): DeployerRun {
  const key = `${deployer}/${status.correlation}`;
  const url = typeof status.url === 'string' && /^https?:\/\//i.test(status.url) && URL.canParse(status.url) ? status.url : null;
  return {
    source: { reference: formatReference(connection, 'build', key), system: 'WEBHOOK', connection, key, url, fetchedAt, isStale: false, problem: null },
    runId: status.correlation,
    status: status.status,
    url,
    startedAt: typeof status.startedAt === 'string' ? toInstant(status.startedAt) : null,
    finishedAt: typeof status.finishedAt === 'string' ? toInstant(status.finishedAt) : null,
  };
}

export function toProgress(status: Exclude<Status['status'], 'unknown'>): Pick<RunReport, 'progress' | 'because'> {
  switch (status) {
    case 'pending': return { progress: 'PENDING', because: 'The run was accepted and has not begun.' };
    case 'running': return { progress: 'RUNNING', because: 'The run is under way.' };
    case 'succeeded': return { progress: 'SUCCEEDED', because: 'The run succeeded.' };
    case 'failed': return { progress: 'FAILED', because: 'The run failed.' };
    case 'canceled': return { progress: 'CANCELED', because: 'The run was cancelled.' };
  }
}
