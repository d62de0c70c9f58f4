import { parse, stringify } from 'yaml';
import { jiraCredentials, servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import { toolNames } from '../../sandbox/hub-config.ts';
import { itopCredentials } from '../../sandbox/itop/index.ts';
import type { Fault } from '../../sandbox/kernel/index.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { seededKeys } from '../../sandbox/seed/seed-hub.ts';
import { judged, outcomes, readyAgain, setFaults } from './judging.ts';
import { until } from './town.ts';
import { startWorld, type World } from './world.ts';

/** A clone of every tool there is, and two of ServiceNow: three ServiceNows and two Jiras in one hub, all under the same ids. */
let clones: Sandbox;
let world: World;
/** What was judged before any clone said anything of its own. */
let before: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  clones = await startSandbox({ basePort: 0, runMs: 200 });
  world = await startWorld({ deadline: { page: 'PT2S', judge: 'PT3S' }, configure: withClones });
  // The library scans anew what the seeding overwrote; until it has, nobody knows of what, and a verdict would change by itself.
  await until(() => judged(world, 'payments-2.4.0'), (judgement) => outcomes(judgement)['no-blocking-vulnerability'] === 'PASS');
  before = await verdicts();
}, 90_000);
afterEach(async () => { for (const tool of Object.values(clones.tools)) await setFaults(tool); });
afterAll(async () => {
  await world.close();
  await clones.close();
});

interface Connection { readonly name: string; readonly isProduction: boolean; readonly url: string }

function withClones(yaml: string): string {
  const file = parse(yaml) as { connections: Connection[] };
  const copies = toolNames.flatMap((name) => file.connections.filter((one) => one.name === name).map((one) => ({ ...one, name: `${name}-clone`, isProduction: false, url: clones.tools[name].url })));
  const [servicenow] = copies;
  file.connections.push(...copies, ...(servicenow === undefined ? [] : [{ ...servicenow, name: 'servicenow-rehearsal' }]));
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Gate to outcome of each of the four releases in production. */
async function verdicts(): Promise<Readonly<Record<string, unknown>>> {
  const told: Record<string, unknown> = {};
  // The green one first: once it is READY, no deadline was missed for lack of a warm start.
  await readyAgain(world, seededKeys[0]);
  for (const key of seededKeys) told[key] = outcomes(await judged(world, key));
  return told;
}

async function changed(name: 'servicenow' | 'jira', request: string, body: object): Promise<unknown> {
  const [method = '', path = ''] = request.split(' ');
  const { admin } = servicenowCredentials;
  const authorization = `Basic ${btoa(name === 'jira' ? `${jiraCredentials.email}:${jiraCredentials.apiToken}` : `${admin.userName}:${admin.password}`)}`;
  const response = await fetch(clones.tools[name].url + path, { method, headers: { authorization, 'content-type': 'application/json', 'accept': 'application/json' }, ...(method === 'GET' ? {} : { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${name} answered ${request} with ${response.status}: ${await response.text()}`);
  const text = await response.text();
  return text === '' ? null : JSON.parse(text) as unknown;
}

/** Whatever status an issue is in, it is in another one afterwards. */
async function moveOn(issue: string): Promise<void> {
  const { transitions } = await changed('jira', `GET /rest/api/3/issue/${issue}/transitions`, {}) as { readonly transitions: readonly { readonly id: string }[] };
  await changed('jira', `POST /rest/api/3/issue/${issue}/transitions`, { transition: { id: transitions[0]?.id } });
}

function callsToClones(): readonly string[] {
  return Object.entries(clones.tools).flatMap(([name, tool]) => Object.keys(tool.calls()).map((endpoint) => `${name} ${endpoint}`));
}

describe('clones of every tool', () => {
  it('are all there, three ServiceNows and two Jiras among them, and only the real ones are production', async () => {
    const { connections } = await world.data<{ connections: readonly { readonly name: string; readonly isProduction: boolean }[] }>('{ connections { name isProduction } }');
    expect(connections.filter(({ name }) => name.startsWith('servicenow')).map(({ isProduction }) => isProduction)).toEqual([true, false, false]);
    expect(connections.filter(({ name }) => /^jira(-clone)?$/.test(name)).map(({ isProduction }) => isProduction)).toEqual([true, false]);
    expect(connections.filter(({ name }) => name.endsWith('-clone'))).toHaveLength(toolNames.length);
  });

  it('change no verdict, and are not even asked when production is judged', async () => {
    for (const tool of Object.values(clones.tools)) await fetch(`${tool.url}/__sandbox/calls`, { method: 'DELETE' });
    expect(await verdicts()).toEqual(before);
    expect(before).toMatchObject({ 'ledger-1.9.2': { 'change-is-approved': 'PASS', 'work-items-are-done': 'PASS' } });
    expect(callsToClones()).toEqual([]);
  });

  it('change no verdict whatever they say: changes refused and invented, work undone, tickets that name the release', async () => {
    const { result } = await changed('servicenow', 'GET /api/now/table/change_request?sysparm_fields=sys_id&sysparm_limit=20', {}) as { readonly result: readonly { readonly sys_id: string }[] };
    for (const { sys_id: id } of result) await changed('servicenow', `PATCH /api/now/table/change_request/${id}`, { on_hold: 'true', on_hold_reason: 'a rehearsal' });
    for (const key of seededKeys) {
      await changed('servicenow', 'POST /api/now/table/change_request', { short_description: `Rehearse ${key}`, description: `For ${key}.`, correlation_id: key, type: 'normal' });
      for (const { key: issue } of clones.story.releases.find((release) => release.key === key)?.workItems.slice(0, 3) ?? []) await moveOn(issue);
      await inITop({ operation: 'core/create', comment: 'x', class: 'NormalChange', fields: { org_id: 1, title: `Rehearse ${key}`, description: `For ${key}.`, correlation_id: key }, output_fields: 'id' });
    }
    expect(await verdicts()).toEqual(before);
  });

  it.each<Fault>([{ kind: 'hang' }, { kind: 'reset' }, { kind: 'status', status: 401 }, { kind: 'status', status: 500 }, { kind: 'html' }, { kind: 'garble' }, { kind: 'empty' }])('change no verdict when all of them are spoilt by %j', async (fault) => {
    for (const tool of Object.values(clones.tools)) await setFaults(tool, fault);
    expect(await verdicts()).toEqual(before);
  });

  it('take no part in what is discovered: no release has a link into one', async () => {
    for (const key of seededKeys) {
      const { release } = await world.data<{ release: { links: { nodes: readonly { readonly reference: string }[] } } }>('query($key: String!) { release(key: $key) { links(first: 500) { nodes { reference } } } }', { key });
      expect(release.links.nodes.filter(({ reference }) => /^[a-z-]+-(clone|rehearsal):/.test(reference))).toEqual([]);
    }
  });
});

async function inITop(params: object): Promise<void> {
  const { userName, password } = itopCredentials.integration;
  const answer = await fetch(`${clones.tools.itop.url}/webservices/rest.php?version=1.3`, { method: 'POST', body: new URLSearchParams({ auth_user: userName, auth_pwd: password, json_data: JSON.stringify(params) }) });
  const { code } = await answer.json() as { readonly code: number };
  if (code !== 0) throw new Error(`iTop refused ${JSON.stringify(params)}`);
}
