import { parse, stringify } from 'yaml';
import { jiraCredentials } from '../../sandbox/bank/credentials.ts';
import { itemsField, workspaceId } from '../../sandbox/jira/index.ts';
import { accepted, judged, outcomes, setFaults } from './judging.ts';
import { atTool, signIns } from './tools.ts';
import { startWorld, type World } from './world.ts';

const ledger = 'ledger-1.9.2';
const gate = 'configuration-items-are-operational';
const assetsRoot = `/jsm/assets/workspace/${workspaceId}/v1`;
const question = `query Items($change: RecordReference!) { change(reference: $change) { configurationItems { id label operationalState source { system connection isStale } } } }`;
interface Answered { readonly change: { readonly configurationItems: readonly { readonly id: string; readonly label: string; readonly operationalState: string; readonly source: { readonly system: string; readonly isStale: boolean } }[] | null } | null }

let world: World;
let key: string;
/** An item of the change as Assets knows it, by number. */
let object: string;

beforeAll(async () => {
  world = await startWorld({ deadline: { page: 'PT2S', judge: 'PT2S' }, configure: withAssets });
  key = `OPS-${world.sandbox.story.releases.flatMap(({ changes }) => changes).findIndex(({ number }) => number === 'CHG0030001') + 1}`;
  accepted(await world.ask<Readonly<Record<string, { userErrors: readonly unknown[] }>>>('mutation Link($input: LinkRecordInput!) { linkRecord(input: $input) { userErrors { code message } } }',
    { input: { releaseKey: ledger, reference: `jira:change:${key}`, environment: 'production' } }));
  object = (await items())[0]?.id.split(':')[2] ?? '';
});
beforeEach(async () => {
  await setFaults(world.sandbox.tools.jira);
  await fate({});
});
afterAll(async () => { await world.close(); });

/** The same stand-in is Jira and, at another address, Assets: two connections. */
function withAssets(yaml: string): string {
  const file = parse(yaml) as { connections: { name: string; url: string; auth: object; deadline: object; options: { changes: object } }[] };
  const jira = file.connections.find(({ name }) => name === 'jira');
  if (jira === undefined) throw new Error('the sandbox has no Jira');
  jira.options.changes = { ...jira.options.changes, items: { field: itemsField, connection: 'assets' } };
  const assets = { name: 'assets', system: 'JIRA_ASSETS', isProduction: true, url: jira.url + assetsRoot, auth: { basic: { userName: jiraCredentials.email, password: jiraCredentials.apiToken } }, deadline: jira.deadline, options: { status: 'Status', environment: 'Environment', states: { 'In service': 'OPERATIONAL', 'Retired': 'RETIRED' } } };
  return stringify({ ...file, connections: [...file.connections, assets] }, { aliasDuplicateObjects: false });
}

async function fate(body: object): Promise<void> {
  await atTool(world, 'jira', `PUT /__sandbox/objects/${object}`, '', body);
}

/** Says in Jira which objects the change names. */
async function name(...objects: readonly object[]): Promise<void> {
  await atTool(world, 'jira', `PUT /rest/api/3/issue/${key}`, signIns.jira, { fields: { [itemsField]: objects } });
}

async function items(): Promise<NonNullable<NonNullable<Answered['change']>['configurationItems']>> {
  return (await world.data<Answered>(question, { change: `jira:change:${key}` })).change?.configurationItems ?? [];
}

describe('Items of a change kept in Jira, which Assets keeps', () => {
  it('are answered as any change\'s, each from its own connection', async () => {
    const told = world.sandbox.story.releases.flatMap(({ changes }) => changes).find(({ number }) => number === 'CHG0030001');
    expect((await items()).map(({ label, source }) => [source.system, label]).toSorted()).toEqual((told?.items ?? []).map((name) => ['JIRA_ASSETS', name]).toSorted());
  });

  it('let the gate pass, and fail once one of them is retired in Assets', async () => {
    expect(outcomes(await judged(world, ledger))[gate]).toBe('PASS');
    await fate({ status: 'Retired' });
    const judgement = await judged(world, ledger);
    expect(outcomes(judgement)[gate]).toBe('FAIL');
    expect(judgement.text).toContain('is retired');
    expect(judgement.text).toContain('assets:ci:');
    await fate({});
    expect(outcomes(await judged(world, ledger))[gate]).toBe('PASS');
  });

  it('never pass when one of them is hidden, nor when Assets alone or Jira alone fails', async () => {
    await fate({ isHidden: true });
    expect(outcomes(await judged(world, ledger))[gate]).not.toBe('PASS');
    await fate({});
    expect(outcomes(await judged(world, ledger))[gate]).toBe('PASS');
    for (const fault of [{ kind: 'hang', match: '/object/aql' }, { kind: 'empty', match: '/object/aql' }, { kind: 'status', status: 500, match: '/bulkfetch' }] as const) {
      await setFaults(world.sandbox.tools.jira, fault);
      const judgement = await judged(world, ledger);
      expect([fault.match, outcomes(judgement)[gate]]).not.toEqual([fault.match, 'PASS']);
      expect(judgement.outcome).not.toBe('READY');
    }
  });

  it.each([
    ['of another workspace', () => ({ workspaceId: 'another', objectId: object }), 'another workspace'],
    ['that Assets has never shown us', () => ({ workspaceId, objectId: '999999' }), 'assets:ci:999999'],
  ])('are unknown, and no shorter list, when the change names one %s', async (_what, another, because) => {
    const named = (await items()).map(({ id }) => ({ workspaceId, objectId: id.split(':')[2] }));
    await name(...named, another());
    const judgement = await judged(world, ledger);
    expect(outcomes(judgement)[gate]).toBe('UNKNOWN');
    expect(judgement.text).toContain(because);
    await name(...named);
    expect(outcomes(await judged(world, ledger))[gate]).toBe('PASS');
  });
});
