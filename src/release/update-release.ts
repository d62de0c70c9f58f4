import { UserMistake } from '../domain/error.ts';
import type { Viewer } from '../domain/person.ts';
import type { Release, Stakeholder } from '../domain/release.ts';
import { audited } from './audited.ts';
import { checkedDependencies } from './dependencies.ts';
import type { ReleasePorts } from './ports.ts';
import { checkedEmail, checkedStakeholders } from './stakeholders.ts';
import { standingRelease } from './standing-release.ts';

/** What is left out (or null where nothing can be meant by it) stays as it is; a null description or train is taken away. */
export interface UpdateRelease {
  readonly key: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly ownerEmail?: string | null;
  readonly train?: string | null;
  readonly dependsOn?: readonly string[] | null;
  readonly stakeholders?: readonly Stakeholder[] | null;
}

/** Changes what people say about a release; its key, version and service never change. Throws UserMistake NOT_FOUND, CONFLICT (it is over) or INVALID. */
export async function updateRelease(ports: ReleasePorts, viewer: Viewer, input: UpdateRelease): Promise<Release> {
  return audited(ports, viewer, 'updateRelease', input.key, async () => {
    await standingRelease(ports, input.key, ['key']);
    const { name, description, ownerEmail, train, dependsOn, stakeholders } = input;
    if (name?.trim() === '') throw new UserMistake('INVALID', 'A release needs a name.', ['name']);
    return ports.releases.update(input.key, {
      ...(name == null ? {} : { name: name.trim() }),
      ...(description === undefined ? {} : { description }),
      ...(ownerEmail == null ? {} : { ownerEmail: checkedEmail(ownerEmail, ['ownerEmail']) }),
      ...(train === undefined ? {} : { train }),
      ...(dependsOn == null ? {} : { dependsOn: await checkedDependencies(ports, input.key, dependsOn) }),
      ...(stakeholders == null ? {} : { stakeholders: checkedStakeholders(stakeholders, ['stakeholders']) }),
    });
  });
}
