import { Migration } from '@mikro-orm/migrations';

/** What the configuration of the hub that started last keeps from whoever has no role: what the views for analysts leave out. */
export class Restrictions extends Migration {
  override readonly name = '27-restrictions';

  override up(): void {
    this.addSql('create table muster.restriction (connection text not null, kind text not null, classifications text[])');
  }
}
