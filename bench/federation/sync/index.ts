import { say } from '../cold.ts';
import { rounded } from '../median.ts';
import { postgresServer } from '../stage.ts';
import { measureDecode } from './decode.ts';
import { measureKills } from './kills.ts';
import { measureMemory } from './memory.ts';
import { measureWrites } from './write.ts';

export interface SyncOptions {
  readonly rounds: number;
  /** Of 100,000 changes, work items and artifacts each and 50,000 items; 1 for the figures. */
  readonly share: number;
}

const killedRecords = 20_000;

/** How fast and how safely everything is read whole into PostgreSQL; without a server there is nothing to measure. */
export async function measureSync({ rounds, share }: SyncOptions) {
  const server = await postgresServer();
  if (server === null) {
    say('the figures of syncing are left out: no PostgreSQL at DATABASE_URL or its usual place');
    return { figures: {} };
  }
  const decodePerSecond = rounded(measureDecode(rounds), 0);
  const { first, changed, unchanged } = await measureWrites(server, { rounds, share });
  const syncPeakRssMb = rounded(await measureMemory(server, share), 0);
  const syncKillsEqual = await measureKills(server, killedRecords);
  return { figures: { syncFirstToCopy: rounded(first), syncChangedToUpsert: rounded(changed), syncUnchangedToUpsert: rounded(unchanged), decodePerSecond, syncPeakRssMb, syncKillsEqual } };
}
