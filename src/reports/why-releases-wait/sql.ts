import type { Asked } from '../asked.ts';
import { judgedCte } from '../judgements.ts';
import { teamsCte } from '../lanes.ts';
import type { ReportSql, ReportWorld } from '../report.ts';
import { Values } from '../values.ts';
import { approvalsSql } from './approvals.ts';
import { definition } from './definition.ts';
import { verdicts } from './verdicts.ts';

export function sql(asked: Asked, world: ReportWorld): ReportSql {
  const values = new Values();
  const judged = [teamsCte(world.catalogue, values), judgedCte(asked, world.catalogue, values), verdicts(asked, values)];
  if (asked.word('by') === 'APPROVAL') return approvalsSql(asked, world, values, judged);
  const by = bys[asked.word('by')] ?? byRelease;
  const base = [...judged, facts(by), slowest(asked, values)].join(',');
  return { base, keys: { select: 'select key from shown', id: 'key' }, rows: rows(by), totals: `select ${measures}, ${noApprovals} from fact join shown using (key)`, values };
}

/** What a row is about: columns of a fact, and what its columns that are not always of one thing hold. */
interface By {
  readonly keys: readonly string[];
  readonly gate: string;
  readonly release: string;
  readonly service: string;
  readonly team: string;
}

const byRelease: By = { keys: ['environment', 'gate', 'release'], gate: 'gate', release: 'release', service: 'service', team: 'team' };
const bys: Readonly<Record<string, By>> = {
  RELEASE: byRelease,
  GATE: { ...byRelease, keys: ['environment', 'gate'], release: 'null::text', service: 'null::text', team: 'null::text' },
  TOOL: { ...byRelease, keys: ['environment', 'tool', 'release'], gate: `string_agg(distinct gate, ' ') filter (where is_red)` },
};

/**
 * What is counted: that a verdict was red, and that it turned; by tool, once for each tool that it rests on, which is empty where it rests on
 * none. `is_first` marks one fact of each judgement in a row, which alone holds the time: of two gates on one tool it passes once.
 */
function facts({ keys }: By): string {
  const key = `concat_ws('|', ${keys.join(', ')}) as key`;
  const columns = 'id, number, release, environment, service, team, gate, at, next_at';
  if (!keys.includes('tool')) {
    return `
      fact as materialized (
        select ${columns}, ${key}, told, held_s, true as is_red, false as is_turn, true as is_first from red
        union all select ${columns}, ${key}, null, null, false, true, true from turned)`;
  }
  const first = 'row_number() over (partition by id, tool order by gate) = 1';
  return `
    resting as materialized (select red.*, coalesce(tool, '') as tool from red left join lateral jsonb_array_elements_text(told -> 'tools') as tool on true),
    fact as materialized (
      select *, case when is_red and is_first then held end as held_s from (
        select ${columns}, tool, ${key}, told, held_s as held, true as is_red, false as is_turn, ${first} as is_first from resting
        union all select ${columns}, tool, ${key}, null, null, false, true, ${first} from turned join (select distinct release, environment, gate, tool from resting) as its using (release, environment, gate)) as each)`;
}

/** Rows are of what was red; of those, where only some are asked for, the ones that held longest. */
function slowest(asked: Asked, values: Values): string {
  const most = asked.count('slowest');
  return `shown as (select key from fact group by key having bool_or(is_red) ${most === null ? '' : `order by sum(held_s) desc, key limit ${values.as('int', most)}`})`;
}

const measures = `
  round(coalesce(sum(held_s), 0)::numeric, 3)::float8 as waited, round(max(held_s)::numeric, 3)::float8 as longest,
  (count(distinct release) filter (where is_red))::int as releases, (count(held_s))::int as red_judgements, (count(*) filter (where is_turn))::int as turns`;

/** What only rows that are approvals have. */
const noApprovals = definition.moreTotals.map(({ name, type }) => `null::${type === 'INTEGER' ? 'int' : 'float8'} as ${name}`).join(', ');
const noApproval = `null::text as change, null::text as approver, null::text as approval_group, null::text as phase, null::text as approval_state,
      null::timestamptz as asked_at, null::timestamptz as decided_at, null::float8 as waited_at_least, '{}'::text[] as change_ids`;

/** All names of lists of them, each once. */
const joined = (lists: string, by: string): string => `(select string_agg(distinct name, '${by}') from unnest(array_agg(told) filter (where is_red)) as its(told) cross join lateral jsonb_array_elements_text(told -> '${lists}') as name)`;

function rows({ gate, release, service, team, keys }: By): string {
  const ids = (condition: string): string => `array_agg(id order by number) filter (where is_first and ${condition})`;
  return `
    select key as id, environment, ${gate} as gate, ${release} as release, ${service} as service, ${team} as team, ${keys.includes('tool') ? 'tool' : `coalesce(${joined('tools', ' ')}, '')`} as tools, ${joined('people', ', ')} as responsible,
      ${measures}, bool_or(is_red and next_at is null) as is_red_now, min(at) filter (where is_red) as first_red_at, max(at) filter (where is_red) as last_red_at,
      ${ids('is_red')} as assessment_ids, ${ids('is_turn')} as turn_ids, ${noApproval}
    from fact join chosen using (key) group by ${[...new Set(['key', ...keys, release, service, team].filter((one) => !one.startsWith('null')))].join(', ')}`;
}
