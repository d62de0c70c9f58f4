import { defineEntity, p } from '@mikro-orm/core';
import type { InferEntity } from '@mikro-orm/core';
import type { Availability } from '../../domain/availability.ts';
import type { DeployerRun, DeploymentOrigin, DeploymentStart, DeploymentState, DeploymentStep, JournalEntry } from '../../domain/deployment.ts';
import type { Actor } from '../../domain/person.ts';
import type { ReadinessReceipt } from '../../domain/readiness.ts';
import { InstantType } from '../instant.type.ts';

export const DeploymentEntity = defineEntity({
  name: 'Deployment',
  schema: 'muster',
  tableName: 'deployment',
  properties: {
    id: p.text().primary(),
    origin: p.text().$type<DeploymentOrigin>(),
    releaseKey: p.text().strictNullable(),
    environment: p.text(),
    serviceKey: p.text(),
    sequence: p.integer(),
    packageDigest: p.text().strictNullable(),
    planId: p.text().strictNullable(),
    state: p.text().$type<DeploymentState>(),
    because: p.text(),
    needsAttention: p.boolean(),
    requestedBy: p.json<Actor>().strictNullable(),
    requestedAt: p.type(InstantType).$type<string>(),
    start: p.text().fieldName('start_kind').$type<DeploymentStart>(),
    startAt: p.type(InstantType).$type<string>().strictNullable(),
    triggeredAt: p.type(InstantType).$type<string>().strictNullable(),
    liveAt: p.type(InstantType).$type<string>().strictNullable(),
    finishedAt: p.type(InstantType).$type<string>().strictNullable(),
    idempotencyKey: p.text().strictNullable(),
    bodyDigest: p.text(),
    correlation: p.text(),
    run: p.json<DeployerRun>().strictNullable(),
    steps: p.json<readonly DeploymentStep[]>(),
    changeIds: p.json<readonly string[]>(),
    incidentId: p.text().strictNullable(),
    backOutOfId: p.text().strictNullable(),
    receipt: p.json<ReadinessReceipt>().strictNullable(),
    availability: p.json<Availability>().strictNullable(),
    fence: p.integer(),
    /** Who advances it at the moment, until when, and how long each write prolongs that. */
    leaseRunner: p.text().strictNullable(),
    leaseUntil: p.type(InstantType).$type<string>().strictNullable(),
    leaseMs: p.integer(),
    nextLookAt: p.type(InstantType).$type<string>(),
    /** Lines in its journal: numbers the next one under the row's own lock. */
    journalLength: p.integer(),
    /** What others run: the identity of the run; the lease then says how long its end is waited for. */
    observedAs: p.text().strictNullable(),
  },
});
export type DeploymentRow = InferEntity<typeof DeploymentEntity>;

/** Append-only: a trigger in the database refuses updates and deletes. */
export const JournalEntryEntity = defineEntity({
  name: 'JournalEntry',
  schema: 'muster',
  tableName: 'journal_entry',
  properties: {
    deploymentId: p.text().primary(),
    number: p.integer().primary(),
    at: p.type(InstantType).$type<string>(),
    kind: p.text().$type<JournalEntry['kind']>(),
    step: p.text().strictNullable(),
    summary: p.text(),
    data: p.json<Readonly<Record<string, unknown>>>(),
  },
});
export type JournalEntryRow = InferEntity<typeof JournalEntryEntity>;
