import type { Response, Router } from 'express';
import { baseOf, fieldsOf, issueNotFound, param, refuse, refusePayload } from './answers.ts';
import { callerOf } from './door.ts';
import { statusView } from './issue.view.ts';
import type { Jira } from './heart.ts';
import { mayChange } from './permissions.ts';
import type { Issue } from './state.ts';
import { statusOf, statuses, categories, workflowOf } from './workflow.ts';
import type { Transition } from './workflow.ts';

/** Moving issues through their workflow. Which ids there are depends on where the issue is: they are read anew each time. */
export function transitionRoutes(router: Router, jira: Jira): void {
  router.get(`${jira.ways.root}/issue/:issue/transitions`, (req, res) => {
    jira.withIssue(req.params.issue, res, (issue) => {
      const withFields = param(req, 'expand')?.includes('transitions.fields') === true;
      res.json({ expand: 'transitions', transitions: (mayChange(issue.projectKey, callerOf(res)) ? open(jira, issue) : []).map((way) => transitionView(way, withFields, baseOf(req), jira.ways.root)) });
    });
  });
  router.post(`${jira.ways.root}/issue/:issue/transitions`, (req, res) => {
    jira.withIssue(req.params.issue, res, (issue) => { post(jira, issue, req.body, res); });
  });
  router.get(`${jira.ways.root}/status`, (req, res) => { res.json(callerOf(res) === null ? [] : statuses.map((status) => statusView(status, baseOf(req), jira.ways.root))); });
  router.get(`${jira.ways.root}/statuscategory`, (req, res) => { res.json(Object.values(categories).map((category) => ({ self: `${baseOf(req)}${jira.ways.root}/statuscategory/${category.id}`, ...category }))); });
}

function open(jira: Jira, issue: Issue): readonly Transition[] {
  return workflowOf(jira.data.projects, issue.projectKey).transitions.filter(({ from }) => from === issue.fields.statusId);
}

function transitionView(way: Transition, withFields: boolean, base: string, root: string): Record<string, unknown> {
  return {
    id: way.id, name: way.name, to: statusView(statusOf(way.to), base, root), hasScreen: false, isGlobal: false, isInitial: false, isAvailable: true, isConditional: false, isLooped: false,
    ...(withFields ? { fields: {} } : {}),
  };
}

function post(jira: Jira, issue: Issue, body: unknown, res: Response): void {
  const read = fieldsOf(body, ['transition', 'fields', 'update', 'historyMetadata', 'properties']);
  if (read === undefined) {
    refusePayload(res);
    return;
  }
  if (callerOf(res) === null) {
    issueNotFound(res);
    return;
  }
  const { id } = (read['transition'] ?? {}) as { id?: unknown };
  const asked = typeof id === 'string' ? id : JSON.stringify(id);
  const way = open(jira, issue).find((one) => one.id === asked);
  if (!mayChange(issue.projectKey, callerOf(res))) refuse(res, 400, 'It seems that you have tried to perform a workflow operation that is not valid for the current state of this issue.');
  else if (id === undefined) refuse(res, 400, 'Missing \'transition\' identifier');
  else if (way === undefined) refuse(res, 400, `Transition id '${asked}' is not valid for this issue.`);
  else {
    const isDone = statusOf(way.to).category.key === 'done';
    jira.write(issue, { statusId: way.to, resolvedAt: isDone ? jira.now().toISOString() : null }, callerOf(res) ?? '');
    res.status(204).end();
  }
}
