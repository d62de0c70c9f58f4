import { jest } from '@jest/globals';
import { startWorld, type Who, type World } from '../system/world.ts';
import { muster, type Said } from './muster.ts';

// Each command is a process of its own, on a machine that may have much else to do.
jest.setTimeout(60_000);

let world: World;
beforeAll(async () => { world = await startWorld({ isSeeded: false }); });
afterAll(async () => { await world.close(); });

const ask = (words: readonly string[], who: Who = 'changeAuthority'): Promise<Said> => muster(['freeze', ...words], { env: { MUSTER_URL: world.url, MUSTER_TOKEN: world.sandbox.tokens[who] } });

describe('muster freeze', () => {
  it('declares one that comes again, and shows its next five in its zone and in UTC', async () => {
    const { code, stdout, stderr } = await ask(['declare', '--name', 'Fridays', '--reason', 'nobody mends on Saturday', '--zone', 'Europe/Berlin', '--start', '2099-03-20T17:00:00Z', '--end', '2099-03-22T17:00:00Z', '--recurrence', 'FREQ=WEEKLY;BYDAY=FR', '--env', 'production']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Fridays {2}SCHEDULED {2}freeze:[0-9a-f-]{36}\n {2}nobody mends on Saturday \(Omar Haddad\)\n {2}covers {3}production; every service; FREQ=WEEKLY;BYDAY=FR\n/);
    expect(stdout).toMatch(/NEXT, Europe\/Berlin +NEXT, UTC\n/);
    // The clocks of Berlin go forward on the 29th: what stays there moves in UTC.
    expect(stdout).toMatch(/Fri 2099-03-27 18:00 – Sun 2099-03-29 19:00 +Fri 2099-03-27 17:00 – Sun 2099-03-29 17:00\n/);
    expect(stdout).toMatch(/Fri 2099-04-03 18:00 – Sun 2099-04-05 18:00 +Fri 2099-04-03 16:00 – Sun 2099-04-05 16:00\n/);
    expect(stdout.match(/^ {2}Fri /gm)).toHaveLength(5);
  });

  it('stops the line, lists that it is on, and lifts it', async () => {
    const { id } = JSON.parse((await ask(['declare', '--json', '--name', 'Stop the line', '--reason', 'payments are failing', '--start', '2026-01-01T00:00:00Z'])).stdout) as { id: string };
    const listed = await ask(['list', '--state', 'active'], 'viewer');
    expect(listed.code).toBe(0);
    expect(listed.stdout).toMatch(/^Stop the line {2}ACTIVE.*\n.*\n {2}covers {3}every environment; every service\n {2}NEXT, UTC\n {2}Thu 2026-01-01 00:00 – until lifted\n$/);
    expect((await ask(['lift', id, '--reason', 'mended'])).stdout).toMatch(/^Stop the line {2}LIFTED/);
    expect((await ask(['list', '--state', 'active', '--json'])).stdout.trim()).toBe('[]');
  });

  it('says what is wrong with a freeze, and is not for viewers', async () => {
    expect(await ask(['declare', '--name', 'x', '--reason', 'y', '--zone', 'Mars/Olympus'])).toMatchObject({ code: 1, stderr: expect.stringContaining('"Mars/Olympus" is no time zone') as string });
    expect((await ask(['declare', '--name', 'x', '--reason', 'y'], 'viewer')).code).toBe(4);
  });
});
