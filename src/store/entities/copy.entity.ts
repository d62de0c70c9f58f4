import { defineEntity, p } from '@mikro-orm/core';
import type { InferEntity } from '@mikro-orm/core';
import { InstantType } from '../instant.type.ts';

/** The newest copy of what a tool said about one record. */
export const CopyEntity = defineEntity({
  name: 'Copy',
  schema: 'muster',
  tableName: 'copy',
  properties: {
    kind: p.text().primary(),
    identity: p.text().primary(),
    connection: p.text(),
    reference: p.text().strictNullable(),
    content: p.json<unknown>(),
    fetchedAt: p.type(InstantType).$type<string>(),
  },
});
export type CopyRow = InferEntity<typeof CopyEntity>;
