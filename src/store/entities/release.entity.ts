import { defineEntity, p } from '@mikro-orm/core';
import type { InferEntity } from '@mikro-orm/core';
import type { Actor } from '../../domain/person.ts';
import type { Exclusion, LinkOrigin, LinkRelation, PinnedArtifact, Stakeholder } from '../../domain/release.ts';
import { InstantType } from '../instant.type.ts';

export const ReleaseEntity = defineEntity({
  name: 'Release',
  schema: 'muster',
  tableName: 'release',
  properties: {
    id: p.text().primary(),
    key: p.text(),
    name: p.text(),
    version: p.text(),
    description: p.text().strictNullable(),
    serviceKey: p.text(),
    ownerEmail: p.text(),
    train: p.text().strictNullable(),
    dependsOn: p.json<readonly string[]>(),
    stakeholders: p.json<readonly Stakeholder[]>(),
    createdAt: p.type(InstantType).$type<string>(),
    canceledAt: p.type(InstantType).$type<string>().strictNullable(),
    closedAt: p.type(InstantType).$type<string>().strictNullable(),
    /** Since when owner and stakeholders are who they are; null: since it was created. */
    peopleSince: p.type(InstantType).$type<string>().nullable(),
  },
});
export type ReleaseRow = InferEntity<typeof ReleaseEntity>;

/** One revision of a release's package; a row is never updated. */
export const SealedPackageEntity = defineEntity({
  name: 'SealedPackage',
  schema: 'muster',
  tableName: 'sealed_package',
  properties: {
    releaseKey: p.text().primary(),
    revision: p.integer().primary(),
    sealedAt: p.type(InstantType).$type<string>(),
    sealedBy: p.json<Actor>(),
    digest: p.text(),
    artifacts: p.json<readonly PinnedArtifact[]>(),
  },
});
export type SealedPackageRow = InferEntity<typeof SealedPackageEntity>;

export const LinkEntity = defineEntity({
  name: 'Link',
  schema: 'muster',
  tableName: 'link',
  properties: {
    id: p.text().primary(),
    releaseKey: p.text(),
    relation: p.text().$type<LinkRelation>(),
    reference: p.text(),
    identity: p.text().strictNullable(),
    environment: p.text().strictNullable(),
    origin: p.text().$type<LinkOrigin>(),
    by: p.text().fieldName('drawn_by'),
    linkedAt: p.type(InstantType).$type<string>(),
    excluded: p.json<Exclusion>().strictNullable(),
  },
});
export type LinkRow = InferEntity<typeof LinkEntity>;
