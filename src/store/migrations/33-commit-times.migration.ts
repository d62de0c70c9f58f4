import { Migration } from '@mikro-orm/migrations';

/**
 * Lead times that begin at a commit (docs/decisions/0045): how long before, beside what is kept of builds, and notes of what is
 * written about commits. A hub of before reckons the same rows without them: it leaves `turn` alone, which makes it 0, and
 * what is 0 is reckoned anew by whoever knows commits.
 */
export class CommitTimes extends Migration {
  override readonly name = '33-commit-times';

  override up(): void {
    for (const statement of [...columns, ...byAnother, ...notes, changed]) this.addSql(statement);
  }
}

const columns = [
  'alter table muster.lead_time add column commit_s float8, add column turn int not null default 0',
  'create index lead_time_unread on muster.lead_time (deployment_id) where turn = 0',
];

const byAnother = [
  `create function muster.lead_time_by_another() returns trigger language plpgsql as $$ begin new.turn := 0; return new; end $$`,
  'create trigger lead_time_by_another before update on muster.lead_time for each row when (old.turn = new.turn) execute function muster.lead_time_by_another()',
];

/** A build's commit is noted as the build, whose reference it bears: whoever looks for what rests on the one finds the other. */
const kind = (row: string): string => `case when ${row}.kind = 'build.commit' then 'build' else ${row}.kind end`;
/** Of a work item only what is or was done can tell when it was done. */
const named = (row: string): string => `case when ${row}.kind = 'work-item' then ${row}.identity else ${row}.reference end`;
const isMeant = (row: string): string => `(${row}.kind in ('artifact', 'build', 'build.commit') and ${row}.reference is not null or ${row}.kind = 'work-item' and ${row}.content ->> 'progress' = 'DONE')`;

const noted = (name: string, rows: string): string => `create or replace function muster.${name}() returns trigger language plpgsql as $$ begin insert into muster.lead_time_note (kind, name) ${rows}; return null; end $$`;
const notes = [
  noted('note_lead_times_of_copies', `select ${kind('written')}, ${named('written')} from written where ${isMeant('written')}`),
  noted('note_lead_times_of_copy', `select distinct kind, name from (select ${kind('old')} as kind, ${named('old')} as name union all select ${kind('new')}, ${named('new')}) as either where name is not null`),
  'drop trigger copy_lead_times_changed on muster.copy',
];

const columnsOf = (row: string): string => ['connection', 'reference', 'content', 'valid_from'].map((column) => `${row}.${column}`).join(', ');
/** A copy that was read again and says the same moves its moment alone, and is not looked at. */
const changed = `create trigger copy_lead_times_changed after update of connection, reference, content, valid_from on muster.copy for each row
  when ((${isMeant('old')} or ${isMeant('new')}) and (${columnsOf('old')}) is distinct from (${columnsOf('new')})) execute function muster.note_lead_times_of_copy()`;
