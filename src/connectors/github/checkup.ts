import { z } from 'zod';
import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { allowed, type Checkup, type Introduction, type Look } from '../../domain/ports/checkup.ts';
import { HttpProblem } from '../http/index.ts';
import { permissions } from './about.ts';
import type { GitHubClient } from './client.ts';
import { readSettings, workflowPath } from './settings.ts';
import type { DeploySettings } from './settings.ts';
import { userSchema } from './wire.ts';

/** The workflow, deployments and environments of each repository that is deployed from. GitHub tells of no token what it may write. */
export function createCheckup(client: GitHubClient): (services: readonly ServiceDeclaration[]) => Checkup {
  return (services) => {
    const settings = services.flatMap(({ deployers }) => Object.values(deployers)).filter(({ connection }) => connection === client.connection).map(readSettings);
    const distinct = [...new Map(settings.map((one) => [workflowPath(one), one])).values()];
    return { signIn: (ask) => signIn(client, ask), looks: distinct.flatMap((one) => looksAt(client, one)) };
  };
}

/** An app's token is no user and is told so (403): that too proves that GitHub knows it. Only an enterprise server tells its version. */
export async function signIn(client: GitHubClient, ask: Ask): Promise<Introduction> {
  try {
    const { body, headers } = await client.send({ method: 'GET', path: '/user', schema: userSchema, ask, doing: 'proving that GitHub knows our token' });
    return { account: body.login, version: headers['x-github-enterprise-version'] ?? null };
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.problem.code !== 'FORBIDDEN') throw error;
    return { account: null, version: null };
  }
}

function looksAt(client: GitHubClient, settings: DeploySettings): readonly Look[] {
  const { repository, workflow } = settings;
  const read = (what: string, path: string, permission: string): Look => ({
    use: 'READ', what: `${what} of ${repository}`, permission: `${permission} on ${repository}`,
    async tell(ask) {
      await client.send({ method: 'GET', path, query: { per_page: 1 }, schema: z.unknown(), ask, doing: `looking whether we may read the ${what} of a repository` });
      return allowed;
    },
  });
  return [
    read(`workflow ${workflow}`, workflowPath(settings), permissions.actions),
    read('deployments', `/repos/${repository}/deployments`, permissions.deployments),
    read('environments', `/repos/${repository}/environments`, permissions.environments),
    read('commits', `/repos/${repository}/commits`, permissions.contents),
    { use: 'WRITE', what: `runs of ${workflow} in ${repository}`, permission: `${permissions.actions} on ${repository}` },
    { use: 'WRITE', what: `answers to a custom deployment protection rule of ${repository}`, permission: permissions.rules },
  ];
}
