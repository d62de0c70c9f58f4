import { randomUUID } from 'node:crypto';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { activeStates } from '../domain/deployment.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { Instant } from '../domain/instant.ts';
import type { NewJournalEntry } from '../domain/ports/deployment-store.ts';
import type { ObservedPlace, Sighting } from '../domain/ports/observation-store.ts';
import { insertDeployment, lockAcceptance } from './deployment.accept.ts';
import { patchClauses, toDeployment } from './deployment.row.ts';
import { storable, toJsonb } from './json.ts';
import { query } from './sql.ts';

/**
 * A run of others as a deployment: once per identity, whoever tells of it how often. Nothing is enqueued: no runner carries
 * it on. Answers whether it is new or has changed.
 */
export async function observe(em: SqlEntityManager, place: ObservedPlace, told: Sighting, now: Instant): Promise<boolean> {
  const sighting = { ...told, because: storable(told.because), correlation: storable(told.correlation ?? '') };
  const standing = await standingAs(em, sighting.identity);
  if (standing !== undefined) return change(em, standing, sighting, now);
  await lockAcceptance(em);
  const since = await standingAs(em, sighting.identity);
  if (since !== undefined) return change(em, since, sighting, now);
  const { identity, because, run, holdsUntil } = sighting;
  const entry = { at: now, kind: 'STATE', step: null, summary: because, data: { runId: run.runId, url: run.url, ...knownOf({ ...toldOf(sighting), releaseKey: sighting.releaseKey, packageDigest: sighting.packageDigest }) } } as const;
  await insertDeployment(em, deploymentOf(place, sighting), { bodyDigest: '', now, observedAs: identity, leaseUntil: holdsUntil }, entry);
  return true;
}

async function standingAs(em: SqlEntityManager, identity: string): Promise<Deployment | undefined> {
  const [row] = await query(em, 'select * from muster.deployment where observed_as = $1 for update', [identity]);
  return row === undefined ? undefined : toDeployment(em, row);
}

function deploymentOf(place: ObservedPlace, sighting: Sighting): Omit<Deployment, 'sequence' | 'fence'> {
  const { startedAt, correlation } = sighting;
  return {
    id: `deployment:${randomUUID()}`, origin: 'OBSERVED', environment: place.environment, serviceKey: place.serviceKey, planId: null, needsAttention: false,
    requestedAt: startedAt, start: 'NOW', startAt: null, triggeredAt: startedAt, idempotencyKey: null, correlation: correlation ?? '',
    steps: [], changeIds: [], incidentId: null, backOutOfId: null, receipt: null, availability: null, requestedBy: sighting.startedBy, releaseKey: sighting.releaseKey, packageDigest: sighting.packageDigest,
    ...toldOf(sighting),
  };
}

type Told = Pick<Deployment, 'state' | 'because' | 'run' | 'liveAt' | 'finishedAt'>;

function toldOf({ state, because, run, finishedAt }: Sighting): Told {
  const endedAt = state === 'RUNNING' ? null : finishedAt;
  return { state, because, run, liveAt: state === 'SUCCEEDED' ? endedAt : null, finishedAt: endedAt };
}

/** A release that was found before stays: what is known of a run does not grow less. */
async function change(em: SqlEntityManager, standing: Deployment, sighting: Sighting, now: Instant): Promise<boolean> {
  const told = { ...toldOf(sighting), releaseKey: standing.releaseKey ?? sighting.releaseKey, packageDigest: standing.packageDigest ?? sighting.packageDigest };
  if (isSame(standing, told)) return false;
  const fixed = [standing.id, sighting.holdsUntil, now, sighting.because, toJsonb({ from: standing.state, ...knownOf(told) })];
  const { clauses, values } = patchClauses(told, fixed.length + 1);
  await query(em, `
    with changed as (
      update muster.deployment set ${clauses.join(', ')}, lease_until = $2, journal_length = journal_length + 1
      where id = $1 and origin = 'OBSERVED' returning id, journal_length
    )
    insert into muster.journal_entry (deployment_id, number, at, kind, step, summary, data)
    select id, journal_length, $3::timestamptz, 'STATE', null, $4::text, $5::jsonb from changed`, [...fixed, ...values]);
  return true;
}

/** What was known of it at that moment, for the journal: reports of the past read it there. */
function knownOf({ state, finishedAt, releaseKey, packageDigest }: Told & Pick<Deployment, 'releaseKey' | 'packageDigest'>): NewJournalEntry['data'] {
  return { state, finishedAt, releaseKey, packageDigest };
}

/** When a tool was asked is no news of the run. */
function isSame(standing: Deployment, told: Told & Pick<Deployment, 'releaseKey' | 'packageDigest'>): boolean {
  const [before, after] = [standing.run, told.run];
  return standing.state === told.state && standing.because === told.because && standing.liveAt === told.liveAt && standing.finishedAt === told.finishedAt
    && standing.releaseKey === told.releaseKey && standing.packageDigest === told.packageDigest
    && before?.runId === after?.runId && before?.status === after?.status && before?.url === after?.url && before?.startedAt === after?.startedAt && before?.finishedAt === after?.finishedAt;
}

/** What others run and nobody waits for any more. */
export const endOverdue = `
  with ended as (
    update muster.deployment set state = 'FAILED', because = $1, finished_at = lease_until, journal_length = journal_length + 1
    where origin = 'OBSERVED' and state = any($3) and lease_until <= $2 returning id, journal_length, finished_at
  ), lines as (
    insert into muster.journal_entry (deployment_id, number, at, kind, step, summary, data)
    select id, journal_length, $2::timestamptz, 'STATE', null, $1::text, jsonb_build_object('state', 'FAILED', 'finishedAt', finished_at) from ended
  )
  select id from ended`;

export const active = [...activeStates];
