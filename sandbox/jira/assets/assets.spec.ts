import { at, jiraForSpecs, twoServices, wrongToken } from '../jira.spec-data.ts';
import type { SpecJira } from '../jira.spec-data.ts';
import { workspaceId } from './tables.ts';

const item = (name: string) => ({ name, className: 'cmdb_ci_appl', environment: 'production', serviceKey: 'payments', operationalStatus: '1', version: '2.3.4' }) as const;
const story = {
  ...twoServices(), items: [item('api'), item('db "a"'), ...Array.from({ length: 50 }, (_, nth) => item(`node-${nth}`))],
  relations: [{ parent: 'api', child: 'db "a"', type: 'Depends on::Used by' }, { parent: 'api', child: 'node-1', type: 'Runs on::Runs' }] as const,
};

let jira: SpecJira;
beforeAll(async () => { jira = await jiraForSpecs({ story }); });
afterAll(() => jira.close());

const aql = (qlQuery: string, query = '', headers = {}) => jira.call('POST', `/jsm/assets/workspace/${workspaceId}/v1/object/aql${query}`, { qlQuery }, headers);
const namesOf = (body: Readonly<Record<string, unknown>>): string[] => (body['values'] as { label: string }[]).map(({ label }) => label);

it('names attributes beside the objects only, and states as a status of its own kind', async () => {
  const { body } = await aql('Name in ("api")');
  const name = (body['objectTypeAttributes'] as { id: string; name: string }[]).find((one) => one.name === 'Version');
  expect(at(body, 'values', 0)).toMatchObject({ label: 'api', objectType: { name: 'Application' }, attributes: expect.arrayContaining([expect.objectContaining({ objectTypeAttributeId: name?.id, objectAttributeValues: [expect.objectContaining({ value: '2.3.4' })] })]) as unknown });
  expect(JSON.stringify(at(body, 'values', 0))).not.toContain('"Version"');
});

it('lowers maxResults without a word, and counts only so far', async () => {
  const { body } = await aql('Name like "o"', '?startAt=0&maxResults=500');
  expect(body).toMatchObject({ maxResults: 25, total: 40, isLast: false });
  expect(namesOf((await aql('Name like "node-"', '?startAt=50')).body)).toEqual([]);
});

it('finds by references in both directions, and by quoted names', async () => {
  expect(namesOf((await aql('object having outboundReferences(objectId in (5002))')).body)).toEqual(['api']);
  expect(namesOf((await aql(String.raw`Name in ("db \"a\"") OR objectId in (5001)`)).body)).toEqual(['api', 'db "a"']);
});

it('tells an object as people left it, and none that is hidden', async () => {
  const fate = (body: object) => fetch(`${jira.url}/__sandbox/objects/5002`, { method: 'PUT', body: JSON.stringify(body) });
  const told = async () => at((await aql('objectId in (5002)')).body, 'values') as readonly object[];
  await fate({ status: 'Retired' });
  expect(JSON.stringify(await told())).toContain('"name":"Retired"');
  await fate({ isHidden: true });
  expect(await told()).toEqual([]);
  await fate({});
  expect(JSON.stringify(await told())).toContain('"name":"In service"');
});

it('refuses what it does not understand, and strangers', async () => {
  expect((await aql('Name = "api" and Colour = "red"')).status).toBe(400);
  expect((await aql('Name in ("api") nonsense')).status).toBe(400);
  expect((await aql('Name in ("api")', '', wrongToken)).status).toBe(401);
});
