import { defineEntity, p } from '@mikro-orm/core';
import type { InferEntity } from '@mikro-orm/core';
import type { Actor } from '../../domain/person.ts';
import type { Readiness, ReadinessReceipt } from '../../domain/readiness.ts';

/** A stored judgement, whole; release and environment stand beside it for finding. */
export const AssessmentEntity = defineEntity({
  name: 'Assessment',
  schema: 'muster',
  tableName: 'assessment',
  properties: {
    id: p.text().primary(),
    releaseKey: p.text(),
    environment: p.text(),
    readiness: p.json<Readiness>(),
    assessedBy: p.json<Actor>(),
    receipt: p.json<ReadinessReceipt>().strictNullable(),
  },
});
export type AssessmentRow = InferEntity<typeof AssessmentEntity>;
