import { z } from 'zod';
import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { ifTold, type Checkup, type Look, type Told } from '../../domain/ports/checkup.ts';
import { permissions } from './about.ts';
import type { JiraClient } from './client.ts';
import { permissionsSchema } from './desk/wire.ts';
import type { JiraOptions } from './options.ts';

/** Jira's permissions with their names in its API, and what of the connector's list each is. */
const wanted = [
  { use: 'READ', key: 'BROWSE_PROJECTS', name: 'Browse Projects', permission: permissions.browse, what: 'work items and versions' },
  { use: 'WRITE', key: 'TRANSITION_ISSUES', name: 'Transition Issues', permission: permissions.write, what: 'the status of work items' },
  { use: 'WRITE', key: 'ADD_COMMENTS', name: 'Add Comments', permission: permissions.write, what: 'comments' },
  { use: 'WRITE', key: 'LINK_ISSUES', name: 'Link Issues', permission: permissions.write, what: 'links of work items' },
  { use: 'WRITE', key: 'ADMINISTER_PROJECTS', name: 'Administer Projects', permission: permissions.versions, what: 'versions' },
] as const;
type Wanted = (typeof wanted)[number];

const serverInfoSchema = z.object({ version: z.string().min(1) });

/** What Jira itself says that we may do, in each project that a service plans in. */
export function createCheckup(client: JiraClient, connection: string, { changes }: JiraOptions): (services: readonly ServiceDeclaration[]) => Checkup {
  return (services) => {
    const its = services.flatMap(({ workItems }) => (workItems?.connection === connection ? [workItems] : []));
    const projects = [...new Set(its.map(({ project }) => project))];
    const released = [...new Set(its.filter(({ isVersionReleased }) => isVersionReleased).map(({ project }) => project))];
    const needed = wanted.map((one) => ({ one, of: one.key === 'ADMINISTER_PROJECTS' ? released : projects })).filter(({ of }) => of.length > 0);
    return {
      async signIn(ask) {
        const account = await client.account(ask);
        const version = await ifTold(client.send({ method: 'GET', path: `${client.root}/serverInfo`, schema: serverInfoSchema, ask, doing: 'reading the version of Jira' }).then(({ body }) => body.version));
        return { account, version };
      },
      looks: [
        ...needed.map(({ one, of }): Look => ({ use: one.use, what: `${one.what} in ${of.join(', ')}`, permission: `${one.name} (${one.permission})`, tell: (ask) => mayIn(client, one, of, ask) })),
        ...(changes === undefined ? [] : [{
          use: 'READ' as const, what: `changes of ${changes.project}`, permission: permissions.requests,
          tell: (ask: Ask) => mayIn(client, wanted[0], [changes.project], ask),
        }]),
      ],
    };
  };
}

async function mayIn(client: JiraClient, { key }: Wanted, projects: readonly string[], ask: Ask): Promise<Told> {
  const answers = await Promise.all(projects.map(async (projectKey) => {
    const { body } = await client.send({ method: 'GET', path: `${client.root}/mypermissions`, query: { projectKey, permissions: key }, schema: permissionsSchema, ask, doing: `looking what our account may in ${projectKey}` });
    return body.permissions[key]?.havePermission === true;
  }));
  const without = projects.filter((_project, index) => answers[index] !== true);
  return without.length === 0 ? { isAllowed: true } : { isAllowed: false, because: `Jira says that our account may not in ${without.join(', ')}` };
}
