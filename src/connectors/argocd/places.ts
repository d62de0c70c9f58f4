import type { Ask } from '../../domain/ports/ask.ts';
import type { DeployerPlace } from '../../domain/ports/deployer.ts';
import { applicationPath, readApplication } from './client.ts';
import type { ArgoCdClient } from './client.ts';
import { scopeOf } from './settings.ts';
import type { ApplicationSettings } from './settings.ts';
import { pageOf } from './translate.ts';
import { windowsSchema } from './wire.ts';
import type { SyncWindow } from './wire.ts';

/** Where the application goes, cluster and namespace, with the sync windows of its project before it. Throws a SourceError. */
export async function places(client: ArgoCdClient, settings: ApplicationSettings, ask: Ask): Promise<readonly DeployerPlace[]> {
  const application = await readApplication(client, settings, ask, 'reading where an application goes');
  const { body } = await client.send({ method: 'GET', path: `${applicationPath(settings)}/syncwindows`, query: { ...scopeOf(settings) }, schema: windowsSchema, ask, doing: 'reading an application\'s sync windows' });
  const { server = '', name = '', namespace = '' } = application.spec.destination ?? {};
  const shut = body.canSync === false ? ['sync is denied just now'] : [];
  return [{
    name: [name === '' ? server : name, namespace].filter((part) => part !== '').join('/'),
    url: pageOf(application, { url: client.url, application: settings.application }),
    protections: [...(body.assignedWindows ?? []).map(told), ...shut],
  }];
}

/** "deny 0 22 * * * for 1h", a cron expression in the project's time zone. */
function told({ kind = 'window', schedule = '', duration = '', manualSync }: SyncWindow): string {
  return `${kind} ${schedule} for ${duration}${manualSync === true ? ', syncs by hand go on' : ''}`;
}
