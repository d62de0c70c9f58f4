import { defineEntity, p } from '@mikro-orm/core';
import type { Actor } from '../../domain/person.ts';
import { InstantType } from '../instant.type.ts';

/** Append-only: a trigger in the database refuses updates and deletes. */
export const AuditEntryEntity = defineEntity({
  name: 'AuditEntry',
  schema: 'muster',
  tableName: 'audit_entry',
  properties: {
    number: p.integer().primary(),
    at: p.type(InstantType).$type<string>(),
    actor: p.json<Actor>().strictNullable(),
    act: p.text(),
    subject: p.text(),
    outcome: p.text().$type<'DONE' | 'REFUSED'>(),
    because: p.text().strictNullable(),
    previous: p.text(),
    hash: p.text(),
  },
});
