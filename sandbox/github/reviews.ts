import type { Request, Response, Router } from 'express';
import { baseOf, refuse } from './answers.ts';
import { deploymentView } from './deployments.ts';
import { loginOf } from './door.ts';
import { environmentId } from './environments.ts';
import type { GitHub } from './github.ts';
import { account } from './repository.view.ts';
import { phaseOf } from './settle.ts';
import { reviewers } from './state.ts';
import type { Repository, Run } from './state.ts';

const doc = '/actions/workflow-runs#review-pending-deployments-for-a-workflow-run';

/** Runs that wait for the reviewers of their environment (apis/README.md §10): whoever dispatched one may not review it. */
export function reviewRoutes(router: Router, github: GitHub): void {
  router.get('/repos/:owner/:repo/actions/runs/:run/pending_deployments', (req, res) => {
    github.withRun(req.params, res, (run, repository) => { res.json(isWaiting(run) ? [pendingView(github, run, repository, req, res)] : []); });
  });
  router.post('/repos/:owner/:repo/actions/runs/:run/pending_deployments', (req, res) => {
    github.withRun(req.params, res, (run, repository) => { review(github, run, repository, req, res); });
  });
  router.get('/repos/:owner/:repo/actions/runs/:run/approvals', (req, res) => {
    github.withRun(req.params, res, (run, repository) => {
      const { review: done } = run;
      const environment = environmentOf(github, run, repository, baseOf(req));
      res.json(done === null ? [] : [{ environments: [{ ...environment, created_at: run.createdAt, updated_at: run.createdAt }], state: done.state, user: account(done.user, baseOf(req)), comment: done.comment }]);
    });
  });
}

function isWaiting(run: Run): boolean {
  return phaseOf(run, Date.now()).status === 'waiting';
}

function mayReview(run: Run, login: string): boolean {
  return login !== run.actor && reviewers.some((reviewer) => reviewer === login);
}

function environmentOf(github: GitHub, run: Run, { fullName }: Repository, base: string): Record<string, unknown> {
  const name = run.inputs['environment'] ?? '';
  return { id: environmentId(github.data, fullName, name), node_id: `EN_${name}`, name, url: `${base}/repos/${fullName}/environments/${encodeURIComponent(name)}`, html_url: `${base}/${fullName}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}` };
}

function pendingView(github: GitHub, run: Run, repository: Repository, req: Request, res: Response): Record<string, unknown> {
  return {
    environment: environmentOf(github, run, repository, baseOf(req)), wait_timer: 0, wait_timer_started_at: null, current_user_can_approve: run.isReviewed && run.review === null && mayReview(run, loginOf(res)),
    reviewers: !run.isReviewed ? [] : reviewers.map((login) => ({ type: 'User', reviewer: account(login, baseOf(req)) })),
  };
}

function review(github: GitHub, run: Run, repository: Repository, req: Request, res: Response): void {
  const { environment_ids: ids, state, comment } = (req.body ?? {}) as Readonly<Record<string, unknown>>;
  const id = environmentOf(github, run, repository, baseOf(req))['id'];
  if (!Array.isArray(ids) || typeof comment !== 'string') refuse(res, 422, 'Invalid request.\n\n"environment_ids", "state", "comment" weren\'t supplied.', doc);
  else if (state !== 'approved' && state !== 'rejected') refuse(res, 422, 'Invalid request.\n\n"state" is not one of approved, rejected.', doc);
  else if (!isWaiting(run) || !run.isReviewed || run.review !== null || !ids.includes(id)) refuse(res, 422, 'No pending deployment requests to approve or reject', doc);
  else if (!mayReview(run, loginOf(res))) refuse(res, 403, 'You are not allowed to review this deployment.', doc);
  else {
    run.review = { state, comment, user: loginOf(res), afterMs: Date.now() - run.acceptedMs };
    github.changed();
    const row = github.data.deployments.find((one) => one.id === run.deploymentId);
    res.json(row === undefined ? [] : [deploymentView(row, baseOf(req))]);
  }
}
