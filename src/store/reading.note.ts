/** Where a reading's state is kept, and what of it reports tell. */
export interface ReadingTable {
  /** SQL of the kind and the place, over a row of the table. */
  readonly kind: string;
  readonly place: string;
  readonly readAt: string;
  readonly done: string;
  readonly total: string;
  readonly hidden: string;
}

const said = 'read_at, done, total, hidden, failures, problem, next_at';

/**
 * The statement, and beside it a line of muster.reading with what each row that it returns now says, where that is news: a
 * report for a past moment tells it again. `update` returns whole rows; `now` is the place of the moment among its parameters.
 */
export function noted({ kind, place, readAt, done, total, hidden }: ReadingTable, update: string, now: string): string {
  return `with written as (${update}),
    spoken as (select connection, ${kind} as kind, ${place} as place, ${now}::timestamptz as at, ${readAt} as read_at, ${done} as done, ${total} as total, ${hidden} as hidden, failures, problem, next_at from written),
    line as (
      insert into muster.reading (connection, kind, place, at, ${said})
      select connection, kind, place, at, ${said} from spoken
      where (select row (${said}) from muster.reading as before where before.connection = spoken.connection and before.kind = spoken.kind and before.place = spoken.place order by before.at desc limit 1)
        is distinct from row (${said})
      on conflict (connection, kind, place, at) do update set (${said}) = (${said.replaceAll(/\w+/g, 'excluded.$&')}))
  select * from written`;
}

/** Lines that no moment since then needs: each reading keeps the last one from before. */
export const pruneReadings = `delete from muster.reading as old where at < $1 and exists (
  select from muster.reading as later where later.connection = old.connection and later.kind = old.kind and later.place = old.place and later.at > old.at and later.at <= $1)`;
