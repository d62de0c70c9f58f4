import { Migration } from '@mikro-orm/migrations';

/**
 * How long what each deployment brought live had waited, reckoned once; and what was written since then that it may rest on
 * (docs/decisions/0042). Whoever writes, in whatever statement, is noted in the transaction that writes. Nothing is looked up
 * for it: of two that write at once neither sees what the other wrote.
 */
export class LeadTimes extends Migration {
  override readonly name = '29-lead-times';

  override up(): void {
    for (const statement of [...tables, ...notes, ...triggers, lookUp, begin]) this.addSql(statement);
  }
}

const tables = [
  `create table muster.lead_time (deployment_id text primary key references muster.deployment (id) on delete cascade, lead_s float8, work_s float8[] not null)`,
  'create table muster.lead_time_note (kind text not null, name text not null)',
];

const noted = (name: string, body: string): string => `create function muster.${name}() returns trigger language plpgsql as $$ begin ${body} return null; end $$`;
const note = (rows: string): string => `insert into muster.lead_time_note (kind, name) ${rows};`;

/** Of a work item only what is or was done can tell when it was done. */
const named = (row: string): string => `case when ${row}.kind = 'work-item' then ${row}.identity else ${row}.reference end`;
const isMeant = (row: string): string => `(${row}.kind in ('artifact', 'build') and ${row}.reference is not null or ${row}.kind = 'work-item' and ${row}.content ->> 'progress' = 'DONE')`;

const notes = [
  noted('note_lead_times_of_copies', note(`select kind, ${named('written')} from written where ${isMeant('written')}`)),
  noted('note_lead_times_of_copy', note(`select distinct kind, name from (select old.kind, ${named('old')} as name union all select new.kind, ${named('new')}) as either where name is not null`)),
  noted('note_lead_times_of_versions', note(`select distinct kind, identity from written where kind = 'work-item'`)),
  noted('note_lead_times_of_release', note(`select distinct 'release', key from (values (to_jsonb(old) ->> 'release_key'), (to_jsonb(new) ->> 'release_key')) as either (key) where key is not null`)),
  noted('note_lead_times_of_deployment', note(`select 'deployment', new.id`)),
];

const onCopies = (table: string, verb: 'insert' | 'delete', call: string): string =>
  `create trigger ${table}_lead_times_${verb} after ${verb} on muster.${table} referencing ${verb === 'insert' ? 'new' : 'old'} table as written for each statement execute function muster.${call}()`;
const isOther = (columns: readonly string[]): string => `(${columns.map((column) => `old.${column}`).join(', ')}) is distinct from (${columns.map((column) => `new.${column}`).join(', ')})`;
/** On what is written of one row and of few rows. */
const onRows = (table: string, { when, columns }: { readonly when: (row: string) => string; readonly columns: readonly string[] }, call: string): readonly string[] => [
  `create trigger ${table}_lead_times_new after insert on muster.${table} for each row when (${when('new')}) execute function muster.${call}()`,
  `create trigger ${table}_lead_times_changed after update on muster.${table} for each row when ((${when('old')} or ${when('new')}) and ${isOther(columns)}) execute function muster.${call}()`,
];
const ofWorkItems = (row: string): string => `${row}.relation = 'WORK_ITEM'`;

const triggers = [
  onCopies('copy', 'insert', 'note_lead_times_of_copies'),
  onCopies('copy', 'delete', 'note_lead_times_of_copies'),
  // A copy that was read again and says the same moves its moment alone, and is not looked at.
  `create trigger copy_lead_times_changed after update of connection, reference, content, valid_from on muster.copy for each row
    when ((${isMeant('old')} or ${isMeant('new')}) and ${isOther(['connection', 'reference', 'content', 'valid_from'])}) execute function muster.note_lead_times_of_copy()`,
  onCopies('copy_version', 'insert', 'note_lead_times_of_versions'),
  onCopies('copy_version', 'delete', 'note_lead_times_of_versions'),
  ...onRows('link', { when: ofWorkItems, columns: ['release_key', 'relation', 'identity', 'environment', 'excluded'] }, 'note_lead_times_of_release'),
  `create trigger link_lead_times_gone after delete on muster.link for each row when (${ofWorkItems('old')}) execute function muster.note_lead_times_of_release()`,
  ...onRows('sealed_package', { when: () => 'true', columns: ['release_key', 'digest', 'artifacts'] }, 'note_lead_times_of_release'),
  'create trigger sealed_package_lead_times_gone after delete on muster.sealed_package for each row execute function muster.note_lead_times_of_release()',
  ...onRows('deployment', { when: (row) => `${row}.live_at is not null`, columns: ['live_at', 'release_key', 'package_digest', 'environment', 'back_out_of_id'] }, 'note_lead_times_of_deployment'),
];

/** Which artifacts are of a build that was written. */
const lookUp = `create index copy_artifact_build on muster.copy ((connection || ':build:' || coalesce(content ->> 'buildName', '') || '/' || coalesce(content ->> 'buildNumber', ''))) where kind = 'artifact'`;

/** Those of before are reckoned by the first hub that starts. */
const begin = note(`select 'deployment', id from muster.deployment where live_at is not null`).replace(/;$/, '');
