import { Migration } from '@mikro-orm/migrations';

/**
 * What red verdicts of a judgement rest on, as reports count it, beside `rests`, which tells it in full and takes many times as long to read: the names of
 * records (`red_names`), the tools (`red_tools`, with '' for verdicts that rest on none), these by gate, joined by spaces (`tools_by_gate`), and a digest of
 * all but the names (`told`), since of most judgements it is the same. Rewrites the table once.
 */
export class RedVerdicts extends Migration {
  override readonly name = '37-red-verdicts';

  override up(): void {
    for (const statement of [...functions, columns]) this.addSql(statement);
  }
}

/** No function calls another: the database would plan that one anew for each judgement. */
const pure = (name: string, type: string, body: string): string => `create function muster.${name}(verdicts jsonb) returns ${type} language sql immutable parallel safe as $$ ${body} $$`;

const red = `(select v ->> 'gate' as gate, v from jsonb_array_elements(coalesce(verdicts, '[]')) as v where (v ->> 'isBlocking')::boolean and v ->> 'outcome' in ('FAIL', 'UNKNOWN')) as red`;
const within = (list: string, one: string, name: string): string => `select ${name} from jsonb_array_elements(coalesce(v -> '${list}', '[]')) as ${one}`;
const tools = `(select distinct name as tool from (${within('evidence', 'e', `e -> 'source' ->> 'connection'`)}) as named (name) where name is not null)`;
const people = `(select distinct name as person from (${within('responsible', 'p', `p ->> 'name'`)}) as named (name) where name is not null)`;

const functions = [
  pure('red_names_of', 'text[]', `
    select coalesce(array_agg(distinct name), '{}') from ${red} cross join lateral (
      ${within('evidence', 'e', `e ->> 'recordId'`)} union all ${within('evidence', 'e', `e -> 'source' ->> 'reference'`)} union all select split_part(of, ' ', 1) from jsonb_array_elements_text(coalesce(v -> 'restsOn', '[]')) as of) as named (name)
    where name is not null`),
  pure('red_tools_of', 'text[]', `select coalesce(array_agg(distinct coalesce(tool, '')), '{}') from ${red} left join lateral ${tools} as its on true`),
  pure('tools_by_gate_of', 'jsonb', `select coalesce(jsonb_object_agg(gate, (select coalesce(string_agg(tool, ' ' order by tool), '') from ${tools} as its)), '{}') from ${red}`),
  pure('told_of', 'uuid', `
    select md5(coalesce(string_agg(jsonb_build_array(gate, (select jsonb_agg(tool order by tool) from ${tools} as its), (select jsonb_agg(person order by person) from ${people} as its))::text, '' order by gate collate "C"), ''))::uuid from ${red}`),
];

const columns = `alter table muster.assessment
  add column red_names text[] generated always as (muster.red_names_of(readiness -> 'verdicts')) stored,
  add column red_tools text[] generated always as (muster.red_tools_of(readiness -> 'verdicts')) stored,
  add column tools_by_gate jsonb generated always as (muster.tools_by_gate_of(readiness -> 'verdicts')) stored,
  add column told uuid generated always as (muster.told_of(readiness -> 'verdicts')) stored`;
