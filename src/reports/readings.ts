import type { Asked } from './asked.ts';
import type { Values } from './values.ts';

/**
 * What each background reading says of itself, as a select of connection, kind, place, read_at, read, total, hidden, failures,
 * problem and next_at: now, or at the moment that is asked about, as far back as that is kept (migration 26). What is read of
 * what others deploy is of kind "deployment", and has a place: service and environment.
 */
export function readings({ isPast, at }: Asked, values: Values): string {
  if (!isPast) {
    return `
      select connection, kind, null as place, finished_at as read_at, done as read, total, hidden, failures, problem, next_at from muster.sync
      union all select connection, 'deployment', concat(service_key, ' ', environment), looked_at, 0, null, 0, failures, problem, next_at from muster.observation`;
  }
  return `
    select name.connection, name.kind, nullif(name.place, '') as place, r.read_at, r.done as read, r.total, r.hidden, r.failures, r.problem, r.next_at
    from (select connection, kind, '' as place from muster.sync union all select connection, 'deployment', concat(service_key, ' ', environment) from muster.observation) as name
    cross join lateral (
      select * from muster.reading as r where r.connection = name.connection and r.kind = name.kind and r.place = name.place and r.at <= ${values.as('timestamptz', at)} order by r.at desc limit 1) as r`;
}
