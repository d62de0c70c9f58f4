import type { Asked } from '../asked.ts';
import { judgedCte } from '../judgements.ts';
import { teamsCte } from '../lanes.ts';
import type { ReportSql, ReportWorld } from '../report.ts';
import { Values } from '../values.ts';
import { approvalsSql } from './approvals.ts';
import { definition } from './definition.ts';
import { told, verdicts } from './verdicts.ts';

export function sql(asked: Asked, world: ReportWorld): ReportSql {
  const values = new Values();
  if (asked.word('by') === 'APPROVAL') return approvalsSql(asked, world, values);
  const by = bys[asked.word('by')] ?? byRelease;
  const base = [teamsCte(world.catalogue, values), judgedCte(asked, world.catalogue, values), verdicts(asked, values, { withTools: by.isByTool }), by.isByTool ? ofTools : ofGates, tallied(by), slowest(by, asked, values)].join(',');
  return { base, keys: { select: 'select * from shown', id: by.id }, rows: rows(by, asked, values), totals: totals(by), values };
}

/** What a row is about: columns of a fact, what tells most apart first, which is quicker to sort by. */
interface By {
  readonly keys: readonly string[];
  /** Its id, of the same columns. */
  readonly id: string;
  readonly isByTool: boolean;
}

const byRelease: By = { keys: ['release', 'gate', 'environment'], id: `concat_ws('|', environment, gate, release)`, isByTool: false };
const bys: Readonly<Record<string, By>> = {
  RELEASE: byRelease,
  GATE: { keys: ['gate', 'environment'], id: `concat_ws('|', environment, gate)`, isByTool: false },
  TOOL: { keys: ['release', 'tool', 'environment'], id: `concat_ws('|', environment, tool, release)`, isByTool: true },
};

/** What is counted: red verdicts, and those that turned, at one judgement or two. */
const ofGates = `
    fact as not materialized (select * from deviation where is_red union all select * from turned where not is_red)`;

/**
 * By tool a verdict counts once for each tool that it rests on, which is empty where it rests on none. One fact of each judgement and
 * tool holds the time: of two gates on one tool it passes once.
 */
const ofTools = `
    resting as materialized (select deviation.*, coalesce(tool, '') as tool from deviation left join lateral jsonb_array_elements_text(tools) as tool on true where is_red),
    fact as materialized (
      select number, release, environment, gate, tool, at, is_last, true as is_red, case when row_number() over (partition by number, tool order by gate) = 1 then held_s end as held_s, null::int as turn_number, null::int as off_number from resting
      union all
      select number, release, environment, gate, tool, at, is_last, false, null, turn_number, off_number from turned join (select distinct release, environment, gate, tool from resting) as its using (release, environment, gate))`;

/** Rows are of what was red. */
function tallied({ keys }: By): string {
  const all = (numbers: string, condition: string): string => `array_agg(${numbers}) filter (where ${condition})`;
  return `
    tallied as (
      select ${keys.join(', ')}, sum(held_s) as held_s, max(held_s) as longest_s, count(held_s)::int as red_judgements, (count(turn_number) + count(off_number))::int as turns,
        bool_or(is_red and is_last) as is_red_now, min(at) filter (where is_red) as first_red_at, max(at) filter (where is_red) as last_red_at, ${keys.includes('release') ? 'array[release]' : 'array_agg(distinct release) filter (where is_red)'} as releases,
        ${all('number', 'held_s is not null')} as red_numbers, ${all('turn_number', 'turn_number is not null')} || ${all('off_number', 'off_number is not null')} as turn_numbers
      from fact group by ${keys.join(', ')} having bool_or(is_red))`;
}

/** Of those, where only some are asked for, the ones that held longest. */
function slowest({ id }: By, asked: Asked, values: Values): string {
  const most = asked.count('slowest');
  return `
    shown as materialized (select * from tallied ${most === null ? '' : `order by held_s desc, ${id} limit ${values.as('int', most)}`})`;
}

const rounded = (seconds: string): string => `round((${seconds})::numeric, 3)::float8`;

/** What only rows that are approvals have. */
const noApprovals = definition.moreTotals.map(({ name, type }) => `null::${type === 'INTEGER' ? 'int' : 'float8'} as ${name}`).join(', ');
const noApproval = `null::text as change, null::text as approver, null::text as approval_group, null::text as phase, null::text as approval_state,
      null::timestamptz as asked_at, null::timestamptz as decided_at, null::float8 as waited_at_least, '{}'::text[] as change_ids`;

/** What a row needs beside what is tallied is looked up for a page of them. */
function rows({ keys, id, isByTool }: By, asked: Asked, values: Values): string {
  const ids = (numbers: string): string => `array(select a.id from muster.assessment as a where a.number = any(${numbers}) order by a.number)`;
  const isOfRelease = keys.includes('release');
  const service = isOfRelease ? `(select r.service_key from muster.release as r where r.key = release collate "default")` : 'null::text';
  return `
    select ${id} as id, environment, ${isByTool ? `(select string_agg(distinct told ->> 'gate', ' ') from unnest(all_told) as told) as gate` : 'gate'}, ${isOfRelease ? 'release' : 'null::text as release'}, service, (select team from declared where declared.service = whole.service) as team,
      ${isByTool ? 'tool' : `coalesce(${joined('tools', ' ')}, '')`} as tools, ${joined('people', ', ')} as responsible,
      ${rounded('held_s')} as waited, ${rounded('longest_s')} as longest, cardinality(releases) as releases, red_judgements, turns, is_red_now, first_red_at, last_red_at, ${ids('red_numbers')} as assessment_ids, ${ids('turn_numbers')} as turn_ids, ${noApproval}
    from (select *, ${service} as service, ${rests(isByTool, asked, values)} as all_told from chosen offset 0) as whole`;
}

/** What the red verdicts of a row rest on, each once: of most the same. */
function rests(isByTool: boolean, asked: Asked, values: Values): string {
  const [gates, isMeant] = isByTool
    ? ['jsonb_each(a.rests) as red(gate, its)', `case tool when '' then coalesce(told -> 'tools', '[]') = '[]' else told -> 'tools' ? tool end`]
    : ['(select gate, a.rests -> gate) as red(gate, its)', 'true'];
  return `array(
        select its || jsonb_build_object('gate', red_gate)
        from (
          select red_gate, coalesce(told, '{}') - 'names' as its
          from (select red.gate as red_gate, ${told(asked, 'red.its', values)} as told from muster.assessment as a cross join lateral ${gates} where a.number = any(red_numbers)) as each where ${isMeant}
          group by red_gate, its) as unlike)`;
}

/** All names of their lists, each once. */
function joined(lists: string, by: string): string {
  return `(select string_agg(distinct name, '${by}') from unnest(all_told) as its(told) cross join lateral jsonb_array_elements_text(told -> '${lists}') as name)`;
}

function totals({ keys }: By): string {
  const held = keys.includes('release') ? 'select release from shown group by release' : 'select release from shown cross join lateral unnest(releases) as release group by release';
  return `
    select ${rounded('coalesce(sum(held_s), 0)')} as waited, ${rounded('max(longest_s)')} as longest, (select count(*)::int from (${held}) as each) as releases,
      coalesce(sum(red_judgements), 0)::int as red_judgements, coalesce(sum(turns), 0)::int as turns, ${noApprovals}
    from shown`;
}
