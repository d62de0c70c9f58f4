import type { Request, Response, Router } from 'express';
import { baseOf, notFound, page, param, refuse } from './answers.ts';
import { isReadOnly } from './door.ts';
import type { GitHub } from './github.ts';
import { account } from './repository.view.ts';
import { addStatus, createDeployment, seconds } from './settle.ts';
import { oddRefs } from './state.ts';
import type { Deployment, DeploymentStatus, Repository } from './state.ts';

const states = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'];

/** Deployments and their statuses. A deployment has no state of its own: its newest status says it (apis/README.md §10). */
export function deploymentRoutes(router: Router, github: GitHub): void {
  router.get('/repos/:owner/:repo/deployments', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository === undefined) return;
    const rows = github.data.deployments.filter((row) => row.repository === repository.fullName && matches(row, req)).reverse();
    res.json(page(req, res, rows).map((row) => deploymentView(row, baseOf(req))));
  });
  router.post('/repos/:owner/:repo/deployments', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository !== undefined) postDeployment(github, repository, req, res);
  });
  router.get('/repos/:owner/:repo/deployments/:deployment', (req, res) => {
    withDeployment(github, req.params, res, (row) => { res.json(deploymentView(row, baseOf(req))); });
  });
  router.get('/repos/:owner/:repo/deployments/:deployment/statuses', (req, res) => {
    withDeployment(github, req.params, res, (row) => {
      const rows = github.data.statuses.filter(({ deploymentId }) => deploymentId === row.id).reverse();
      res.json(page(req, res, rows).map((status) => statusView(status, row, baseOf(req))));
    });
  });
  router.post('/repos/:owner/:repo/deployments/:deployment/statuses', (req, res) => {
    withDeployment(github, req.params, res, (row) => { postStatus(github, row, req, res); });
  });
}

function matches(row: Deployment, req: Request): boolean {
  const wanted = { sha: row.sha, ref: row.ref, task: row.task, environment: row.environment };
  return Object.entries(wanted).every(([name, value]) => (param(req, name) ?? value) === value);
}

function withDeployment(github: GitHub, params: { owner: string; repo: string; deployment: string }, res: Response, then: (row: Deployment) => void): void {
  const repository = github.repository(params, res);
  if (repository === undefined) return;
  const row = github.data.deployments.find((one) => one.repository === repository.fullName && String(one.id) === params.deployment);
  if (row === undefined) notFound(res);
  else then(row);
}

/**
 * Creating by hand is full of traps: `auto_merge` is true unless said otherwise, and a ref that is behind then gets the
 * default branch merged into it and **no deployment** (202); without `required_contexts` every check must be green (409).
 */
function postDeployment(github: GitHub, repository: Repository, req: Request, res: Response): void {
  const body = fieldsOf(req);
  const ref = body['ref'];
  const doc = '/deployments/deployments#create-a-deployment';
  const sha = typeof ref === 'string' ? (repository.refs[ref] ?? Object.values(repository.refs).find((commit) => commit === ref)) : undefined;
  if (isReadOnly(res)) notFound(res);
  else if (typeof ref !== 'string') refuse(res, 422, 'Invalid request.\n\n"ref" wasn\'t supplied.', doc);
  else if (sha === undefined) refuse(res, 422, `No ref found for: ${ref}`, doc);
  else if (body['auto_merge'] !== false && ref === oddRefs.behind) res.status(202).json({ message: `Auto-merged main into ${ref} on deployment.` });
  else if (body['auto_merge'] !== false && ref === oddRefs.conflicting) refuse(res, 409, `Conflict merging main into ${ref}.`, doc);
  else if (ref === oddRefs.failing && !Array.isArray(body['required_contexts'])) refuse(res, 409, `Conflict: Commit status checks failed for ${ref}.`, doc);
  else {
    const environment = text(body['environment'], 'production');
    const row = createDeployment(github.data, {
      repository: repository.fullName, ref, sha, task: text(body['task'], 'deploy'), environment, description: typeof body['description'] === 'string' ? body['description'] : null,
      payload: body['payload'] ?? {}, creator: 'muster-bot', createdAt: seconds(github.now()), isTransient: body['transient_environment'] === true,
      isProduction: typeof body['production_environment'] === 'boolean' ? body['production_environment'] : environment === 'production',
    });
    github.changed();
    res.status(201).json(deploymentView(row, baseOf(req)));
  }
}

function postStatus(github: GitHub, row: Deployment, req: Request, res: Response): void {
  const body = fieldsOf(req);
  const { state } = body;
  const description = text(body['description'], '');
  const doc = '/deployments/statuses#create-a-deployment-status';
  if (isReadOnly(res)) notFound(res);
  else if (typeof state !== 'string' || !states.includes(state)) refuse(res, 422, `Invalid request.\n\n"state" is not one of ${states.join(', ')}.`, doc);
  else if (description.length > 140) refuse(res, 422, 'Validation Failed: description is too long (maximum is 140 characters)', doc);
  else {
    const status = addStatus(github.data, {
      deploymentId: row.id, state, description, logUrl: text(body['log_url'] ?? body['target_url'], ''),
      environmentUrl: text(body['environment_url'], ''), creator: 'muster-bot', createdAt: seconds(github.now()),
    }, body['auto_inactive'] !== false);
    github.changed();
    res.status(201).json(statusView(status, row, baseOf(req)));
  }
}

function fieldsOf(req: Request): Readonly<Record<string, unknown>> {
  const body: unknown = req.body;
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

export function deploymentView(row: Deployment, base: string): Record<string, unknown> {
  const url = `${base}/repos/${row.repository}/deployments/${row.id}`;
  return {
    url, id: row.id, node_id: `DE_${row.id}`, sha: row.sha, ref: row.ref, task: row.task, payload: row.payload, original_environment: row.environment,
    environment: row.environment, description: row.description, creator: account(row.creator, base), created_at: row.createdAt, updated_at: row.createdAt,
    statuses_url: `${url}/statuses`, repository_url: `${base}/repos/${row.repository}`, transient_environment: row.isTransient, production_environment: row.isProduction,
  };
}

export function statusView(status: DeploymentStatus, row: Deployment, base: string): Record<string, unknown> {
  const deploymentUrl = `${base}/repos/${row.repository}/deployments/${row.id}`;
  const logUrl = status.logUrl.startsWith('/') ? base + status.logUrl : status.logUrl;
  return {
    url: `${deploymentUrl}/statuses/${status.id}`, id: status.id, node_id: `DES_${status.id}`, state: status.state, description: status.description, environment: row.environment,
    target_url: logUrl, log_url: logUrl, environment_url: status.environmentUrl, creator: account(status.creator, base), created_at: status.createdAt, updated_at: status.createdAt,
    deployment_url: deploymentUrl, repository_url: `${base}/repos/${row.repository}`,
  };
}
