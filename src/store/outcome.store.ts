import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { changedReadiness } from '../domain/event.ts';
import type { Outcomes } from '../domain/ports/outbox.ts';
import type { Readiness, ReadinessOutcome } from '../domain/readiness.ts';
import type { Database } from './database.ts';
import type { Tell } from './event.write.ts';
import { query } from './sql.ts';

export function outcomeStore(database: Database, tell: Tell): Outcomes {
  return { record: (readiness) => database.transaction((em) => recordOutcome(em, tell, readiness)) };
}

/** In an open transaction, under the lock of the row: of judgements that end at once each sees what the one before wrote. */
export async function recordOutcome(em: SqlEntityManager, tell: Tell, readiness: Readiness): Promise<void> {
  const { releaseKey, environment, outcome, judgedAt } = readiness;
  const place = [releaseKey, environment];
  const first = await query(em, 'insert into muster.known_outcome (release_key, environment, outcome, judged_at) values ($1, $2, $3, $4) on conflict do nothing returning outcome', [...place, outcome, judgedAt]);
  const before = first.length > 0 ? null : await outcomeBefore(em, place, judgedAt);
  if (before === 'LATER') return;
  await query(em, 'update muster.known_outcome set outcome = $3, judged_at = $4 where release_key = $1 and environment = $2', [...place, outcome, judgedAt]);
  if (before !== outcome) await tell(em, { kind: 'READINESS_CHANGED', releaseKey, environment, facts: changedReadiness(readiness, before) });
}

/** LATER: a judgement of a later moment has been kept already. */
async function outcomeBefore(em: SqlEntityManager, place: readonly string[], judgedAt: string): Promise<ReadinessOutcome | 'LATER'> {
  const [kept] = await query(em, 'select outcome, judged_at > $3::timestamptz as is_later from muster.known_outcome where release_key = $1 and environment = $2 for update', [...place, judgedAt]);
  return kept?.['is_later'] === true ? 'LATER' : kept?.['outcome'] as ReadinessOutcome;
}
