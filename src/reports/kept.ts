import { finalStates } from '../domain/deployment.ts';
import { isJudged } from '../store/lead-times.ts';
import type { Asked } from './asked.ts';
import { hides, seenName, seenOrNull } from './hidden.ts';
import type { Values } from './values.ts';

const quoted = (words: Iterable<string>): string => [...words].map((word) => `'${word}'`).join(', ');

/** Columns of a deployment that never change once it is there. */
const fixed = ['id', 'sequence', 'origin', 'environment', 'service_key', 'plan_id', 'back_out_of_id', 'requested_by', 'requested_at', 'change_ids'];
const moving = ['state', 'release_key', 'package_digest', 'start_at', 'triggered_at', 'live_at', 'finished_at', 'incident_id', 'availability'];

/**
 * What Muster remembers of deployments, as a table with the columns that reports read: as it stands, or as it stood at the moment
 * that is asked about. What came later is read off the journal, which tells of each move when it was written; a deployment of
 * others is known from the moment at which it was seen, and not from its trigger on. Records that are hidden are not named.
 */
export function deployments(asked: Asked, values: Values): string {
  const all = asked.isPast ? past(asked, values) : 'muster.deployment';
  if (!hides(asked, 'change', 'incident')) return all;
  const seen = [...fixed, ...moving].map((column) => {
    if (column === 'incident_id') return `${seenOrNull(asked, column, values)} as incident_id`;
    return column === 'change_ids' ? `(select coalesce(jsonb_agg(change), '[]') from jsonb_array_elements_text(change_ids) as change where ${seenName(asked, 'change', values)}) as change_ids` : column;
  });
  return `(select ${seen.join(', ')} from ${all} as whole)`;
}

function past({ at }: Asked, values: Values): string {
  const moment = values.as('timestamptz', at);
  const isEnded = `then_.state in (${quoted(finalStates)})`;
  // A tool may tell of another moment later on.
  const endOfOthers = `case when then_.ended ? 'finishedAt' then (then_.ended ->> 'finishedAt')::timestamptz else d.finished_at end`;
  return `(
    select ${[...fixed, ...moving].join(', ')} from muster.deployment
    where origin = 'TRIGGERED' and finished_at <= ${moment} and state <> 'BACKED_OUT'
    union all
    select ${fixed.map((column) => `d.${column}`).join(', ')}, then_.state, case when then_.told ? 'releaseKey' then then_.told ->> 'releaseKey' else d.release_key end, case when then_.told ? 'packageDigest' then then_.told ->> 'packageDigest' else d.package_digest end, case when then_.waits ? 'startAt' then (then_.waits ->> 'startAt')::timestamptz else d.start_at end,
      case when d.triggered_at <= ${moment} then d.triggered_at end as triggered_at,
      case when d.origin = 'OBSERVED' and then_.state = 'SUCCEEDED' then ${endOfOthers} when d.origin = 'TRIGGERED' and (then_.state in (${quoted(['RECORDING', ...finalStates])}) or then_.ended_steps @> array['verify-health']) then d.live_at end as live_at,
      case when not ${isEnded} then null when d.origin = 'OBSERVED' then ${endOfOthers} when d.finished_at <= ${moment} then d.finished_at else then_.moved_at end as finished_at,
      case when then_.ended_steps @> array['open-incident'] then d.incident_id end as incident_id, case when ${isEnded} then d.availability end as availability
    from muster.deployment as d cross join lateral (
      select min(line.at) as first_at, (array_agg(said.state order by line.number desc) filter (where said.state is not null))[1] as state, max(line.at) filter (where said.state is not null) as moved_at,
        coalesce(array_agg(line.step) filter (where line.kind = 'OUTCOME' and line.data ->> 'progress' <> 'again'), '{}') as ended_steps,
        (array_agg(line.data order by line.number desc) filter (where line.data ? 'startAt'))[1] as waits, (array_agg(line.data order by line.number desc) filter (where line.data ? 'releaseKey'))[1] as told,
        (array_agg(line.data order by line.number desc) filter (where line.data ? 'finishedAt'))[1] as ended
      from muster.journal_entry as line
      cross join lateral (select coalesce(line.data ->> 'to', case when line.kind = 'STATE' then line.data ->> 'state' end, case when line.kind = 'INTENT' and line.step = 'trigger' then 'TRIGGERING' end) as state) as said
      where line.deployment_id = d.id and line.at <= ${moment}) as then_
    where then_.first_at is not null and (d.origin = 'OBSERVED' or d.finished_at is null or d.finished_at > ${moment} or d.state = 'BACKED_OUT'))`;
}

/**
 * Links between releases and records, each with the columns that reports read and is_judged (see the domain's isJudged): as they
 * stand, or as they stood at the moment that is asked about. Of one that a stronger origin has drawn again since then it is only
 * known that it was there, and an exclusion that a second person agreed to since then counts from the moment it was asked for. Links to what is hidden are
 * not there.
 */
export function links(asked: Asked, values: Values): string {
  const { isPast, at } = asked;
  const seen = asked.hidden.length === 0 ? 'true' : `${seenName(asked, 'linked.identity', values)} and ${seenName(asked, 'linked.reference', values)}`;
  const columns = 'release_key, relation, identity, environment';
  if (!isPast) return `(select ${columns}, origin, coalesce(first_linked_at, linked_at) as linked_at, ${isJudged('excluded')} as is_judged from muster.link as linked where ${seen})`;
  const moment = values.as('timestamptz', at);
  return `(
    select ${columns}, case when linked_at > ${moment} then 'DISCOVERED' else origin end as origin, coalesce(first_linked_at, linked_at) as linked_at,
      ${isJudged(`(case when (excluded ->> 'at')::timestamptz <= ${moment} then excluded end)`)} as is_judged
    from muster.link as linked where coalesce(first_linked_at, linked_at) <= ${moment} and ${seen})`;
}
