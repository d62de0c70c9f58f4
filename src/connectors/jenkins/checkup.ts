import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { allowed, type Checkup, type Look, type Told } from '../../domain/ports/checkup.ts';
import { permissions } from './about.ts';
import type { JenkinsClient } from './client.ts';
import { jobPath, readSettings } from './settings.ts';
import type { JobSettings } from './settings.ts';
import { unfitFor } from './trigger.ts';
import { jobSchema, userSchema } from './wire.ts';

/** Parameters that every deploy job must define. */
const needed = ['environment', 'version', 'correlation', 'package_digest'];

/** Each deploy job: shown to us, buildable, and with the parameters that are ours. Jenkins tells nobody whether he may build. */
export function createCheckup(client: JenkinsClient): (services: readonly ServiceDeclaration[]) => Checkup {
  return (services) => {
    const settings = services.flatMap(({ deployers }) => Object.values(deployers)).filter(({ connection }) => connection === client.connection).map(readSettings);
    const jobs = [...new Map(settings.map((one) => [one.job, one])).values()];
    return {
      async signIn(ask) {
        const { body, headers } = await client.read({ path: '/me/api/json', query: { tree: 'id' }, schema: userSchema, ask, doing: 'proving that Jenkins knows us' });
        return { account: body.id, version: headers['x-jenkins'] ?? null };
      },
      looks: jobs.flatMap((job): readonly Look[] => [
        { use: 'READ', what: `job ${job.job}`, permission: permissions.account, tell: (ask) => look(client, job, ask) },
        { use: 'WRITE', what: `builds of ${job.job}`, permission: permissions.account },
      ]),
    };
  };
}

async function look(client: JenkinsClient, settings: JobSettings, ask: Ask): Promise<Told> {
  const { body } = await client.read({ path: `${jobPath(settings)}/api/json`, query: { tree: 'buildable,property[parameterDefinitions[name]]' }, schema: jobSchema, ask, doing: `looking at the job ${settings.job}` });
  const unfit = unfitFor(body, needed);
  return unfit === null ? allowed : { isAllowed: false, because: unfit };
}
