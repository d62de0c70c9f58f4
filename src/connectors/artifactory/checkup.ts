import { z } from 'zod';
import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { allowed, type Checkup, type Look, type Told } from '../../domain/ports/checkup.ts';
import { permissions } from './about.ts';
import type { ArtifactoryClient } from './client.ts';
import { orNone } from './or-none.ts';

const versionSchema = z.object({ version: z.string().min(1) });

/** Builds and repositories of the services, each by a read of its own. What is hidden and what is not there are answered alike. */
export function createCheckup(client: ArtifactoryClient): (services: readonly ServiceDeclaration[]) => Checkup {
  return (services) => {
    const its = services.flatMap(({ artifacts }) => (artifacts?.connection === client.connection ? [artifacts] : []));
    const builds = [...new Set(its.map(({ build }) => build))];
    const targets = [...new Set(its.flatMap(({ promoteTo }) => Object.values(promoteTo)))];
    return {
      async signIn(ask) {
        const { body } = await client.send({ method: 'GET', path: '/artifactory/api/system/version', schema: versionSchema, ask, doing: 'proving that Artifactory knows our token' });
        return { account: null, version: body.version };
      },
      looks: [
        ...builds.map((build): Look => ({ use: 'READ', what: `build ${build}`, permission: permissions.read, tell: (ask) => mayReadBuild(client, build, ask) })),
        ...targets.map((repository): Look => ({ use: 'READ', what: `repository ${repository}`, permission: permissions.read, tell: (ask) => mayReadRepository(client, repository, ask) })),
        { use: 'READ', what: 'scans of the packages (Xray)', permission: permissions.scans },
        ...(its.some(({ isStamped }) => isStamped) ? [{ use: 'WRITE' as const, what: 'properties of packages', permission: permissions.properties }] : []),
        ...targets.map((repository): Look => ({ use: 'WRITE', what: `repository ${repository}, where live packages are copied to`, permission: permissions.promotion })),
      ],
    };
  };
}

async function mayReadBuild(client: ArtifactoryClient, build: string, ask: Ask): Promise<Told> {
  for (const scope of client.scopes) {
    const answer = await orNone(client.send({ method: 'GET', path: `/artifactory/api/build/${encodeURIComponent(build)}`, query: { ...scope }, schema: z.unknown(), ask, doing: `looking whether we may read the build ${build}` }));
    if (answer !== null) return allowed;
  }
  return { isAllowed: null, because: 'no build of that name is shown to us: none was published yet, or it is hidden' };
}

async function mayReadRepository(client: ArtifactoryClient, repository: string, ask: Ask): Promise<Told> {
  const answer = await orNone(client.send({ method: 'GET', path: `/artifactory/api/storage/${encodeURIComponent(repository)}`, schema: z.unknown(), ask, doing: `looking whether we may read the repository ${repository}` }));
  return answer === null ? { isAllowed: false, because: 'there is no such repository, or it is hidden from our account' } : allowed;
}
