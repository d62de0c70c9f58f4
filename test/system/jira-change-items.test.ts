import { parse, stringify } from 'yaml';
import { itemsField, workspaceId } from '../../sandbox/jira/index.ts';
import { accepted, judged, outcomes, setFaults } from './judging.ts';
import { atTool, signIns } from './tools.ts';
import { startWorld, type World } from './world.ts';

const ledger = 'ledger-1.9.2';
const gate = 'configuration-items-are-operational';
const question = `query Items($change: RecordReference!) { change(reference: $change) { configurationItems { id label operationalState source { system connection isStale } } } }`;
interface Answered { readonly change: { readonly configurationItems: readonly { readonly id: string; readonly label: string; readonly operationalState: string; readonly source: { readonly system: string; readonly isStale: boolean } }[] | null } | null }

/** A Jira that keeps changes, and the Assets that keeps what they name. */
interface House {
  readonly name: string;
  readonly tool: 'jira' | 'jira-data-center';
  readonly system: string;
  /** Where Assets stands below the address of Jira. */
  readonly assetsRoot: string;
  /** Calls that bring objects, and those that bring changes. */
  readonly objects: string;
  readonly changes: string;
  /** Objects that may be written into the field and that nobody can tell, and what is said of them. */
  readonly unknowable: readonly (readonly [what: string, object: object, because: string])[];
}

const houses: readonly House[] = [
  {
    name: 'Cloud', tool: 'jira', system: 'JIRA_ASSETS', assetsRoot: `/jsm/assets/workspace/${workspaceId}/v1`, objects: '/object/aql', changes: '/bulkfetch',
    unknowable: [
      ['of another workspace', { workspaceId: 'another', objectId: '5001' }, 'another workspace'],
      ['that Assets has never shown us', { workspaceId, objectId: '999999' }, 'assets:ci:999999'],
    ],
  },
  // What Data Center does not know cannot be written there; what it knows and Assets hides is below.
  { name: 'Data Center', tool: 'jira-data-center', system: 'JIRA_ASSETS_DATA_CENTER', assetsRoot: '', objects: '/aql/objects', changes: '/api/2/search', unknowable: [] },
];

describe.each(houses)('Items of a change kept in Jira $name, which Assets keeps', (house) => {
  let world: World;
  let key: string;
  /** An item of the change as Assets knows it, by number. */
  let object: string;

  beforeAll(async () => {
    world = await startWorld({ deadline: { page: 'PT2S', judge: 'PT2S' }, configure: (yaml) => withAssets(yaml, house) });
    key = `OPS-${world.sandbox.story.releases.flatMap(({ changes }) => changes).findIndex(({ number }) => number === 'CHG0030001') + 1}`;
    accepted(await world.ask<Readonly<Record<string, { userErrors: readonly unknown[] }>>>('mutation Link($input: LinkRecordInput!) { linkRecord(input: $input) { userErrors { code message } } }',
      { input: { releaseKey: ledger, reference: `${house.tool}:change:${key}`, environment: 'production' } }));
    object = (await items())[0]?.id.split(':')[2] ?? '';
  });
  beforeEach(async () => {
    await setFaults(world.sandbox.tools[house.tool]);
    await fate({});
  });
  afterAll(async () => { await world.close(); });

  async function fate(body: object): Promise<void> {
    await atTool(world, house.tool, `PUT /__sandbox/objects/${object}`, '', body);
  }

  /** Says in Jira which objects the change names. */
  async function name(...objects: readonly object[]): Promise<void> {
    await atTool(world, 'jira', `PUT /rest/api/3/issue/${key}`, signIns.jira, { fields: { [itemsField]: objects } });
  }

  async function items(): Promise<NonNullable<NonNullable<Answered['change']>['configurationItems']>> {
    return (await world.data<Answered>(question, { change: `${house.tool}:change:${key}` })).change?.configurationItems ?? [];
  }

  it('are unknown, and no shorter list, when one of them is hidden that no judgement has ever seen', async () => {
    await fate({ isHidden: true });
    expect(outcomes(await judged(world, ledger))[gate]).toBe('UNKNOWN');
    await fate({});
    expect(outcomes(await judged(world, ledger))[gate]).toBe('PASS');
  });

  it('are answered as any change\'s, each from its own connection', async () => {
    const told = world.sandbox.story.releases.flatMap(({ changes }) => changes).find(({ number }) => number === 'CHG0030001');
    expect((await items()).map(({ label, source }) => [source.system, label]).toSorted()).toEqual((told?.items ?? []).map((name) => [house.system, name]).toSorted());
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
    for (const fault of [{ kind: 'hang', match: house.objects }, { kind: 'empty', match: house.objects }, { kind: 'status', status: 500, match: house.changes }] as const) {
      await setFaults(world.sandbox.tools[house.tool], fault);
      const judgement = await judged(world, ledger);
      expect([fault.match, outcomes(judgement)[gate]]).not.toEqual([fault.match, 'PASS']);
      expect(judgement.outcome).not.toBe('READY');
    }
  });

  for (const [what, value, because] of house.unknowable) {
    it(`are unknown, and no shorter list, when the change names one ${what}`, async () => {
      const named = (await items()).map(({ id }) => ({ workspaceId, objectId: id.split(':')[2] }));
      await name(...named, value);
      const judgement = await judged(world, ledger);
      expect(outcomes(judgement)[gate]).toBe('UNKNOWN');
      expect(judgement.text).toContain(because);
      await name(...named);
      expect(outcomes(await judged(world, ledger))[gate]).toBe('PASS');
    });
  }
});

/** The same stand-in is Jira and, at another address or the same, Assets: two connections, both of them production. */
function withAssets(yaml: string, { tool, system, assetsRoot }: House): string {
  const file = parse(yaml) as { connections: { name: string; url: string; auth: object; deadline: object; isProduction: boolean; options: { changes?: object } }[] };
  const ours = file.connections.find(({ name }) => name === 'jira');
  const jira = file.connections.find(({ name }) => name === tool);
  if (ours === undefined || jira === undefined) throw new Error(`the sandbox has no ${tool}`);
  jira.options.changes = { ...ours.options.changes, items: { field: itemsField, connection: 'assets' } };
  jira.isProduction = true;
  const assets = { name: 'assets', system, isProduction: true, url: jira.url + assetsRoot, auth: jira.auth, deadline: jira.deadline, options: { status: 'Status', environment: 'Environment', states: { 'In service': 'OPERATIONAL', 'Retired': 'RETIRED' } } };
  return stringify({ ...file, connections: [...file.connections, assets] }, { aliasDuplicateObjects: false });
}
