import type { Asked } from '../asked.ts';
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
  const { beside, facts } = by.isByTool ? ofTools(asked, values) : ofGates(by, asked);
  const base = [teamsCte(world.catalogue, values), verdicts(asked, world.catalogue, values, beside), facts, tallied(by, asked), slowest(by, asked, values)].join(',');
  return { base, keys: { select: 'select * from shown', id: by.id }, rows: rows(by, asked, values), totals: totals(by, asked), values };
}

/** What a row is about: columns of a fact, what tells most apart first, which is quicker to sort by. */
interface By {
  readonly keys: readonly string[];
  /** Its id, of the same columns, and of release and environment where a row is of one place. */
  readonly id: string;
  readonly isByTool: boolean;
}

const byRelease: By = { keys: ['place', 'gate'], id: `concat_ws('|', environment, gate, release)`, isByTool: false };
const bys: Readonly<Record<string, By>> = {
  RELEASE: byRelease,
  GATE: { keys: ['gate', 'environment'], id: `concat_ws('|', environment, gate)`, isByTool: false },
  TOOL: { keys: ['place', 'tool'], id: `concat_ws('|', environment, tool, release)`, isByTool: true },
};
const isOfPlace = ({ keys }: By): boolean => keys.includes('place');

/** Common table expressions up to `fact`, and what each verdict has beside for them. */
interface Facts {
  readonly beside: Readonly<Record<string, string>>;
  readonly facts: string;
}

const hasTurned = '(turn_number is not null or off_number is not null)';

/** What is counted: red verdicts, and those that turned, at one judgement or two. */
function ofGates(by: By, asked: Asked): Facts {
  return {
    beside: tellsApart(by, asked) ? { told: 'kept.told' } : {},
    facts: `
    fact as not materialized (select * from deviation where is_red or (${hasTurned} and (place, gate) in (select place, gate from deviation where is_red)))`,
  };
}

/**
 * By tool a verdict counts once for each tool that it rests on, which is empty where it rests on none. One verdict of each judgement holds the time of
 * all its tools: of two gates on one tool it passes once. A verdict that turned counts for all tools that those of its gate rested on, which are mostly the same.
 */
function ofTools(asked: Asked, values: Values): Facts {
  const split = (tools: string): string => `case ${tools} when '' then '{""}' else string_to_array(${tools}, ' ') end`;
  return {
    beside: { red_tools: redTools(asked, values), tools: toolsOfGate(asked, values), on_other_tools: otherTools(asked, values) },
    facts: `
    mixed as materialized (
      select place, gate, array_agg(distinct tool) as tools
      from deviation join (select distinct place, gate from deviation where on_other_tools) as unlike using (place, gate) cross join lateral unnest(${split('tools')}) as tool
      where is_red group by place, gate),
    turned as (
      select place, number, release, environment, turn_number, off_number, coalesce(mixed.tools, ${split('deviation.tools')}) as all_tools from deviation left join mixed using (place, gate) where is_red and ${hasTurned}
      union all
      select place, number, release, environment, turn_number, off_number, coalesce(mixed.tools, ${split('other.tools')})
      from deviation join (select place, gate, min(tools) as tools from deviation where is_red and (place, gate) in (select place, gate from deviation where not is_red and ${hasTurned}) group by place, gate) as other using (place, gate)
        left join mixed using (place, gate)
      where not is_red and ${hasTurned}),
    fact as (
      select place, unnest(red_tools) collate "C" as tool, release, environment, number, at, is_last, true as is_red, held_s, null::int as turn_number, null::int as off_number from deviation where is_red and red_tools is not null
      union all
      select place, unnest(all_tools) collate "C", release, environment, number, null, false, false, null, turn_number, off_number from turned)`,
  };
}

/** The tools that the red verdicts of a judgement rest on, with '' for those that rest on none that may be seen; null but beside one verdict of each judgement. */
function redTools(asked: Asked, values: Values): string {
  if (asked.hidden.length === 0) return 'kept.red_tools';
  return `case when kept.red_tools is not null then array(select distinct coalesce(tool, '') from jsonb_each(judged.rests) as red(gate, its) left join lateral jsonb_array_elements_text(${told(asked, 'its', values)} -> 'tools') as tool on true) end`;
}

/** Whether it was red on other tools than its gate the last time that this was red in the period; of whoever may not see all names, whether it may have been. */
function otherTools(asked: Asked, values: Values): string {
  return asked.hidden.length === 0 ? `kept.other_tools_at >= ${values.as('timestamptz', asked.since)}` : 'kept.is_red';
}

/** Those of the verdict of its gate, joined by spaces. */
function toolsOfGate(asked: Asked, values: Values): string {
  if (asked.hidden.length === 0) return `kept.tools collate "C"`;
  return `(select coalesce(string_agg(tool, ' ' order by tool), '') from jsonb_array_elements_text(${told(asked, 'judged.rests -> kept.gate', values)} -> 'tools') as tool)`;
}

/** Rows are of what was red. */
function tallied(by: By, asked: Asked): string {
  const { keys } = by;
  const all = (numbers: string, condition: string): string => `array_agg(${numbers}) filter (where ${condition})`;
  return `
    tallied as (
      select ${keys.join(', ')}, ${isOfPlace(by) ? 'min(release) as release, min(environment) as environment' : 'array_agg(place) filter (where is_red) as places'},
        sum(held_s) as held_s, max(held_s) as longest_s, count(held_s)::int as red_judgements, (count(turn_number) + count(off_number))::int as turns,
        bool_or(is_red and is_last) as is_red_now, min(at) filter (where is_red) as first_red_at, max(at) filter (where is_red) as last_red_at,
        ${all('number', 'held_s is not null')} as red_numbers, ${all('turn_number', 'turn_number is not null')} || ${all('off_number', 'off_number is not null')} as turn_numbers
        ${tellsApart(by, asked) ? `, ${all('told', 'held_s is not null')} as red_told` : ''}
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
function rows(by: By, asked: Asked, values: Values): string {
  const { id, isByTool } = by;
  const ids = (numbers: string): string => `array(select a.id from muster.assessment as a where a.number = any(${numbers}) order by a.number)`;
  const service = isOfPlace(by) ? `(select r.service_key from muster.release as r where r.key = release collate "default")` : 'null::text';
  return `
    select ${id} as id, environment, ${isByTool ? `(select string_agg(distinct told ->> 'gate', ' ') from unnest(all_told) as told) as gate` : 'gate'}, ${isOfPlace(by) ? 'release' : 'null::text as release'}, service, (select team from declared where declared.service = whole.service) as team,
      ${isByTool ? 'tool' : `coalesce(${joined('tools', ' ')}, '')`} as tools, ${joined('people', ', ')} as responsible,
      ${rounded('held_s')} as waited, ${rounded('longest_s')} as longest, ${isOfPlace(by) ? '1' : '(select count(*)::int from (select from unnest(places) as place group by place) as each)'} as releases, red_judgements, turns, is_red_now, first_red_at, last_red_at, ${ids('red_numbers')} as assessment_ids, ${ids('turn_numbers')} as turn_ids, ${noApproval}
    from (select *, ${service} as service, ${rests(by, asked, values)} as all_told from chosen offset 0) as whole`;
}

/** Whether of the judgements of a row, which may be all, only one is looked at of those that tell the same beside names. Who may not see all names looks at each. */
function tellsApart(by: By, asked: Asked): boolean {
  return !isOfPlace(by) && asked.hidden.length === 0;
}

/** What the red verdicts of a row rest on, each once: of most the same. */
function rests(by: By, asked: Asked, values: Values): string {
  const [gates, isMeant] = by.isByTool
    ? ['jsonb_each(a.rests) as red(gate, its)', `case tool when '' then coalesce(told -> 'tools', '[]') = '[]' else told -> 'tools' ? tool end`]
    : ['(select gate, a.rests -> gate) as red(gate, its)', 'true'];
  const numbers = tellsApart(by, asked) ? 'array(select min(number) from unnest(red_numbers, red_told) as each(number, told) group by told)' : 'red_numbers';
  return `array(
        select its || jsonb_build_object('gate', red_gate)
        from (
          select red_gate, coalesce(told, '{}') - 'names' as its
          from (select red.gate as red_gate, ${told(asked, 'red.its', values)} as told from muster.assessment as a cross join lateral ${gates} where a.number = any(${numbers})) as each where ${isMeant}
          group by red_gate, its) as unlike)`;
}

/** All names of their lists, each once. */
function joined(lists: string, by: string): string {
  return `(select string_agg(distinct name, '${by}') from unnest(all_told) as its(told) cross join lateral jsonb_array_elements_text(told -> '${lists}') as name)`;
}

function totals(by: By, asked: Asked): string {
  // Where all rows are shown, so is whatever was red.
  const isShown = asked.count('slowest') === null ? '' : 'and (gate, environment) in (select gate, environment from shown)';
  const held = isOfPlace(by) ? 'select release from shown group by release' : `select release from deviation where is_red ${isShown} group by release`;
  return `
    select ${rounded('coalesce(sum(held_s), 0)')} as waited, ${rounded('max(longest_s)')} as longest, (select count(*)::int from (${held}) as each) as releases,
      coalesce(sum(red_judgements), 0)::int as red_judgements, coalesce(sum(turns), 0)::int as turns, ${noApprovals}
    from shown`;
}
