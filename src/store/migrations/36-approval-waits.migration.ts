import { Migration } from '@mikro-orm/migrations';

/**
 * How long each approval of a change waited, as all its readings tell, reckoned once; and of which changes approvals were written
 * since then (docs/decisions/0048). Whoever writes, in whatever statement, is noted in the transaction that writes.
 */
export class ApprovalWaits extends Migration {
  override readonly name = '36-approval-waits';

  override up(): void {
    for (const statement of [...tables, note, ...['copy', 'copy_version'].flatMap(triggersOn), begin, gone]) this.addSql(statement);
  }
}

const tables = [
  `create table muster.approval_wait (
    change text not null, who text not null, place int not null, state text, number int not null, turns int not null, read_at timestamptz(3) not null, left_at timestamptz(3),
    seen_at timestamptz(3), asked_at timestamptz(3), moved_at timestamptz(3) not null, is_seen_moved boolean not null, decided_at timestamptz, primary key (change, who, place))`,
  'create table muster.approval_note (change text not null)',
];

const note = `create function muster.note_approvals() returns trigger language plpgsql as $$
  begin
    insert into muster.approval_note (change) select distinct change from (values (old.identity), (new.identity)) as either (change) where change is not null;
    return null;
  end $$`;

const isMeant = (row: string): string => `${row}.kind = 'change.approvals'`;
const told = (row: string): string => ['kind', 'identity', 'valid_from', 'content', 'gone_because'].map((column) => `${row}.${column}`).join(', ');

/** A copy that was read again and says the same moves its moment alone, and is not looked at. */
const triggersOn = (table: string): readonly string[] => [
  `create trigger ${table}_approvals_new after insert on muster.${table} for each row when (${isMeant('new')}) execute function muster.note_approvals()`,
  `create trigger ${table}_approvals_changed after update of kind, identity, valid_from, content, gone_because on muster.${table} for each row
    when ((${isMeant('old')} or ${isMeant('new')}) and (${told('old')}) is distinct from (${told('new')})) execute function muster.note_approvals()`,
  `create trigger ${table}_approvals_gone after delete on muster.${table} for each row when (${isMeant('old')}) execute function muster.note_approvals()`,
];

/** Those of before are reckoned by the first hub that starts. */
const begin = `insert into muster.approval_note (change) select distinct identity from (select identity from muster.copy where kind = 'change.approvals' union all select identity from muster.copy_version where kind = 'change.approvals') as read`;

/** Which changes are gone, for an approval waits no longer then: few of them, and looked for among all. */
const gone = 'create index copy_gone on muster.copy (kind, identity) where gone_because is not null';
