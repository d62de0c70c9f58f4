import { migrate, alone } from './migrate.ts';
import { connectPostgres } from './open-database.ts';
import { whyNot } from './open-store.ts';
import { silent } from './store.log.ts';
import { migrateWorkQueue } from './work.queue.ts';

/**
 * Migrates a PostgreSQL, the tables of the work queue too, and starts nothing. Answers the names of the migrations that ran.
 * @throws StoreError naming the database (without its password) when it cannot be reached, is migrated by somebody else at
 * the moment, or is too new for this version.
 */
export async function migrateDatabase(databaseUrl: string): Promise<readonly string[]> {
  try {
    const orm = await connectPostgres(databaseUrl, silent);
    try {
      return await alone(orm, false, async () => {
        const ran = await migrate(orm);
        await migrateWorkQueue(databaseUrl);
        return ran;
      });
    } finally {
      await orm.close(true);
    }
  } catch (error) {
    throw whyNot({ databaseUrl }, error);
  }
}
