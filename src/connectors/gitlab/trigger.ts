import type { Ask } from '../../domain/ports/ask.ts';
import type { DeployOrder, TriggerAnswer } from '../../domain/ports/deployer.ts';
import { z } from 'zod';
import { HttpProblem } from '../http/index.ts';
import type { GitLabClient } from './client.ts';
import { pipelineOrder } from './order.ts';
import { projectPath } from './project-path.ts';
import type { DeploySettings } from './settings.ts';
import { toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { oauthRefusalSchema, pipelineSchema, refusalSchema } from './wire.ts';

/** Statuses under which GitLab says that no pipeline was created. */
const refusals = [400, 401, 403, 404, 409, 422, 429] as const;
const meanings: Readonly<Record<(typeof refusals)[number], string>> = {
  400: 'the ref is not there, its .gitlab-ci.yml has no job for this or takes no such inputs, or our role may not set pipeline variables',
  401: 'it does not accept our token',
  403: 'our token may not start pipelines on that ref',
  404: 'there is no such project, or our token has no access to it',
  409: 'it is in conflict with what is there',
  422: 'it could not work with the order',
  429: 'pipelines were asked for too often',
};

/**
 * Posts one pipeline and says what is certain. ACCEPTED: 201 with a pipeline on our ref. REFUSED: GitLab's own 4xx in
 * JSON, or the request never left. UNCLEAR: everything else, for a pipeline may have started. Never throws for those,
 * and never posts again.
 */
export async function trigger(client: GitLabClient, settings: DeploySettings, order: DeployOrder, origin: Origin, ask: Ask): Promise<TriggerAnswer> {
  const told = pipelineOrder(order, settings);
  if ('mistake' in told) return { outcome: 'REFUSED', because: told.mistake };
  try {
    const { status, body } = await client.send({
      method: 'POST',
      path: `${projectPath(settings)}/pipeline`,
      json: { ref: settings.ref, ...told },
      schema: z.unknown(),
      accepts: [201, ...refusals],
      // Always as an act: a write never goes out on a socket that was kept open.
      ask: { ...ask, purpose: 'act' },
      doing: 'starting the deploy pipeline',
    });
    return status === 201 ? weighCreated(body, settings, origin) : weighRefused(status, body);
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    if (!error.mayHaveArrived) return { outcome: 'REFUSED', because: `The pipeline was never asked for: ${error.message}` };
    return { outcome: 'UNCLEAR', because: `Whether a pipeline was started is not known: ${error.message}` };
  }
}

function weighCreated(body: unknown, settings: DeploySettings, origin: Origin): TriggerAnswer {
  const pipeline = pipelineSchema.safeParse(body);
  if (!pipeline.success) return { outcome: 'UNCLEAR', because: 'GitLab answered with 201, but not with a pipeline.' };
  if (pipeline.data.ref !== settings.ref.replace(/^refs\/(?:heads|tags)\//, '')) return { outcome: 'UNCLEAR', because: 'GitLab answered with a pipeline on another ref than ours.' };
  return { outcome: 'ACCEPTED', run: toRun(pipeline.data, origin) };
}

function weighRefused(status: number, body: unknown): TriggerAnswer {
  const refusal = refusals.find((one) => one === status);
  if (refusal === undefined || !refusalSchema.safeParse(body).success) return { outcome: 'UNCLEAR', because: `The order was answered with ${status}, but not in GitLab's words: something on the way may have answered.` };
  const oauth = oauthRefusalSchema.safeParse(body);
  const meaning = oauth.success && oauth.data.error === 'insufficient_scope' ? 'our token\'s scope does not cover it; give it the scope api' : meanings[refusal];
  return { outcome: 'REFUSED', because: `GitLab refused to start a pipeline (${status}): ${meaning}.` };
}
