import { Migration } from '@mikro-orm/migrations';
import { chained, genesis, type AuditRecord } from '../../audit/index.ts';

interface Row extends Omit<AuditRecord, 'at'> { readonly at: string | Date }

/** Each entry of the audit log hangs on the one before it. Those that stand are chained as they are found now. */
export class AuditChain extends Migration {
  override readonly name = '18-audit-chain';

  override async up(): Promise<void> {
    const rows = await this.execute('select number, at, actor, act, subject, outcome, because from muster.audit_entry order by number') as unknown as readonly Row[];
    this.addSql('alter table muster.audit_entry add column previous text, add column hash text, alter column number drop identity');
    this.addSql('alter table muster.audit_entry disable trigger audit_entry_append_only');
    let previous = genesis;
    for (const [index, row] of rows.entries()) {
      const entry = chained({ ...row, number: index + 1, at: new Date(row.at).toISOString(), actor: typeof row.actor === 'string' ? JSON.parse(row.actor) as unknown : row.actor }, previous);
      // Gaps in the numbers close, so that a later gap is one that somebody made.
      this.addSql(`update muster.audit_entry set number = ${entry.number}, previous = '${previous}', hash = '${entry.hash}' where number = ${row.number}`);
      previous = entry.hash;
    }
    this.addSql('alter table muster.audit_entry enable trigger audit_entry_append_only');
    this.addSql('alter table muster.audit_entry alter column previous set not null, alter column hash set not null');
    this.addSql('create unique index audit_entry_hash on muster.audit_entry (hash)');
  }
}
