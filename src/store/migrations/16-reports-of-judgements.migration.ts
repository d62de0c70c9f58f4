import { Migration } from '@mikro-orm/migrations';

/** By when judgements were made and deployments triggered: what reports narrow them by. */
export class ReportsOfJudgements extends Migration {
  override readonly name = '16-reports-of-judgements';

  override up(): void {
    this.addSql(`create index assessment_judged on muster.assessment ((readiness ->> 'judgedAt'))`);
    this.addSql('create index deployment_triggered on muster.deployment (triggered_at) where triggered_at is not null');
  }
}
