import { Migration } from '@mikro-orm/migrations';

/** By what deployments are found that may have caused an incident: their place and moment, and the changes they were made under. */
export class Causes extends Migration {
  override readonly name = '20-causes';

  override up(): void {
    this.addSql('create index deployment_lane_triggered on muster.deployment (service_key, environment, triggered_at) where triggered_at is not null');
    this.addSql('create index deployment_changes on muster.deployment using gin (change_ids jsonb_path_ops)');
  }
}
