import { z } from 'zod';
import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { allowed, ifTold, type Checkup, type Look, type Told } from '../../domain/ports/checkup.ts';
import { HttpProblem } from '../http/index.ts';
import { permissions } from './about.ts';
import type { GitLabClient } from './client.ts';
import { projectPath } from './project-path.ts';
import { readSettings } from './settings.ts';
import { accessSchema, tokenSchema, userSchema, versionSchema } from './wire.ts';

/** GitLab's number for a Developer. */
const developer = 30;

/** The token's scopes and our place in each project that is deployed from, as GitLab itself tells both. */
export function createCheckup(client: GitLabClient): (services: readonly ServiceDeclaration[]) => Checkup {
  return (services) => {
    const settings = services.flatMap(({ deployers }) => Object.values(deployers)).filter(({ connection }) => connection === client.connection).map(readSettings);
    const projects = [...new Map(settings.map(({ project }) => [String(project), project])).values()];
    return {
      async signIn(ask) {
        const { body } = await client.send({ method: 'GET', path: '/user', schema: userSchema, ask, doing: 'proving that GitLab knows our token' });
        const version = ifTold(client.send({ method: 'GET', path: '/version', schema: versionSchema, ask, doing: 'reading the version of GitLab' }).then((answer) => answer.body.version));
        return { account: body.username, version: await version };
      },
      looks: [
        { use: 'WRITE', what: 'by the scopes of the token', permission: permissions.token, tell: (ask) => hasScope(client, ask) },
        ...projects.flatMap((project): readonly Look[] => [
          { use: 'READ', what: `pipelines of ${project}`, permission: permissions.token, tell: (ask) => mayReadPipelines(client, project, ask) },
          { use: 'WRITE', what: `pipelines of ${project}`, permission: permissions.token, tell: (ask) => mayDeploy(client, project, ask) },
        ]),
      ],
    };
  };
}

/** A token that is no access token, e.g. of OAuth, has no self to ask. */
async function hasScope(client: GitLabClient, ask: Ask): Promise<Told> {
  try {
    const { body: { scopes } } = await client.send({ method: 'GET', path: '/personal_access_tokens/self', schema: tokenSchema, ask, doing: 'reading the scopes of our token' });
    return scopes.includes('api') ? allowed : { isAllowed: false, because: 'the token does not have the scope api' };
  } catch (error) {
    if (error instanceof HttpProblem && (error.problem.code === 'NOT_FOUND' || error.problem.code === 'FORBIDDEN')) return { isAllowed: null, because: 'GitLab does not tell the scopes of this token' };
    throw error;
  }
}

async function mayReadPipelines(client: GitLabClient, project: string | number, ask: Ask): Promise<Told> {
  await client.send({ method: 'GET', path: `${projectPath({ project })}/pipelines`, query: { per_page: 1 }, schema: z.unknown(), ask, doing: `looking whether we may read the pipelines of ${project}` });
  return allowed;
}

/** Rights of the group count as rights in the project. An environment that is protected may still want more. */
async function mayDeploy(client: GitLabClient, project: string | number, ask: Ask): Promise<Told> {
  const { body: { permissions: held } } = await client.send({ method: 'GET', path: projectPath({ project }), schema: accessSchema, ask, doing: `looking what we may in ${project}` });
  const levels = [held?.project_access?.access_level, held?.group_access?.access_level].filter((level) => typeof level === 'number');
  if (levels.length === 0) return { isAllowed: null, because: 'GitLab does not tell our place in it' };
  return Math.max(...levels) >= developer ? allowed : { isAllowed: false, because: 'our account is less than a Developer there' };
}
