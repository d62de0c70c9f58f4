import { parse, stringify } from 'yaml';
import { blindToken } from '../../sandbox/artifactory/index.ts';
import { personPassword } from '../../sandbox/bank/credentials.ts';
import type { FileShape } from '../../src/server/config/shape.ts';
import { accepted, judged, outcomes } from './judging.ts';
import { startWorld, type World } from './world.ts';

const ledger = 'ledger-1.9.2';
const createRelease = 'mutation($input: CreateReleaseInput!) { createRelease(input: $input) { userErrors { path message code } } }';

/** Changes the configuration before the hub reads it. */
function configured(change: (file: { connections: { name: string; auth: unknown }[]; policies: FileShape['policies'][number][]; services: { targets: object }[] }) => void): (yaml: string) => string {
  return (yaml) => {
    const file = parse(yaml) as Parameters<typeof change>[0];
    change(file);
    return stringify(file, { lineWidth: 0 });
  };
}

const signedInAs = (connection: string, auth: unknown): ((yaml: string) => string) => configured((file) => {
  for (const one of file.connections) if (one.name === connection) one.auth = auth;
});

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function emptyRelease(its: World): Promise<void> {
  accepted(await its.ask<Readonly<Record<string, { userErrors: [] }>>>(createRelease, { input: { key: 'payments-empty', serviceKey: 'payments', version: '77.0.0' } }));
}

describe('no gate passes on nothing', () => {
  it('a release that nobody did anything for: not one gate passes but the one on the declared target', async () => {
    world = await startWorld({ isSeeded: false });
    await emptyRelease(world);
    const judgement = await judged(world, 'payments-empty');
    expect(judgement.outcome).toBe('NOT_READY');
    // The item that configuration declares is there, and is all that this gate may look at.
    expect(outcomes(judgement)).toEqual({
      'change-is-approved': 'FAIL', 'change-matches-release': 'FAIL', 'change-window-is-open': 'FAIL', 'configuration-items-are-operational': 'PASS', 'no-blocking-vulnerability': 'FAIL',
      'package-is-in-the-dml': 'FAIL', 'package-matches-its-seal': 'FAIL', 'plan-is-agreed': 'FAIL', 'work-items-are-done': 'FAIL',
    });
    for (const { outcome, because } of judgement.verdicts) if (outcome === 'FAIL') expect(because).toMatch(/^(No |There is no |payments-empty (has|touches) no )/);
  });

  it('nor where the policy bears emptiness: that does not apply, and is no pass; nothing at all is UNDETERMINED', async () => {
    world = await startWorld({
      isSeeded: false,
      configure: configured((file) => {
        for (const policy of file.policies) for (const gate of Object.values(policy.gates)) Object.assign(gate, { mayBeEmpty: true });
        for (const service of file.services) service.targets = {};
      }),
    });
    await emptyRelease(world);
    const judgement = await judged(world, 'payments-empty');
    expect([...new Set(Object.values(outcomes(judgement)))]).toEqual(['NOT_APPLICABLE']);
    expect(judgement.verdicts.map(({ because }) => because)).toContain('No work item is planned for payments-empty.');
    expect(judgement.outcome).toBe('UNDETERMINED');
  });
});

describe('what an account may not see', () => {
  it('a token that Jira does not know, and answers with 200 and an empty list: the work is unknown', async () => {
    world = await startWorld({ configure: signedInAs('jira', { basic: { userName: 'muster@northbank.example', password: 'no-such-token' } }) });
    const { url } = world.sandbox.tools.jira;
    const asked = await fetch(`${url}/rest/api/3/search/jql`, { method: 'POST', headers: { 'authorization': `Basic ${btoa('muster@northbank.example:no-such-token')}`, 'content-type': 'application/json' }, body: JSON.stringify({ jql: 'project = LED', fields: ['status'] }) });
    expect([asked.status, (await asked.json() as { issues: unknown[] }).issues]).toEqual([200, []]);
    const { 'work-items-are-done': work, 'change-matches-release': matches, ...others } = outcomes(await judged(world, ledger));
    expect([work, matches]).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect([...new Set(Object.values(others))]).toEqual(['PASS']);
  });

  it('a token that Artifactory knows and shows nothing to: the package is not there', async () => {
    world = await startWorld({ isSeeded: false, configure: signedInAs('artifactory', { bearer: blindToken }) });
    accepted(await world.ask<Readonly<Record<string, { userErrors: [] }>>>(createRelease, { input: { key: ledger, serviceKey: 'ledger', version: '1.9.2' } }));
    const judgement = await judged(world, ledger);
    expect(judgement.outcome).not.toBe('READY');
    const said = outcomes(judgement);
    for (const gate of ['package-is-in-the-dml', 'package-matches-its-seal', 'no-blocking-vulnerability', 'change-matches-release']) expect([gate, said[gate]]).not.toEqual([gate, 'PASS']);
    expect(said['change-is-approved']).toBe('PASS');
  });

  it('somebody whom ServiceNow shows no changes and no items: nothing of it passes, declared or not', async () => {
    world = await startWorld({ isSeeded: false, configure: signedInAs('servicenow', { basic: { userName: 'vera.lind', password: personPassword } }) });
    const records = [{ reference: 'servicenow:change:CHG0030001', environment: 'production' }];
    accepted(await world.ask<Readonly<Record<string, { userErrors: [] }>>>(createRelease, { input: { key: ledger, serviceKey: 'ledger', version: '1.9.2' } }));
    accepted(await world.ask<Readonly<Record<string, { userErrors: [] }>>>(createRelease, { input: { key: 'ledger-declared', serviceKey: 'ledger', version: '1.9.2', records } }));
    for (const key of [ledger, 'ledger-declared']) {
      const judgement = await judged(world, key);
      expect(judgement.outcome).not.toBe('READY');
      const said = outcomes(judgement);
      for (const gate of ['change-is-approved', 'change-window-is-open', 'change-matches-release', 'configuration-items-are-operational']) expect([key, gate, said[gate]]).not.toEqual([key, gate, 'PASS']);
      expect([said['package-is-in-the-dml'], said['work-items-are-done']]).toEqual(['PASS', 'PASS']);
    }
  });
});
