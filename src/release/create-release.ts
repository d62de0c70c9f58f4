import { randomUUID } from 'node:crypto';
import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import { humanBehind, type Viewer } from '../domain/person.ts';
import type { Release, Stakeholder } from '../domain/release.ts';
import { audited } from './audited.ts';
import { declaredLink, type RecordLink } from './declared-link.ts';
import type { ReleasePorts } from './ports.ts';
import { checkedDependencies } from './dependencies.ts';
import { checkedStakeholders } from './stakeholders.ts';

export interface CreateRelease {
  /** Chosen by people, unique, e.g. payments-2.4.0. */
  readonly key: string;
  readonly name?: string | null;
  readonly version: string;
  readonly description?: string | null;
  readonly serviceKey: string;
  readonly train?: string | null;
  readonly dependsOn?: readonly string[] | null;
  readonly records?: readonly RecordLink[] | null;
  readonly stakeholders?: readonly Stakeholder[] | null;
}

const key = /^[a-z0-9][a-z0-9._-]{0,99}$/i;

/**
 * Plans a release, with the records a person declares to belong to it. Its owner is who creates it; for a pipeline that
 * acts for nobody, the first release manager among the stakeholders.
 * Throws UserMistake INVALID, NOT_FOUND (service, environment, dependency) or CONFLICT (the key is taken).
 */
export async function createRelease(ports: ReleasePorts, viewer: Viewer, input: CreateRelease): Promise<Release> {
  return audited(ports, viewer, 'createRelease', input.key, async () => {
    checkNames(ports, input);
    const stakeholders = checkedStakeholders(input.stakeholders ?? [], ['stakeholders']);
    const release: Release = {
      id: `release:${randomUUID()}`, key: input.key, name: input.name?.trim() ?? input.key, version: input.version, description: input.description ?? null,
      serviceKey: input.serviceKey, ownerEmail: ownerOf(viewer, stakeholders), train: input.train ?? null,
      dependsOn: await checkedDependencies(ports, input.key, input.dependsOn ?? []),
      stakeholders, createdAt: instant(ports.clock.now()), canceledAt: null, closedAt: null, sealed: null,
    };
    const links = (input.records ?? []).map((record, index) => declaredLink(ports, viewer, release.key, record, ['records', String(index)]));
    await ports.releases.create(release, links);
    return release;
  });
}

function checkNames({ catalogue }: ReleasePorts, input: CreateRelease): void {
  if (!key.test(input.key)) throw new UserMistake('INVALID', `"${input.key}" is no release key: letters, digits, dots and dashes, e.g. payments-2.4.0.`, ['key']);
  if (input.version.trim() === '' || /\s/.test(input.version)) throw new UserMistake('INVALID', `"${input.version}" is no version.`, ['version']);
  if (catalogue.service(input.serviceKey) === undefined) {
    throw new UserMistake('NOT_FOUND', `No service is called "${input.serviceKey}"; configuration declares ${catalogue.services.map((one) => one.key).join(', ')}.`, ['serviceKey']);
  }
}

function ownerOf({ actor }: Viewer, stakeholders: readonly Stakeholder[]): string {
  const email = humanBehind(actor)?.email ?? stakeholders.find(({ role }) => role === 'RELEASE_MANAGER')?.email;
  if (email === undefined) throw new UserMistake('INVALID', 'Nobody would own this release: name a stakeholder with the role RELEASE_MANAGER.', ['stakeholders']);
  return email.toLowerCase();
}
