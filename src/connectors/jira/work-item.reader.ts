import type { Ask } from '../../domain/ports/ask.ts';
import type { Lookup, RecordReader } from '../../domain/ports/connection.ts';
import type { WorkItem } from '../../domain/work-item.ts';
import { HttpProblem } from '../http/index.ts';
import type { JiraClient } from './client.ts';
import { toWorkItem } from './translate.ts';
import type { Origin } from './translate.ts';
import { issueFields, issueSchema } from './wire.ts';

/** Cloud's own limit (apis/README.md §5); Data Center is asked alike. */
const mostPerCall = 100;

/** Reads issues by key or numeric id, a hundred per call. What Jira leaves out is absent, once it proved to know us. */
export function workItemReader(client: JiraClient): RecordReader<'work-item'> {
  return {
    async read(lookups, ask) {
      const names = [...new Set(lookups.map(nameOf).filter(isAskable))];
      const chunks = Array.from({ length: Math.ceil(names.length / mostPerCall) }, (_, index) => names.slice(index * mostPerCall, (index + 1) * mostPerCall));
      const origin = client.origin();
      const read = (await Promise.all(chunks.map((chunk) => readChunk(client, chunk, origin, ask)))).flat();
      if (read.length < names.length) await client.proveSignIn(ask);
      return read;
    },
  };
}

function nameOf(lookup: Lookup): string {
  return 'id' in lookup ? lookup.id : lookup.key;
}

/** Nothing else can name an issue, and one bad name may spoil the whole call. */
function isAskable(name: string): boolean {
  return isId(name) || /^[A-Z][A-Z0-9_]{0,99}-\d{1,18}$/i.test(name);
}

function isId(name: string): boolean {
  return /^\d{1,18}$/.test(name);
}

async function readChunk(client: JiraClient, names: readonly string[], origin: Origin, ask: Ask): Promise<readonly WorkItem[]> {
  const issues = await client.issues(names, origin, ask);
  const byName = new Map(issues.flatMap((issue) => [[issue.id, issue], [issue.key.toUpperCase(), issue]] as const));
  const direct = names.flatMap((name) => toList(byName.get(name.toUpperCase())).map((issue) => toWorkItem(issue, origin, isId(name) ? issue.key : name)));
  const known = new Set(names.map((name) => name.toUpperCase()));
  const hasMoved = issues.some((issue) => !known.has(issue.id) && !known.has(issue.key.toUpperCase()));
  if (!hasMoved) return direct;
  const missing = names.filter((name) => !byName.has(name.toUpperCase()));
  return [...direct, ...await Promise.all(missing.map((name) => readMoved(client, name, origin, ask))).then((found) => found.flat())];
}

/** The bulk answer does not say which old key became which new one; asking for one alone does. */
async function readMoved(client: JiraClient, name: string, origin: Origin, ask: Ask): Promise<readonly WorkItem[]> {
  try {
    const { body } = await client.send({
      method: 'GET', path: `${client.root}/issue/${encodeURIComponent(name)}`, query: { fields: issueFields.join(',') }, schema: issueSchema, ask, doing: 'reading a work item that was moved',
    });
    return [toWorkItem(body, origin, name)];
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return [];
    throw error;
  }
}

function toList<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
