import { Migration } from '@mikro-orm/migrations';

/**
 * How far each journal has come by what the audit log was told, and the text of a line as it is hashed, so that a journal can
 * be checked where there is no database.
 */
export class JournalSeals extends Migration {
  override readonly name = '23-journal-seals';

  override up(): void {
    for (const statement of [...told, text, hash]) this.addSql(statement);
  }
}

const told = [
  'alter table muster.deployment add column journal_sealed int not null default 0',
  'create index deployment_journal_unsealed on muster.deployment (sequence) where journal_length > journal_sealed',
];

// What 10-journal-chain hashed, to the letter.
const text = `create function muster.journal_text(previous text, line muster.journal_entry) returns text language sql stable as $$
  select jsonb_build_array(previous, line.deployment_id, line.number, (extract(epoch from line.at) * 1000)::bigint,
    line.kind, line.step, line.summary, line.data)::text $$`;

const hash = `create or replace function muster.journal_hash(previous text, line muster.journal_entry) returns text language sql stable as $$
  select encode(sha256(convert_to(muster.journal_text(previous, line), 'UTF8')), 'hex') $$`;
