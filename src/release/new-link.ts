import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/instant.ts';
import type { RecordKind } from '../domain/reference.ts';
import type { Link, LinkRelation } from '../domain/release.ts';

/** What an edge says before it has been written down. */
export type LinkDraft = Pick<Link, 'relation' | 'reference' | 'identity' | 'environment' | 'origin' | 'by'>;

export function newLink(releaseKey: string, { relation, reference, identity, environment, origin, by }: LinkDraft, linkedAt: Instant): Link {
  return { id: `link:${randomUUID()}`, releaseKey, relation, reference, identity, environment, origin, by, linkedAt, excluded: null };
}

/** By which relation a record of this kind belongs to a release; null for a kind that belongs to none. Builds and bundles bring artifacts, versions bring work items. */
export function relationOf(kind: RecordKind): LinkRelation | null {
  return relations[kind] ?? null;
}

const relations: Readonly<Partial<Record<RecordKind, LinkRelation>>> = {
  'change': 'CHANGE',
  'work-item': 'WORK_ITEM',
  'version': 'WORK_ITEM',
  'artifact': 'ARTIFACT',
  'build': 'ARTIFACT',
  'bundle': 'ARTIFACT',
  'ci': 'CONFIGURATION_ITEM',
  'service': 'SERVICE',
  'incident': 'INCIDENT',
  'problem': 'PROBLEM',
  'knowledge': 'KNOWLEDGE',
};
