import { defineEntity, p } from '@mikro-orm/core';
import type { InferEntity } from '@mikro-orm/core';
import type { TimeWindow } from '../../domain/instant.ts';
import type { Actor } from '../../domain/person.ts';
import type { StakeholderRole } from '../../domain/release.ts';
import { InstantType } from '../instant.type.ts';

/** One version of a deployment plan; a row is never updated. */
export const PlanEntity = defineEntity({
  name: 'Plan',
  schema: 'muster',
  tableName: 'plan',
  properties: {
    id: p.text().primary(),
    releaseKey: p.text(),
    environment: p.text(),
    version: p.integer(),
    window: p.json<TimeWindow>().fieldName('time_window').strictNullable(),
    deployer: p.text(),
    parameters: p.json<Readonly<Record<string, unknown>>>(),
    backoutPlan: p.text().strictNullable(),
    backsOutByItself: p.boolean(),
    expectedDurationMs: p.integer().strictNullable(),
    proposedBy: p.json<Actor>(),
    proposedAt: p.type(InstantType).$type<string>(),
  },
});
export type PlanRow = InferEntity<typeof PlanEntity>;

export const AgreementEntity = defineEntity({
  name: 'Agreement',
  schema: 'muster',
  tableName: 'agreement',
  properties: {
    number: p.integer().primary(),
    planId: p.text(),
    email: p.text(),
    role: p.text().$type<StakeholderRole>(),
    planVersion: p.integer(),
    agreedAt: p.type(InstantType).$type<string>(),
  },
});
export type AgreementRow = InferEntity<typeof AgreementEntity>;
