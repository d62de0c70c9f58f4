import type { Ask } from '../../domain/ports/ask.ts';
import type { Findings, RecordFinder } from '../../domain/ports/connection.ts';
import type { WorkItem } from '../../domain/work-item.ts';
import { HttpProblem } from '../http/index.ts';
import type { JiraClient } from './client.ts';
import type { SearchResult } from './flavour.ts';
import { allOf, equals, oneOf } from './jql.ts';
import { toWorkItem } from './translate.ts';
import { versionsSchema } from './wire.ts';
import type { Issue } from './wire.ts';

interface VersionsQuestion {
  readonly project: string;
  readonly versions: readonly string[];
}

/** Versions of one search: its JQL stays short, and its pages few enough to be read whole. */
const versionsPerSearch = 50;

/** Work items whose fix versions hold a version of one of those names, in that project. */
export function versionWorkItems(client: JiraClient): RecordFinder<'work-items.ofVersions'> {
  return {
    async find({ project, versions }, ask) {
      const distinct = [...new Set(versions)];
      const chunks = Array.from({ length: Math.ceil(distinct.length / versionsPerSearch) }, (_, index) => ({ project, versions: distinct.slice(index * versionsPerSearch, (index + 1) * versionsPerSearch) }));
      const origin = client.origin();
      const found = await searchAll(client, chunks, ask);
      const issues = [...new Map(found.flatMap((one) => one.issues).map((issue) => [issue.id, issue])).values()];
      const asked = issues.filter((issue) => isOfVersions(issue, { project, versions }));
      const records = asked.map((issue): WorkItem => toWorkItem(issue, origin));
      return { records, isComplete: found.every((one) => one.isComplete) && asked.length === issues.length } satisfies Findings<WorkItem>;
    },
  };
}

/** To a stranger Jira shows a part or nothing, so a judgement always has the sign-in proven; a page, when nothing came. */
async function searchAll(client: JiraClient, chunks: readonly VersionsQuestion[], ask: Ask): Promise<readonly SearchResult[]> {
  const isPage = ask.purpose === 'page';
  const [found] = await Promise.all([Promise.all(chunks.map((chunk) => searchOrNothing(client, chunk, ask))), isPage ? undefined : client.proveSignIn(ask)]);
  if (isPage && found.every(({ issues }) => issues.length === 0)) await client.proveSignIn(ask);
  return found;
}

/**
 * JQL refuses the name of a version that does not exist (400), in the account's language, and with it the whole search:
 * the version list tells it apart, and those that do exist are asked for again.
 */
async function searchOrNothing(client: JiraClient, question: VersionsQuestion, ask: Ask): Promise<SearchResult> {
  try {
    return await searchVersions(client, question, ask);
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.status !== 400) throw error;
    const existing = await existingOf(client, question, ask);
    if (existing.length === question.versions.length) throw error;
    return existing.length === 0 ? { issues: [], isComplete: true } : searchVersions(client, { ...question, versions: existing }, ask);
  }
}

function searchVersions(client: JiraClient, { project, versions }: VersionsQuestion, ask: Ask): Promise<SearchResult> {
  return client.search(allOf(equals('project', project), oneOf('fixVersion', versions)), Number.POSITIVE_INFINITY, ask);
}

async function existingOf(client: JiraClient, { project, versions }: VersionsQuestion, ask: Ask): Promise<readonly string[]> {
  const { body } = await client.send({
    method: 'GET', path: `${client.root}/project/${encodeURIComponent(project)}/versions`, schema: versionsSchema, ask, doing: 'looking which versions exist',
  });
  return versions.filter((version) => body.some(({ name }) => isSameName(name, version)));
}

function isOfVersions({ fields }: Issue, { project, versions }: VersionsQuestion): boolean {
  return isSameName(fields.project?.key ?? '', project) && (fields.fixVersions ?? []).some(({ name }) => versions.some((version) => isSameName(name, version)));
}

/** JQL compares names without case. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
