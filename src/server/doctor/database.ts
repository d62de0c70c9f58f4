import type { Clock } from '../../domain/instant.ts';
import { inspectDatabase, type DatabaseState } from '../../store/index.ts';
import { clockFinding } from './clocks.ts';
import { placeNamed, wordsOf, type Finding } from './finding.ts';

interface Database {
  readonly databaseUrl: string | null;
  readonly isProductionMode: boolean;
}

const place = placeNamed('database');

/** PostgreSQL is looked into and not changed; the embedded database is not opened, since a running hub may hold it. */
export async function examineDatabase({ databaseUrl, isProductionMode }: Database, clock: Clock): Promise<readonly Finding[]> {
  if (databaseUrl === null) return [isProductionMode ? place.mend('no DATABASE_URL', 'set DATABASE_URL to a PostgreSQL: production mode needs one') : place.unknown('the embedded database is used, which is for trying out only', 'set DATABASE_URL to a PostgreSQL for anything that matters')];
  try {
    return findingsOf(await inspectDatabase(databaseUrl, clock), isProductionMode);
  } catch (error) {
    return [place.mend(wordsOf(error), 'check DATABASE_URL, and ask the database administrator whether this account may sign in from here')];
  }
}

/** What is well and what is not with a PostgreSQL that was looked into. */
export function findingsOf(state: DatabaseState, isProductionMode: boolean): readonly Finding[] {
  const { version, userName, isEncrypted, clockAheadMs, pending, unknown, tooNewBy, mayMigrate, isVacuumed } = state;
  return [
    place.well(`PostgreSQL ${version}, signed in as ${userName}`),
    ...clockFinding(place, clockAheadMs),
    ...(isEncrypted || !isProductionMode ? [] : [place.unknown('the connection to it is not encrypted', 'add sslmode=verify-full to DATABASE_URL unless the network between is the database\'s own')]),
    ...(isVacuumed ? [] : [place.unknown('autovacuum is off, and whether anything else vacuums it cannot be told', 'turn it on (alter system set autovacuum = on; select pg_reload_conf()) unless something does: the rows of work in hand are written again with each look at them, and every later look reads the dead ones')]),
    ...(tooNewBy === null ? [] : [place.mend(`it was migrated by a newer Muster in a way that this version cannot work with (${tooNewBy})`, 'run the newer version, or restore the backup that was made before it: docs/upgrading.md')]),
    ...(tooNewBy !== null || unknown.length === 0 ? [] : [place.unknown(`it was migrated by a newer Muster (${unknown.join(', ')}), and this version works on it for as long as an upgrade lasts`, 'finish the upgrade, or go back: docs/upgrading.md')]),
    pending.length === 0 ? place.well('no migration is pending')
      : mayMigrate ? place.well(`${pending.length} migrations are pending, which the next start of a hub runs: ${pending.join(', ')}`)
        : place.mend(`${pending.length} migrations are pending, and ${userName} may not make tables`, 'ask the database administrator for: create on the database (or on the schema muster, where it is there)'),
  ];
}
