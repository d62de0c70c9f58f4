import { defineEntity, p } from '@mikro-orm/core';
import type { FreezeLift, FreezeScope, Stretch } from '../../domain/freeze.ts';
import type { Actor } from '../../domain/person.ts';
import { InstantType } from '../instant.type.ts';

export const FreezeEntity = defineEntity({
  name: 'Freeze',
  schema: 'muster',
  tableName: 'freeze',
  properties: {
    id: p.text().primary(),
    name: p.text(),
    reason: p.text(),
    scope: p.json<FreezeScope>(),
    timeZone: p.text(),
    recurrence: p.text().strictNullable(),
    first: p.json<Stretch>(),
    declaredBy: p.json<Actor>(),
    declaredAt: p.type(InstantType).$type<string>(),
    lifted: p.json<FreezeLift>().strictNullable(),
  },
});
