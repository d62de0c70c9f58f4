import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { instant, type Clock, type Instant } from '../domain/instant.ts';
import type { SyncKind, SyncName, SyncState, SyncStatus, SyncStore, SyncTurn } from '../domain/ports/sync-store.ts';
import type { SourceProblem } from '../domain/source.ts';
import { lose } from './copy.store.ts';
import { writeCopies } from './copy.write.ts';
import type { Database } from './database.ts';
import { toJsonb } from './json.ts';
import { momentOf } from './moment.ts';
import { noted, type ReadingTable } from './reading.note.ts';
import { query } from './sql.ts';
import type { Row } from './sql.ts';

/** `outlivesUs`: the database is a process of its own, and keeps what it was told when ours is killed. */
export function syncStore(database: Database, clock: Clock, { outlivesUs }: { readonly outlivesUs: boolean }): SyncStore {
  const now = (): Instant => instant(clock.now());
  const later = (milliseconds: number): Instant => instant(new Date(clock.now().getTime() + milliseconds));
  return {
    async due(names) {
      if (names.length === 0) return [];
      const rows = await database.query(due, [...columnsOf(names), now()]);
      return rows.map(nameOf);
    },
    async takeTurn({ connection, kind }, runner, leaseMs, wholeEveryMs) {
      await database.query('insert into muster.sync (connection, kind, next_at) values ($1, $2, $3) on conflict do nothing', [connection, kind, now()]);
      const [row] = await database.query(takeTurn, [connection, kind, now(), runner, later(leaseMs), later(-wholeEveryMs)]);
      if (row === undefined) return null;
      const cursor = row['cursor'];
      return { fence: Number(row['fence']), cursor: typeof cursor === 'string' ? cursor : null, isWhole: row['is_whole'] === true, isFirst: row['whole_at'] === null };
    },
    keepPages: ({ connection, kind }, turn, pages, leaseMs) => database.transaction(async (em) => {
      // The row is locked until commit: whoever takes the turn over sees these pages whole or not at all.
      const rows = await query(em, keepPages, [connection, kind, turn.fence, pages.cursor, pages.copies.length, pages.total, pages.hidden, later(leaseMs), outlivesUs ? 'off' : 'on', now()]);
      if (rows.length === 0) return false;
      await writeCopies((text, values) => query(em, text, values), pages.copies, turn.isFirst ? 'new' : 'standing');
      return true;
    }),
    finish: (name, turn, nextInMs) => database.transaction(async (em) => {
      const row = await held(em, name, turn);
      if (row === undefined) return;
      const isSettled = !turn.isWhole || isBeside(name.kind) || await settle(em, name, row, now());
      await query(em, isSettled ? finish : lookAgain, [name.connection, name.kind, now(), isSettled ? later(nextInMs) : now()]);
    }),
    giveUp: (name, turn, problem, nextInMs) => database.transaction(async (em) => {
      const row = await held(em, name, turn);
      if (row === undefined) return;
      const failures = Number(row['failures']) + 1;
      await query(em, giveUp, [name.connection, name.kind, toJsonb(problem), failures, later(nextInMs(failures)), now()]);
    }),
    async giveBack({ connection, kind }, { fence }) {
      await database.query(giveBack, [connection, kind, fence, now()]);
    },
    async request(names) {
      if (names.length > 0) await database.query(request, [...columnsOf(names), now()]);
    },
    async statuses() {
      return (await database.query('select * from muster.sync order by connection, kind')).map((row) => statusOf(row, now()));
    },
  };
}

const asked = 'unnest($1::text[], $2::text[]) as asked (connection, kind)';

const sync: ReadingTable = { kind: 'kind', place: `''`, readAt: 'finished_at', done: 'done', total: 'total', hidden: 'hidden' };

const due = `select connection, kind from ${asked} left join muster.sync using (connection, kind)
  where next_at is null or (next_at <= $3 and (lease_until is null or lease_until <= $3)) order by connection, next_at nulls first, kind`;

/** Every right-hand side speaks of the row as it was: a whole pass under way goes on, else one begins when it is time. */
const takeTurn = noted(sync, `update muster.sync set fence = fence + 1, lease_runner = $4, lease_until = $5,
    is_whole = is_whole or whole_at <= $6,
    cursor = case when not is_whole and whole_at <= $6 then null else cursor end,
    started_at = case when is_whole and cursor is not null then started_at else $3 end,
    done = case when is_whole and cursor is not null then done else 0 end,
    hidden = case when is_whole and cursor is not null then hidden else 0 end,
    total = case when is_whole and cursor is not null then total end
  where connection = $1 and kind = $2 and next_at <= $3 and (lease_until is null or lease_until <= $3) returning *`, '$3');

/** A database that dies loses the cursor together with its pages, so a server need not wait for its disk; the embedded one dies with us. */
const keepPages = noted(sync, `update muster.sync set cursor = $4, done = done + $5, total = coalesce($6, total), hidden = hidden + $7, lease_until = $8
  where connection = $1 and kind = $2 and fence = $3 and lease_runner is not null returning *, set_config('synchronous_commit', $9, true)`, '$10');

const finish = noted(sync, `update muster.sync set lease_runner = null, lease_until = null, is_whole = false, finished_at = $3, next_at = $4, problem = null, failures = 0,
    whole_at = case when is_whole then $3 else whole_at end, shrunk_at = null
  where connection = $1 and kind = $2 returning *`, '$3');

/** The next whole pass begins at once, and says whether so much is really gone. */
const lookAgain = noted(sync, `update muster.sync set lease_runner = null, lease_until = null, is_whole = true, cursor = null, shrunk_at = $3, next_at = $4
  where connection = $1 and kind = $2 returning *`, '$3');

const giveUp = noted(sync, `update muster.sync set lease_runner = null, lease_until = null, problem = $3, failures = $4, next_at = $5
  where connection = $1 and kind = $2 returning *`, '$6');

const giveBack = noted(sync, `update muster.sync set lease_runner = null, lease_until = null, next_at = $4
  where connection = $1 and kind = $2 and fence = $3 returning *`, '$4');

const request = noted(sync, `insert into muster.sync (connection, kind, next_at) select connection, kind, $3 from ${asked} order by connection, kind
  on conflict (connection, kind) do update set next_at = least(muster.sync.next_at, excluded.next_at) returning *`, '$3');

async function held(em: SqlEntityManager, { connection, kind }: SyncName, { fence }: SyncTurn): Promise<Row | undefined> {
  const [row] = await query(em, 'select * from muster.sync where connection = $1 and kind = $2 and fence = $3 and lease_runner is not null for update', [connection, kind, fence]);
  return row;
}

/** Marks as gone, from now on, what a whole pass did not see; false when that is more than half and no second pass has confirmed it: rights may have been lost, or the tool tells less than it has. */
async function settle(em: SqlEntityManager, { connection, kind }: SyncName, row: Row, now: Instant): Promise<boolean> {
  const startedAt = momentOf(row['started_at']);
  const [count] = await query(em, 'select count(*)::int as standing, (count(*) filter (where fetched_at < $3))::int as unseen from muster.copy where kind = $1 and connection = $2 and gone_because is null', [kind, connection, startedAt]);
  const { standing, unseen } = { standing: Number(count?.['standing']), unseen: Number(count?.['unseen']) };
  if (unseen * 2 > standing && row['shrunk_at'] === null) return false;
  if (unseen > 0) await query(em, lose('connection = $2'), [kind, connection, startedAt, goneBecause(Number(row['hidden'])), now]);
  return true;
}

function goneBecause(hidden: number): string {
  const either = 'A reading of all records did not see it: deleted, or hidden from us by access rules';
  return hidden === 0 ? `${either}, which its tool does not tell apart.` : `${either}, which hid ${hidden} records in that reading.`;
}

function isBeside(kind: SyncKind): boolean {
  return kind.includes('.');
}

function columnsOf(names: readonly SyncName[]): readonly (readonly string[])[] {
  return [names.map(({ connection }) => connection), names.map(({ kind }) => kind)];
}

function nameOf(row: Row): SyncName {
  return { connection: String(row['connection']), kind: String(row['kind']) as SyncKind };
}

function statusOf(row: Row, now: Instant): SyncStatus {
  const finishedAt = momentOf(row['finished_at']);
  const total = row['total'];
  return {
    ...nameOf(row), state: stateOf(row, now), done: Number(row['done']), total: typeof total === 'number' ? total : null,
    startedAt: momentOf(row['started_at']), finishedAt, problem: (row['problem'] ?? null) as SourceProblem | null,
  };
}

function stateOf(row: Row, now: Instant): SyncState {
  if (row['problem'] !== null) return 'FAILING';
  if ((momentOf(row['lease_until']) ?? '') <= now) return 'WAITING';
  return row['is_whole'] === true ? 'READING_ALL' : 'READING_CHANGES';
}
