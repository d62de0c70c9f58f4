import { Migration } from '@mikro-orm/migrations';

/** Back-outs: one at a time for what it backs out, and plans that want one without anybody's asking. */
export class BackOuts extends Migration {
  override readonly name = '09-back-outs';

  override up(): void {
    this.addSql(oneBackOut);
    this.addSql('alter table muster.plan add column backs_out_by_itself boolean not null default false');
  }
}

// Law: what a back-out is under way for, or has brought back, is backed out by no second one.
const oneBackOut = `create unique index deployment_one_back_out on muster.deployment (back_out_of_id)
  where back_out_of_id is not null and state not in ('FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED')`;
