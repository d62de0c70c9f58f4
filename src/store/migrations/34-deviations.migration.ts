import { Migration } from '@mikro-orm/migrations';

/**
 * What reports compare of judgements: of each the gates that did not pass, which gates it asked (`gates`, a digest of their names), and the names
 * of those that held it, and by gate what those rest on (`rests`; a hub of before reads the same as the list `red`). Most gates pass in most judgements, so that two are compared by next to nothing. Rewrites the table once.
 *
 * And what packages pin, and what deployments acted under, is found from the moment it is written on: until PostgreSQL cleans up after
 * writers, each look-up would go through all that was written since, so that reckoning the lead times of a first sync took a quarter of an hour.
 */
export class Deviations extends Migration {
  override readonly name = '34-deviations';

  override up(): void {
    for (const statement of [...functions, columns, ...foundAtOnce]) this.addSql(statement);
  }
}

const pure = (name: string, type: string, given: string, body: string): string => `create function muster.${name}(${given}) returns ${type} language sql immutable parallel safe as $$ ${body} $$`;

const functions = [
  pure('deviations_of', 'jsonb', 'verdicts jsonb', `select coalesce(jsonb_object_agg(key, value) filter (where value <> 'PASS'), '{}') from jsonb_each_text(muster.outcomes_of(verdicts))`),
  pure('gates_of', 'text', 'verdicts jsonb', `select md5(coalesce(string_agg(key, ' ' order by key collate "C"), '')) from jsonb_object_keys(muster.outcomes_of(verdicts)) as key`),
  pure('red_gates_of', 'text[]', 'verdicts jsonb', `select coalesce(array_agg(distinct r ->> 'gate'), '{}') from jsonb_array_elements(muster.red_of(verdicts)) as r`),
  pure('rests_of', 'jsonb', 'verdicts jsonb', `select coalesce(jsonb_object_agg(r ->> 'gate', r - 'gate'), '{}') from jsonb_array_elements(muster.red_of(verdicts)) as r`),
];

const columns = `alter table muster.assessment
  add column deviations jsonb generated always as (muster.deviations_of(readiness -> 'verdicts')) stored,
  add column gates text generated always as (muster.gates_of(readiness -> 'verdicts')) stored,
  add column red_gates text[] generated always as (muster.red_gates_of(readiness -> 'verdicts')) stored,
  add column rests jsonb generated always as (muster.rests_of(readiness -> 'verdicts')) stored`;

const foundAtOnce = ['sealed_package_artifacts', 'deployment_changes'].flatMap((index) => [
  `alter index muster.${index} set (fastupdate = off)`, `select gin_clean_pending_list('muster.${index}')`,
]);
