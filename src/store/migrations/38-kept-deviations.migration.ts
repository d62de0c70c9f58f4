import { Migration } from '@mikro-orm/migrations';

/**
 * What gates did not pass, a row per judgement and gate (`deviation`), with what a report would else put every judgement in order for: since when and until
 * when the judgement was its place's newest, and at which judgements the gate's answer turned (docs/decisions/0049). The view `deviation_reckoned` says the same
 * from the judgements alone; the triggers keep to it.
 */
export class KeptDeviations extends Migration {
  override readonly name = '38-kept-deviations';

  override up(): void {
    for (const statement of [table, reckoned, anew, keep, ...triggers, ...begin]) this.addSql(statement);
  }
}

/**
 * `place` is the number of the first judgement of its release and environment. `prior_at` is when the gate was last asked before and said something else; null where it said the
 * same, or was never asked. `off_number` is the judgement that asked the gate next, where it passes there. `red_tools` are those of the whole judgement, beside the first of its red gates only;
 * `other_tools_at` is when the gate was last red before, on other tools than now.
 */
const table = `create table muster.deviation (
  number int not null, gate text not null, place int not null, release_key text not null, environment text not null, judged_at timestamptz(3), is_red boolean not null, told uuid, tools text, red_tools text[],
  other_tools_at timestamptz(3), prior_at timestamptz(3), next_at timestamptz(3), off_number int, off_at timestamptz(3), primary key (number, gate))`;

/** What a judgement says of a gate that it has not pass, beside its neighbours. */
const columns = 'number, gate, place, release_key, environment, judged_at, is_red, told, tools, red_tools, other_tools_at, prior_at, next_at, off_number, off_at';
const own = (judged: string): string => `coalesce(${judged}.outcome <> 'READY' and gate = any(${judged}.red_gates), false) as is_red, ${judged}.told, ${judged}.tools_by_gate ->> gate as tools, case when gate = ${judged}.red_gates[1] then ${judged}.red_tools end as red_tools`;

const reckoned = `create view muster.deviation_reckoned as
  with judged as (
    select number, release_key, environment, judged_at, outcome, outcomes, red_gates, red_tools, tools_by_gate, told, min(number) over place as place, lead(judged_at) over place as next_at
    from muster.assessment window place as (partition by release_key, environment order by number)),
  answer as (
    select judged.*, gate, said, lag(said) over asked as said_before, lag(judged_at) over asked as at_before, lead(said) over asked as said_after, lead(number) over asked as number_after, lead(judged_at) over asked as at_after
    from judged cross join lateral jsonb_each_text(outcomes) as each (gate, said) window asked as (partition by release_key, environment, gate order by number)),
  deviation as (
    select number, gate, place, release_key, environment, judged_at, ${own('answer')}, case when said_before <> said then at_before end as prior_at, next_at,
      case when said_after = 'PASS' then number_after end as off_number, case when said_after = 'PASS' then at_after end as off_at
    from answer where said <> 'PASS')
  select number, gate, place, release_key, environment, judged_at, is_red, told, tools, red_tools, case when is_red and lag(tools) over alike <> tools then lag(judged_at) over alike end as other_tools_at, prior_at, next_at, off_number, off_at
  from deviation window alike as (partition by release_key, environment, gate, is_red order by number)`;

const anew = `create function muster.reckon_deviations(of_release text, of_environment text) returns void language plpgsql as $$
  begin
    delete from muster.deviation where release_key = of_release and environment = of_environment;
    insert into muster.deviation (${columns}) select ${columns} from muster.deviation_reckoned where release_key = of_release and environment = of_environment;
  end $$`;

const ofPlace = 'release_key = new.release_key and environment = new.environment';
const asked = `(select before.number, before.judged_at, before.outcomes ->> each.gate as said from muster.assessment as before
        where before.release_key = new.release_key and before.environment = new.environment and before.number < new.number and before.outcomes ? each.gate order by before.number desc limit 1)`;

/**
 * Judgements of one place are taken one after the other. Mostly the one that comes is the newest, which adds its own and moves the ends of the one before;
 * one that was given its number earlier and is written down later has all of its place reckoned.
 */
const keep = `create function muster.keep_deviations() returns trigger language plpgsql as $$
  begin
    if tg_op <> 'INSERT' then
      perform pg_advisory_xact_lock(hashtextextended(old.release_key || ' ' || old.environment, 38));
      perform muster.reckon_deviations(old.release_key, old.environment);
      return null;
    end if;
    perform pg_advisory_xact_lock(hashtextextended(new.release_key || ' ' || new.environment, 38));
    if exists (select from muster.assessment where ${ofPlace} and number > new.number) then
      perform muster.reckon_deviations(new.release_key, new.environment);
      return null;
    end if;
    insert into muster.deviation (number, gate, place, release_key, environment, judged_at, is_red, told, tools, red_tools, other_tools_at, prior_at)
      select new.number, one.gate, (select min(number) from muster.assessment where ${ofPlace}), new.release_key, new.environment, new.judged_at, one.is_red, new.told, one.tools, one.red_tools, case when one.is_red and alike.tools <> one.tools then alike.judged_at end, one.prior_at
      from (
        select gate, ${own('new')}, case when before.said <> each.said then before.judged_at end as prior_at from jsonb_each_text(new.deviations) as each (gate, said) left join lateral ${asked} as before on true) as one
      left join lateral (select tools, judged_at from muster.deviation where ${ofPlace} and gate = one.gate and is_red order by number desc limit 1) as alike on true;
    update muster.deviation set next_at = new.judged_at where number = (select max(number) from muster.assessment where ${ofPlace} and number < new.number);
    update muster.deviation as d set off_number = new.number, off_at = new.judged_at
      from jsonb_each_text(new.outcomes) as each (gate, said) cross join lateral ${asked} as before
      where each.said = 'PASS' and before.said <> 'PASS' and d.number = before.number and d.gate = each.gate;
    return null;
  end $$`;

const triggers = [
  'create trigger deviation_kept_new after insert on muster.assessment for each row execute function muster.keep_deviations()',
  'create trigger deviation_kept_changed after update of readiness on muster.assessment for each row when (old.readiness is distinct from new.readiness) execute function muster.keep_deviations()',
  'create trigger deviation_kept_gone after delete on muster.assessment for each row execute function muster.keep_deviations()',
];

/** Those of before, and then how they are found. */
const begin = [
  `insert into muster.deviation (${columns}) select ${columns} from muster.deviation_reckoned`,
  'create index deviation_judged on muster.deviation (judged_at)', 'create index deviation_place on muster.deviation (release_key, environment)',
  // A row of a report may lead to all judgements of a year: their ids are read from here.
  'create unique index assessment_number_id on muster.assessment (number) include (id)',
];
