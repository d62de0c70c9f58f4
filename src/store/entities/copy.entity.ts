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
    /** Without the moment of reading, which is fetchedAt; see copy.content.ts. */
    content: p.json<unknown>(),
    digest: p.text(),
    fetchedAt: p.type(InstantType).$type<string>(),
    validFrom: p.type(InstantType).$type<string>(),
    goneBecause: p.text().strictNullable(),
  },
});
export type CopyRow = InferEntity<typeof CopyEntity>;

/** What a copy said until it said something else. */
export const CopyVersionEntity = defineEntity({
  name: 'CopyVersion',
  schema: 'muster',
  tableName: 'copy_version',
  properties: {
    kind: p.text().primary(),
    identity: p.text().primary(),
    validFrom: p.type(InstantType).$type<string>().primary(),
    validTo: p.type(InstantType).$type<string>().strictNullable(),
    fetchedAt: p.type(InstantType).$type<string>(),
    connection: p.text(),
    reference: p.text().strictNullable(),
    content: p.json<unknown>(),
    goneBecause: p.text().strictNullable(),
  },
});
