import { z } from 'zod';
import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { allowed, ifTold, type Checkup, type Look, type Told } from '../../domain/ports/checkup.ts';
import { permissions } from './about.ts';
import { applicationPath, unexpected } from './client.ts';
import type { ArgoCdClient } from './client.ts';
import { readSettings, scopeOf } from './settings.ts';
import type { ApplicationSettings } from './settings.ts';
import { userInfoSchema } from './wire.ts';

const versionSchema = z.object({ Version: z.string().min(1) });
const projectSchema = z.object({ metadata: z.object({ namespace: z.string().optional() }), spec: z.object({ project: z.string().min(1).default('default') }) });
const canSchema = z.object({ value: z.string() });

/** Each application: shown to us, and whether Argo CD says that we may sync it. */
export function createCheckup(client: ArgoCdClient): (services: readonly ServiceDeclaration[]) => Checkup {
  return (services) => {
    const settings = services.flatMap(({ deployers }) => Object.values(deployers)).filter(({ connection }) => connection === client.connection).map(readSettings);
    const applications = [...new Map(settings.map((one) => [`${one.namespace ?? ''}/${one.application}`, one])).values()];
    return {
      async signIn(ask) {
        const account = await signedIn(client, ask);
        const version = ifTold(client.send({ method: 'GET', path: '/api/version', schema: versionSchema, ask, doing: 'reading the version of Argo CD' }).then(({ body }) => body.Version));
        return { account, version: await version };
      },
      looks: applications.flatMap((one): readonly Look[] => [
        { use: 'READ', what: `application ${one.application}`, permission: permissions.token, tell: async (ask) => { await projectOf(client, one, ask); return allowed; } },
        { use: 'WRITE', what: `application ${one.application}, by a sync`, permission: permissions.token, tell: (ask) => maySync(client, one, ask) },
      ]),
    };
  };
}

/** A stranger is answered with 200 too. The name is null where Argo CD tells none. */
export async function signedIn(client: ArgoCdClient, ask: Ask): Promise<string | null> {
  const { body } = await client.send({ method: 'GET', path: '/api/v1/session/userinfo', schema: userInfoSchema, ask, doing: 'proving that Argo CD knows our token' });
  if (body.loggedIn !== true) throw unexpected(client, 'does not know our token; check the connection\'s auth settings', 'UNAUTHORIZED');
  return body.username ?? null;
}

async function projectOf(client: ArgoCdClient, settings: ApplicationSettings, ask: Ask): Promise<string> {
  const { body } = await client.send({ method: 'GET', path: applicationPath(settings), query: { ...scopeOf(settings) }, schema: projectSchema, ask, doing: 'looking whether we may read an application' });
  return body.spec.project;
}

/** Rights are given on project/application, with the namespace between them where it is not Argo CD's own. */
async function maySync(client: ArgoCdClient, settings: ApplicationSettings, ask: Ask): Promise<Told> {
  const { namespace, application } = settings;
  const place = [await projectOf(client, settings, ask), ...(namespace === undefined ? [] : [namespace]), application];
  const { body } = await client.send({ method: 'GET', path: `/api/v1/account/can-i/applications/sync/${place.map(encodeURIComponent).join('/')}`, schema: canSchema, ask, doing: 'asking Argo CD whether we may sync' });
  return body.value === 'yes' ? allowed : { isAllowed: false, because: 'Argo CD says that our account may not sync it' };
}
