import type { Request, Response, Router } from 'express';
import { refuse } from './answers.ts';
import { deploymentView } from './deployments.ts';
import { isReadOnly, loginOf } from './door.ts';
import type { GitHub } from './github.ts';
import { phaseOf } from './settle.ts';
import type { GitHubData, Run } from './state.ts';

const doc = '/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run';

/**
 * The custom deployment protection rule of an environment: an app is told of each run that waits before it, and approves,
 * rejects, or reports without deciding. Which status refuses what is from memory: GitHub's description has the 204 alone.
 */
export function protectionRoutes(router: Router, github: GitHub): void {
  router.post('/repos/:owner/:repo/actions/runs/:run/deployment_protection_rule', (req, res) => {
    github.withRun(req.params, res, (run) => { answer(github, run, req, res); });
  });
}

function answer(github: GitHub, run: Run, req: Request, res: Response): void {
  const { environment_name: environment, state, comment } = (req.body ?? {}) as Readonly<Record<string, unknown>>;
  if (isReadOnly(res)) refuse(res, 404, 'Not Found', doc);
  else if (typeof environment !== 'string') refuse(res, 422, 'Invalid request.\n\n"environment_name" wasn\'t supplied.', doc);
  else if (state === undefined && typeof comment !== 'string') refuse(res, 422, 'Invalid request.\n\n"comment" wasn\'t supplied.', doc);
  else if (state !== undefined && state !== 'approved' && state !== 'rejected') refuse(res, 422, 'Invalid request.\n\n"state" is not one of approved, rejected.', doc);
  else if (!isAsked(run, environment)) refuse(res, 422, 'No pending custom deployment protection rule for this environment', doc);
  else {
    if (state === undefined) run.reports.push(String(comment));
    else run.protection = { state, comment: typeof comment === 'string' ? comment : '', user: loginOf(res), afterMs: Date.now() - run.acceptedMs };
    github.changed();
    res.status(204).end();
  }
}

function isAsked(run: Run, environment: string): boolean {
  return run.isProtected && run.protection === null && phaseOf(run, Date.now()).status === 'waiting' && run.inputs['environment']?.toLowerCase() === environment.toLowerCase();
}

/** What the app is told when a run comes to wait; the callback leads to the run itself. */
export function protectionAsked(data: GitHubData, run: Run, base: string): object {
  const deployment = data.deployments.find(({ id }) => id === run.deploymentId);
  return {
    action: 'requested', environment: run.inputs['environment'] ?? '', event: run.event, sha: run.sha, ref: `refs/heads/${run.ref}`,
    deployment_callback_url: `${base}/repos/${run.repository}/actions/runs/${run.id}/deployment_protection_rule`,
    ...(deployment === undefined ? {} : { deployment: deploymentView(deployment, base) }), pull_requests: [], installation: { id: 77, node_id: 'MDIz' },
  };
}
