import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { parse, stringify } from 'yaml';
import { reportDefinitions } from '../../src/reports/index.ts';
import { questionsOf } from './canaries/questions.ts';
import { Desk } from './receivers.ts';
import { atTool, rowsOf, signIns } from './tools.ts';
import { until } from './town.ts';
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

const desk = new Desk();
let world: World;
/** Sys_ids, numbers and keys of the restricted records, which are references of them. */
const names: string[] = [];
beforeAll(async () => {
  const url = await desk.open();
  world = await startWorld({
    deadline: { page: 'PT20S', judge: 'PT30S' },
    configure: (yaml) => {
      const file = parse(yaml) as { connections: { name: string; options?: object; restricted?: unknown }[]; notices?: unknown };
      file.notices = { channels: [{ name: 'desk', kind: 'webhook', url, secret: desk.secret }, { name: 'cd', kind: 'cdevents', url, secret: desk.secret }], rules: [{ to: { channel: 'desk' } }, { to: { channel: 'cd' } }] };
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
afterAll(async () => {
  await world.close();
  await desk.close();
});

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

const bearer = (who: Who): string => `Bearer ${world.sandbox.tokens[who]}`;
const incidentId = (): string => `servicenow:incident:${names[names.findIndex((name) => name.startsWith('INC')) - 1] ?? ''}`;

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

  it('are in no file of a report, whose tag is another for each of the two', async () => {
    const files = async (who: Who): Promise<Readonly<Record<string, { readonly text: string; readonly tag: string | null }>>> => {
      const read = async (file: string): Promise<{ readonly text: string; readonly tag: string | null }> => {
        const answer = await fetch(`${world.url.replace('/graphql', '')}/reports/${file}`, { headers: { authorization: bearer(who), 'if-none-match': '"another"' } });
        expect([file, answer.status]).toEqual([file, 200]);
        return { text: await answer.text(), tag: answer.headers.get('etag') };
      };
      const names = reportDefinitions.flatMap(({ name, roles }) => (roles.includes('VIEWER') ? [`${name}.csv`, `${name}.ndjson`] : []));
      const answers: Record<string, Awaited<ReturnType<typeof read>>> = {};
      // One after the other: a hub sends but four at a time.
      for (const file of [...names, 'calendar.ics']) answers[file] = await read(file);
      return answers;
    };
    const [auditors, viewers] = [await files('auditor'), await files('viewer')];
    const telling = Object.keys(auditors).filter((file) => found(auditors[file]?.text ?? '').length > 0);
    expect(telling).toEqual(expect.arrayContaining(['incident-causes.csv', 'calendar.csv']));
    expect(found(JSON.stringify(viewers))).toEqual([]);
    expect(telling.filter((file) => auditors[file]?.tag === null || auditors[file]?.tag === viewers[file]?.tag)).toEqual([]);
  }, 120_000);

  it('are told by no subscription, over a socket or as a stream of events', async () => {
    const questions = [
      `subscription { readinessChanged(releaseKey: "${ledger}", environment: "production") { outcome verdicts { because actual remedy evidence { label value url } } } }`,
      `subscription { releaseChanged(key: "${ledger}") { links { totalCount nodes { reference } } changes { totalCount nodes { number title } } workItems { totalCount nodes { key title } } incidents { totalCount nodes { number title } } problems { number title } } }`,
    ];
    const heard = async (who: Who): Promise<string> => {
      const socket = createSocketClient({ url: world.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization: bearer(who) } });
      const stream = createStreamClient({ url: `${world.url}/stream`, retryAttempts: 0, headers: { authorization: bearer(who) } });
      const said: string[] = [];
      for (const client of [socket, stream]) for (const query of questions) {
        const events = client.iterate({ query });
        said.push(JSON.stringify((await events.next()).value));
        await events.return?.();
      }
      await socket.dispose();
      stream.dispose();
      return said.join('\n');
    };
    expect(found(await heard('auditor')).filter((word) => word.startsWith('canary')).sort()).toEqual(Object.values(words).toSorted());
    const viewers = await heard('viewer');
    expect(found(viewers)).toEqual([]);
    expect(viewers).not.toContain('"errors"');
  }, 120_000);

  it('are no entities of a supergraph, and cannot be linked by who may not see them: both as if they were not there', async () => {
    const entities = async (who: Who): Promise<unknown> => (await world.ask('query($of: [_Any!]!) { _entities(representations: $of) { __typename } }', { of: [{ __typename: 'Incident', id: incidentId() }, { __typename: 'Incident', id: 'servicenow:incident:0123456789abcdef0123456789abcdef' }] }, who)).data;
    expect(await entities('viewer')).toEqual({ _entities: [null, null] });
    expect(await entities('auditor')).toEqual({ _entities: [{ __typename: 'Incident' }, null] });
    const link = async (number: string): Promise<string> => JSON.stringify(await world.ask('mutation($input: LinkRecordInput!) { linkRecord(input: $input) { userErrors { code message path } link { id } } }', { input: { releaseKey: ledger, relation: 'INCIDENT', reference: `servicenow:incident:${number}` } }, 'releaseManager')).replaceAll(number, 'INC');
    expect(await link(names.find((name) => name.startsWith('INC')) ?? '')).toBe(await link('INC9999999'));
  });

  it('are named by no act to who may not see them, and joined to a new release as if they were not there', async () => {
    const act = (name: string, input: object, answer: string, who: Who = 'releaseManager') => world.ask(`mutation($input: ${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input!) { ${name}(input: $input) { ${answer} userErrors { code message path } } }`, { input }, who);
    const opened = (await act('openChange', { releaseKey: ledger, environment: 'production', connection: 'servicenow', idempotencyKey: 'restricted' }, 'change { number title } link { reference record { label } }')).data;
    expect(opened).toEqual({ openChange: { change: null, link: null, userErrors: [{ code: 'FORBIDDEN', message: 'The change stands and is linked; your roles may not see it.', path: null }] } });
    const reference = `servicenow:incident:${names.find((name) => name.startsWith('INC')) ?? ''}`;
    const created = (of: string) => act('createRelease', { key: 'ledger-9.9.9', version: '9.9.9', serviceKey: 'ledger', records: [{ reference: of }] }, 'release { key }');
    expect((await created(reference)).data).toEqual({ createRelease: { release: null, userErrors: [{ code: 'NOT_FOUND', message: `There is no record ${reference}.`, path: ['input', 'records', '0', 'reference'] }] } });
    expect(JSON.stringify(await created('servicenow:incident:INC9999999')).replaceAll('INC9999999', 'INC')).toBe(JSON.stringify(await created(reference)).replaceAll(reference, 'servicenow:incident:INC'));
    expect((await world.data<{ release: unknown }>('{ release(key: "ledger-9.9.9") { key } }')).release).toBeNull();
  });

  it('are in no receipt, which counts all the same, and in nothing that a deployment leaves behind: steps, story, notices', async () => {
    const { validateReadiness: { assessment } } = await world.data<{ validateReadiness: { assessment: { readiness: { outcome: string }; receipt: { envelope: { payload: string } } | null } } }>(
      'mutation($input: ValidateReadinessInput!) { validateReadiness(input: $input) { assessment { readiness { outcome } receipt { envelope } } userErrors { message } } }', { input: { releaseKey: ledger, environment: 'production' } });
    expect(assessment.readiness.outcome).toBe('READY');
    const envelope = assessment.receipt?.envelope;
    const receipt = Buffer.from(envelope?.payload ?? '', 'base64').toString();
    expect(receipt).toContain('change-is-approved');
    expect(found(receipt)).toEqual([]);

    const { triggerDeployment } = await world.data<{ triggerDeployment: { deployment: { id: string } | null; userErrors: readonly unknown[] } }>(
      'mutation($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { code message } } }', { input: { releaseKey: ledger, environment: 'production', receipt: envelope, idempotencyKey: 'restricted' } });
    expect(triggerDeployment.userErrors).toEqual([]);
    const id = triggerDeployment.deployment?.id ?? '';
    const whole = 'query($id: ID!) { node(id: $id) { ... on Deployment { state because steps { name because } changes { number title } release { timeline(first: 500) { totalCount nodes { kind summary record { label } } } } } } }';
    const told = async (who: Who): Promise<string> => JSON.stringify(await world.data(whole, { id }, who));
    await until(() => told('auditor'), (text) => text.includes('"state":"SUCCEEDED"'));
    const [change] = names.filter((name) => name.startsWith('CHG'));
    expect(found(await told('auditor'))).toEqual(expect.arrayContaining([words.change, change]));
    const viewers = await told('viewer');
    expect(found(viewers)).toEqual([]);
    expect(viewers).toContain('It rests on records that your roles may not see.');
    await until(() => Promise.resolve(new Set(desk.told.map(({ type }) => type))), (types) => types.has('deployment.live') && types.has('dev.cdevents.service.deployed.0.3.0'));
    expect(found(JSON.stringify(desk.told))).toEqual([]);
  }, 120_000);
});
