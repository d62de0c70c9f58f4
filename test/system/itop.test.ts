import { parse, stringify } from 'yaml';
import { judged, outcomes, setFaults } from './judging.ts';
import { callsTo } from './tools.ts';
import { startWorld, type World } from './world.ts';

const ledger = 'ledger-1.9.2';
const page = `{ release(key: "${ledger}") { changes { nodes { title state source { reference system } approvals { state } configurationItems { name operationalState } } } } }`;

interface Config { readonly connections: { readonly name: string; isProduction: boolean }[] }

/** The sandbox's configuration, with iTop no longer on trial. */
function inProduction(yaml: string): string {
  const config = parse(yaml) as Config;
  for (const connection of config.connections) connection.isProduction = true;
  return stringify(config, { aliasDuplicateObjects: false });
}

it('iTop on trial takes no part in a judgement, and is not even asked', async () => {
  const world = await startWorld();
  try {
    expect((await judged(world, ledger)).outcome).toBe('READY');
    expect(await callsTo(world, 'itop', 'POST /webservices/rest.php')).toBe(0);
  } finally {
    await world.close();
  }
});

describe('iTop in production', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld({ configure: inProduction, deadline: { page: 'PT2S', judge: 'PT2S' } }); });
  beforeEach(() => setFaults(world.sandbox.tools.itop));
  afterAll(async () => { await world.close(); });

  it('its approved change of a release is found, and no approval is made up for it', async () => {
    const judgement = await judged(world, ledger);
    expect(outcomes(judgement)['change-is-approved']).toBe('UNKNOWN');
    expect(judgement.outcome).not.toBe('READY');
    expect(judgement.text).toContain('C-000001');
  });

  it('a page shows it beside the others, with its items and without approvals', async () => {
    const { data } = await world.ask<{ release: { changes: { nodes: readonly { title: string; state: string; source: { reference: string; system: string }; approvals: unknown; configurationItems: readonly { name: string }[] }[] } } }>(page);
    const change = data?.release.changes.nodes.find(({ source }) => source.system === 'ITOP');
    expect(change).toMatchObject({ title: 'Deploy Ledger 1.9.2 to production', state: 'SCHEDULED', source: { reference: 'itop:change:C-000001' }, approvals: null, configurationItems: [{ name: 'ledger-api-prod', operationalState: 'OPERATIONAL' }] });
    expect(data?.release.changes.nodes).toHaveLength(2);
  });

  it.each([{ kind: 'hang' }, { kind: 'status', status: 500 }, { kind: 'html' }, { kind: 'truncate' }, { kind: 'garble' }] as const)('%j never makes the release ready', async (fault) => {
    await setFaults(world.sandbox.tools.itop, fault);
    const judgement = await judged(world, ledger);
    expect(judgement.outcome).not.toBe('READY');
    expect(outcomes(judgement)['work-items-are-done']).toBe('PASS');
  });
});
