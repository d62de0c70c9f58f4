import { Refusal } from '../refusal.ts';
import type { AqlRow } from './criteria.ts';
import { defaultFields, isCrossDomain, ownFields, permissionFields } from './fields.ts';
import type { AqlQuery } from './query.ts';
import type { AqlRows, Candidate } from './rows.ts';

export interface AqlAnswer { readonly results: readonly object[]; readonly range: AqlRange }
export interface AqlRange { readonly start_pos: number; readonly end_pos: number; readonly total: number; readonly limit?: number; readonly notification?: string }

export interface AqlCaller {
  readonly isAdmin: boolean;
  readonly maySee: (repo: string) => boolean;
}

/**
 * Answers a query as the tool does, traps included (apis/README.md §9): the limit is applied before permissions, so a short
 * page is not the last; `range.total` counts the rows returned; with a field of another domain included, sort, offset and
 * limit do not count; results beyond `hardLimit` are cut with a notification.
 * @throws Refusal 400 when the caller's include lacks what permissions are checked on, or sorts by what is not returned.
 */
export function answerAql(rows: AqlRows, query: AqlQuery, caller: AqlCaller, now: number, hardLimit: number): AqlAnswer {
  const fields = includedFields(query);
  checkInclude(query, fields, caller);
  const isPaged = !fields.some(isCrossDomain);
  const end = isPaged && query.limit !== null ? query.offset + query.limit : Infinity;
  const found = matching(rows.of(query.domain, isPaged ? query.sort : null), query, now, end);
  const cut = isPaged ? found.slice(query.offset) : found;
  const visible = cut.slice(0, hardLimit).filter(({ repo }) => caller.maySee(repo));
  const start = isPaged ? query.offset : 0;
  return {
    results: visible.map(({ row }) => result(row, fields, query)),
    range: {
      start_pos: start, end_pos: start + visible.length, total: visible.length,
      ...(isPaged && query.limit !== null ? { limit: query.limit } : {}),
      ...(cut.length > hardLimit ? { notification: 'AQL query reached the search hard limit, results are trimmed.' } : {}),
    },
  };
}

function includedFields(query: AqlQuery): readonly string[] {
  if (query.include === null) return defaultFields[query.domain];
  return query.include.flatMap((field) => (field === '*' ? ownFields(query.domain) : [field]));
}

function checkInclude(query: AqlQuery, fields: readonly string[], caller: AqlCaller): void {
  const needed = permissionFields[query.domain];
  // The default fields of builds lack the repository, and the tool takes that too for a missing field.
  if (!caller.isAdmin && needed.some((field) => !fields.includes(field))) {
    throw new Refusal(400, `For permissions reasons AQL demands the following fields: ${needed.join(', ')}`);
  }
  if (query.sort?.fields.some((field) => !isCrossDomain(field) && !fields.includes(field)) === true) {
    throw new Refusal(400, 'Only fields of the result can be used for sorting');
  }
}

/** Whole results, or as far as the page goes: rows come in the order that was asked for. */
function matching(rows: readonly Candidate[], query: AqlQuery, now: number, end: number): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const candidate of rows) {
    if (found.length >= end) break;
    if (query.where(candidate.row, now)) found.push(candidate);
  }
  return found;
}

/** Items name their fields plainly, builds with their domain before them. */
function result(row: AqlRow, fields: readonly string[], query: AqlQuery): object {
  const prefix = query.domain === 'builds' ? 'build.' : '';
  const own = fields.filter((field) => !isCrossDomain(field)).map((field) => [prefix + field, row.fields[field]]);
  return { ...Object.fromEntries(own) as object, ...propertiesOf(row, fields), ...buildsOf(row, fields) };
}

function propertiesOf(row: AqlRow, fields: readonly string[]): object {
  const asked = fields.filter((field) => field.startsWith('property') || field.startsWith('@'));
  if (asked.length === 0) return {};
  const isWhole = asked.some((field) => field.startsWith('property'));
  const properties = Object.entries(row.properties)
    .filter(([key]) => isWhole || asked.includes(`@${key}`))
    .flatMap(([key, values]) => values.map((value) => ({ key, value })));
  return properties.length === 0 ? {} : { properties };
}

function buildsOf(row: AqlRow, fields: readonly string[]): object {
  if (!fields.some((field) => field.startsWith('artifact.')) || row.builds.length === 0) return {};
  return { artifacts: [{ modules: [{ builds: row.builds.map(({ name, number }) => ({ 'build.name': name, 'build.number': number })) }] }] };
}
