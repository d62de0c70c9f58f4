import { parseArgs } from 'node:util';
import { inspectDatabase, migrateDatabase, StoreError, type DatabaseState } from '../store/index.ts';
import { offsetClock } from './clock.ts';
import { isMisuse, type CommandTerminal } from './doctor-command.ts';

const usage = `Usage: muster migrate [--status] [--json]

Brings the PostgreSQL of DATABASE_URL up to date for this version of Muster: its tables, its views and its work queue. Hubs may go
on meanwhile. Refuses when another hub or another muster migrate is at it, and when the database is too new for this version.
Hubs with MUSTER_MIGRATE=by-hand run no migration themselves and do not start before it.
--status   changes nothing and says what is pending: exit 0 when nothing is, 8 when something is
Exits 0 when it is up to date, 1 when it could not be brought there, 2 for wrong words or no DATABASE_URL.`;

const [upToDate, failed, misused, pendingStill] = [0, 1, 2, 8];

/** `muster migrate`: the hub's own rooms, without a hub (decision 36). Answers the exit code. */
export async function migrateCommand(words: readonly string[], { print, complain }: CommandTerminal, environment: Readonly<Record<string, string | undefined>> = process.env): Promise<number> {
  const databaseUrl = environment['DATABASE_URL'];
  try {
    const { values: { status = false, json = false, help = false } } = parseArgs({ args: [...words], options: { status: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
    const say = (told: object, text: string): void => { print(json ? JSON.stringify(told) : text); };
    if (help) {
      print(usage);
      return upToDate;
    }
    if (databaseUrl === undefined || databaseUrl === '') {
      complain('DATABASE_URL is not set: name the PostgreSQL to migrate. The embedded database is migrated by the hub that opens it.');
      return misused;
    }
    if (status) {
      const { pending, unknown } = await inspectDatabase(databaseUrl, offsetClock(0));
      say({ pending, unknown }, statusText({ pending, unknown }));
      return pending.length === 0 ? upToDate : pendingStill;
    }
    const ran = await migrateDatabase(databaseUrl);
    say({ ran }, ran.length === 0 ? 'Nothing was pending.' : `${ran.length} migrations ran:\n${list(ran)}`);
    return upToDate;
  } catch (error) {
    if (isMisuse(error)) complain(`${error.message}\n\n${usage}`);
    else if (error instanceof StoreError) complain(error.message);
    else throw error;
    return isMisuse(error) ? misused : failed;
  }
}

function statusText({ pending, unknown }: Pick<DatabaseState, 'pending' | 'unknown'>): string {
  return [
    pending.length === 0 ? 'Nothing is pending.' : `${pending.length} migrations are pending:\n${list(pending)}`,
    ...(unknown.length === 0 ? [] : [`A newer Muster ran ${unknown.length} more, which this version does not know:\n${list(unknown)}`]),
  ].join('\n');
}

function list(names: readonly string[]): string {
  return names.map((name) => `  ${name}`).join('\n');
}
