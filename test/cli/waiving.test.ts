import { jest } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { Desk } from '../system/receivers.ts';
import { until } from '../system/town.ts';
import { startWorld, type Who, type World } from '../system/world.ts';
import { muster, type Said } from './muster.ts';

// Each command is a process of its own, on a machine that may have much else to do.
jest.setTimeout(60_000);

const desk = new Desk();
let world: World;
beforeAll(async () => {
  const url = await desk.open();
  const notices = {
    watchAhead: 'PT0S', giveUpAfter: 'PT4M', channels: [{ name: 'desk', kind: 'webhook', url, secret: desk.secret }, { name: 'mail', kind: 'mail', host: '127.0.0.1', port: 1, security: 'NONE', from: 'muster@northbank.example' }],
    rules: [{ events: ['WAIVER_REQUESTED', 'GLASS_BROKEN'], to: { channel: 'desk' } }],
  };
  world = await startWorld({ configure: (yaml) => stringify({ ...parse(yaml) as object, notices }, { lineWidth: 0, aliasDuplicateObjects: false }) });
}, 120_000);
afterAll(async () => {
  await world.close();
  await desk.close();
});

const ask = (words: readonly string[], who: Who = 'releaseManager'): Promise<Said> => muster(words, { env: { MUSTER_URL: world.url, MUSTER_TOKEN: world.sandbox.tokens[who] } });
const key = 'payments-2.4.0';
const wish = ['waiver', 'request', key, '--env', 'production', '--gate', 'work-items-are-done', '--reason', 'PAY-1017 is text only'];
const emergency = ['break-glass', key, '--env', 'production', '--gate', 'work-items-are-done', '--reason', 'payments are down'];

describe('muster waiver', () => {
  it('asks, is decided by somebody else, shows in muster readiness and in the debt, and is revoked', async () => {
    const asked = await ask([...wish, '--for', '25h']);
    expect({ code: asked.code, stderr: asked.stderr }).toEqual({ code: 0, stderr: '' });
    expect(asked.stdout).toMatch(/^work-items-are-done {2}REQUESTED {2}waiver:[0-9a-f-]{36}\n {2}of {7}payments-2\.4\.0 for production, package revision 1 \([0-9a-f]{12}…\)\n {2}because {2}PAY-1017 is text only\n {2}asked {4}by Ines Weber at .*\n {2}until {4}.*Z\n$/);
    const id = /waiver:[0-9a-f-]{36}/.exec(asked.stdout)?.[0] ?? '';
    expect((await ask(['waiver', 'debt'])).stdout).toBe('Nothing is let go at this moment.\n');
    expect((await ask(['waiver', 'decide', id, '--approve'])).code).toBe(4);
    const decided = await ask(['waiver', 'decide', id, '--approve', '--comment', 'read it'], 'changeAuthority');
    expect(decided.stdout).toMatch(/^work-items-are-done {2}ACTIVE[^]*\n {2}approved by Omar Haddad at .*: read it\n/);
    const judged = await ask(['readiness', key, '--env', 'production']);
    expect(judged.code).toBe(3);
    expect(judged.stdout).toMatch(/work-items-are-done +WAIVED/);
    expect(judged.stdout).toContain(`  waived    by Omar Haddad until`);
    expect((await ask(['waiver', 'debt'])).stdout).toMatch(/^1 waiver is in force; by gate: work-items-are-done 1; by service: payments 1\.\n[^]*work-items-are-done +payments-2\.4\.0 +production +0 min +1 d 0 h +PAY-1017 is text only/);
    expect((await ask(['waiver', 'revoke', id, '--reason', 'done after all'])).stdout).toMatch(/REVOKED[^]*\n {2}revoked {2}done after all\n/);
    expect((await ask(['waiver', 'list', '--state', 'active'], 'viewer')).stdout).toBe('There are no such waivers.\n');
  });

  it('breaks the glass, says who must confirm it, and lists what nobody has looked into', async () => {
    const broken = await ask([...emergency, '--for', '2h', '--second-person', 'omar.haddad@northbank.example']);
    expect(broken.code).toBe(0);
    expect(broken.stdout).toMatch(/REQUESTED[^]*, in an emergency; Omar Haddad must confirm it\n[^]*\n {2}follow-up of Ines Weber, due [^]*\n\nNothing is let go yet\. omar\.haddad@northbank\.example confirms it:\n {2}muster waiver decide waiver:[0-9a-f-]{36} --approve\n$/);
    const id = /waiver:[0-9a-f-]{36}/.exec(broken.stdout)?.[0] ?? '';
    expect((await ask(['waiver', 'decide', id, '--approve', '--json'], 'changeAuthority')).code).toBe(0);
    expect((await ask(['waiver', 'debt'])).stdout).toMatch(/Emergencies that nobody has looked into yet \(muster waiver settle\):\n {2}due .*Z {2}Ines Weber {2}work-items-are-done of payments-2\.4\.0: payments are down/);
    expect((await ask(['waiver', 'settle', id, '--note', 'PRB0040002'], 'changeAuthority')).stdout).toContain('follow-up settled by Omar Haddad: PRB0040002');
    expect((await ask(['waiver', 'debt'])).stdout).not.toContain('Emergencies');
  });

  it.each<[string, readonly string[], Who, number, string]>([
    ['without an end', wish, 'releaseManager', 2, 'Say either --for a duration or --until an instant.'],
    ['with two ends', [...wish, '--for', '1h', '--until', '2099-01-01T00:00:00Z'], 'releaseManager', 2, 'Say either'],
    ['for ever', [...wish, '--until', '2099-01-01T00:00:00Z'], 'releaseManager', 1, 'Such a waiver lasts 720 hours at most'],
    ['of a gate nobody may waive', [...wish.map((word) => (word === 'work-items-are-done' ? 'plan-is-agreed' : word)), '--for', '1h'], 'releaseManager', 4, 'Policy production of production lets nobody waive plan-is-agreed, only work-items-are-done, no-blocking-vulnerability: make it pass.'],
    ['by a viewer', [...wish, '--for', '1h'], 'viewer', 4, 'requestWaiver takes the role'],
    ['decided both ways', ['waiver', 'decide', 'waiver:1', '--approve', '--reject'], 'changeAuthority', 2, 'Say either --approve or --reject.'],
    ['that is not there', ['waiver', 'decide', 'waiver:1', '--approve'], 'changeAuthority', 1, 'There is no waiver "waiver:1".'],
    ['in an emergency with oneself', [...emergency, '--for', '1h', '--second-person', 'Ines.Weber@northbank.example'], 'releaseManager', 4, 'Ines Weber is the one who asks: name somebody else as the second person.'],
    ['in an emergency of a day', [...emergency, '--for', '24h', '--second-person', 'omar.haddad@northbank.example'], 'releaseManager', 1, 'Such a waiver lasts 4 hours at most'],
  ])('%s is refused', async (_name, words, who, code, sentence) => {
    expect(await ask(words, who)).toMatchObject({ code, stderr: expect.stringContaining(sentence) as string });
  });
});

describe('muster notices', () => {
  interface Listed { readonly state: string; readonly channel: string; readonly attempts: number; readonly problem: string | null }
  const listed = async (): Promise<readonly Listed[]> => JSON.parse((await ask(['notices', '--channel', 'desk', '--json'])).stdout) as Listed[];

  it('lists who was told of a waiver, the newest first, and whom nobody could tell: then it exits with 5', async () => {
    await until(listed, (all) => all.length > 0 && all.every(({ state }) => state === 'SENT'));
    const told = await ask(['notices', 'list', '--limit', '1']);
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toMatch(/^SINCE +STATE +TO +SUBJECT +HOW IT WENT\n20\d\d-.*Z +sent +desk +.*payments-2\.4\.0.* at 20\d\d-.*Z\n\n\d+ more \(--limit\)\n$/);

    desk.does = 'FAIL';
    expect((await ask([...wish, '--for', '3h'])).code).toBe(0);
    const [waiting] = await until(listed, ([first]) => first?.state === 'WAITING' && first.attempts > 0);
    expect(waiting?.problem).toContain('500');
    expect((await ask(['notices', '--state', 'waiting'])).stdout).toMatch(/ waiting +desk .*\d tried, next at 20\d\d-.*Z: .*500/);
    world.moveClock(241_000);
    await until(listed, ([first]) => first?.state === 'GIVEN_UP');
    expect(await ask(['notices', '--state', 'given-up'], 'auditor')).toMatchObject({ code: 5, stdout: expect.stringMatching(/ given up +desk /) as string });
    expect(await ask(['notices', '--channel', 'mail'], 'administrator')).toMatchObject({ code: 0, stdout: 'Nobody was told of anything: see notices in the configuration.\n' });
  });

  it('tries a channel, and says why one did not take it', async () => {
    desk.does = 'TAKE';
    const before = desk.told.length;
    expect(await ask(['notices', 'test', '--channel', 'desk'])).toMatchObject({ code: 0, stdout: 'Channel desk took it.\n' });
    expect(desk.told).toHaveLength(before + 1);
    expect(JSON.parse((await ask(['notices', 'test', '--channel', 'desk', '--json'], 'administrator')).stdout)).toEqual({ channel: 'desk', isTaken: true });
    desk.does = 'FAIL';
    expect(await ask(['notices', 'test', '--channel', 'desk'])).toMatchObject({ code: 5, stdout: '', stderr: expect.stringContaining('Channel "desk" did not take it') as string });
  });

  it.each<[string, readonly string[], Who, number, string]>([
    ['of a viewer', ['notices'], 'viewer', 4, 'takes the role'],
    ['of a channel that there is not', ['notices', 'test', '--channel', 'fax'], 'releaseManager', 1, 'There is no channel "fax": there are desk, mail.'],
    ['of a state that there is not', ['notices', '--state', 'lost'], 'releaseManager', 2, 'Allowed choices are waiting, sent, given-up'],
    ['tried by who only reads the log', ['notices', 'test', '--channel', 'desk'], 'auditor', 4, 'tryChannel takes the role'],
  ])('asked in vain %s', async (_name, words, who, code, sentence) => {
    expect(await ask(words, who)).toMatchObject({ code, stderr: expect.stringContaining(sentence) as string });
  });
});
