import type { Request, Response, Router } from 'express';
import { baseOf, fieldsOf, isTexts, param, params, refuse } from '../jira/answers.ts';
import { JqlError } from '../jira/jql/lex.ts';
import { matcher } from '../jira/jql/match.ts';
import type { Asker, Candidate } from '../jira/jql/match.ts';
import { parse } from '../jira/jql/parse.ts';
import type { Clause, Comparison } from '../jira/jql/parse.ts';
import { namesProject, order } from '../jira/search.ts';
import type { Jira } from '../jira/heart.ts';
import { changeView, deskCandidate, serviceProject } from '../jira/service-desk/index.ts';
import { callerOf } from './door.ts';
import { issueView, zoneOf } from './views.ts';

/** jira.search.views.default.max: whoever asks for more gets this many and no word about it. */
export const mostResults = 30;

interface Search { readonly jql: string; readonly fields: readonly string[]; readonly startAt: number; readonly maxResults: number; readonly isChecked: boolean }

/** Search by offsets, as Server and Data Center have had it all along. */
export function searchRoutes(router: Router, world: Jira): void {
  router.post('/rest/api/2/search', (req, res) => {
    const body = fieldsOf(req.body, ['jql', 'startAt', 'maxResults', 'fields', 'validateQuery', 'expand']);
    const { jql = '', startAt = 0, maxResults = 50, fields = ['*navigable'], validateQuery = true } = body ?? {};
    const isRight = body !== undefined && typeof jql === 'string' && Number.isInteger(startAt) && Number.isInteger(maxResults) && isTexts(fields) && typeof validateQuery === 'boolean';
    if (isRight) answer(world, { jql, fields, startAt: Number(startAt), maxResults: Number(maxResults), isChecked: validateQuery }, req, res);
    else refuse(res, 400, 'Invalid request payload.');
  });
  router.get('/rest/api/2/search', (req, res) => {
    const number = (name: string, otherwise: number): number => Number(param(req, name) ?? otherwise);
    answer(world, { jql: param(req, 'jql') ?? '', fields: params(req, 'fields') ?? ['*navigable'], startAt: number('startAt', 0), maxResults: number('maxResults', 50), isChecked: param(req, 'validateQuery') !== 'false' }, req, res);
  });
}

function answer(world: Jira, search: Search, req: Request, res: Response): void {
  try {
    const rows = matches(world, search, callerOf(res));
    const maxResults = Math.min(mostResults, Math.max(0, search.maxResults));
    const page = rows.slice(search.startAt, search.startAt + maxResults);
    res.json({
      expand: 'schema,names', startAt: search.startAt, maxResults, total: rows.length,
      issues: page.map(({ issue, change }) => (change === undefined ? issueView(issue, issue.fields, search.fields, world.data, baseOf(req)) : changeView(change, search.fields, world, baseOf(req)))),
    });
  } catch (error) {
    if (!(error instanceof JqlError)) throw error;
    refuse(res, 400, error.message);
  }
}

/** Unlike Cloud, no restriction at all is allowed; strangers see no project and so nothing. */
function matches({ data, now, changes }: Jira, { jql, isChecked }: Search, userName: string | null): readonly Candidate[] {
  const query = parse(jql);
  if (userName === null) return [];
  const person = data.people.find((one) => one.userName === userName);
  const accountId = person?.accountId ?? userName;
  const asker: Asker = { data, accountId, now: now(), timeZone: zoneOf(userName), changes, canSee: (issue) => issue.onlyFor === null || issue.onlyFor === accountId };
  const test = query.clause === null ? (): boolean => true : matcherOf(query.clause, asker, isChecked);
  const issues = data.issues.map((issue): Candidate => ({ issue, fields: issue.fields }));
  return [...issues, ...(query.clause !== null && namesChanges(query.clause) ? changes.map((change) => deskCandidate(change, data)) : [])]
    .filter((candidate) => asker.canSee(candidate.issue) && test(candidate))
    .sort(order(query.orderBy));
}

/** As in Cloud changes are found by who names their project; here also by who names issues, since there is no other way to read many. */
function namesChanges(clause: Clause): boolean {
  if (namesProject(clause, serviceProject.key)) return true;
  if (clause.kind === 'not') return namesChanges(clause.part);
  return clause.kind === 'comparison' ? ['id', 'key', 'issue', 'issuekey'].includes(clause.field.toLowerCase()) : clause.parts.some(namesChanges);
}

/** A checked search refuses a value that names nothing; an unchecked one passes it over, and finds nothing where none is left. */
function matcherOf(clause: Clause, asker: Asker, isChecked: boolean): (candidate: Candidate) => boolean {
  if (isChecked || clause.kind === 'not') return matcher(clause, asker);
  if (clause.kind === 'comparison') return lenient(clause, asker);
  const parts = clause.parts.map((part) => matcherOf(part, asker, false));
  return (candidate) => (clause.kind === 'and' ? parts.every((part) => part(candidate)) : parts.some((part) => part(candidate)));
}

function lenient(clause: Comparison, asker: Asker): (candidate: Candidate) => boolean {
  const operands = clause.operands.filter((operand) => meansSomething({ ...clause, operands: [operand] }, asker));
  return operands.length === 0 ? () => false : matcher({ ...clause, operands }, asker);
}

function meansSomething(clause: Comparison, asker: Asker): boolean {
  try {
    matcher(clause, asker);
    return true;
  } catch (error) {
    if (error instanceof JqlError && /does not exist/.test(error.message)) return false;
    throw error;
  }
}
