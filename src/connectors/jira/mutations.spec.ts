import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { workProgress } from '../../domain/work-item.ts';
import { toRemoteLink } from './desk/remote-links.relation.ts';
import { remoteLinksSchema, transitionsSchema } from './desk/wire.ts';
import { devlakeRows } from './devlake.spec-data.ts';
import { momentsOf } from './sync/cursor.ts';
import { toProgress, toWorkItem } from './translate.ts';
import type { Origin } from './translate.ts';
import { toVersion } from './versions/translate.ts';
import { projectSchema, searchPageSchema, versionsSchema } from './wire.ts';

const folder = join(import.meta.dirname, '../../../../shared/apis/recordings/jira');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const files = [
  'devlake_raw_jira_issues_due_date.csv', 'devlake_raw_jira_status.csv', 'gojira_project_with_versions.json', 'gojira_remote_links.json', 'gojira_statuscategories.json',
  'gojira_transitions.json', 'jiracli_versions.json', 'r7_search_jql.json',
];
const runs = 2_000;

const origin: Origin = { connection: 'jira', system: 'JIRA', fetchedAt: '2026-11-23T05:00:00.000Z', pageOf: (key) => `https://jira.example/browse/${key}` };

/** Every place in a body, as a path. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => places(one, [...path, key])) : [];
  return [path, ...inner];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], wrong: { readonly isGone: boolean; readonly value: unknown }): unknown {
  if (key === undefined) return wrong.value;
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => (String(index) !== key ? [one] : wrong.isGone && rest.length === 0 ? [] : [replaced(one, rest, wrong)]));
  return Object.fromEntries(Object.entries(value as object).flatMap(([name, one]) => (name !== key ? [[name, one as unknown]] : wrong.isGone && rest.length === 0 ? [] : [[name, replaced(one, rest, wrong)]])));
}

const wrongs = fc.oneof(
  fc.record({ isGone: fc.constant(true), value: fc.constant(null) }),
  fc.record({ isGone: fc.constant(false), value: fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom<unknown>('x'.repeat(100_000), -1, 1e308, '__proto__', 'constructor', 'done', '0', '99999999999999999999', true, {}, [])) }),
);

/** A recorded answer; what was recorded alone stands where Jira puts it: issues in a page, statuses and categories in issues. */
function recorded(file: string): unknown {
  const text = readFileSync(join(folder, file), 'utf8');
  const inIssues = (fields: readonly object[]): object => ({ issues: fields.map((its, nth) => ({ id: String(10_000 + nth), key: `EE-${nth + 1}`, fields: its })) });
  switch (file) {
    case 'devlake_raw_jira_issues_due_date.csv': return { issues: devlakeRows(text).slice(0, 3) };
    case 'devlake_raw_jira_status.csv': return inIssues(devlakeRows(text).slice(0, 20).map((status) => ({ status })));
    case 'gojira_statuscategories.json': return inIssues((JSON.parse(text) as readonly object[]).map((statusCategory) => ({ status: { name: 'Any', statusCategory } })));
    default: return JSON.parse(text) as unknown;
  }
}

/** Ends in records of our words, or in an answer that is not believed. */
function read(body: unknown): void {
  const issues = searchPageSchema.safeParse(body).data?.issues ?? [];
  momentsOf(issues);
  for (const issue of issues) {
    const item = toWorkItem(issue, origin);
    expect(item.id).toMatch(/^jira:work-item:\d+$/);
    expect(item.source.url).toMatch(/^https:\/\/jira\.example\/browse\/[A-Za-z0-9_]+-\d+$/);
    expect(workProgress).toContain(item.progress);
    // A value of our own is only ever one that stood there: progress is DONE by the category alone.
    expect(item.progress === 'DONE').toBe(issue.fields.status?.statusCategory?.key === 'done');
    for (const text of [item.title, item.itemKind, item.statusLabel, item.assignee?.name ?? null]) expect(text === null || typeof text === 'string').toBe(true);
  }
  const project = projectSchema.safeParse(body).data?.key ?? 'PAY';
  const listed = versionsSchema.safeParse((body as { versions?: unknown } | null)?.versions ?? body).data ?? [];
  for (const version of listed.map((one) => toVersion(one, project, origin))) {
    expect(version.id).toMatch(/^jira:version:\d+$/);
    expect([true, false, null]).toContain(version.isReleased);
    expect(version.releasedOn === null || /^\d{4}-\d{2}-\d{2}$/.test(version.releasedOn)).toBe(true);
  }
  for (const link of (remoteLinksSchema.safeParse(body).data ?? []).map(toRemoteLink)) {
    expect([typeof link.url, typeof link.title]).toEqual(['string', 'string']);
    expect([true, false, null]).toContain(link.isResolved);
  }
  for (const way of transitionsSchema.safeParse(body).data?.transitions ?? []) expect(workProgress).toContain(toProgress(way.to?.statusCategory?.key));
}

suite(isThere ? 'Jira recordings with one thing wrong' : 'Jira recordings with one thing wrong (skipped: ../shared/apis/recordings is not here)', () => {
  it.each(files)('%s ends in a value or is not believed', (file) => {
    const body = recorded(file);
    if (file.startsWith('devlake') || file.includes('categories')) expect(searchPageSchema.parse(body).issues.length).toBeGreaterThan(0);
    const everywhere = places(body);
    fc.assert(fc.property(fc.constantFrom(...everywhere), wrongs, (place, wrong) => { read(replaced(body, place, wrong)); }), { numRuns: runs });
  }, 120_000);
});
