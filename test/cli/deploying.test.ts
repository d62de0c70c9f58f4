import { once } from 'node:events';
import { jest } from '@jest/globals';
import { startWorld, type World } from '../system/world.ts';
import { muster, startMuster, type Said } from './muster.ts';

// Each command is a process of its own, on a machine that may have much else to do.
jest.setTimeout(120_000);

let world: World;
beforeAll(async () => { world = await startWorld({ runMs: 1_000 }); });
afterAll(async () => { await world.close(); });

const me = (): Record<string, string> => ({ MUSTER_URL: world.url, MUSTER_TOKEN: world.sandbox.tokens.releaseManager });
const ask = (...words: readonly string[]): Promise<Said> => muster(words, { env: me() });
const dispatches = (): number => Object.entries(world.sandbox.tools.github.calls()).filter(([endpoint]) => endpoint.endsWith('/dispatches')).reduce((sum, [, calls]) => sum + calls, 0);
const steer = async (tool: 'github' | 'servicenow', what: string, body: object): Promise<void> => {
  const { status } = await fetch(`${world.sandbox.tools[tool].url}/__sandbox/${what}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect(status).toBeLessThan(300);
};
const idOf = ({ stdout }: Said): string => (JSON.parse(stdout) as { id: string }).id;

const deployLedger = ['deploy', 'ledger-1.9.2', '--env', 'production', '--json'] as const;

it('exits 3 for what is not ready, says why, and starts nothing', async () => {
  const { code, stdout } = await ask('deploy', 'payments-2.4.0', '--env', 'production', '--wait');
  expect(code).toBe(3);
  expect(stdout).toMatch(/NOT_READY[^]*change-is-approved[^]*work-items-are-done[^]*package-matches-its-seal/);
  expect(dispatches()).toBe(0);
});

describe('ledger-1.9.2, whose first run fails', () => {
  let first: string;

  it('a command line killed after its post is joined by its rerun: one dispatch', async () => {
    await steer('github', 'runs', { conclusion: 'failure', times: 1 });
    const { child, said } = startMuster([...deployLedger, '--wait'], { env: me() });
    if (child.stderr === null) throw new Error('the command line was started without pipes');
    await once(child.stderr, 'data'); // Its first progress line: the hub has answered the post.
    child.kill('SIGKILL');
    expect(await said).toMatchObject({ code: null, stdout: '' });

    first = idOf(await ask(...deployLedger));
    await ask('deployment', 'watch', first);
    expect(dispatches()).toBe(1);
  });

  it('exits 6 when the run has failed, with the incident, watched or joined again', async () => {
    const watched = await ask('deployment', 'watch', first);
    expect(watched.code).toBe(6);
    expect(watched.stdout).toMatch(/FAILED[^]*incident +INC\d+/);
    expect(watched.stderr).toMatch(/^FAILED: /m);
    const joined = await ask(...deployLedger, '--wait');
    expect({ code: joined.code, id: idOf(joined) }).toEqual({ code: 6, id: first });
    expect(joined.stderr).toContain('--again REASON starts another');
    expect((await ask('deployment', 'show', first)).code).toBe(6);
    expect(dispatches()).toBe(1);
  });
});

describe('cards-3.1.0, whose window opens on Saturday', () => {
  const deployCards = ['deploy', 'cards-3.1.0', '--env', 'production', '--when-window-opens'] as const;
  let second: string;

  it('exits 3 when it should go now, and 8 when it may wait', async () => {
    expect((await ask('deploy', 'cards-3.1.0', '--env', 'production')).code).toBe(3);
    const accepted = await ask(...deployCards);
    expect(accepted.code).toBe(0);
    expect((await ask(...deployCards, '--wait', '--timeout', '1s')).code).toBe(8);
    expect(accepted.stdout).toMatch(/cards-3\.1\.0 → production: (ACCEPTED|WAITING)[^]*starts +\d{4}-\d\d-\d\dT02:00:00/);
  });

  it('is joined by a rerun even when it was canceled, and started anew by another reason', async () => {
    const first = idOf(await ask(...deployCards, '--json'));
    expect(await ask('deployment', 'cancel', first, '--reason', 'too early')).toMatchObject({ code: 0, stdout: expect.stringContaining('called it off: too early') as string });
    const rerun = await ask(...deployCards, '--wait', '--json');
    expect({ code: rerun.code, id: idOf(rerun) }).toEqual({ code: 6, id: first });

    const again = await ask(...deployCards, '--json', '--again', 'asked too early');
    second = idOf(again);
    expect(again.code).toBe(0);
    expect(second).not.toBe(first);
  });

  it('exits 7 when it is live and a record needs a person, and 0 once that is mended', async () => {
    const before = dispatches();
    await steer('servicenow', 'faults', { kind: 'status', status: 500, match: 'identifyreconcile' });
    const { startAt } = JSON.parse((await ask('deployment', 'show', second, '--json')).stdout) as { startAt: string };
    world.moveClock(Date.parse(startAt) - Date.now() + 60_000);
    const live = await ask('deployment', 'watch', second, '--json', '--timeout', '60s');
    expect(JSON.parse(live.stdout)).toMatchObject({ state: 'RECORDING', needsAttention: true });
    expect(live.code).toBe(7);
    expect((await ask('deployment', 'settle-step', second, 'write-running-version', '--reason', 'x')).code).toBe(2);
    expect((await ask('deployment', 'settle', second, '--happened', '--reason', 'it is live')).stderr).toContain('Nothing about it is unclear');
    const again = await ask('deployment', 'settle-step', second, 'write-running-version', '--retry', '--reason', 'the CMDB is coming back', '--json');
    expect([again.code, JSON.parse(again.stdout)]).toMatchObject([0, { state: 'RECORDING', needsAttention: false }]);

    await fetch(`${world.sandbox.tools.servicenow.url}/__sandbox/faults`, { method: 'DELETE' });
    // The watcher does not wait for a person; the deployment does.
    let ended = live;
    for (let looks = 0; looks < 60 && ended.code === 7; looks += 1) ended = await ask('deployment', 'watch', second);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('SUCCEEDED') as string });
    expect(dispatches()).toBe(before + 1);
  });
});
