import { defineEntity, p } from '@mikro-orm/core';
import type { Revocation } from '../../domain/api-token.ts';
import type { Actor, Grant } from '../../domain/person.ts';
import { InstantType } from '../instant.type.ts';

export const ApiTokenEntity = defineEntity({
  name: 'ApiToken',
  schema: 'muster',
  tableName: 'api_token',
  properties: {
    id: p.text().primary(),
    name: p.text(),
    digest: p.text(),
    grant: p.json<Grant>().fieldName('access_grant'),
    createdBy: p.json<Actor>(),
    createdAt: p.type(InstantType).$type<string>(),
    expiresAt: p.type(InstantType).$type<string>(),
    revoked: p.json<Revocation>().strictNullable(),
  },
});
