import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Deployment } from '../domain/deployment.ts';
import { eventsOf, type DeploymentBefore } from '../domain/event.ts';
import type { DeploymentPatch } from '../domain/ports/deployment-store.ts';
import type { Tell } from './event.write.ts';
import { momentOf } from './moment.ts';
import { query } from './sql.ts';

/** Tells in the same transaction what a write of a deployment has to tell; most have nothing, and cost nothing more. */
export async function tellingOf(em: SqlEntityManager, tell: Tell, id: string, patch: DeploymentPatch, write: () => Promise<Deployment | null>): Promise<Deployment | null> {
  const before = mayTell(patch) ? await standing(em, id) : null;
  const written = await write();
  if (written === null || before === null) return written;
  for (const kind of eventsOf(before, written)) await tell(em, { kind, releaseKey: written.releaseKey, environment: written.environment, facts: written });
  return written;
}

function mayTell({ state, liveAt, needsAttention }: DeploymentPatch): boolean {
  return state !== undefined || liveAt != null || needsAttention === true;
}

/** The write that follows is under this row's fence, so that nobody else writes in between. */
async function standing(em: SqlEntityManager, id: string): Promise<DeploymentBefore | null> {
  const [row] = await query(em, 'select state, live_at, needs_attention from muster.deployment where id = $1', [id]);
  return row === undefined ? null : { state: row['state'] as Deployment['state'], liveAt: momentOf(row['live_at']), needsAttention: row['needs_attention'] === true };
}
