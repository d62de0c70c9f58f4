import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { startIssuer, type Issuer } from '../../src/server/sign-in/issuer.fixture.ts';
import { root } from '../system/program.ts';
import { Town, type HubProcess } from '../system/town.ts';

jest.setTimeout(240_000);

const script = path.join(root, 'actions/muster/run.sh');
const pinnedNode = path.join(root, 'node_modules/.bin');
let town: Town;
let issuer: Issuer;
let ci: Server;
let hub: HubProcess;
let handedOut = 0;
/** Claims of the job that asks for a token. */
let job: Readonly<Record<string, unknown>> = {};
const requestToken = 'the-jobs-own-request-token';

/** What GitHub is to a job: an address that hands out a token for whoever shows the job's own. */
async function startCi(): Promise<Server> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://ci');
    if (request.headers.authorization !== `bearer ${requestToken}`) { response.writeHead(401).end(); return; }
    handedOut += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ count: 1, value: issuer.token(issuer.honest({ sub: 'repo:northbank/ledger:ref:refs/heads/main', aud: searchParams.get('audience'), ...job })) }));
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return server;
}

beforeAll(async () => {
  issuer = await startIssuer(() => new Date());
  ci = await startCi();
  town = new Town({ databaseUrl: null, runMs: 300 });
  await town.startSandbox();
  const file = path.join(town.stateDir, 'sandbox-muster.yaml');
  const yaml = parse(readFileSync(file, 'utf8')) as { access: Record<string, unknown> };
  yaml.access['issuers'] = [{
    name: 'ci', issuer: issuer.url, audience: 'muster', keys: issuer.keysUrl,
    pipelines: [{ name: 'ledger-pipeline', when: { repository: 'northbank/ledger' }, roles: ['DEPLOYER'] }, { name: 'curious', when: { repository: 'northbank/curious' }, roles: ['VIEWER'] }],
  }];
  writeFileSync(file, stringify(yaml));
  hub = await town.startHub();
  await town.seed(hub);
});
afterAll(async () => {
  await town.close();
  ci.close();
  await issuer.close();
});

interface Described { readonly name?: string; readonly description?: string; readonly required?: boolean; readonly default?: unknown }
interface Ran { readonly code: number; readonly log: string; readonly outputs: Readonly<Record<string, string>>; readonly summary: string; readonly receipt: boolean }

async function pipeline(given: Readonly<Record<string, string>>, claims: Readonly<Record<string, unknown>> = { repository: 'northbank/ledger' }): Promise<Ran> {
  job = claims;
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-pipeline-'));
  const { port } = ci.address() as AddressInfo;
  const env = {
    PATH: `${pinnedNode}:${process.env['PATH'] ?? ''}`, MUSTER_URL: (await hub.ready).url, MUSTER_FOLDER: folder, MUSTER_ENVIRONMENT: 'production', GITHUB_OUTPUT: path.join(folder, 'out'), GITHUB_STEP_SUMMARY: path.join(folder, 'sum.md'),
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken, MUSTER_TIMEOUT_MINUTES: '2', ...given,
  };
  try {
    return await new Promise((resolve) => {
      execFile('bash', [script], { env, cwd: folder }, (error, stdout, stderr) => {
        const read = (name: string): string => (existsSync(path.join(folder, name)) ? readFileSync(path.join(folder, name), 'utf8') : '');
        const outputs = Object.fromEntries(read('out').split('\n').filter((line) => line !== '').map((line) => { const [, name = '', value = ''] = /^([a-z-]+)=(.*)$/.exec(line) ?? []; return [name, value]; }));
        resolve({ code: error === null ? 0 : Number(error.code), log: `${stdout}${stderr}`, outputs, summary: read('sum.md'), receipt: read('receipt.json') !== '' });
      });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a pipeline, with its CI\'s own token and exit codes alone', () => {
  it('validates, and keeps a receipt', async () => {
    const before = handedOut;
    const { code, outputs, summary, receipt } = await pipeline({ MUSTER_RELEASE: 'ledger-1.9.2' });
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ 'outcome': 'READY', 'exit-code': '0', 'deployment': '', 'receipt': expect.stringContaining('receipt.json') as string });
    expect(receipt).toBe(true);
    expect(summary).toMatch(/^## ledger-1\.9\.2 → production: READY/);
    expect(summary).toContain('| change-is-approved | PASS |');
    expect(handedOut).toBe(before + 1);
  });

  it('stops before anything is triggered where it is not ready, and says what to do', async () => {
    const { code, outputs, summary, receipt } = await pipeline({ MUSTER_RELEASE: 'payments-2.4.0', MUSTER_ACTION: 'deploy' });
    expect(code).toBe(3);
    expect([outputs['outcome'], outputs['deployment'], outputs['exit-code'], receipt]).toEqual(['NOT_READY', '', '3', false]);
    expect(summary).toMatch(/\| work-items-are-done \| FAIL \| PAY-1017 .* \| [^|]+ \|/);
    expect(await town.dispatches()).toBe(0);
  });

  it('triggers once, waits to the end and tells it', async () => {
    const given = { MUSTER_RELEASE: 'ledger-1.9.2', MUSTER_ACTION: 'deploy' };
    const { code, outputs, summary, log } = await pipeline(given);
    expect({ code, log }).toMatchObject({ code: 0 });
    expect(outputs).toMatchObject({ 'outcome': 'READY', 'state': 'SUCCEEDED', 'deployment': expect.stringMatching(/^deployment:/) as string });
    expect(summary).toMatch(/^## ledger-1\.9\.2 → production: SUCCEEDED/);
    expect(summary).toContain('| Step | State | Because |');
    expect(await town.dispatches()).toBe(1);
  });

  it.each([
    ['a repository that may only look', { repository: 'northbank/curious' }],
    ['a repository that nobody named', { repository: 'northbank/stranger' }],
    ['a token for another audience', { repository: 'northbank/ledger', aud: 'somebody-else' }],
    ['a token that has expired', { repository: 'northbank/ledger', exp: 1_700_000_000 }],
  ])('lets in no %s, and shows no token', async (_who, claims) => {
    const { code, log, summary } = await pipeline({ MUSTER_RELEASE: 'ledger-1.9.2', MUSTER_ACTION: 'deploy' }, claims);
    expect([1, 4]).toContain(code);
    expect(summary).toContain('not judged');
    expect(log + summary).not.toMatch(/eyJ|the-jobs-own-request-token/);
  });

  it('goes no further without a token, or when it is told nonsense', async () => {
    expect(await pipeline({ MUSTER_RELEASE: 'ledger-1.9.2', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-another-job' })).toMatchObject({ code: 4, log: expect.stringContaining('not handed out (401)') as string });
    expect(await pipeline({ MUSTER_RELEASE: 'ledger-1.9.2', ACTIONS_ID_TOKEN_REQUEST_URL: '' })).toMatchObject({ code: 4, log: expect.stringContaining('id-token: write') as string });
    expect(await pipeline({ MUSTER_RELEASE: '' })).toMatchObject({ code: 2 });
    expect(await pipeline({ MUSTER_RELEASE: 'ledger-1.9.2', MUSTER_ACTION: 'yolo' })).toMatchObject({ code: 2 });
    expect(await pipeline({ MUSTER_RELEASE: 'ledger-1.9.2', MUSTER_TIMEOUT_MINUTES: '1; rm -rf /' })).toMatchObject({ code: 2 });
  });
});

describe('actions/muster/action.yml', () => {
  const action = parse(readFileSync(path.join(root, 'actions/muster/action.yml'), 'utf8')) as { readonly inputs: object; readonly outputs: Readonly<Record<string, { readonly value: string }>>; readonly runs: { readonly using: string; readonly steps: readonly { readonly shell?: string; readonly env?: Readonly<Record<string, string>> }[] } };

  it('is a composite action as GitHub describes one: it and each input and output described, defaults in text', () => {
    const { name, description, inputs, outputs, runs } = parse(readFileSync(path.join(root, 'actions/muster/action.yml'), 'utf8')) as Described & { readonly inputs: Readonly<Record<string, Described>>; readonly outputs: Readonly<Record<string, Described>>; readonly runs: { readonly using: string; readonly steps: readonly Readonly<Record<string, unknown>>[] } };
    expect([name, description, runs.using]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./), 'composite']);
    const allowed = { inputs: ['description', 'required', 'default', 'deprecationMessage'], outputs: ['description', 'value'], steps: ['id', 'if', 'name', 'shell', 'run', 'working-directory', 'env'] };
    expect([...Object.values(inputs), ...Object.values(outputs)].filter((one) => typeof one.description !== 'string' || one.description === '')).toEqual([]);
    expect(Object.values(inputs).filter((one) => one.required !== true && typeof one.default !== 'string')).toEqual([]);
    expect(Object.values(inputs).flatMap((one) => Object.keys(one)).filter((key) => !allowed.inputs.includes(key))).toEqual([]);
    expect(Object.values(outputs).flatMap((one) => Object.keys(one)).filter((key) => !allowed.outputs.includes(key))).toEqual([]);
    expect(runs.steps.flatMap((step) => Object.keys(step)).filter((key) => !allowed.steps.includes(key))).toEqual([]);
  });

  it('hands every input to the script by the environment, never into a command, and every output on', () => {
    const [, step] = action.runs.steps;
    const handed = Object.values(step?.env ?? {}).join(' ');
    expect(Object.keys(action.inputs).filter((name) => !handed.includes(`inputs.${name} `))).toEqual([]);
    expect(action.runs.steps.every(({ shell }) => shell === 'bash')).toBe(true);
    expect(JSON.stringify(action.runs.steps.map(({ env: _env, ...rest }) => rest)).match(/inputs\.[a-z-]+/g)).toEqual(['inputs.command']);
    expect(Object.entries(action.outputs).map(([name, { value }]) => value === `\${{ steps.muster.outputs.${name} }}`)).toEqual([true, true, true, true, true]);
    const known = readFileSync(script, 'utf8') + readFileSync(path.join(root, 'actions/muster/token.mjs'), 'utf8');
    expect(Object.keys(step?.env ?? {}).filter((name) => !known.includes(name))).toEqual([]);
  });
});
