import { Migration } from '@mikro-orm/migrations';

/** Access tokens that Muster gives itself: of each the digest, never the token. A row changes once, when it is revoked. */
export class ApiTokens extends Migration {
  override readonly name = '17-api-tokens';

  override up(): void {
    this.addSql(`create table muster.api_token (
      id text primary key, name text not null, digest text not null, access_grant jsonb not null, created_by jsonb not null,
      created_at timestamptz(3) not null, expires_at timestamptz(3) not null, revoked jsonb)`);
  }
}
