import type { DeployOrder, TriggerAnswer } from '../../domain/ports/deployer.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { z } from 'zod';
import { HttpProblem } from '../http/index.ts';
import type { GitHubClient } from './client.ts';
import { inputsOf } from './inputs.ts';
import type { DeploySettings } from './settings.ts';
import { toDeployerRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { dispatchedSchema, refusalSchema } from './wire.ts';

/** Whether this GitHub knows `return_run_details`; older enterprise servers refuse it as an unknown key. Learnt by asking. */
export interface RunDetails {
  isKnown: boolean;
}

/** Statuses under which GitHub says that nothing was started. */
const refusals = [400, 401, 403, 404, 409, 422, 429] as const;
const meanings: Readonly<Record<(typeof refusals)[number], string>> = {
  400: 'it did not understand the dispatch',
  401: 'it does not accept our token',
  403: 'our token may not start workflows, or has spent its rate limit',
  404: 'there is no such repository or workflow, or our token may not write actions',
  409: 'it is in conflict with what is there',
  422: 'the workflow has no workflow_dispatch trigger on that ref, or does not take these inputs',
  429: 'our token has spent its rate limit',
};

interface Dispatched {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Posts one dispatch and says what is certain. ACCEPTED: 200 with a run, or 204. REFUSED: GitHub's own 4xx, or the request
 * never left. UNCLEAR: everything else, for a run may have started. Never throws for those, and never posts again, with
 * one exception: a 422 that names `return_run_details` started nothing, and the same dispatch goes out without the flag.
 */
export async function trigger(client: GitHubClient, settings: DeploySettings, order: DeployOrder, origin: Origin, details: RunDetails, ask: Ask): Promise<TriggerAnswer> {
  const told = inputsOf(order, settings);
  if ('mistake' in told) return { outcome: 'REFUSED', because: told.mistake };
  try {
    const wantsDetails = details.isKnown;
    const first = await dispatch(client, settings, told.inputs, wantsDetails, ask);
    if (!wantsDetails || !refusesDetails(first)) return weigh(first, origin);
    details.isKnown = false;
    return weigh(await dispatch(client, settings, told.inputs, false, ask), origin);
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    if (!error.mayHaveArrived) return { outcome: 'REFUSED', because: `The dispatch was never sent: ${error.message}` };
    return { outcome: 'UNCLEAR', because: `Whether a run was started is not known: ${error.message}` };
  }
}

async function dispatch(client: GitHubClient, { repository, workflow, ref }: DeploySettings, inputs: Readonly<Record<string, string>>, wantsDetails: boolean, ask: Ask): Promise<Dispatched> {
  const { status, body } = await client.send({
    method: 'POST',
    path: `/repos/${repository}/actions/workflows/${workflow}/dispatches`,
    json: { ref, inputs, ...(wantsDetails ? { return_run_details: true } : {}) },
    schema: z.unknown(),
    accepts: [200, 204, ...refusals],
    // Always as an act: a write never goes out on a socket that was kept open.
    ask: { ...ask, purpose: 'act' },
    doing: 'dispatching the deploy workflow',
  });
  return { status, body };
}

function refusesDetails({ status, body }: Dispatched): boolean {
  const refusal = refusalSchema.safeParse(body);
  return status === 422 && refusal.success && refusal.data.message.includes('return_run_details');
}

function weigh({ status, body }: Dispatched, origin: Origin): TriggerAnswer {
  if (status === 204) return { outcome: 'ACCEPTED', run: null };
  if (status === 200) {
    const run = dispatchedSchema.safeParse(body);
    if (!run.success) return { outcome: 'UNCLEAR', because: 'GitHub answered the dispatch with 200, but not with a run.' };
    // It says nothing of the status yet; "requested" is its word for a run that was just asked for.
    return { outcome: 'ACCEPTED', run: toDeployerRun({ id: run.data.workflow_run_id, status: 'requested', pageUrl: run.data.html_url, startedAt: null, finishedAt: null }, origin) };
  }
  const refusal = refusals.find((one) => one === status);
  if (refusal === undefined || !refusalSchema.safeParse(body).success) return { outcome: 'UNCLEAR', because: `The dispatch was answered with ${status}, but not in GitHub's words: something on the way may have answered.` };
  return { outcome: 'REFUSED', because: `GitHub refused the dispatch (${status}): ${meanings[refusal]}.` };
}
