import type { Ask } from '../../domain/ports/ask.ts';
import type { Findings, RecordFinder } from '../../domain/ports/connection.ts';
import type { WorkItem } from '../../domain/work-item.ts';
import { HttpProblem } from '../http/index.ts';
import type { JiraClient } from './client.ts';
import { allOf, equals } from './jql.ts';
import { search } from './search.ts';
import type { SearchResult } from './search.ts';
import { toWorkItem } from './translate.ts';
import { versionsSchema } from './wire.ts';
import type { Issue } from './wire.ts';

interface VersionQuestion {
  readonly project: string;
  readonly version: string;
}

/** Work items whose fix versions hold a version of that name, in that project. */
export function versionWorkItems(client: JiraClient): RecordFinder<'work-items.ofVersion'> {
  return {
    async find(question, ask) {
      const origin = client.origin();
      const { issues, isComplete } = await searchVersion(client, question, ask);
      const asked = issues.filter((issue) => isOfVersion(issue, question));
      const records = asked.map((issue): WorkItem => toWorkItem(issue, origin));
      return { records, isComplete: isComplete && asked.length === issues.length } satisfies Findings<WorkItem>;
    },
  };
}

/** To a stranger Jira shows a part or nothing, so a judgement always has the sign-in proven; a page, when nothing came. */
async function searchVersion(client: JiraClient, question: VersionQuestion, ask: Ask): Promise<SearchResult> {
  const isPage = ask.purpose === 'page';
  const [found] = await Promise.all([searchOrNothing(client, question, ask), isPage ? undefined : client.proveSignIn(ask)]);
  if (isPage && found.issues.length === 0) await client.proveSignIn(ask);
  return found;
}

/** JQL refuses the name of a version that does not exist (400), in the account's language: the version list tells it apart. */
async function searchOrNothing(client: JiraClient, question: VersionQuestion, ask: Ask): Promise<SearchResult> {
  try {
    return await search(client, allOf(equals('project', question.project), equals('fixVersion', question.version)), Number.POSITIVE_INFINITY, ask);
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.status !== 400 || await hasVersion(client, question, ask)) throw error;
    return { issues: [], isComplete: true };
  }
}

async function hasVersion(client: JiraClient, { project, version }: VersionQuestion, ask: Ask): Promise<boolean> {
  const { body } = await client.send({
    method: 'GET', path: `/rest/api/3/project/${encodeURIComponent(project)}/versions`, schema: versionsSchema, ask, doing: 'looking whether the version exists',
  });
  return body.some(({ name }) => isSameName(name, version));
}

function isOfVersion({ fields }: Issue, { project, version }: VersionQuestion): boolean {
  return isSameName(fields.project?.key ?? '', project) && (fields.fixVersions ?? []).some(({ name }) => isSameName(name, version));
}

/** JQL compares names without case. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
