import { activeStates } from '../domain/deployment.ts';
import type { Clock } from '../domain/instant.ts';
import type { NewJournalEntry, Turn } from '../domain/ports/deployment-store.ts';
import type { Database } from './database.ts';
import { toDeployment } from './deployment.row.ts';
import { advance } from './deployment.write.ts';
import { constraintOf, isUniqueViolation } from './retry.ts';
import { query } from './sql.ts';

/**
 * WAITING → REVALIDATING if nobody of the same service and environment is active or was accepted earlier and is due. Back-outs go before all that waits.
 * Decided under a lock of that pair; the partial unique index keeps the law even for a writer that took no lock.
 */
export async function takeTurn(database: Database, clock: Clock, id: string, fence: number, entry: NewJournalEntry): Promise<Turn> {
  try {
    return await attempt(database, clock, id, fence, entry);
  } catch (error) {
    if (!isUniqueViolation(error) || constraintOf(error) !== 'deployment_one_active') throw error;
    return attempt(database, clock, id, fence, entry); // Now visible: it is answered as blockedBy.
  }
}

function attempt(database: Database, clock: Clock, id: string, fence: number, entry: NewJournalEntry): Promise<Turn> {
  return database.transaction(async (em) => {
    const [asking] = await query(em, lockLane, [id, fence]);
    if (asking === undefined) return { deployment: null, blockedBy: null };
    const [inTheWay] = await query(em, whoIsInTheWay, [id, [...activeStates], clock.now().toISOString()]);
    if (inTheWay !== undefined) return { deployment: null, blockedBy: { first: toDeployment(em, inTheWay), count: Number(inTheWay['in_the_way']) } };
    const taken = await advance(em, clock, id, { from: 'WAITING', fence }, { state: 'REVALIDATING', because: entry.summary }, entry);
    return { deployment: taken, blockedBy: null };
  });
}

const lockLane = `select pg_advisory_xact_lock(hashtextextended('muster turn', 0) # hashtextextended(jsonb_build_array(service_key, environment)::text, 1))
  from muster.deployment where id = $1 and state = 'WAITING' and fence = $2`;

/** The active one first, then a back-out, then the earliest accepted. What others run is waited for as long as its lease says, and no longer. */
const whoIsInTheWay = `select other.*, count(*) over () as in_the_way from muster.deployment as mine
  join muster.deployment as other on other.service_key = mine.service_key and other.environment = mine.environment and other.id <> mine.id
  where mine.id = $1 and ((other.state = any($2) and (other.origin = 'TRIGGERED' or other.lease_until is null or other.lease_until > $3))
    or ((other.back_out_of_id is null, other.sequence) < (mine.back_out_of_id is null, mine.sequence) and other.state in ('ACCEPTED', 'WAITING') and (other.start_at is null or other.start_at <= $3)))
  order by other.state = any($2) desc, other.back_out_of_id is null, other.sequence limit 1`;
