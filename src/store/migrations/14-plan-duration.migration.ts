import { Migration } from '@mikro-orm/migrations';

/** How long a deployment is expected to take, by its plan; plans from before say nothing. */
export class PlanDuration extends Migration {
  override readonly name = '14-plan-duration';

  override up(): void {
    this.addSql('alter table muster.plan add column expected_duration_ms integer check (expected_duration_ms > 0)');
  }
}
