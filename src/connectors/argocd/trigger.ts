import { z } from 'zod';
import { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { DeployOrder, TriggerAnswer } from '../../domain/ports/deployer.ts';
import { HttpProblem } from '../http/index.ts';
import { applicationPath, readApplication } from './client.ts';
import type { ArgoCdClient } from './client.ts';
import { revisionOf, scopeOf } from './settings.ts';
import type { ApplicationSettings } from './settings.ts';
import { toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { applicationSchema, correlationInfo, isOurs, refusalSchema } from './wire.ts';
import type { Application } from './wire.ts';

/** Statuses under which the gateway says that nothing was started, and the gRPC codes that belong to them. */
const refusals: Readonly<Record<number, readonly number[]>> = { 400: [3, 9, 11], 401: [16], 403: [7], 404: [5] };

/**
 * Looks at the application, then asks for one sync, and says what is certain (apis/README.md §13). ACCEPTED: the answer
 * shows our operation. REFUSED: nothing was posted, or a refusal in the gateway's own words. UNCLEAR: everything else.
 */
export async function trigger(client: ArgoCdClient, settings: ApplicationSettings, order: DeployOrder, origin: Origin, ask: Ask): Promise<TriggerAnswer> {
  const revision = revisionOf(settings, order);
  const refusal = await unfit(client, settings, order, revision, ask);
  if (refusal !== null) return { outcome: 'REFUSED', because: `The sync was never asked for: ${refusal}` };
  try {
    const { status, body } = await client.send({
      method: 'POST',
      path: `${applicationPath(settings)}/sync`,
      json: { name: settings.application, ...scopeOf(settings), revision, prune: settings.prune, infos: [{ name: correlationInfo, value: order.correlation }] },
      schema: z.unknown(),
      accepts: [200, ...Object.keys(refusals).map(Number)],
      ask: { ...ask, purpose: 'act' },
      doing: 'asking for a sync',
    });
    return status === 200 ? accepted(body, settings, order, origin) : await refused(client, settings, status, body, order, origin, ask);
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    if (!error.mayHaveArrived) return { outcome: 'REFUSED', because: `The sync was never asked for: ${error.message}` };
    return { outcome: 'UNCLEAR', because: `Whether a sync was started is not known: ${error.message}` };
  }
}

/** Why nothing should be posted; null when all is well. */
async function unfit(client: ArgoCdClient, settings: ApplicationSettings, order: DeployOrder, revision: string, ask: Ask): Promise<string | null> {
  if (Object.keys(order.parameters).length > 0) return 'a sync takes no parameters.';
  try {
    const { spec } = await readApplication(client, settings, ask, 'looking at the application before syncing it; one that is not there is forbidden too');
    if ((spec.sources ?? []).length > 0) return 'the application has several sources, and one revision cannot stand for them.';
    const { automated } = spec.syncPolicy ?? {};
    const target = spec.source?.targetRevision ?? 'HEAD';
    if (automated !== undefined && automated !== null && automated.enabled !== false && target !== revision) return 'the application syncs itself to its targetRevision, so nothing else can be asked for; end its automation, or let it follow the revision.';
    return null;
  } catch (error) {
    if (error instanceof SourceError) return error.message;
    throw error;
  }
}

/** operationState may still be the previous operation's: only the correlation tells which is ours. */
function accepted(body: unknown, settings: ApplicationSettings, order: DeployOrder, origin: Origin): TriggerAnswer {
  const application = applicationSchema.safeParse(body);
  if (!application.success || application.data.metadata.name !== settings.application || !carries(application.data, order.correlation)) {
    return { outcome: 'UNCLEAR', because: 'Argo CD answered the sync with 200, but not with our operation.' };
  }
  return { outcome: 'ACCEPTED', run: toRun(order.correlation, application.data, null, origin) };
}

async function refused(client: ArgoCdClient, settings: ApplicationSettings, status: number, body: unknown, order: DeployOrder, origin: Origin, ask: Ask): Promise<TriggerAnswer> {
  const refusal = refusalSchema.safeParse(body);
  if (!refusal.success || refusals[status]?.includes(refusal.data.code) !== true) return { outcome: 'UNCLEAR', because: `The sync was answered with ${status}, but not in Argo CD's words: something on the way may have answered.` };
  // Something on the way may have posted twice: then the operation in the way is our own.
  return refusal.data.code === 9 ? inTheWay(client, settings, refusal.data.message, order, origin, ask) : { outcome: 'REFUSED', because: `Argo CD refused the sync (${status}): ${meaning(status, refusal.data.message)}.` };
}

async function inTheWay(client: ArgoCdClient, settings: ApplicationSettings, message: string, order: DeployOrder, origin: Origin, ask: Ask): Promise<TriggerAnswer> {
  try {
    const application = await readApplication(client, settings, ask, 'looking at the operation that is in the way');
    if (carries(application, order.correlation)) return { outcome: 'ACCEPTED', run: toRun(order.correlation, application, null, origin) };
    const why = /already in progress/.test(message) ? 'another operation is in progress' : /auto-sync/.test(message) ? 'the application syncs itself' : 'the application or the revision does not allow it';
    return { outcome: 'REFUSED', because: `Argo CD refused the sync (400): ${why}.` };
  } catch (error) {
    if (error instanceof SourceError) return { outcome: 'UNCLEAR', because: `Argo CD refused the sync (400), and whether the operation in the way is ours is not known: ${error.message}` };
    throw error;
  }
}

function carries({ operation, status }: Application, correlation: string): boolean {
  return isOurs(operation, correlation) || isOurs(status.operationState?.operation, correlation);
}

function meaning(status: number, message: string): string {
  if (status === 403 && /sync window/i.test(message)) return 'a sync window of its project keeps the application shut just now';
  if (status === 401) return 'it does not accept our token';
  if (status === 403) return 'our token may not sync the application, or there is none of that name';
  return status === 404 ? 'there is no such application' : 'it did not understand what was asked';
}
