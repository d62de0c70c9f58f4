import { defineEntity, p } from '@mikro-orm/core';
import type { Actor } from '../../domain/person.ts';
import type { BreakGlass, WaiverDecision, WaiverRevocation } from '../../domain/waiver.ts';
import { InstantType } from '../instant.type.ts';

export const WaiverEntity = defineEntity({
  name: 'Waiver',
  schema: 'muster',
  tableName: 'waiver',
  properties: {
    id: p.text().primary(),
    releaseKey: p.text(),
    environment: p.text(),
    gate: p.text(),
    packageDigest: p.text(),
    packageRevision: p.integer(),
    reason: p.text(),
    requestedBy: p.json<Actor>(),
    requestedAt: p.type(InstantType).$type<string>(),
    expiresAt: p.type(InstantType).$type<string>(),
    breakGlass: p.json<BreakGlass>().strictNullable(),
    decision: p.json<WaiverDecision>().strictNullable(),
    revoked: p.json<WaiverRevocation>().strictNullable(),
  },
});
