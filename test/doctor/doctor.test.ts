import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { readOnlyToken } from '../../sandbox/github/door.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { connectors } from '../../src/connectors/index.ts';
import { doctorCommand } from '../../src/server/doctor-command.ts';
import type { Finding } from '../../src/server/doctor/index.ts';
import { startIssuer, type Issuer } from '../../src/server/sign-in/issuer.fixture.ts';

interface Connection { readonly name: string; url: string; auth: Record<string, unknown> }
interface File { readonly connections: Connection[]; readonly access: Record<string, unknown>; [key: string]: unknown }

const folder = mkdtempSync(path.join(tmpdir(), 'muster-doctor-'));
const file = path.join(folder, 'muster.yaml');
let sandbox: Sandbox;
let ahead = 0;
let issuer: Issuer;

beforeAll(async () => {
  sandbox = await startSandbox({ basePort: 0, now: () => new Date(Date.now() + ahead) });
  issuer = await startIssuer(() => new Date());
});
afterAll(async () => {
  await Promise.all([sandbox.close(), issuer.close()]);
  rmSync(folder, { recursive: true });
});
afterEach(() => { ahead = 0; });

interface Examination { readonly code: number; readonly text: string; readonly findings: readonly Finding[]; readonly of: (place: string) => readonly Finding[]; readonly wrong: (place: string) => readonly Finding[] }

/** The doctor over the sandbox's own configuration, all of it or these connections alone, with what the test changes in it. */
async function examined(only: readonly string[] | null, change: (file: File) => void = () => undefined, environment: Readonly<Record<string, string>> = {}): Promise<Examination> {
  const yaml = parse(sandbox.hubConfig()) as File;
  if (only !== null) Object.assign(yaml, { connections: yaml.connections.filter(({ name }) => only.includes(name)), services: [], people: [] });
  change(yaml);
  writeFileSync(file, stringify(yaml), { mode: 0o600 });
  const said: string[] = [];
  const code = await doctorCommand([file, '--format', 'json'], { print: (text) => said.push(text), complain: (text) => said.push(text) }, environment);
  const text = said.join('\n');
  const findings = code === 2 ? [] : (JSON.parse(text) as { readonly findings: readonly Finding[] }).findings;
  const of = (place: string): readonly Finding[] => findings.filter((finding) => finding.place === place);
  return { code, text, findings, of, wrong: (place) => of(place).filter(({ state }) => state === 'MEND') };
}

function connection(yaml: File, name: string): Connection {
  const found = yaml.connections.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the sandbox has no connection ${name}`);
  return found;
}

describe('the doctor', () => {
  it('tells of every tool who we are there, and what Jira lets us not do in one project', async () => {
    const { code, findings, of, wrong } = await examined(null);
    expect(findings.filter(({ state }) => state === 'MEND').map(({ place }) => place)).toEqual(['connection jira', 'connection jira', 'connection jira', 'connection jira']);
    expect(code).toBe(1);
    expect(wrong('connection jira').map(({ says }) => says)).toEqual(expect.arrayContaining([expect.stringMatching(/may not write comments in .*LEN.*: Jira says that our account may not in LEN$/)]));
    expect(wrong('connection jira')[0]?.remedy).toMatch(/^ask the Jira administrator for: Transition Issues/);
    const introduced = Object.fromEntries(findings.filter(({ place, state }) => place.startsWith('connection ') && state === 'WELL').map(({ place, says }) => [place, says] as const).reverse());
    expect(introduced).toMatchObject({
      'connection servicenow': 'ServiceNow, which does not tell its version, signed in as muster.integration',
      'connection artifactory': 'Artifactory 7.125.4, signed in',
      'connection github': 'GitHub, which does not tell its version, signed in as muster-bot',
      'connection gitlab': 'GitLab 18.6.1-ee, signed in as muster-bot',
      'connection jenkins': expect.stringMatching(/^Jenkins 2\.541\.\d, signed in as muster/) as string,
      'connection argocd': 'Argo CD v3.2.0+sandbox, signed in as muster',
      'connection itop': 'iTop REST API 1.3, signed in as muster',
      'connection jira-data-center': expect.stringMatching(/^Jira 9\.12\.5, signed in as /) as string,
    });
    expect(of('connection argocd').map(({ says }) => says)).toContain('may write application fraud-staging, by a sync');
    expect(of('connection servicenow').find(({ says }) => says.includes('running versions'))).toMatchObject({ state: 'UNKNOWN', says: expect.stringContaining('Not tried') as string });
  });

  it('says of a tool that is down that it cannot be reached, and goes on with the others', async () => {
    const { code, wrong, of } = await examined(['artifactory', 'gitlab'], (yaml) => { connection(yaml, 'artifactory').url = 'http://127.0.0.1:1'; });
    expect(code).toBe(1);
    expect(wrong('connection artifactory')).toMatchObject([{ says: expect.stringContaining('could not be reached (ECONNREFUSED)') as string, remedy: expect.stringContaining('network') as string }]);
    expect(of('connection gitlab').some(({ state }) => state === 'WELL')).toBe(true);
  });

  it.each([
    ['jira', { basic: { userName: 'muster@northbank.example', password: 'wrong-password' } }, 'Jira'],
    ['servicenow', { basic: { userName: 'muster.integration', password: 'wrong-password' } }, 'ServiceNow'],
    ['gitlab', { bearer: 'wrong-password' }, 'GitLab'],
    ['argocd', { bearer: 'wrong-password' }, 'Argo CD'],
    ['itop', { basic: { userName: 'muster', password: 'wrong-password' } }, 'iTop'],
  ])('sends whoever has a wrong token for %s to its administrator, and never shows it', async (name, auth, product) => {
    const { wrong, text } = await examined([name], (yaml) => { connection(yaml, name).auth = auth; });
    expect(wrong(`connection ${name}`)).toMatchObject([{ remedy: `check auth in the configuration; then ask the ${product} administrator whether this account or token is alive` }]);
    expect(text).not.toContain('wrong-password');
  });

  it('names each table that an account without the role does not see', async () => {
    const { wrong, of } = await examined(['servicenow'], (yaml) => { connection(yaml, 'servicenow').auth = { basic: { userName: 'vera.lind', password: 'sandbox' } }; });
    const asked = wrong('connection servicenow').map(({ remedy }) => remedy);
    expect(asked).toContain('ask the ServiceNow administrator for: read on change_task');
    expect(asked).toContain('ask the ServiceNow administrator for: role itil (or sn_change_read with sn_incident_write for less); sn_change_writer for time slots');
    expect(wrong('connection servicenow').map(({ says }) => says.split(':')[0])).toEqual(expect.arrayContaining(['may not read change_request', 'may not read cmdb_ci', 'may not read cmdb_rel_ci']));
    expect(of('connection servicenow').map(({ says }) => says)).toContain('may read sys_user');
  });

  it('tells of tokens that may only read by what the tools themselves say', async () => {
    const { wrong, of } = await examined(['gitlab', 'argocd', 'github', 'itop'], (yaml) => {
      connection(yaml, 'gitlab').auth = { bearer: 'sandbox-gitlab-read-api' };
      const { deployers } = (parse(sandbox.hubConfig()) as { readonly services: readonly { readonly key: string; readonly deployers: object }[] }).services.find(({ key }) => key === 'fraud') ?? { deployers: {} };
      yaml['services'] = [
        { key: 'fraud', name: 'Fraud', deployers },
        { key: 'ledger', name: 'Ledger', deployers: { staging: { connection: 'gitlab', name: 'gitlab-ledger', project: sandbox.story.services[0]?.repository, ref: 'main', jobs: ['deploy'] } } },
      ];
      connection(yaml, 'argocd').auth = { bearer: 'sandbox-argocd-read-only' };
      connection(yaml, 'github').auth = { bearer: readOnlyToken };
      connection(yaml, 'itop').auth = { basic: { userName: 'portal.reader', password: 'sandbox' } };
    });
    expect(wrong('connection gitlab')).toMatchObject([{ says: 'may not write by the scopes of the token: the token does not have the scope api' }]);
    expect(of('connection gitlab').map(({ says }) => says)).toEqual(expect.arrayContaining([expect.stringMatching(/^may read pipelines of /), expect.stringMatching(/^may write pipelines of /)]));
    expect(wrong('connection argocd')).toMatchObject([{ says: expect.stringContaining('Argo CD says that our account may not sync it') as string }]);
    expect(wrong('connection github')).toEqual([]); // GitHub tells it of no token: it stands among what was not tried.
    expect(wrong('connection itop').map(({ says }) => says.split(':')[0])).toEqual(['may not read Change', 'may not read Incident', 'may not read Problem']);
  });

  it('sees a clock that is ten minutes ahead, and none that is right', async () => {
    ahead = 600_000;
    const { wrong } = await examined(['gitlab']);
    expect(wrong('connection gitlab')).toMatchObject([{ says: expect.stringMatching(/^its clock is (599|600) s ahead of this machine's$/) as string, remedy: expect.stringContaining('NTP') as string }]);
  });

  it('writes nothing: every tool counts reads alone', async () => {
    const before = writes();
    await examined(null);
    expect(writes()).toEqual(before);
  });
});

/** Searches are posts that change nothing. */
function writes(): readonly string[] {
  return Object.values(sandbox.tools).flatMap((tool) => Object.entries(tool.calls()).filter(([call]) => !call.startsWith('GET ') && !/search|aql|rest\.php/.test(call)).map(([call, count]) => `${tool.name} ${call} ${count}`));
}

describe('of the hub itself the doctor', () => {
  it('tells a mistake with its line and still looks at what has none', async () => {
    const { code, wrong, of } = await examined(['servicenow', 'jira'], (yaml) => {
      connection(yaml, 'jira').auth = { basic: { userName: 'muster@northbank.example', password: '${env:NOT_SET}' } };
      for (const { gates } of (yaml['policies'] as readonly { readonly gates: Record<string, unknown> }[]).slice(0, 1)) gates['no-such-gate'] = {};
    });
    expect(code).toBe(1);
    expect(wrong('configuration').map(({ says }) => says)).toEqual([expect.stringMatching(/^muster\.yaml:\d+ connections\[1\]\.auth\.basic\.password: the environment variable NOT_SET is not set$/), expect.stringContaining('no-such-gate')]);
    expect(of('connection jira')).toEqual([]);
    expect(of('connection servicenow').length).toBeGreaterThan(10);
  });

  it('refuses in production mode what a hub would refuse', async () => {
    const { code, text } = await examined(['gitlab'], () => undefined, { MUSTER_MODE: 'production' });
    expect([code, text]).toEqual([2, expect.stringContaining('DATABASE_URL')]);
    const { wrong } = await examined(['gitlab'], () => undefined, { MUSTER_MODE: 'production', DATABASE_URL: 'postgres://muster:hush-hush@127.0.0.1:1/muster' });
    expect(wrong('configuration').map(({ says }) => says)).toEqual([expect.stringContaining('nobody could sign in'), expect.stringContaining('sandbox tokens are refused')]);
    const [down] = wrong('database');
    expect(down?.says).toMatch(/127\.0\.0\.1:1\/muster: .*ECONNREFUSED/);
    expect(down?.says).not.toContain('hush-hush');
  });

  it('reads an issuer\'s keys, and says when they are of another kind or do not come', async () => {
    const configured = (algorithms: readonly string[]) => (yaml: File): void => {
      yaml.access['issuers'] = [{ name: 'ci', issuer: issuer.url, audience: 'muster', keys: issuer.keysUrl, algorithms, people: { grants: [{ roles: ['VIEWER'] }] } }];
    };
    expect((await examined(['gitlab'], configured(['RS256']))).of('issuer ci')).toMatchObject([{ state: 'WELL', says: '1 keys for RS256' }]);
    expect((await examined(['gitlab'], configured(['ES256']))).of('issuer ci')).toMatchObject([{ state: 'MEND', says: 'none of its 1 keys is for ES256' }]);
    issuer.answerWith({ status: 302, body: '', location: 'http://127.0.0.1:1/' });
    try {
      expect((await examined(['gitlab'], configured(['RS256']))).of('issuer ci')).toMatchObject([{ state: 'MEND', says: expect.stringContaining('cannot be read') as string }]);
    } finally {
      issuer.answerWith(null);
    }
  });

  it('connects to where channels lead, under the rule of outgoing addresses, and posts nothing', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const { of } = await examined(['gitlab'], (yaml) => {
      yaml['notices'] = { channels: [
        { name: 'open', kind: 'webhook', url: `${issuer.url}/secret-path`, secret },
        { name: 'shut', kind: 'webhook', url: 'http://127.0.0.1:1/x', secret },
        { name: 'private', kind: 'slack', url: 'http://10.9.8.7/x' },
        { name: 'mail', kind: 'mail', host: '127.0.0.1', port: 1, from: 'muster@northbank.example' },
      ] };
    });
    expect(of('channel open')).toMatchObject([{ state: 'WELL' }]);
    expect(of('channel shut')).toMatchObject([{ state: 'MEND', says: '127.0.0.1 could not be connected to (ECONNREFUSED)' }]);
    expect(of('channel private')).toMatchObject([{ state: 'MEND', says: expect.stringContaining('outgoing.allowed') as string }]);
    expect(of('channel mail')).toMatchObject([{ state: 'MEND', says: expect.stringContaining('the mail server') as string }]);
  });

  it('is used wrongly with exit code 2 and words about it', async () => {
    const complaints: string[] = [];
    const run = (...words: string[]): Promise<number> => doctorCommand(words, { print: () => undefined, complain: (text) => complaints.push(text) }, {});
    expect(await run(file, '--format', 'xml')).toBe(2);
    expect(await run('--no-such')).toBe(2);
    expect(await run()).toBe(2);
    expect(await run(path.join(folder, 'none.yaml'))).toBe(2);
    expect(complaints).toEqual([expect.stringContaining('Usage'), expect.stringContaining('Usage'), expect.stringContaining('MUSTER_CONFIG'), expect.stringContaining('cannot be read')]);
  });
});

describe('the list of permissions', () => {
  it.each(Object.values(connectors).map((connector) => [connector.system, connector] as const))('of %s is one list: what the doctor asks for stands in docs/connectors.md', (_system, connector) => {
    const auth = connector.system === 'WEBHOOK' || connector.system === 'JENKINS' || connector.system.startsWith('JIRA') || connector.system === 'SERVICENOW' || connector.system === 'ITOP'
      ? { kind: 'basic' as const, userName: 'a', password: 'b' } : { kind: 'bearer' as const, token: 't' };
    const made = connector.connect({ name: 'it', isProduction: true, url: 'http://127.0.0.1:1', auth, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 } }, { clock: { now: () => new Date() } });
    const service = {
      key: 's', name: 'S', record: null, targets: {}, workItems: { connection: 'it', project: 'P', isVersionReleased: true, areLinked: true }, artifacts: { connection: 'it', build: 'b', path: 'p', promoteTo: { production: 'live' }, isStamped: true },
      deployers: { production: { connection: 'it', name: 'd', settings: settingsOf[connector.system] ?? {} } },
    };
    const looks = made.checkup?.([service]).looks ?? [];
    expect(looks.length).toBeGreaterThan(0);
    const listed = connector.about.permissions.join(' · ');
    const strange = looks.filter(({ permission }) => !connector.about.permissions.some((line) => permission.includes(line)) && !permission.replace(/^read on /, '').split(',').every((word) => listed.includes(word.trim())));
    expect(strange.map(({ permission }) => permission)).toEqual([]);
  });
});

const settingsOf: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  GITHUB: { repository: 'o/r', workflow: 'deploy.yml', ref: 'main' }, GITLAB: { project: 'g/p', ref: 'main', jobs: ['deploy'] }, JENKINS: { job: 'deploy' }, ARGO_CD: { application: 'a' },
};
