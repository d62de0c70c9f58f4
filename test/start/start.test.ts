import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { jest } from '@jest/globals';
import { servicenowCredentials, personPassword } from '../../sandbox/bank/credentials.ts';
import { muster } from '../cli/muster.ts';
import { freshPostgres } from '../system/database.ts';
import { endAll, isThere, startMuster, stateFolder, stayBehind, type Started } from './starting.ts';

// Each start is three processes, on a machine that may have much else to do.
jest.setTimeout(120_000);
afterAll(endAll);

const releases = ['ledger-1.9.2', 'payments-2.4.0', 'statements-5.0.1', 'cards-3.1.0'] as const;
const week = 7 * 86_400_000;

async function readiness(folder: string, key: string): Promise<{ readonly code: number | null; readonly text: string }> {
  const { code, stdout } = await muster(['readiness', key, '--env', 'production'], { env: { MUSTER_STATE_DIR: folder } });
  return { code, text: stdout };
}

async function exitCodes(folder: string): Promise<readonly (number | null)[]> {
  const codes: (number | null)[] = [];
  for (const key of releases) codes.push((await readiness(folder, key)).code);
  return codes;
}

/** Omar Haddad approves the waiting change of payments-2.4.0, in the tool itself. */
async function approve(servicenow: string): Promise<void> {
  const basic = (user: string, password: string): Record<string, string> => ({ accept: 'application/json', 'content-type': 'application/json', authorization: `Basic ${btoa(`${user}:${password}`)}` });
  const { userName, password } = servicenowCredentials.admin;
  const found = await fetch(`${servicenow}/api/now/table/change_request?sysparm_query=number=CHG0030003&sysparm_fields=sys_id`, { headers: basic(userName, password) });
  const { result: [change] } = await found.json() as { result: { sys_id: string }[] };
  const { status } = await fetch(`${servicenow}/api/sn_chg_rest/change/${change?.sys_id ?? ''}/approvals`, { method: 'PATCH', headers: basic('omar.haddad', personPassword), body: '{"state":"approved"}' });
  expect(status).toBe(200);
}

async function takenPort(): Promise<{ readonly port: number; free(): Promise<unknown> }> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { port: (server.address() as AddressInfo).port, free: () => new Promise((resolve) => server.close(resolve)) };
}

/** Set by .ci/run where the embedded database has had its turn already. */
const embedded = process.env['MUSTER_TEST_DATABASES'] === 'postgresql' ? describe.skip : describe;
embedded('npm start, from its first start to a week later (skipped where MUSTER_TEST_DATABASES is postgresql)', () => {
  const state = stateFolder();
  afterAll(() => { state.remove(); });
  const environment = { MUSTER_STATE_DIR: state.folder };
  let started: Started;

  it('prints the endpoint, the tools, four tokens and four commands, and leaves them for scripts', async () => {
    started = startMuster(environment);
    const banner = await started.banner;
    const { url, tokens, tools } = state.read();
    expect(Object.keys(tokens)).toEqual(['viewer', 'releaseManager', 'changeAuthority', 'administrator']);
    expect(Object.keys(tools)).toEqual(expect.arrayContaining(['servicenow', 'jira', 'artifactory', 'github']));
    for (const said of [url, ...Object.values(tokens), ...Object.values(tools).map((tool) => tool.url)]) expect(banner).toContain(` ${said}\n`);
    expect(banner.match(/npx muster .+/g)).toHaveLength(4);
    expect(statSync(state.file).mode & 0o077).toBe(0);
  });

  it('answers each of the four people, and nobody else', async () => {
    const { url, tokens } = state.read();
    const roles = async (headers: Record<string, string>): Promise<unknown> => (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{"query":"{ viewer { roles } }"}' })).json();
    for (const [token, role] of [[tokens.viewer, 'VIEWER'], [tokens.releaseManager, 'RELEASE_MANAGER'], [tokens.changeAuthority, 'CHANGE_AUTHORITY'], [tokens.administrator, 'ADMINISTRATOR']]) {
      expect(await roles({ authorization: `Bearer ${token ?? ''}` })).toEqual({ data: { viewer: { roles: [role] } } });
    }
    expect(await roles({})).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('judges the four releases as the story tells them, at once', async () => {
    expect(await exitCodes(state.folder)).toEqual([0, 3, 5, 3]);
  });

  it('a second start in the folder, on other ports too, says who holds it and hurts nothing', async () => {
    const before = readFileSync(state.file, 'utf8');
    const { code, stderr, stdout } = await startMuster(environment).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^Muster is running here already: ${state.folder} is held by process ${started.pid} \\(since \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\)\\..*\\n$`));
    expect(readFileSync(state.file, 'utf8')).toBe(before);
    expect((await readiness(state.folder, 'ledger-1.9.2')).code).toBe(0);
  });

  it('starts a hub alone with a configuration of its own, and says how to speak to it', async () => {
    const other = stateFolder();
    const alone = startMuster({ MUSTER_STATE_DIR: other.folder, MUSTER_CONFIG: path.join(state.folder, 'sandbox-muster.yaml') });
    const url = /http:\/\/127\.0\.0\.1:\d+\/graphql/.exec(await alone.banner)?.[0] ?? '';
    const said = await muster(['connections'], { env: { MUSTER_URL: url, MUSTER_TOKEN: state.read().tokens.viewer } });
    expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining('reachable') as string });
    expect(alone.children()).toHaveLength(1);
    expect(existsSync(other.file)).toBe(false);
    alone.kill('SIGTERM');
    expect((await alone.ended).code).toBe(0);
    other.remove();
  });

  it('says in one sentence that a port is in use, the hub’s or a tool’s, and leaves nothing running', async () => {
    const taken = await takenPort();
    const other = stateFolder();
    for (const [name, sentence] of [['PORT', `Port ${taken.port} is in use: end what listens there, or set PORT to another number.\n`], ['SANDBOX_PORT', `Starting the sandbox's servicenow: port ${taken.port} is in use. Stop what listens there or choose another SANDBOX_PORT.\n`]] as const) {
      const refused = startMuster({ MUSTER_STATE_DIR: other.folder, [name]: String(taken.port) });
      expect(await refused.ended).toMatchObject({ code: 1, stdout: '', stderr: sentence });
      expect(refused.children()).toEqual([]);
      expect(existsSync(other.file)).toBe(false);
    }
    other.remove();
    await taken.free();
  });

  it('leaves no child behind when it is killed, and starts again over what it left', async () => {
    await approve(state.read().tools.servicenow.url);
    expect((await muster(['release', 'create', 'ledger-1.9.3', '--service', 'ledger', '--version', '1.9.3'], { env: environment })).code).toBe(0);
    const children = started.children();
    expect(children).toHaveLength(2);
    started.kill('SIGKILL');
    await started.ended;
    expect(await stayBehind(children)).toEqual([]);

    started = startMuster({ ...environment, MUSTER_CLOCK_OFFSET: 'P7D' });
    await started.banner;
    expect((await muster(['release', 'show', 'ledger-1.9.3'], { env: environment })).code).toBe(0);
    const payments = await readiness(state.folder, 'payments-2.4.0');
    expect(payments.text).toMatch(/change-is-approved +PASS[^]*work-items-are-done +FAIL[^]*package-matches-its-seal +FAIL/);
  });

  it('says the same of the four releases a week later, and when the window opens then', async () => {
    expect(await exitCodes(state.folder)).toEqual([0, 3, 5, 3]);
    const { text } = await readiness(state.folder, 'cards-3.1.0');
    const opensAt = Date.parse(/it is ready from (\S+)\. /.exec(text)?.[1] ?? '');
    expect(opensAt).toBeGreaterThan(Date.now() + week - 60_000);
    expect(new Date(opensAt).toISOString()).toMatch(/T02:00:00/);
    expect(new Date(opensAt).getUTCDay()).toBe(6);
  });

  it('starts again after everything was killed at once', async () => {
    const everything = [started.pid, ...started.children()];
    for (const pid of everything) process.kill(pid, 'SIGKILL');
    expect(await stayBehind(everything)).toEqual([]);
    started = startMuster(environment);
    await started.banner;
    expect((await readiness(state.folder, 'ledger-1.9.2')).code).toBe(0);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s', async (signal) => {
    if (!isThere(started.pid)) started = startMuster(environment);
    await started.banner;
    const children = started.children();
    expect(children).toHaveLength(2);
    started.kill(signal);
    expect(await started.ended).toMatchObject({ code: 0, stderr: '' });
    expect(children.filter(isThere)).toEqual([]);
    expect(existsSync(state.file)).toBe(false);
    expect(existsSync(path.join(state.folder, 'start.lock'))).toBe(false);
  });

  it('ends cleanly on a signal while it is still starting', async () => {
    const early = startMuster(environment);
    while (early.children().length === 0 && isThere(early.pid)) await new Promise((resolve) => setTimeout(resolve, 20));
    const children = early.children();
    early.kill('SIGTERM');
    expect(await early.ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(await stayBehind(children)).toEqual([]);
  });
});

it('says every mistake of MUSTER_CONFIG in one go, with line and key, and exits 2', async () => {
  const state = stateFolder();
  const file = path.join(state.folder, 'muster.yaml');
  writeFileSync(file, ['conections: []', 'access:', '  sandboxTokens:', '    - token: ${env:MUSTER_NOT_SET}', '      email: ines.weber@northbank.example', '      roles: [EMPEROR]', ''].join('\n'));
  const { code, stdout, stderr } = await startMuster({ MUSTER_STATE_DIR: state.folder, MUSTER_CONFIG: file }).ended;
  state.remove();
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`${file}:1  conections: `);
  expect(stderr).toContain(`${file}:4  access.sandboxTokens[0].token: the environment variable MUSTER_NOT_SET is not set`);
  expect(stderr).toContain(`${file}:6  access.sandboxTokens[0].roles[0]: `);
});

const server = process.env['DATABASE_URL'];
const onPostgres = server === undefined ? describe.skip : describe;
onPostgres('with a PostgreSQL (needs DATABASE_URL)', () => {
  it('keeps everything there, and nothing in the folder', async () => {
    const database = await freshPostgres(server ?? '');
    const state = stateFolder();
    const environment = { MUSTER_STATE_DIR: state.folder, DATABASE_URL: database.location.databaseUrl };
    const first = startMuster(environment);
    expect(await first.banner).not.toContain('embedded database');
    expect(await exitCodes(state.folder)).toEqual([0, 3, 5, 3]);
    expect(existsSync(path.join(state.folder, 'database'))).toBe(false);
    const second = await startMuster(environment).ended;
    expect({ code: second.code, stderr: second.stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`is held by process ${first.pid} `) as string });
    first.kill('SIGINT');
    expect((await first.ended).code).toBe(0);
    await database.drop();
    state.remove();
  });
});
