import { Migration } from '@mikro-orm/migrations';

/**
 * What reports count of judgements, beside the judgement itself, which is read out of line and takes a thousand times as long: when it was
 * made, what it and each gate came to, and of each red gate the tools, the people and the names of what its verdict rests on. Made by the
 * database from the judgement, which never changes, so that none is ever behind. Rewrites the table once.
 */
export class Judgements extends Migration {
  override readonly name = '32-judgements';

  override up(): void {
    for (const statement of [...functions, narrow, columns, 'drop index muster.assessment_judged', 'create index assessment_judged on muster.assessment (judged_at)']) this.addSql(statement);
  }
}

const pure = (name: string, type: string, given: string, body: string): string => `create function muster.${name}(${given}) returns ${type} language sql immutable parallel safe as $$ ${body} $$`;
const names = (from: string): string => `coalesce((select jsonb_agg(distinct name) from (${from}) as named (name) where name is not null), '[]')`;
const within = (list: string, one: string, name: string): string => `select ${name} from jsonb_array_elements(coalesce(v -> '${list}', '[]')) as ${one}`;

const functions = [
  // A moment of a judgement is written with its zone, so that it is the same wherever it is read.
  pure('judged_moment', 'timestamptz', 'moment text', 'select moment::timestamptz'),
  pure('outcomes_of', 'jsonb', 'verdicts jsonb', `select coalesce(jsonb_object_agg(v ->> 'gate', v ->> 'outcome'), '{}') from jsonb_array_elements(coalesce(verdicts, '[]')) as v where v ->> 'gate' is not null`),
  pure('red_of', 'jsonb', 'verdicts jsonb', `select coalesce(jsonb_agg(jsonb_build_object('gate', v ->> 'gate',
      'tools', ${names(within('evidence', 'e', `e -> 'source' ->> 'connection'`))},
      'people', ${names(within('responsible', 'p', `p ->> 'name'`))},
      'names', ${names(`${within('evidence', 'e', `e ->> 'recordId'`)} union all ${within('evidence', 'e', `e -> 'source' ->> 'reference'`)} union all select split_part(of, ' ', 1) from jsonb_array_elements_text(coalesce(v -> 'restsOn', '[]')) as of`)}) order by place), '[]')
    from jsonb_array_elements(coalesce(verdicts, '[]')) with ordinality as each(v, place) where (v ->> 'isBlocking')::boolean and v ->> 'outcome' in ('FAIL', 'UNKNOWN')`),
];

/** The judgement itself is kept out of line, so that few pages hold what is counted, as it is. */
const narrow = 'alter table muster.assessment set (toast_tuple_target = 1024)';
const columns = `alter table muster.assessment
  add column judged_at timestamptz(3) generated always as (muster.judged_moment(readiness ->> 'judgedAt')) stored,
  add column outcome text generated always as (readiness ->> 'outcome') stored,
  add column outcomes jsonb generated always as (muster.outcomes_of(readiness -> 'verdicts')) stored,
  add column red jsonb generated always as (muster.red_of(readiness -> 'verdicts')) stored`;
