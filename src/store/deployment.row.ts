import type { Deployment } from '../domain/deployment.ts';
import type { DeploymentPatch } from '../domain/ports/deployment-store.ts';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { DeploymentEntity } from './entities/deployment.entity.ts';
import { toJsonb } from './json.ts';
import { readAs } from './row.ts';
import type { Row } from './sql.ts';

type Column = Exclude<keyof Deployment, never>;

/** Which column keeps which field of a deployment. */
export const columns: Readonly<Record<Column, string>> = {
  id: 'id', origin: 'origin', releaseKey: 'release_key', environment: 'environment', serviceKey: 'service_key', sequence: 'sequence',
  packageDigest: 'package_digest', planId: 'plan_id', state: 'state', because: 'because', needsAttention: 'needs_attention',
  requestedBy: 'requested_by', requestedAt: 'requested_at', start: 'start_kind', startAt: 'start_at', triggeredAt: 'triggered_at',
  liveAt: 'live_at', finishedAt: 'finished_at', idempotencyKey: 'idempotency_key', correlation: 'correlation', run: 'run',
  steps: 'steps', changeIds: 'change_ids', incidentId: 'incident_id', backOutOfId: 'back_out_of_id', receipt: 'receipt', availability: 'availability', fence: 'fence',
};
const json: ReadonlySet<Column> = new Set<Column>(['requestedBy', 'run', 'steps', 'changeIds', 'receipt', 'availability']);
const fixed: ReadonlySet<Column> = new Set<Column>(['id', 'sequence', 'fence', 'origin', 'serviceKey', 'environment']);

/** What a field is written as: JSON text for the jsonb columns, save that null is the database's own null. */
export function columnValue(field: Column, value: Deployment[Column]): unknown {
  return json.has(field) && value !== null ? toJsonb(value) : value;
}

/** `set` clauses of a patch. Its parameters begin at `$first`; what a patch may not touch is left out. */
export function patchClauses(patch: DeploymentPatch, first: number): { readonly clauses: readonly string[]; readonly values: readonly unknown[] } {
  const fields = (Object.keys(patch) as (keyof DeploymentPatch)[]).filter((field) => field in columns && !fixed.has(field) && patch[field] !== undefined);
  return {
    clauses: fields.map((field, index) => `${columns[field]} = $${first + index}`),
    values: fields.map((field) => columnValue(field, patch[field] ?? null)),
  };
}

export function toDeployment(em: SqlEntityManager, row: Row): Deployment {
  const read = readAs(em, DeploymentEntity, row);
  return {
    id: read.id, origin: read.origin, releaseKey: read.releaseKey, environment: read.environment, serviceKey: read.serviceKey,
    sequence: read.sequence, packageDigest: read.packageDigest, planId: read.planId, state: read.state, because: read.because,
    needsAttention: read.needsAttention, requestedBy: read.requestedBy, requestedAt: read.requestedAt, start: read.start,
    startAt: read.startAt, triggeredAt: read.triggeredAt, liveAt: read.liveAt, finishedAt: read.finishedAt,
    idempotencyKey: read.idempotencyKey, correlation: read.correlation, run: read.run, steps: read.steps, changeIds: read.changeIds,
    incidentId: read.incidentId, backOutOfId: read.backOutOfId, receipt: read.receipt, availability: read.availability, fence: read.fence,
  };
}
