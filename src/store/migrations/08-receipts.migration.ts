import { Migration } from '@mikro-orm/migrations';

/** Receipts of assessments and deployments, and the facts that an assessment was made of. */
export class Receipts extends Migration {
  override readonly name = '08-receipts';

  override up(): void {
    for (const statement of [...receipts, facts]) this.addSql(statement);
  }
}

const receipts = [
  'alter table muster.assessment add column receipt jsonb',
  'alter table muster.deployment add column receipt jsonb',
];

/** Apart from the assessments, whose lists would carry them along. Text: jsonb changes the order of keys, and facts are kept to the byte. */
const facts = 'create table muster.assessment_facts (assessment_id text primary key references muster.assessment (id), facts text not null)';
