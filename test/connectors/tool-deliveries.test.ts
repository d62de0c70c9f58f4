import { artifactoryCredentials, jiraCredentials, personPassword, servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { startArtifactory } from '../../sandbox/artifactory/index.ts';
import { itemsField, serviceProject, startJira, workspaceId } from '../../sandbox/jira/index.ts';
import { startJiraDataCenter } from '../../sandbox/jira-data-center/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { startServiceNow } from '../../sandbox/servicenow/index.ts';
import { artifactory } from '../../src/connectors/artifactory/index.ts';
import type { Connector } from '../../src/connectors/connector.ts';
import { jira, jiraDataCenter } from '../../src/connectors/jira/index.ts';
import { servicenow } from '../../src/connectors/servicenow/index.ts';
import type { Delivery, Notice } from '../../src/domain/ports/webhook.ts';
import { Door } from './hook-door.ts';

/** What the stand-ins of the tools of records send, over real HTTP, and what our receivers take of it. */
const secret = 'a-secret-of-the-hook';
const basic = (user: string, password: string): string => `Basic ${btoa(`${user}:${password}`)}`;
const story = tellStory(new Date());
const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => { for (const close of opened.splice(0)) await close(); });

interface Stage { readonly tool: StandIn; readonly door: Door; readonly receive: (delivery: Delivery) => Notice }

async function stage(tool: StandIn, connector: Connector): Promise<Stage> {
  const door = new Door();
  opened.push(() => tool.close(), () => door.close());
  const { receiver } = connector.connect({ name: 'tool', isProduction: true, url: tool.url, auth: { kind: 'basic', userName: 'u', password: 'p' }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 }, webhookSecret: secret }, { clock: { now: () => new Date() } });
  if (receiver === undefined) throw new Error('The connection takes no deliveries.');
  await fetch(`${tool.url}/__sandbox/hook`, { method: 'PUT', body: JSON.stringify({ url: await door.open(), secret, keyId: 'tool' }) });
  return { tool, door, receive: (delivery) => receiver.receive(delivery) };
}

/** One plain request past the hub. */
async function ask<T>({ url }: StandIn, request: string, authorization: string, body?: unknown): Promise<T> {
  const [method = 'GET', place = ''] = request.split(' ');
  const answer = await fetch(url + place, { method, headers: { accept: 'application/json', authorization, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }) });
  const told = await answer.text();
  if (!answer.ok) throw new Error(`${request}: ${answer.status} ${told}`);
  return (told.startsWith('{') || told.startsWith('[') ? JSON.parse(told) : told) as T;
}
const text = ({ body }: Delivery): string => Buffer.from(body).toString();
interface Body { readonly issue_event_type_name?: string; readonly changelog?: { readonly items: readonly object[] }; readonly domain?: string }
const bodyOf = (delivery: Delivery | undefined): Body => JSON.parse(delivery === undefined ? '{}' : text(delivery)) as Body;
const options = { port: 0, now: () => new Date(), story };

describe.each([
  ['Jira Cloud', () => startJira(options), jira, '/rest/api/3', basic(jiraCredentials.email, jiraCredentials.apiToken), { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Seen.' }] }] }],
  ['Jira Data Center', () => startJiraDataCenter(options), jiraDataCenter, '/rest/api/2', basic('priya.nair', personPassword), 'Seen.'],
] as const)('%s: what it sends by itself', (_name, start, connector, root, authorization, comment) => {
  it('tells of moves, edits, comments and versions: which record to read again, each under an id of its own', async () => {
    const { tool, door, receive } = await stage(await start(), connector);
    const { id } = await ask<{ readonly id: string }>(tool, `GET ${root}/issue/PAY-1017`, authorization);
    await ask(tool, `PUT ${root}/issue/PAY-1017`, authorization, { fields: { labels: ['seen'] } });
    await ask(tool, `POST ${root}/issue/PAY-1017/transitions`, authorization, { transition: { id: '31' } });
    await ask(tool, `POST ${root}/issue/PAY-1017/comment`, authorization, { body: comment });
    const version = (await ask<readonly { readonly id: string; readonly released: boolean }[]>(tool, `GET ${root}/project/PAY/versions`, authorization)).find(({ released }) => !released);
    await ask(tool, `PUT ${root}/version/${version?.id ?? ''}`, authorization, { released: true, archived: true });
    const deliveries = await door.until(5);
    const notices = deliveries.map(receive);
    expect(notices.map(({ event, records }) => [event, ...records]).toSorted()).toEqual([
      ['comment_created', `tool:work-item:${id}`], ['jira:issue_updated', `tool:work-item:${id}`], ['jira:issue_updated', `tool:work-item:${id}`],
      ['jira:version_archived', `tool:version:${version?.id ?? ''}`], ['jira:version_released', `tool:version:${version?.id ?? ''}`],
    ]);
    expect(new Set(notices.map(({ deliveryId }) => deliveryId)).size).toBe(5);
    const moved = deliveries.map(bodyOf).find(({ issue_event_type_name: type }) => type === 'issue_generic');
    expect(moved?.changelog?.items).toMatchObject([{ field: 'status', toString: 'Done' }]);
  });

  it('tries again under the same identifier, the same bytes, and says so in a header', async () => {
    const { tool, door, receive } = await stage(await start(), connector);
    door.answers.push(503);
    await ask(tool, `PUT ${root}/issue/PAY-1017`, authorization, { fields: { labels: ['seen'] } });
    const [first, second] = await door.until(2);
    expect(first && second && [receive(first).deliveryId, text(first)]).toEqual(first && second && [receive(second).deliveryId, text(second)]);
    expect([first, second].map((delivery) => delivery?.headers['x-atlassian-webhook-retry'])).toEqual([undefined, '1']);
  });
});

describe('Jira Cloud: what it sends of a change', () => {
  it('whose items were set tells that the change and its items are to be read again', async () => {
    const { tool, door } = await stage(await startJira(options), jira);
    const changes = { project: serviceProject.key, issueTypes: { '[System] Change': 'NORMAL' }, items: { field: itemsField, connection: 'assets' } };
    const { receiver } = jira.connect({ name: 'tool', isProduction: true, url: tool.url, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 }, webhookSecret: secret, options: { changes } },
      { clock: { now: () => new Date() }, connectionNamed: () => ({ system: 'JIRA_ASSETS', isProduction: true, url: `${tool.url}/jsm/assets/workspace/${workspaceId}/v1` }) });
    const { id } = await ask<{ readonly id: string }>(tool, 'GET /rest/api/3/issue/OPS-1', basic(jiraCredentials.email, jiraCredentials.apiToken));
    await ask(tool, 'PUT /rest/api/3/issue/OPS-1', basic(jiraCredentials.email, jiraCredentials.apiToken), { fields: { [itemsField]: [{ workspaceId, objectId: '5001' }] } });
    const notice = (await door.until(1)).map((delivery) => receiver?.receive(delivery))[0];
    expect(notice).toMatchObject({ event: 'jira:issue_updated', records: [`tool:work-item:${id}`, `tool:change:${id}`], relations: [{ relation: 'change.configurationItems', record: `tool:change:${id}` }] });
  });
});

describe('ServiceNow: what a business rule sends', () => {
  const admin = basic(servicenowCredentials.admin.userName, servicenowCredentials.admin.password);

  it('tells of each write once, of whatever the write did to others, and of a service by both of its tables; nothing of what stayed as it was', async () => {
    const { tool, door, receive } = await stage(await startServiceNow(options), servicenow);
    const { result: [change] } = await ask<{ readonly result: readonly { readonly sys_id: string }[] }>(tool, 'GET /api/now/table/change_request?sysparm_query=number=CHG0030001&sysparm_fields=sys_id', admin);
    const { result: [service] } = await ask<{ readonly result: readonly { readonly sys_id: string }[] }>(tool, 'GET /api/now/table/cmdb_ci_service?sysparm_limit=1&sysparm_fields=sys_id', admin);
    await ask(tool, `PATCH /api/now/table/change_request/${change?.sys_id ?? ''}`, admin, { short_description: 'Written anew' });
    await ask(tool, `PATCH /api/now/table/change_request/${change?.sys_id ?? ''}`, admin, { short_description: 'Written anew' });
    await ask(tool, `PATCH /api/now/table/cmdb_ci_service/${service?.sys_id ?? ''}`, admin, { short_description: 'Of a service' });
    await ask(tool, 'POST /api/now/table/change_task', admin, { change_request: change?.sys_id, short_description: 'One more thing' });
    const notices = (await door.until(4)).map(receive);
    expect(notices.map(({ event }) => event).toSorted()).toEqual(['change_request update', 'change_task insert', 'cmdb_ci update', 'cmdb_ci_service update']);
    expect(notices.flatMap(({ records }) => records).toSorted()).toEqual([`tool:change:${change?.sys_id ?? ''}`, `tool:ci:${service?.sys_id ?? ''}`, `tool:service:${service?.sys_id ?? ''}`].toSorted());
    expect(notices.flatMap(({ relations = [] }) => relations)).toEqual([{ relation: 'change.tasks', record: `tool:change:${change?.sys_id ?? ''}` }]);
    expect(new Set(notices.map(({ deliveryId }) => deliveryId)).size).toBe(4);
  });

  it('tries once: what was not taken is not sent again', async () => {
    const { tool, door } = await stage(await startServiceNow(options), servicenow);
    door.answers.push(503);
    const { result: [incident] } = await ask<{ readonly result: readonly { readonly sys_id: string }[] }>(tool, 'GET /api/now/table/incident?sysparm_limit=1&sysparm_fields=sys_id', admin);
    await ask(tool, `PATCH /api/now/table/incident/${incident?.sys_id ?? ''}`, admin, { short_description: 'Lost' });
    await door.until(1);
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    expect(door.deliveries).toHaveLength(1);
  });
});

describe('Artifactory: what it sends by itself', () => {
  const admin = `Bearer ${artifactoryCredentials.adminToken}`;
  const folder = 'libs-release-local/northbank/ledger/1.9.2';
  const file = `${folder}/ledger-api-1.9.2.tgz`;

  it('tells of files and their properties, builds and bundles, without an id, a moment or a word for the algorithm', async () => {
    const { tool, door, receive } = await stage(await startArtifactory(options), artifactory);
    await ask(tool, `PUT /artifactory/api/storage/${file}?properties=a=1;b=2`, admin);
    await ask(tool, `POST /artifactory/api/copy/${file}?to=/${folder}/copied.tgz`, admin);
    await ask(tool, `DELETE /artifactory/${folder}/copied.tgz`, admin);
    await ask(tool, 'PUT /artifactory/libs-release-local/images/pay/7/manifest.json', admin, '{}');
    await ask(tool, 'PUT /artifactory/api/build', admin, { name: 'pay', number: '7', started: '2026-03-01T10:00:00.000+0000' });
    const deliveries = await door.until(7);
    expect(deliveries.map((delivery) => receive(delivery).event).toSorted()).toEqual(['artifact copied', 'artifact deleted', 'artifact deployed', 'artifact_property added', 'artifact_property added', 'build uploaded', 'docker pushed']);
    for (const { headers } of deliveries) expect(headers['x-jfrog-event-auth']).toMatch(/^[0-9a-f]{64}$/);
    const copied = deliveries.find((delivery) => receive(delivery).event === 'artifact copied');
    expect(bodyOf(copied)).toMatchObject({ domain: 'artifact', event_type: 'copied', data: { repo_key: 'libs-release-local', path: 'northbank/ledger/1.9.2/ledger-api-1.9.2.tgz', name: 'ledger-api-1.9.2.tgz' }, jpd_origin: expect.stringContaining('http://127.0.0.1') as string });
    expect(copied && receive(copied).records).toContain(`tool:artifact:${folder}/copied.tgz`);
  });

  it('tells when a promotion begins, and when it is over though nobody asks', async () => {
    const { tool, door, receive } = await stage(await startArtifactory(options), artifactory);
    const { release_bundles: [bundle] } = await ask<{ readonly release_bundles: readonly { readonly release_bundle_name: string; readonly release_bundle_version: string }[] }>(tool, 'GET /lifecycle/api/v2/release_bundle/records/ledger', admin);
    const name = `${bundle?.release_bundle_name ?? ''}/${bundle?.release_bundle_version ?? ''}`;
    await ask(tool, `POST /lifecycle/api/v2/promotion/records/${name}`, admin, { environment: 'DEV' });
    await door.until(2, (delivery) => receive(delivery).event.endsWith('completed'));
    const notices = door.deliveries.map(receive).filter(({ event }) => event.startsWith('release_bundle_v2_promotion'));
    expect(notices.map(({ event, records }) => [event.split('_').at(-1), ...records])).toEqual([['started', `tool:bundle:${name}`], ['completed', `tool:bundle:${name}`]]);
    expect(notices[0]?.relations).toEqual([{ relation: 'bundle.promotions', record: `tool:bundle:${name}` }]);
  });
});
