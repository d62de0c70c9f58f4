import { parse, stringify } from 'yaml';
import { personPassword, servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import { waitingApproval } from '../../sandbox/bank/four.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { startServiceNow } from '../../sandbox/servicenow/index.ts';
import { accepted, judged, outcomes, readyAgain, setFaults } from './judging.ts';
import { startWorld, type World } from './world.ts';

const ledger = 'ledger-1.9.2';
const clone = 'servicenow-test';

let world: World;
/** A clone of production, as test instances are made: the same sys_ids and numbers, and a life of its own since. */
let test: StandIn;
beforeAll(async () => {
  test = await startServiceNow({ port: 0, now: () => new Date(), story: tellStory(new Date()) });
  world = await startWorld({
    deadline: { page: 'PT2S', judge: 'PT3S' },
    configure: (yaml) => {
      const file = parse(yaml) as { connections: Record<string, unknown>[] };
      const production = file.connections.find(({ name }) => name === 'servicenow');
      file.connections.push({ ...production, name: clone, isProduction: false, url: test.url });
      return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
    },
  });
}, 60_000);
afterEach(() => setFaults(test));
afterAll(async () => {
  await world.close();
  await test.close();
});

interface Row { readonly sys_id: string; readonly number: string }

/** Speaks to the clone or to production as its administrator. */
async function inServiceNow(url: string, method: string, path: string, body?: object, userName: string = servicenowCredentials.admin.userName): Promise<readonly Row[]> {
  const password = userName === servicenowCredentials.admin.userName ? servicenowCredentials.admin.password : personPassword;
  const response = await fetch(`${url}${path}`, { method, headers: { 'authorization': `Basic ${btoa(`${userName}:${password}`)}`, 'content-type': 'application/json', 'accept': 'application/json' }, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`ServiceNow answered ${method} ${path} with ${response.status}: ${await response.text()}`);
  return [((await response.json()) as { result: Row | readonly Row[] }).result].flat();
}

async function change(url: string, number: string): Promise<Row> {
  const [row] = await inServiceNow(url, 'GET', `/api/now/table/change_request?sysparm_query=number=${number}&sysparm_fields=sys_id,number`);
  if (row === undefined) throw new Error(`there is no ${number}`);
  return row;
}

async function create(input: object): Promise<void> {
  accepted(await world.ask<Readonly<Record<string, { userErrors: [] }>>>('mutation($input: CreateReleaseInput!) { createRelease(input: $input) { userErrors { path message code } } }', { input }));
}

async function connectionsLinked(key: string): Promise<readonly string[]> {
  const { release } = await world.data<{ release: { links: { nodes: { reference: string }[] } } }>('query($key: String!) { release(key: $key) { links(first: 500) { nodes { reference } } } }', { key });
  return [...new Set(release.links.nodes.map(({ reference }) => reference.split(':')[0] ?? ''))].sort();
}

describe('a test instance cloned from production', () => {
  it('is a clone indeed: the same numbers and sys_ids', async () => {
    expect(await change(test.url, 'CHG0030001')).toEqual(await change(world.sandbox.tools.servicenow.url, 'CHG0030001'));
  });

  it('makes nothing red: a change on hold there, a new change that names the release, an item that is retired there', async () => {
    const { sys_id: id } = await change(test.url, 'CHG0030001');
    await inServiceNow(test.url, 'PATCH', `/api/now/table/change_request/${id}`, { on_hold: 'true', on_hold_reason: 'a rehearsal' });
    await inServiceNow(test.url, 'POST', '/api/now/table/change_request', { short_description: `Rehearse ${ledger}`, description: `Rehearses ${ledger}.`, correlation_id: ledger, type: 'normal' });
    const [item] = await inServiceNow(test.url, 'GET', '/api/now/table/cmdb_ci?sysparm_query=name=ledger-api-prod&sysparm_fields=sys_id');
    await inServiceNow(test.url, 'PATCH', `/api/now/table/cmdb_ci/${item?.sys_id ?? ''}`, { operational_status: '6' });
    expect((await readyAgain(world, ledger)).outcome).toBe('READY');
    expect(await connectionsLinked(ledger)).toEqual(['artifactory', 'jira', 'servicenow']);
  });

  it('makes nothing green: what is approved and moved on there waits here', async () => {
    const { sys_id: id } = await change(test.url, waitingApproval.change);
    await inServiceNow(test.url, 'PATCH', `/api/sn_chg_rest/change/${id}/approvals`, { state: 'approved' }, waitingApproval.approver);
    const judgement = await judged(world, 'payments-2.4.0');
    expect(judgement.verdicts.find(({ gate }) => gate.name === 'change-is-approved')).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining(waitingApproval.change) as unknown });
    expect(await connectionsLinked('payments-2.4.0')).toEqual(['artifactory', 'jira', 'servicenow']);
  });

  it.each(['hang', 'reset', 'status', 'garble', 'empty'] as const)('may fail (%s): production is judged without it', async (kind) => {
    await setFaults(test, { kind, status: 500 });
    expect((await readyAgain(world, ledger)).outcome).toBe('READY');
  });

  it('is not asked when production is judged', async () => {
    await fetch(`${test.url}/__sandbox/calls`, { method: 'DELETE' });
    await judged(world, ledger);
    expect(test.calls()).toEqual({});
  });

  it('does not count for production even when somebody declares its change, and the verdict says why', async () => {
    await create({ key: 'statements-cloned', serviceKey: 'statements', version: '5.0.1', records: [{ reference: `${clone}:change:CHG0030005`, environment: 'production' }] });
    const judgement = await judged(world, 'statements-cloned');
    expect(judgement.outcome).toBe('NOT_READY');
    for (const gate of ['change-is-approved', 'change-window-is-open', 'change-matches-release']) {
      const verdict = judgement.verdicts.find((one) => one.gate.name === gate);
      expect(verdict).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining(`CHG0030005 does not count: ${clone} is not a production connection, and production is production`) as unknown });
    }
  });

  it('counts elsewhere only where somebody declared it', async () => {
    await create({ key: 'payments-cloned', serviceKey: 'payments', version: '2.4.0', records: [{ reference: `${clone}:change:CHG0030002`, environment: 'staging' }] });
    expect(outcomes(await judged(world, 'payments-cloned', 'staging'))['change-is-approved']).toBe('PASS');
    expect(outcomes(await judged(world, 'payments-cloned', 'production'))['change-is-approved']).not.toBe('PASS');
  });
});
