import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hubAddress } from './hub-address.ts';

const here = 'http://127.0.0.1:4000/graphql';
const other = 'https://muster.northbank.example/graphql';

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'muster-address-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

function runSandbox(url = here, state = '.muster'): void {
  mkdirSync(path.join(folder, state), { recursive: true });
  writeFileSync(path.join(folder, state, 'sandbox.json'), JSON.stringify({ url, tokens: { viewer: 'looks', releaseManager: 'manages', changeAuthority: 'agrees' } }));
}
const usageError = (words: string): Error => expect.objectContaining({ exitCode: 2, message: expect.stringContaining(words) as string }) as Error;

it('is what MUSTER_URL and MUSTER_TOKEN say, sandbox or not', () => {
  runSandbox();
  expect(hubAddress({ MUSTER_URL: other, MUSTER_TOKEN: 'mine' }, folder)).toEqual({ url: other, token: 'mine' });
});

it('is the running sandbox as its release manager, when neither says anything', () => {
  runSandbox();
  expect(hubAddress({}, folder)).toEqual({ url: here, token: 'manages' });
  expect(hubAddress({ MUSTER_URL: '', MUSTER_TOKEN: '' }, folder)).toEqual({ url: here, token: 'manages' });
});

it('is the sandbox as somebody else, with their token', () => {
  runSandbox();
  expect(hubAddress({ MUSTER_TOKEN: 'looks' }, folder)).toEqual({ url: here, token: 'looks' });
});

it('finds the sandbox of another state folder, named from here or from the root', () => {
  runSandbox(here, 'elsewhere');
  expect(hubAddress({ MUSTER_STATE_DIR: 'elsewhere' }, folder).token).toBe('manages');
  expect(hubAddress({ MUSTER_STATE_DIR: path.join(folder, 'elsewhere') }, '/').token).toBe('manages');
});

it('never sends the sandbox’s token to another hub', () => {
  runSandbox();
  expect(hubAddress({ MUSTER_URL: here }, folder)).toEqual({ url: here, token: 'manages' });
  for (const url of [other, 'http://127.0.0.1:4001/graphql', 'http://127.0.0.1:4000/elsewhere', `${here}?`]) expect(() => hubAddress({ MUSTER_URL: url }, folder)).toThrow(usageError('MUSTER_TOKEN is not'));
});

it('never follows a sandbox.json to another machine', () => {
  runSandbox(other);
  expect(() => hubAddress({ MUSTER_TOKEN: 'mine' }, folder)).toThrow(usageError('No hub to speak to'));
});

it.each([[{}, 'run npm start'], [{ MUSTER_TOKEN: 'mine' }, 'set MUSTER_URL'], [{ MUSTER_URL: other }, 'MUSTER_TOKEN is not'], [{ MUSTER_URL: 'localhost:4000', MUSTER_TOKEN: 'mine' }, 'write that of the hub'], [{ MUSTER_URL: 'here', MUSTER_TOKEN: 'mine' }, 'write that of the hub'], [{ MUSTER_URL: 'https://muster:hunter2@muster.northbank.example/graphql', MUSTER_TOKEN: 'mine' }, 'write that of the hub']])('without a sandbox, %j is a usage error', (environment, words) => {
  expect(() => hubAddress(environment, folder)).toThrow(usageError(words));
});

it('says nothing back of an address that may be a secret', () => {
  for (const MUSTER_URL of ['https://muster:hunter2@muster.northbank.example/graphql', 'hunter2', 'nothing://hunter2']) expect(() => hubAddress({ MUSTER_URL, MUSTER_TOKEN: 'mine' }, folder)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }) as Error);
});

it('takes a spoilt sandbox.json for none', () => {
  mkdirSync(path.join(folder, '.muster'));
  writeFileSync(path.join(folder, '.muster/sandbox.json'), '{"url":');
  expect(() => hubAddress({}, folder)).toThrow(usageError('No hub to speak to'));
});
