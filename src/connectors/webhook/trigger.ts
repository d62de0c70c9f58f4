import { z } from 'zod';
import type { Ask } from '../../domain/ports/ask.ts';
import type { DeployOrder, TriggerAnswer } from '../../domain/ports/deployer.ts';
import { HttpProblem } from '../http/index.ts';
import type { WebhookClient } from './client.ts';
import type { HookSettings } from './settings.ts';
import { toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { acceptedSchema } from './wire.ts';

/** Statuses under which nothing was begun, when the service itself speaks (JSON). 409 is none: the key may stand for our own run. */
const refusals = [400, 401, 403, 404, 405, 410, 413, 415, 422];
const accepted = [200, 201, 202, 204];

/**
 * Posts one signed deployment and says what is certain (apis/README.md §14). ACCEPTED: a 2xx that is empty or JSON.
 * REFUSED: nothing was sent, or one of the refusals above as JSON. UNCLEAR: everything else, redirects among it.
 * A service that keeps Idempotency-Keys could be asked again; it never is: nobody proves that it keeps them.
 */
export async function trigger(client: WebhookClient, settings: HookSettings, order: DeployOrder, origin: Origin, ask: Ask): Promise<TriggerAnswer> {
  const odd = Object.entries(order.parameters).find(([name, value]) => !settings.parameters.includes(name) || !['string', 'number', 'boolean'].includes(typeof value));
  if (odd !== undefined) return { outcome: 'REFUSED', because: `The plan's parameter ${JSON.stringify(odd[0])} cannot be told: declared are ${settings.parameters.join(', ') || 'none'}, as texts, numbers, true or false.` };
  if (!/^[!-~]{1,200}$/.test(order.correlation)) return { outcome: 'REFUSED', because: 'The correlation cannot stand in a header.' };
  try {
    const { status, body } = await client.post({
      path: settings.path, body: bodyOf(order), idempotencyKey: order.correlation, schema: z.unknown(), accepts: [...accepted, ...refusals], ask, doing: 'posting a deployment',
    });
    if (accepted.includes(status)) return { outcome: 'ACCEPTED', run: isEchoed(body, order) ? toRun({ correlation: order.correlation, status: 'pending' }, origin) : null };
    // Not even JSON: a gateway on the way may have said it.
    if (typeof body !== 'object' || body === null) return { outcome: 'UNCLEAR', because: `The deployment was answered with ${status}, but not in the service's words: something on the way may have answered.` };
    return { outcome: 'REFUSED', because: `The deploy service refused the deployment (${status}).${status === 401 ? ' Check the signing key and both clocks.' : ''}` };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    if (!error.mayHaveArrived) return { outcome: 'REFUSED', because: `The deployment was never posted: ${error.message}` };
    return { outcome: 'UNCLEAR', because: `Whether a run was started is not known: ${error.message}` };
  }
}

function bodyOf(order: DeployOrder): object {
  const { correlation, releaseKey, environment, version, packageDigest, artifacts, parameters } = order;
  return { correlation, release: releaseKey, environment, version, packageDigest, artifacts, parameters };
}

function isEchoed(body: unknown, { correlation }: DeployOrder): boolean {
  const echo = acceptedSchema.safeParse(body);
  return echo.success && echo.data.correlation === correlation;
}
