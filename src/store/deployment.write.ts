import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Deployment, DeploymentState } from '../domain/deployment.ts';
import type { Clock } from '../domain/instant.ts';
import type { DeploymentPatch, NewJournalEntry } from '../domain/ports/deployment-store.ts';
import { patchClauses, toDeployment } from './deployment.row.ts';
import { toJsonb } from './json.ts';
import { query } from './sql.ts';

/**
 * The change and its journal line in one statement, and the lease prolonged; null when state or fence have moved on.
 * The line's number comes from the row itself, whose lock this statement holds.
 */
export async function advance(em: SqlEntityManager, clock: Clock, id: string, guard: { readonly from: DeploymentState; readonly fence: number }, patch: DeploymentPatch, entry: NewJournalEntry): Promise<Deployment | null> {
  const fixed = [id, guard.from, guard.fence, clock.now().toISOString(), entry.at, entry.kind, entry.step, entry.summary, toJsonb(entry.data)];
  const { clauses, values } = patchClauses(patch, fixed.length + 1);
  const [row] = await query(em, `
    with changed as (
      update muster.deployment set ${[...clauses, ...bookkeeping].join(', ')}
      where id = $1 and state = $2 and fence = $3 returning *
    ), line as (
      insert into muster.journal_entry (deployment_id, number, at, kind, step, summary, data)
      select id, journal_length, $5::timestamptz, $6::text, $7::text, $8::text, $9::jsonb from changed
    )
    select * from changed`, [...fixed, ...values]);
  return row === undefined ? null : toDeployment(em, row);
}

const bookkeeping = [
  'journal_length = journal_length + 1',
  `lease_until = case when lease_runner is null then null else $4::timestamptz + lease_ms * interval '1 millisecond' end`,
];
