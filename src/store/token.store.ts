import type { ApiToken } from '../domain/api-token.ts';
import { UserMistake } from '../domain/error.ts';
import type { TokenStore } from '../domain/ports/token-store.ts';
import type { Database } from './database.ts';
import { ApiTokenEntity } from './entities/api-token.entity.ts';
import type { Row } from './sql.ts';

export function tokenStore(database: Database): TokenStore {
  const read = (row: Row): { readonly token: ApiToken; readonly digest: string } => {
    const { id, name, digest, grant, createdBy, createdAt, expiresAt, revoked } = database.read(ApiTokenEntity, row);
    return { token: { id, name, grant, createdBy, createdAt, expiresAt, revoked }, digest };
  };
  const byId: TokenStore['byId'] = async (id) => {
    const [row] = await database.query('select * from muster.api_token where id = $1', [id]);
    return row === undefined ? null : read(row);
  };
  return {
    byId,
    keep: async (token, digest) => {
      await database.em().insert(ApiTokenEntity, { ...token, digest });
    },
    all: async () => (await database.query('select * from muster.api_token order by created_at desc, id')).map((row) => read(row).token),
    revoke: async (id, revocation) => {
      await database.query('update muster.api_token set revoked = $2 where id = $1 and revoked is null', [id, JSON.stringify(revocation)]);
      const found = await byId(id);
      if (found === null) throw new UserMistake('NOT_FOUND', `There is no API token "${id}".`, ['tokenId']);
      return found.token;
    },
  };
}
