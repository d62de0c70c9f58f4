import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { connectionMistakes } from '../../src/server/connect.ts';
import { readConfiguration } from '../../src/server/config/read-file.ts';
import { initCommand } from '../../src/server/init-command.ts';
import { createLog } from '../../src/server/log.ts';
import { policyMistakes } from '../../src/server/policy-mistakes.ts';
import { muster } from '../cli/muster.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'muster-init-'));
const file = path.join(folder, 'muster.yaml');
afterAll(() => { rmSync(folder, { recursive: true }); });
beforeEach(() => { rmSync(folder, { recursive: true }); mkdirSync(path.join(folder, 'secrets'), { recursive: true }); });

interface Ran { readonly code: number; readonly said: string; readonly asked: string }

async function init(words: readonly string[], answers: readonly string[] = []): Promise<Ran> {
  const said: string[] = [];
  const output = new PassThrough();
  const code = await initCommand([file, ...words], { print: (line) => said.push(line), complain: (line) => said.push(line) }, { input: Readable.from(answers.map((answer) => `${answer}\n`)), output });
  output.end();
  return { code, said: said.join('\n'), asked: await text(output) };
}

/** As a hub reads it, with its secrets at hand. */
function loaded(environment: Readonly<Record<string, string>>): ReturnType<typeof readConfiguration> {
  writeFileSync(path.join(folder, 'secrets/receipt-key.pem'), generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return readConfiguration(file, environment, (read) => [...connectionMistakes(read, { now: () => new Date() }, createLog('silent')), ...policyMistakes(read)]);
}

const flags = ['--connection', 'system=JIRA,url=https://northbank.atlassian.net,user=muster@northbank.example,secret=env:JIRA_TOKEN', '--connection', 'system=github,url=https://api.github.com', '--yes'];

describe('muster init', () => {
  it('writes by flags alone a file that a hub reads, commented, and says what is still to do', async () => {
    const { code, said, asked } = await init(flags);
    expect([code, asked]).toEqual([0, '']);
    expect(said).toContain('environment variable JIRA_TOKEN: the password or token of jira');
    const { connections, environments, policies, receipts } = loaded({ JIRA_TOKEN: 'one-token', GITHUB_SECRET: 'another' });
    expect(connections).toMatchObject([{ name: 'jira', auth: { basic: { userName: 'muster@northbank.example', password: 'one-token' } } }, { name: 'github', auth: { bearer: 'another' } }]);
    expect(environments).toMatchObject([{ name: 'staging', isProduction: false }, { name: 'production', isProduction: true }]);
    expect(policies.map(({ name }) => name)).toEqual(['staging', 'production']);
    expect(receipts.signingKey).toBeDefined();
    expect(readFileSync(file, 'utf8').split('\n').filter((line) => line.includes('#')).length).toBeGreaterThan(8);
  });

  it('asks what flags do not say, from a pipe too, and asks again after a wrong answer', async () => {
    const answers = ['dev, production', 'nagios', 'servicenow', 'now', 'ftp://x', 'https://northbank.service-now.com', 'muster', 'hunter2-secret', 'file:secrets/now', 'argo-cd', '', 'https://argo.northbank.example', '', '', 'https://login.northbank.example', '', 'https://login.northbank.example/keys', '-'];
    const { code, asked, said } = await init([], answers);
    expect(code).toBe(0);
    expect(asked).toContain('There is no connector for that system');
    expect(asked).toContain('Say where the secret stands, never the secret itself');
    writeFileSync(path.join(folder, 'secrets/now'), 'of-now\n');
    const { connections, access, receipts, environments } = loaded({ ARGO_CD_SECRET: 'of-argo' });
    expect(connections).toMatchObject([{ name: 'now', system: 'SERVICENOW', auth: { basic: { userName: 'muster', password: 'of-now' } } }, { name: 'argo-cd', auth: { bearer: 'of-argo' } }]);
    expect(access.issuers).toMatchObject([{ issuer: 'https://login.northbank.example', audience: 'muster', keys: 'https://login.northbank.example/keys' }]);
    expect([environments.map(({ name }) => name), receipts.signingKey]).toEqual([['dev', 'production'], undefined]);
    expect(`${readFileSync(file, 'utf8')}${said}${asked}`).not.toContain('hunter2-secret');
  });

  it('overwrites nothing without --force', async () => {
    writeFileSync(file, 'mine');
    expect(await init(flags)).toMatchObject({ code: 1, said: expect.stringContaining('--force') as string });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await init([...flags, '--force'])).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('connections:');
  });

  it.each([
    ['a secret where its place belongs', ['--connection', 'system=GITLAB,url=https://gitlab.example,secret=glpat-of-somebody', '--yes'], 'never the secret itself'],
    ['a password in an address', ['--connection', 'system=GITLAB,url=https://me:pass@gitlab.example', '--yes'], 'no password'],
    ['a sign-in that the tool does not have', ['--connection', 'system=GITHUB,url=https://api.github.com,user=me', '--yes'], 'connections[0].auth'],
    ['one name twice', ['--connection', 'system=GITHUB,url=https://api.github.com', '--connection', 'system=GITHUB,url=https://github.example/api/v3', '--yes'], 'declared twice'],
    ['no tool', ['--yes'], 'at least one tool'],
    ['a flag that is none', ['--colour'], 'Usage'],
    ['answers that end too soon', [], 'ended before the questions did'],
  ])('writes nothing for %s', async (_what, words, complaint) => {
    const { code, said } = await init(words);
    expect([code, said]).toEqual([2, expect.stringContaining(complaint)]);
    expect(said).not.toMatch(/glpat|me:pass/);
    expect([existsSync(file), readdirSync(folder)]).toEqual([false, ['secrets']]);
  });

  it('quotes what YAML would read otherwise', async () => {
    await init(['--connection', 'system=ITOP,url=https://itop.example,user=yes: #no "x"', '--yes', '--receipt-key', '-']);
    expect(loaded({ ITOP_SECRET: 's' }).connections[0]?.auth).toEqual({ basic: { userName: 'yes: #no "x"', password: 's' } });
  });

  it('and the doctor are commands of muster, with exit codes', async () => {
    const place = { env: { GITHUB_SECRET: 'x', JIRA_TOKEN: 'y' }, cwd: folder };
    const written = await muster(['init', ...flags, '--receipt-key', '-'], place);
    expect([written.code, written.stdout]).toEqual([0, expect.stringContaining('muster doctor muster.yaml')]);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/https:\/\/[^"]*/g, 'http://127.0.0.1:1').replace('allowed: []', 'allowed: [127.0.0.1/32]'));
    const examined = await muster(['doctor', 'muster.yaml'], place);
    expect(examined.code).toBe(1);
    expect(examined.stdout).toMatch(/connection jira\n {2}MEND {2}could not be reached \(ECONNREFUSED\)/);
    expect(examined.stdout).toMatch(/2 to mend, \d+ well/);
    expect((await muster(['doctor', 'none.yaml'], place)).code).toBe(2);
  });
});
