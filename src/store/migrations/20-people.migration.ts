import { Migration } from '@mikro-orm/migrations';

/** People as the last feed of the personnel system said; who is no longer in it stays, as somebody of whom nothing is known now. */
export class ListedPeople extends Migration {
  override readonly name = '20-people';

  override up(): void {
    this.addSql(`create table muster.listed_person (
      email text primary key, name text, employment text not null, unit text, starts_on date, ends_on date, moved_on date, is_listed boolean not null, listed_at timestamptz(3) not null)`);
  }
}
