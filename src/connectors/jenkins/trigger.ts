import { z } from 'zod';
import { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { DeployOrder, TriggerAnswer } from '../../domain/ports/deployer.ts';
import type { Headers, HttpAnswer, HttpProblem } from '../http/index.ts';
import type { JenkinsClient } from './client.ts';
import { parametersOf } from './parameters.ts';
import { jobPath } from './settings.ts';
import type { JobSettings } from './settings.ts';
import { queuedRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { itemSchema, itemTree, jobSchema, parameterOf } from './wire.ts';
import type { Job } from './wire.ts';

/**
 * Looks at the job, then posts once, and says what is certain (apis/README.md §12). ACCEPTED: 201 with a queue item, or
 * 303 to one that carries our correlation. REFUSED: nothing was posted, or a 4xx in Jenkins' own name. UNCLEAR: all else.
 *
 * Jenkins drops parameters that a job does not define, and lets one queue item stand for all triggers with the same
 * parameters: a job without `correlation` would lose our run among others', so it is refused before anything is posted.
 */
export async function trigger(client: JenkinsClient, settings: JobSettings, order: DeployOrder, origin: Origin, ask: Ask): Promise<TriggerAnswer> {
  const told = parametersOf(order, settings);
  if ('mistake' in told) return { outcome: 'REFUSED', because: told.mistake };
  const prepared = await prepare(client, settings, Object.keys(told.parameters), ask);
  if ('refusal' in prepared) return { outcome: 'REFUSED', because: prepared.refusal };
  const written = await client.post({
    path: `${jobPath(settings)}/buildWithParameters`, form: told.parameters, headers: prepared.headers, schema: z.unknown(), accepts: [201, 303], ask, doing: 'triggering the deploy job',
  });
  if ('problem' in written) return weighProblem(written.problem, written.isJenkinsOwn);
  const itemId = itemOf(written.answer);
  if (itemId === null) return { outcome: 'UNCLEAR', because: `Jenkins answered the trigger with ${written.answer.status}, but named no queue item.` };
  if (written.answer.status === 303 && !(await isOurs(client, itemId, order.correlation, ask))) {
    return { outcome: 'UNCLEAR', because: `Jenkins let queue item ${itemId} stand for this trigger (303), and it is not known to be ours.` };
  }
  return { outcome: 'ACCEPTED', run: queuedRun(itemId, 'queued', origin) };
}

async function prepare(client: JenkinsClient, settings: JobSettings, names: readonly string[], ask: Ask): Promise<{ readonly headers: Headers } | { readonly refusal: string }> {
  try {
    const { body: job } = await client.read({ path: `${jobPath(settings)}/api/json`, query: { tree: 'buildable,property[parameterDefinitions[name]]' }, schema: jobSchema, ask, doing: 'looking at the deploy job before triggering it' });
    const refusal = unfitFor(job, names);
    return refusal === null ? { headers: await client.passes(ask) } : { refusal: `The trigger was never sent: ${refusal}` };
  } catch (error) {
    if (error instanceof SourceError) return { refusal: `The trigger was never sent: ${error.message}` };
    throw error;
  }
}

/** Why a trigger with these parameters would come to nothing; null: it would not. */
export function unfitFor(job: Job, names: readonly string[]): string | null {
  if (!job.buildable) return 'the job is disabled in Jenkins, or cannot be built.';
  const defined = job.property.flatMap(({ parameterDefinitions }) => parameterDefinitions ?? []).map(({ name }) => name);
  const missing = names.filter((name) => !defined.includes(name));
  return missing.length === 0 ? null : `the job defines no parameter ${missing.join(', ')}, and Jenkins drops what is not defined. Define ${missing.length === 1 ? 'it' : 'them'} as string parameters (a pipeline's own definitions count from its first run on).`;
}

function weighProblem(problem: HttpProblem, isJenkinsOwn: boolean): TriggerAnswer {
  if (!problem.mayHaveArrived) return { outcome: 'REFUSED', because: `The trigger was never sent: ${problem.message}` };
  if (problem.isDefiniteRefusal && isJenkinsOwn) return { outcome: 'REFUSED', because: `Jenkins refused the trigger (${problem.status ?? 0}), so nothing was queued: ${problem.message}` };
  return { outcome: 'UNCLEAR', because: `Whether a build was queued is not known: ${problem.message}` };
}

/** Only the id counts: the address before it comes from Jenkins' settings and may lead nowhere, or to somebody else. */
function itemOf({ headers }: HttpAnswer<unknown>): number | null {
  const digits = /\/queue\/item\/([1-9]\d{0,14})\/?$/.exec(headers['location'] ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

async function isOurs(client: JenkinsClient, itemId: number, correlation: string, ask: Ask): Promise<boolean> {
  try {
    const { body } = await client.read({ path: `/queue/item/${itemId}/api/json`, query: { tree: itemTree }, schema: itemSchema, ask, doing: 'looking at the queue item that stands for our trigger' });
    return body.id === itemId && parameterOf(body, 'correlation') === correlation;
  } catch (error) {
    if (error instanceof SourceError) return false;
    throw error;
  }
}
