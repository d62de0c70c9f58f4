import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { startWorld, type Who, type World } from '../system/world.ts';
import { muster, type Said } from './muster.ts';

// Each command is a process of its own, on a machine that may have much else to do.
jest.setTimeout(60_000);

let world: World;
const folder = mkdtempSync(path.join(tmpdir(), 'muster-people-'));
beforeAll(async () => { world = await startWorld({ isSeeded: false }); });
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await world.close();
});

const ask = (words: readonly string[], who: Who): Promise<Said> => muster(words, { env: { MUSTER_URL: world.url, MUSTER_TOKEN: world.sandbox.tokens[who] } });
const take = (text: string, who: Who = 'administrator'): Promise<Said> => {
  const file = path.join(folder, 'people.csv');
  writeFileSync(file, `Mail,employment,unit,endsOn\n${text}`);
  return ask(['people', 'import', file, '--map', 'email=Mail'], who);
};
const listed = async (): Promise<unknown> => (JSON.parse((await ask(['report', 'joiners-movers-leavers', '--format', 'json'], 'viewer')).stdout) as { totals: { people_listed: number } }).totals.people_listed;

describe('muster people import', () => {
  it('takes a feed in place of the last one, and says what changed', async () => {
    expect(await take('grace.chen@northbank.example,ACTIVE,Payments,\nomar.haddad@northbank.example,ACTIVE,Cards,\n')).toMatchObject({ code: 0, stderr: '', stdout: '2 people: 2 new, 0 changed, 0 no longer named.\n+ grace.chen@northbank.example\n+ omar.haddad@northbank.example\n' });
    expect(await listed()).toBe(2);
    expect((await take('omar.haddad@northbank.example,LEFT,Cards,2026-01-31\n')).stdout).toBe('1 people: 0 new, 1 changed, 1 no longer named.\n~ omar.haddad@northbank.example: employment: ACTIVE → LEFT; endsOn: not said → 2026-01-31\n? grace.chen@northbank.example\n');
    expect(await listed()).toBe(1);
  });

  it('takes nothing of a feed with a mistake, names its line, and nothing at all from who is no administrator', async () => {
    expect(await take('a@b.example,ACTIVE,,\nb@c.example,LEFT,,\n')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('line 3: who LEFT has a last day') as unknown });
    expect(await take('a@b.example,RETIRED,,\n')).toMatchObject({ code: 1, stderr: expect.stringContaining('line 2: employment') as unknown });
    expect(await take('a@b.example,ACTIVE,,\nb@c.example,ACTIVE,,\n', 'releaseManager')).toMatchObject({ code: 4 });
    expect(await listed()).toBe(1);
  });

  it('takes a feed of a whole company', async () => {
    const many = Array.from({ length: 20_000 }, (_nothing, index) => `person.${index}@northbank.example,ACTIVE,A department of the bank,`).join('\n');
    expect((await take(many)).stdout).toMatch(/^20000 people: 20000 new/);
  });
});
