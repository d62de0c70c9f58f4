import type { Router } from 'express';
import { baseOf, notFound, page } from './answers.ts';
import type { GitHub } from './github.ts';
import { account } from './repository.view.ts';
import { seconds } from './settle.ts';
import { reviewers } from './state.ts';
import type { GitHubData, Repository } from './state.ts';

/** A repository's environments come into being with the first deployment; production is kept by two rules. */
export function environmentRoutes(router: Router, github: GitHub): void {
  router.get('/repos/:owner/:repo/environments', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository === undefined) return;
    const names = namesOf(github, repository);
    res.json({ total_count: names.length, environments: page(req, res, names).map((name) => environmentView(name, github, repository, baseOf(req))) });
  });
  router.get('/repos/:owner/:repo/environments/:environment', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository === undefined) return;
    const name = namesOf(github, repository).find((one) => one.toLowerCase() === req.params.environment.toLowerCase());
    if (name === undefined) notFound(res);
    else res.json(environmentView(name, github, repository, baseOf(req)));
  });
}

function namesOf(github: GitHub, { fullName }: Repository): readonly string[] {
  return [...new Set(github.data.deployments.filter(({ repository }) => repository === fullName).map(({ environment }) => environment))].toSorted();
}

/** An environment's number, which those who review are asked for. */
export function environmentId(data: GitHubData, repository: string, name: string): number {
  return (data.deployments.find((row) => row.repository === repository && row.environment === name)?.id ?? 1) + 1_000_000;
}

function environmentView(name: string, github: GitHub, { fullName, id }: Repository, base: string): Record<string, unknown> {
  const first = github.data.deployments.find((row) => row.repository === fullName && row.environment === name);
  const createdAt = first?.createdAt ?? seconds(github.now());
  const rules = name !== 'production' ? [] : [
    { id: id * 10, node_id: `GA_${id}0`, type: 'wait_timer', wait_timer: 30 },
    { id: id * 10 + 1, node_id: `GA_${id}1`, type: 'required_reviewers', prevent_self_review: true, reviewers: reviewers.map((login) => ({ type: 'User', reviewer: account(login, base) })) },
  ];
  return {
    id: environmentId(github.data, fullName, name), node_id: `EN_${name}`, name, url: `${base}/repos/${fullName}/environments/${encodeURIComponent(name)}`,
    html_url: `${base}/${fullName}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: createdAt, updated_at: createdAt, protection_rules: rules, deployment_branch_policy: null,
  };
}
