import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import nock from 'nock';
import type { Ask } from '../../domain/ports/ask.ts';
import { toRemoteLink } from './desk/remote-links.relation.ts';
import { remoteLinksSchema, transitionsSchema } from './desk/wire.ts';
import { devlakeRows } from './devlake.spec-data.ts';
import { jira } from './index.ts';
import { toProgress } from './translate.ts';
import { versionsSchema } from './wire.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/apis/recordings/jira');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const site = 'http://127.0.0.1:9';
const page: Ask = { purpose: 'page', maxAgeMs: 0 };

/** Recordings of answers to questions that this connector does not ask yet. */
const notMet = ['jiracli_serverinfo.json'];
const met = ['devlake_raw_jira_issues_due_date.csv', 'devlake_raw_jira_status.csv', 'gojira_project_with_versions.json', 'gojira_remote_links.json', 'gojira_statuscategories.json', 'gojira_transitions.json', 'jiracli_versions.json', 'r7_search_jql.json'];

function text(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}

function json(file: string): unknown {
  return JSON.parse(text(file)) as unknown;
}

function connect() {
  return jira.connect({ name: 'jira', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date() } });
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

suite(`Jira recordings${isThere ? '' : ' (skipped: ../shared/apis is not there)'}`, () => {
  it('all are either replayed here or named as not met', () => {
    expect(readdirSync(folder).toSorted()).toEqual([...met, ...notMet].toSorted());
  });

  it('r7_search_jql: an issue without status is UNKNOWN, and one without versions does not count as of the version', async () => {
    nock(site).post('/rest/api/3/search/jql').twice().reply(200, json('r7_search_jql.json'));
    const listed = await connect().finders['work-items.list']?.find({ text: 'order flow', limit: 10 }, page);
    expect(listed).toMatchObject({ isComplete: true, records: [{ id: 'jira:work-item:10002', key: 'ED-1', progress: 'UNKNOWN', title: null, fixVersions: null }] });
    const ofVersion = await connect().finders['work-items.ofVersions']?.find({ project: 'EX', versions: ['1.0'] }, page);
    expect(ofVersion).toEqual({ records: [], isComplete: false });
  });

  it('devlake issue: a status called "completed" in Chinese whose category is "new" is still to do', async () => {
    const [issue] = devlakeRows(text('devlake_raw_jira_issues_due_date.csv'));
    nock(site).post('/rest/api/3/issue/bulkfetch').reply(200, { issues: [issue] });
    const items = await connect().readers['work-item']?.read([{ key: 'EE-1' }], page);
    expect(items).toMatchObject([{ id: 'jira:work-item:10063', key: 'EE-1', statusLabel: '已完成', progress: 'TO_DO', fixVersions: ['v2.7.0'], itemKind: '故事', assignee: { userName: '5ecfbd0c730ec90c1999cadf', email: null } }]);
  });

  it('devlake statuses: 21 to do, 21 in progress, 11 done, none unknown', () => {
    const progress = devlakeRows(text('devlake_raw_jira_status.csv')).map((status) => toProgress((status as { statusCategory: { key: string } }).statusCategory.key));
    expect(Object.fromEntries([...Map.groupBy(progress, (one) => one)].map(([one, all]) => [one, all.length]))).toEqual({ TO_DO: 21, IN_PROGRESS: 21, DONE: 11 });
  });

  it('status categories: "undefined" is unknown, never done', () => {
    const keys = (json('gojira_statuscategories.json') as { key: string }[]).map(({ key }) => [key, toProgress(key)]);
    expect(keys).toEqual([['undefined', 'UNKNOWN'], ['new', 'TO_DO'], ['indeterminate', 'IN_PROGRESS'], ['done', 'DONE']]);
  });

  it('versions: read from the plain list, archived ones too', () => {
    expect(versionsSchema.parse(json('jiracli_versions.json')).map(({ name }) => name)).toEqual(['First', 'Second', 'Third']);
    const project = json('gojira_project_with_versions.json') as { versions: unknown[] };
    expect(versionsSchema.parse(project.versions)).toHaveLength(project.versions.length);
  });

  it('remote links: what identifies each, where it leads and whether that is resolved', () => {
    expect(remoteLinksSchema.parse(json('gojira_remote_links.json')).map(toRemoteLink)).toMatchObject([
      { globalId: 'system=http://www.mycompany.com/support&id=1', url: 'http://www.mycompany.com/support?id=1', title: 'TSTSUP-111', relationship: 'causes', isResolved: true },
      {},
    ]);
  });

  it('transitions: a category that nobody knows leads nowhere we would go', () => {
    const { transitions } = transitionsSchema.parse(json('gojira_transitions.json'));
    expect(transitions.map(({ id, to }) => [id, toProgress(to?.statusCategory?.key)])).toEqual(transitions.map(({ id }) => [id, 'UNKNOWN']));
  });
});
