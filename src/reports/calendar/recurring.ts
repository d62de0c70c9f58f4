import { UserMistake } from '../../domain/error.ts';
import type { TimeWindow } from '../../domain/instant.ts';
import type { DatabaseRow, Statement } from '../../domain/ports/report-reader.ts';
import type { Asked } from '../asked.ts';
import { copies } from '../copies.ts';
import { askedConnections } from '../lanes.ts';
import type { ReportWorld } from '../report.ts';
import { Values } from '../values.ts';

/** As much as a calendar may hold: what comes daily comes 1,800 times in it. */
const longestMs = 5 * 366 * 24 * 60 * 60_000;

/** Freezes and schedules that come again, as their rules stand. */
export function recurring(asked: Asked, { connections }: ReportWorld): Statement {
  if (Date.parse(asked.until) - Date.parse(asked.since) > longestMs) throw new UserMistake('INVALID', 'until: a calendar is of five years at most.', ['until']);
  const values = new Values();
  const text = `
    select id as identity, 0 as part, first, recurrence as rule, time_zone from muster.freeze where recurrence is not null and first ->> 'endAt' is not null and declared_at <= ${values.as('timestamptz', asked.at)}
    union all
    select c.identity, entry.part::int, entry.r -> 'first', entry.r ->> 'rule', coalesce(c.content ->> 'timeZone', 'UTC')
    from ${copies('window', asked, values)} as c cross join lateral jsonb_array_elements(c.content -> 'recurring') with ordinality as entry(r, part)
    where c.connection = any(${values.as('text[]', askedConnections(asked, connections))})`;
  return { text, values: values.list };
}

export interface Again {
  readonly identity: string;
  readonly part: number;
  readonly starts_at: string;
  readonly ends_at: string;
}

/** Each time they come in the period. A rule that nobody can read shows its first time alone. */
export function timesOf(rows: readonly DatabaseRow[], { since, until }: Asked, { occurrences }: ReportWorld): readonly Again[] {
  return rows.flatMap(({ identity, part, first, rule, time_zone: timeZone }) => {
    const once = first as TimeWindow;
    return read(() => occurrences({ first: once, rule: String(rule), timeZone: String(timeZone) }, { startAt: since, endAt: until }), once)
      .map(({ startAt, endAt }) => ({ identity: String(identity), part: Number(part), starts_at: startAt, ends_at: endAt }));
  });
}

function read(times: () => readonly TimeWindow[], first: TimeWindow): readonly TimeWindow[] {
  try {
    return times();
  } catch (error) {
    if (error instanceof UserMistake) return [first];
    throw error;
  }
}
