import type { Request, Response, Router } from 'express';
import { baseOf, fieldsOf, isTexts, params, refuse, refuseField, refusePayload } from './answers.ts';
import { callerOf } from './door.ts';
import { issueView } from './issue.view.ts';
import type { Jira } from './heart.ts';
import { changeView } from './service-desk/index.ts';
import type { Issue, IssueFields, JiraData } from './state.ts';

/** Reading issues one by one and in bulk, and changing their fields. */
export function issueRoutes(router: Router, jira: Jira): void {
  router.post('/rest/api/3/issue/bulkfetch', (req, res) => { bulkFetch(jira, req, res); });
  issueRoute(router, jira);
  editRoute(router, jira);
}

function issueRoute(router: Router, jira: Jira): void {
  router.get('/rest/api/3/issue/:issue', (req, res) => {
    const change = jira.change(req.params.issue, callerOf(res));
    if (change !== undefined) {
      res.json(changeView(change, params(req, 'fields') ?? ['*all'], jira, baseOf(req)));
      return;
    }
    // A moved issue answers under its old key too; the key in the answer is the new one.
    jira.withIssue(req.params.issue, res, (issue) => { res.json(issueView(issue, issue.fields, params(req, 'fields') ?? ['*all'], jira.data, baseOf(req))); });
  });
}

export function editRoute(router: Router, jira: Jira): void {
  router.put(`${jira.ways.root}/issue/:issue`, (req, res) => {
    jira.withIssue(req.params.issue, res, (issue) => { edit(jira, issue, req.body, res); });
  });
}

/** Up to 100; in ascending id order, whatever was asked; what is missing or forbidden is in neither list. */
function bulkFetch(jira: Jira, req: Request, res: Response): void {
  const body = fieldsOf(req.body, ['issueIdsOrKeys', 'fields', 'expand', 'fieldsByKeys', 'properties']);
  const { issueIdsOrKeys: wanted, fields = ['*navigable'], expand = [] } = body ?? {};
  if (!isTexts(wanted) || !isTexts(fields) || !isTexts(expand)) {
    refusePayload(res);
  } else if (wanted.length > 100) {
    refuse(res, 400, 'The number of issues to be fetched must not exceed 100.');
  } else {
    const caller = callerOf(res);
    const found = new Set(wanted.map((idOrKey) => jira.issue(idOrKey, caller)).filter((issue) => issue !== undefined));
    const changes = new Set(wanted.map((idOrKey) => jira.change(idOrKey, caller)).filter((change) => change !== undefined));
    const issues = [
      ...[...found].sort((a, b) => a.id - b.id).map((issue) => issueView(issue, issue.fields, fields, jira.data, baseOf(req))),
      ...[...changes].sort((a, b) => a.id - b.id).map((change) => changeView(change, fields, jira, baseOf(req))),
    ];
    res.json({ expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations', issues, issueErrors: [] });
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

type Refusal = readonly [field: string, message: string];
type Change = Partial<IssueFields>;

function edit(jira: Jira, issue: Issue, body: unknown, res: Response): void {
  const read = fieldsOf(body, ['fields', 'update', 'historyMetadata', 'properties', 'transition']);
  const fields = asObject(read?.['fields'] ?? {});
  const update = asObject(read?.['update'] ?? {});
  if (read === undefined || fields === undefined || update === undefined || Object.keys(fields).length + Object.keys(update).length === 0) {
    refusePayload(res);
    return;
  }
  const change: Change = {};
  for (const [name, value, isOperations] of [...Object.entries(fields).map(([key, value]) => [key, value, false] as const), ...Object.entries(update).map(([key, value]) => [key, value, true] as const)]) {
    const refusal = isOperations && Object.hasOwn(fields, name) ? [name, `Field '${name}' cannot appear in both 'fields' and 'update'`] as const : take(jira.data, issue, change, name, value, isOperations);
    if (refusal !== undefined) {
      refuseField(res, ...refusal);
      return;
    }
  }
  jira.write(issue, change, callerOf(res) ?? '');
  res.status(204).end();
}

function take(data: JiraData, issue: Issue, change: Change, name: string, value: unknown, isOperations: boolean): Refusal | undefined {
  const operations = isOperations ? value : [{ set: value }];
  if (!Array.isArray(operations)) return [name, 'Operations must be a list.'];
  for (const operation of operations as readonly Readonly<Record<string, unknown>>[]) {
    const refusal = apply(data, issue, change, name, operation);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function apply(data: JiraData, issue: Issue, change: Change, name: string, operation: Readonly<Record<string, unknown>>): Refusal | undefined {
  const [verb = '', value] = Object.entries(operation)[0] ?? [];
  switch (name) {
    case 'fixVersions': return applyVersions(data, issue, change, verb, value);
    case 'labels': return applyLabels(issue, change, verb, value);
    case 'summary':
      if (typeof value !== 'string' || value === '') return [name, 'You must specify a summary of the issue.'];
      change.summary = value;
      return undefined;
    case 'security': {
      const { name: level } = (value ?? {}) as { name?: unknown };
      if (verb !== 'set' || typeof level !== 'string' || level === '') return [name, 'Security level id or name is not valid.'];
      change.security = level;
      return undefined;
    }
    case 'description': return [name, 'Operation value must be an Atlassian Document (see the Atlassian Document Format)'];
    default: return [name, `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`];
  }
}

function applyVersions(data: JiraData, issue: Issue, change: Change, verb: string, value: unknown): Refusal | undefined {
  const before = change.versionIds ?? issue.fields.versionIds;
  const named: readonly unknown[] = Array.isArray(value) ? value : [value];
  const ids: number[] = [];
  for (const one of named) {
    const { id, name } = (one ?? {}) as { id?: unknown; name?: unknown };
    const version = data.versions.find((row) => row.projectKey === issue.projectKey && (String(row.id) === id || row.name === name));
    if (version === undefined) return ['fixVersions', id === undefined ? `Version name '${textOf(name)}' is not valid` : `Version id '${textOf(id)}' is not valid`];
    ids.push(version.id);
  }
  if (verb === 'set') change.versionIds = ids;
  else if (verb === 'add') change.versionIds = [...new Set([...before, ...ids])];
  else if (verb === 'remove') change.versionIds = before.filter((id) => !ids.includes(id));
  else return ['fixVersions', `Unsupported operation: ${verb}`];
  return undefined;
}

function applyLabels(issue: Issue, change: Change, verb: string, value: unknown): Refusal | undefined {
  const before = change.labels ?? issue.fields.labels;
  const labels = (Array.isArray(value) ? value : [value]).map(String);
  if (labels.some((label) => label.includes(' '))) return ['labels', `The label '${labels.join()}' contains spaces which is invalid.`];
  change.labels = verb === 'set' ? labels : verb === 'add' ? [...new Set([...before, ...labels])] : before.filter((label) => !labels.includes(label));
  return undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
