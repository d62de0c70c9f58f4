import { contentsOf, syncWithKills } from '../../../test/mirror/kills.ts';
import { freshPostgres } from '../../../test/system/database.ts';
import { say } from '../cold.ts';

const kills = 20;

/** Whether a sync that is killed with SIGKILL at twenty random points ends with the same copies as one that nobody disturbed. */
export async function measureKills(server: string, records: number): Promise<boolean> {
  const [undisturbed, killed] = await Promise.all([freshPostgres(server), freshPostgres(server)]);
  try {
    const points = Array.from({ length: kills }, () => Math.floor(Math.random() * records * 0.95)).sort((one, other) => one - other);
    await syncWithKills(undisturbed.location, records, []);
    const deaths = await syncWithKills(killed.location, records, points);
    const [expected, found] = [await contentsOf(undisturbed.location, records), await contentsOf(killed.location, records)];
    say(`killed ${deaths} times, after ${points.join(', ')} records: ${found.count} of ${records} copies, undisturbed ${expected.count}`);
    return deaths === kills && found.count === records && expected.count === records && found.digest === expected.digest;
  } finally {
    await Promise.all([undisturbed.drop(), killed.drop()]);
  }
}
