import { accepted, judged, outcomes, setFaults } from './judging.ts';
import { startWorld, type World } from './world.ts';

const ledger = 'ledger-1.9.2';
const link = 'mutation Link($input: LinkRecordInput!) { linkRecord(input: $input) { userErrors { code message } } }';

let world: World;
beforeAll(async () => { world = await startWorld({ deadline: { page: 'PT2S', judge: 'PT2S' } }); });
beforeEach(() => setFaults(world.sandbox.tools.jira));
afterAll(async () => { await world.close(); });

/** The key in Jira of the story's change of that number. */
function jiraKeyOf(number: string): string {
  return `OPS-${world.sandbox.story.releases.flatMap(({ changes }) => changes).findIndex((change) => change.number === number) + 1}`;
}

async function linked(key: string): Promise<void> {
  accepted(await world.ask<Readonly<Record<string, { userErrors: readonly unknown[] }>>>(link, { input: { releaseKey: ledger, reference: `jira:change:${key}`, environment: 'production' } }));
}

/** In this order: each change that is linked makes the release no greener than the one before. */
describe('Changes kept in Jira Service Management, judged beside those of ServiceNow', () => {
  it('a scheduled one with every approval passes, and its approvers are people', async () => {
    await linked(jiraKeyOf('CHG0030001'));
    const judgement = await judged(world, ledger);
    expect(outcomes(judgement)['change-is-approved']).toBe('PASS');
    expect(judgement.text).toContain(`jira:change:${jiraKeyOf('CHG0030001')}`);
    const { release } = await world.data<{ release: { changes: { nodes: readonly { source: { system: string }; approvals: readonly { approver: { name: string }; state: string }[] }[] } } }>(
      `{ release(key: "${ledger}") { changes { nodes { source { system } approvals { approver { name } state } } } } }`);
    expect(release.changes.nodes.find(({ source }) => source.system === 'JIRA')?.approvals.map(({ state }) => state)).toEqual(['APPROVED', 'APPROVED']);
  });

  it.each([{ kind: 'hang' }, { kind: 'status', status: 500 }, { kind: 'html' }, { kind: 'truncate' }, { kind: 'garble' }] as const)('%j of its approvals alone leaves it UNKNOWN', async (fault) => {
    await setFaults(world.sandbox.tools.jira, { ...fault, match: '/approval' });
    const judgement = await judged(world, ledger);
    expect(outcomes(judgement)['change-is-approved']).toBe('UNKNOWN');
    expect(judgement.outcome).not.toBe('READY');
  });

  it('an empty list of its approvals is no approval', async () => {
    await setFaults(world.sandbox.tools.jira, { kind: 'empty', match: '/approval' });
    expect(outcomes(await judged(world, ledger))['change-is-approved']).toBe('FAIL');
  });

  it('one that an agent opened, whose approvals Jira does not show, is UNKNOWN', async () => {
    await linked(jiraKeyOf('CHG0030004'));
    expect(outcomes(await judged(world, ledger))['change-is-approved']).toBe('UNKNOWN');
  });

  it('one that still waits for an approval fails', async () => {
    await linked(jiraKeyOf('CHG0030003'));
    expect(outcomes(await judged(world, ledger))['change-is-approved']).toBe('FAIL');
  });
});
