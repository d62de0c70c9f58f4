import { Migration } from '@mikro-orm/migrations';

/** What a deployment cost the services it reaches. */
export class AvailabilityOfDeployments extends Migration {
  override readonly name = '11-availability';

  override up(): void {
    this.addSql('alter table muster.deployment add column availability jsonb');
  }
}
