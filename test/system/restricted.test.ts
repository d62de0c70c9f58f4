import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { parse, stringify } from 'yaml';
import { questionsOf } from './canaries/questions.ts';
import { atTool, rowsOf, signIns } from './tools.ts';
import { startWorld, type Who, type World } from './world.ts';

const ledger = 'ledger-1.9.2';
/** What stands in the restricted records and nowhere else. */
const words = { incident: 'canaryincident', problem: 'canaryproblem', change: 'canarychange', item: 'canaryitem' } as const;

const restricted: Readonly<Record<string, readonly object[]>> = {
  servicenow: [
    { kinds: ['incident', 'problem'], roles: ['AUDITOR'] },
    { kinds: ['change'], classifications: ['hardware'], roles: ['AUDITOR'] },
  ],
  jira: [{ kinds: ['work-item'], classifications: ['Board only'], roles: ['AUDITOR'] }],
};

let world: World;
/** Sys_ids, numbers and keys of the restricted records, which are references of them. */
const names: string[] = [];
beforeAll(async () => {
  world = await startWorld({
    deadline: { page: 'PT20S', judge: 'PT30S' },
    configure: (yaml) => {
      const file = parse(yaml) as { connections: { name: string; options?: object; restricted?: unknown }[] };
      for (const connection of file.connections) {
        const rules = restricted[connection.name];
        if (rules !== undefined) connection.restricted = rules;
        if (connection.name === 'servicenow') connection.options = { ...connection.options, classifications: { change: 'category' } };
      }
      return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
    },
  });
  await plant();
}, 120_000);
afterAll(() => world.close());

const snow = (request: string, body?: unknown) => atTool(world, 'servicenow', request, signIns.servicenow, body) as Promise<{ result: Readonly<Record<string, string>> }>;

async function plant(): Promise<void> {
  const [service] = await rowsOf(world, 'cmdb_ci_service', 'name=Ledger', 'sys_id,name');
  const [item] = await rowsOf(world, 'cmdb_ci', 'name=ledger-api-prod', 'sys_id,name');
  const troubled = { business_service: service?.['sys_id'], cmdb_ci: item?.['sys_id'] };
  const problem = (await snow('POST /api/now/table/problem', { short_description: `${words.problem} cause`, ...troubled })).result;
  const incident = (await snow('POST /api/now/table/incident', { short_description: `${words.incident} outage`, impact: '1', urgency: '1', problem_id: problem['sys_id'], ...troubled })).result;
  const [change] = await rowsOf(world, 'change_request', `correlation_id=${ledger}`, 'sys_id,number');
  await snow(`PATCH /api/now/table/change_request/${change?.['sys_id'] ?? ''}`, { category: 'Hardware', short_description: `${words.change} ${ledger}` });
  const { release } = await world.data<{ release: { workItems: { nodes: readonly { key: string; id: string }[] } } }>('query($key: String!) { release(key: $key) { workItems { nodes { key id } } } }', { key: ledger });
  const [workItem] = release.workItems.nodes;
  await atTool(world, 'jira', `PUT /rest/api/3/issue/${workItem?.key ?? ''}`, signIns.jira, { fields: { security: { name: 'Board only' }, summary: `${words.item} to be written` } });
  for (const row of [problem, incident, change]) names.push(row?.['sys_id'] ?? '', row?.['number'] ?? '');
  names.push(workItem?.key ?? '', workItem?.id ?? '');
  await world.running.store.releases.addLinks([
    link('INCIDENT', `servicenow:incident:${incident['number'] ?? ''}`), link('PROBLEM', `servicenow:problem:${problem['number'] ?? ''}`),
  ]);
}

function link(relation: 'INCIDENT' | 'PROBLEM', reference: string) {
  return { id: `link:${reference}`, releaseKey: ledger, relation, reference, identity: null, environment: null, origin: 'DECLARED' as const, by: 'planted', linkedAt: new Date().toISOString(), excluded: null };
}

/** Everything that is answered, as one text. */
async function everything(who: Who): Promise<string> {
  const said: string[] = [];
  for (const { query, variables } of questionsOf(buildSchema(readFileSync('schema.graphql', 'utf8')), 3)) {
    if (query.startsWith('mutation')) continue;
    said.push(JSON.stringify(await world.ask(query, variables, who)));
  }
  const ids = names.flatMap((name) => ['incident', 'problem', 'change'].map((kind) => `servicenow:${kind}:${name}`)).concat(names.map((name) => `jira:work-item:${name}`));
  said.push(JSON.stringify((await world.ask('query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on SourceRecord { label } } }', { ids }, who)).data));
  for (const text of [...Object.values(words)]) said.push(JSON.stringify(await world.ask('query($text: String!) { search(text: $text) { totalCount nodes { __typename } } }', { text }, who)));
  return said.join('\n');
}

const found = (text: string): readonly string[] => [...Object.values(words), ...names].filter((word) => word !== '' && text.includes(word));

describe('Records that a connection marks restricted', () => {
  it('are seen by who may, so that there is something to hide', async () => {
    expect(found(await everything('auditor')).filter((word) => Object.values<string>(words).includes(word)).sort()).toEqual(Object.values(words).toSorted());
  }, 120_000);

  it('reach nobody else: no word, no number and no identity', async () => {
    expect(found(await everything('viewer'))).toEqual([]);
  }, 120_000);
});
