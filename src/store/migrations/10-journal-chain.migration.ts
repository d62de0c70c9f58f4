import { Migration } from '@mikro-orm/migrations';

/** Each line of a journal is chained to the one before by its hash, and the deployment's row keeps the hash of the last. */
export class JournalChain extends Migration {
  override readonly name = '10-journal-chain';

  override up(): void {
    for (const statement of [...columns, hash, ...chaining, ...standing]) this.addSql(statement);
  }
}

const columns = ['alter table muster.journal_entry add column hash text', 'alter table muster.deployment add column journal_head text'];

// The line in one spelling: jsonb has one order of keys, and moments are milliseconds.
const hash = `create function muster.journal_hash(previous text, line muster.journal_entry) returns text language sql stable as $$
  select encode(sha256(convert_to(jsonb_build_array(previous, line.deployment_id, line.number, (extract(epoch from line.at) * 1000)::bigint,
    line.kind, line.step, line.summary, line.data)::text, 'UTF8')), 'hex') $$`;

// Law: whoever writes a line, it is chained, and the row knows it.
const chaining = [
  `create function muster.chain_journal_line() returns trigger language plpgsql as $$ begin
    new.hash := muster.journal_hash((select hash from muster.journal_entry where deployment_id = new.deployment_id and number = new.number - 1), new);
    return new;
  end $$`,
  'create trigger journal_entry_chain before insert on muster.journal_entry for each row execute function muster.chain_journal_line()',
  `create function muster.keep_journal_head() returns trigger language plpgsql as $$ begin
    update muster.deployment set journal_head = new.hash where id = new.deployment_id;
    return null;
  end $$`,
  'create trigger journal_entry_head after insert on muster.journal_entry for each row execute function muster.keep_journal_head()',
];

/** Lines from before are chained as they stand. */
const standing = [
  'alter table muster.journal_entry disable trigger journal_entry_append_only',
  `do $$ declare line muster.journal_entry; begin
    for line in select * from muster.journal_entry order by deployment_id, number loop
      update muster.journal_entry set hash = muster.journal_hash((select hash from muster.journal_entry where deployment_id = line.deployment_id and number = line.number - 1), line)
      where deployment_id = line.deployment_id and number = line.number;
    end loop;
  end $$`,
  'alter table muster.journal_entry enable trigger journal_entry_append_only',
  'update muster.deployment set journal_head = (select hash from muster.journal_entry where deployment_id = id and number = journal_length)',
  'alter table muster.journal_entry alter column hash set not null',
];
