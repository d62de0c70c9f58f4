import { existsSync } from 'node:fs';
import path from 'node:path';
import { jiraCredentials } from '../../sandbox/bank/credentials.ts';
import { changeFields } from '../../sandbox/jira/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { act, cloud, story } from './jira-stage.ts';
import { officialJudge } from './official.ts';
import type { Exchange } from './official.ts';
import { tapWire } from './wiretap.ts';
import type { Wiretap } from './wiretap.ts';

/** Jira's own descriptions of its APIs, a party that knows nothing of us. */
const folder = path.resolve(import.meta.dirname, '../../../shared/apis/specs');
const files = ['jira-cloud-platform.v3.openapi.json', 'jira-service-management-cloud.openapi.json'].map((name) => path.join(folder, name));
const isThere = files.every((file) => existsSync(file));
const suite = isThere ? describe : describe.skip;
const judge = isThere ? officialJudge(files) : () => [];
const options = { versions: { projects: ['PAY'] }, changes: { project: 'OPS', issueTypes: { '[System] Change': 'NORMAL' }, fields: changeFields } };
const told = story.releases.flatMap(({ workItems }) => workItems);
const open = told.find(({ key, status }) => key.startsWith('PAY-') && status !== 'Done')?.key ?? '';

let tool: StandIn;
let tap: Wiretap;
let connection: Connection;

beforeEach(async () => {
  tool = await cloud.start();
  tap = await tapWire(tool.url);
  connection = connect();
});
afterEach(async () => {
  await tap.close();
  await tool.close();
});

function connect(password: string = jiraCredentials.apiToken): Connection {
  return cloud.connect({ ...tool, url: tap.url }, { options, actMs: 20_000, auth: { kind: 'basic', userName: jiraCredentials.email, password } });
}

/** What the connector and the stand-in said since the last look that the tool's description does not know. */
function mistakes(): readonly string[] {
  return [...new Set(tap.heard.map(asDescribed).flatMap(judge))];
}

/**
 * Where the tool is known to answer otherwise than it describes itself: of a remote link null stands for what was not sent
 * (apis/README.md §5), and the bulk answer says `expand` as its sibling of one issue does.
 */
function asDescribed(exchange: Exchange): Exchange {
  const left = exchange.path.endsWith('/remotelink') ? (_name: string, value: unknown) => value ?? undefined : (name: string, value: unknown) => (name === 'expand' ? undefined : value);
  const isOdd = /\/(remotelink|bulkfetch)$/.test(exchange.path) && exchange.answered !== undefined;
  return isOdd ? { ...exchange, answered: JSON.parse(JSON.stringify(exchange.answered, left)) as unknown } : exchange;
}

function placesOf(heard: readonly Exchange[]): readonly string[] {
  return heard.map(({ method, path }) => `${method} ${path.replace(/^\/rest\/(api\/3|servicedeskapi)/, '').replace(/\/(?:[A-Z]+-)?\d+(?=\/|$)/g, '/*').replace(/\/project\/[A-Z]+/, '/project/*')}`);
}

suite(`Jira's own descriptions of Cloud and Service Management${isThere ? '' : ' (skipped: ../shared/apis is not here)'}`, () => {
  it('fit every question about work items, and every answer of the stand-in', async () => {
    const [item] = await connection.readers['work-item']?.read([{ key: open }, { key: 'PAY-999999' }], act) ?? [];
    await connection.finders['work-items.ofVersions']?.find({ project: 'PAY', versions: ['2.4.0', '99.0.0'] }, act);
    await connection.finders['work-items.matching']?.find({ project: 'PAY', itemKinds: ['Story'], progress: ['DONE'], updatedSince: '2025-01-01T00:00:00.000Z', text: 'transfer', labels: null, limit: 5 }, act);
    await connection.relations['work-item.remoteLinks']?.relate([item?.id ?? '', 'jira:work-item:999999'], act);
    const sync = connection.syncs?.['work-item'];
    for (let cursor = (await sync?.page(null, act))?.cursor ?? '', nth = 0; nth < 3; nth += 1) cursor = (await sync?.page(cursor, act))?.cursor ?? '';
    expect(mistakes()).toEqual([]);
    expect(placesOf(tap.heard)).toEqual(expect.arrayContaining(['POST /issue/bulkfetch', 'POST /search/jql', 'POST /search/approximate-count', 'GET /issue/*/remotelink', 'GET /myself']));
  });

  it('fit every write and what is read back, also of what was refused and of what was written a moment ago', async () => {
    const desk = connection.workItemDesk;
    const [item, closed] = (await connection.readers['work-item']?.read([{ key: open }, { key: told.find(({ key }) => key.startsWith('LEN-'))?.key ?? '' }], act)) ?? [];
    const id = item?.id ?? '';
    await desk?.move(id, 'DONE', act);
    await desk?.comment(id, 'Deployed.\n\nhttps://muster.example/d/1', 'c-1', act);
    const link = { globalId: 'muster:1', url: 'https://muster.example/1', title: 'One', relationship: null, isResolved: null };
    await desk?.link(id, link, act);
    await desk?.link(id, { ...link, title: 'Two', relationship: 'released by', isResolved: true }, act);
    await desk?.move(closed?.id ?? '', 'IN_PROGRESS', act).catch(() => undefined);
    await desk?.comment(closed?.id ?? '', 'x', 'c-2', act).catch(() => undefined);
    await desk?.link(closed?.id ?? '', link, act).catch(() => undefined);
    await connection.finders['work-items.ofVersions']?.find({ project: 'PAY', versions: ['2.4.0'] }, act);
    expect(mistakes()).toEqual([]);
    expect(tap.heard.some(({ asked }) => Object.hasOwn(asked ?? {}, 'reconcileIssues'))).toBe(true);
    expect(placesOf(tap.heard)).toEqual(expect.arrayContaining(['GET /issue/*', 'GET /issue/*/transitions', 'POST /issue/*/transitions', 'GET /issue/*/comment', 'POST /issue/*/comment', 'POST /issue/*/remotelink', 'GET /mypermissions']));
  });

  it('fit versions, and their release', async () => {
    const versions = (await connection.syncs?.version?.page(null, act))?.records ?? [];
    const id = versions.find(({ isReleased }) => isReleased === false)?.id ?? '';
    await connection.versionDesk?.release(id, '2026-03-02', act);
    expect(mistakes()).toEqual([]);
    expect(placesOf(tap.heard)).toEqual(expect.arrayContaining(['GET /project/*/versions', 'GET /version/*', 'PUT /version/*', 'GET /project/*']));
  });

  it('fit changes of a service project and their approvals, also of what is no request; no approval is ever decided', async () => {
    const changes = await connection.readers.change?.read(Array.from({ length: 30 }, (_, nth) => ({ key: `OPS-${nth + 1}` })), act) ?? [];
    await connection.relations['change.approvals']?.relate(changes.map(({ id }) => id), act);
    expect(mistakes()).toEqual([]);
    expect(tap.heard.filter(({ path }) => path.endsWith('/approval')).map(({ status }) => status)).toEqual(expect.arrayContaining([200, 404]));
    expect(tap.heard.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/bulkfetch'))).toEqual([]);
  });

  it('fit the answers to a stranger', async () => {
    await expect(connect('wrong').readers['work-item']?.read([{ key: open }], act)).rejects.toMatchObject({ problem: { code: 'UNAUTHORIZED' } });
    await expect(connect('wrong').relations['change.approvals']?.relate(['jira:change:60001'], act)).rejects.toMatchObject({ problem: { code: 'UNAUTHORIZED' } });
    expect(mistakes()).toEqual([]);
  });

  it('find what does not fit', () => {
    const fine: Exchange = { method: 'POST', path: '/rest/api/3/search/jql', query: [], asked: { jql: 'a', fields: ['id'], maxResults: 1 }, status: 200, answered: { issues: [], isLast: true } };
    expect(judge(fine)).toEqual([]);
    const odd: readonly Exchange[] = [
      { ...fine, asked: { jql: 'a', startAt: 0 } }, { ...fine, asked: { jql: 'a', fields: 'id' } }, { ...fine, query: ['startAt'] }, { ...fine, status: 418 },
      { ...fine, answered: { issues: [], total: 7 } }, { ...fine, answered: { issues: [{ id: 7 }] } }, { ...fine, path: '/rest/api/3/search/jqls' },
      { ...fine, method: 'GET', path: '/rest/api/3/myself', answered: undefined },
    ];
    expect(odd.map((exchange) => judge(exchange).length)).toEqual([1, 1, 1, 1, 1, 1, 1, 2]);
  });
});
