/**
 * What the readings of a change’s approvals tell of how long each of them waited (docs/decisions/0048), kept as a row of
 * `muster.approval_wait` with these columns beside its change, who is asked (`who`) and its `place` among those alike.
 */
export const approvalWaitColumns = ['state', 'number', 'turns', 'read_at', 'left_at', 'seen_at', 'asked_at', 'moved_at', 'is_seen_moved', 'decided_at'] as const;

/**
 * SQL that selects change, who, place and those columns of every approval in `readings`, a table of change, valid_from and content with all that was
 * read of the approvals of changes and was not gone. Tools give approvals no name: one is told by who is asked for which group, and by its place among those alike.
 *
 * Of its last reading the `state`, the place there (`number`), when that was (`read_at`), and the next reading, in which it was no longer (`left_at`).
 * In how many readings it stood otherwise than in the one before (`turns`). When it was last read as asked for anew (`seen_at`; `asked_at` null where
 * that was the first reading, which tells no beginning), and as standing otherwise or anew (`moved_at`; `is_seen_moved` false where that was the first).
 * When it was decided, as its tool says, else as it was first read so (`decided_at`).
 */
export function approvalWaitsOf(readings: string): string {
  const who = `concat_ws('|', coalesce(a -> 'approver' ->> 'userName', lower(a -> 'approver' ->> 'email'), a -> 'approver' ->> 'name', ''), coalesce(a ->> 'group', ''))`;
  const last = (column: string, condition: string): string => `max(${column}) filter (where ${condition})`;
  const isAsked = `begins and state = 'REQUESTED'`;
  return `
    select change, who, place, state, number, turns, read_at, left_at, seen_at, case when is_seen_asked then seen_at end as asked_at, moved_at, is_seen_moved,
      case when state in ('APPROVED', 'REJECTED') then coalesce(decided::timestamptz, case when is_seen_moved then moved_at end) end as decided_at
    from (
      select change, who, place, ${last('state', 'is_last')} as state, ${last('decided', 'is_last')} as decided, ${last('number', 'is_last')} as number, max(valid_from) as read_at, ${last('next_from', 'is_last')} as left_at, (count(*) filter (where is_turn))::int as turns,
        ${last('valid_from', isAsked)} as seen_at, ${last('reading', isAsked)} > 1 as is_seen_asked, ${last('valid_from', 'begins')} as moved_at, ${last('reading', 'begins')} > 1 as is_seen_moved
      from (
        select *, (is_told_before and before = state) is not true as begins, (is_told_before and before <> state) is true as is_turn
        from (
          select *, lag(reading) over its = reading - 1 as is_told_before, lag(state) over its as before, lead(reading) over its is null as is_last
          from (
            select *, dense_rank() over its as reading, first_value(valid_from) over (its groups between 1 following and 1 following) as next_from
            from (
              select change, valid_from, who, place, number, state, decided
              from ${readings} as given
              left join lateral (
                select ${who} as who, a ->> 'state' as state, a ->> 'decidedAt' as decided, number::int, (row_number() over (partition by ${who} order by a ->> 'decidedAt', number))::int as place
                from jsonb_array_elements(content) with ordinality as each(a, number)) as each on true) as said
            window its as (partition by change collate "C" order by valid_from)) as reading
          where who is not null window its as (partition by change collate "C", who collate "C", place order by reading)) as stood) as moved
      group by change, who, place) as summed`;
}

/** The readings of the changes that `named` has, a table of change: each looked up by itself (offset 0), for there are few. */
export function readingsOf(named: string): string {
  const of = (table: string): string => `select valid_from, content from muster.${table} where kind = 'change.approvals' and identity = ${named}.change and gone_because is null`;
  return `(select ${named}.change, reading.valid_from, reading.content from ${named} cross join lateral (${of('copy')} union all ${of('copy_version')} offset 0) as reading)`;
}
