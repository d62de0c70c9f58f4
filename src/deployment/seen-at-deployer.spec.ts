import type { Deployment, DeployerRun } from '../domain/deployment.ts';
import { acting } from '../domain/ports/ask.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Deployer, ObservedRun } from '../domain/ports/deployer.ts';
import { seenAtDeployer } from './seen-at-deployer.ts';
import type { Sight } from './seen-at-deployer.ts';
import { Scene } from './testing/scene.ts';

const page = 'https://github.example/northbank/payments/actions/runs/77';
const [requestedAt, triggeredAt] = ['2026-11-23T05:00:00.000Z', '2026-11-23T05:10:00.000Z'] as const;

function runOf(runId: string, url: string | null): DeployerRun {
  const source = { reference: `github:build:${runId}`, system: 'GITHUB', connection: 'github', key: runId, url, fetchedAt: requestedAt, isStale: false, problem: null };
  return { source, runId, status: 'in_progress', url, startedAt: null, finishedAt: null };
}

function told(url: string | null, more: Partial<ObservedRun> = {}): ObservedRun {
  return { run: runOf('77', url), progress: 'RUNNING', because: 'It runs.', correlation: null, version: null, digests: [], revision: null, startedBy: null, ...more };
}

interface Shows {
  readonly found?: DeployerRun;
  /** null: it tells no history. */
  readonly history?: readonly ObservedRun[] | null;
  readonly fails?: () => never;
  readonly deployment?: Partial<Deployment>;
}

/** What is seen at a deployer that shows this, and what it was asked. */
async function seen(runUrl: string | null, { found, history = [], fails, deployment: more }: Shows = {}): Promise<{ readonly sight: Sight; readonly asked: readonly unknown[] }> {
  const scene = new Scene();
  const deployment = { ...await scene.accept(), requestedAt, triggeredAt, correlation: 'muster-1', ...more };
  await scene.queue.stop();
  const asked: unknown[] = [];
  const answers = async <T>(question: readonly unknown[], ask: Ask, answer: T): Promise<T> => {
    asked.push(question);
    expect(ask).toBe(acting);
    await Promise.resolve();
    fails?.();
    return answer;
  };
  const deployer = {
    name: 'github-actions',
    find: (correlation: string, since: string, ask: Ask) => answers(['find', correlation, since], ask, found === undefined ? { outcome: 'ABSENT', isProven: false } : { outcome: 'FOUND', run: found }),
    observe: (runId: string, ask: Ask) => answers(['observe', runId], ask, { progress: 'RUNNING', because: 'It runs.', run: { ...runOf(runId, page), status: 'observed' } }),
    ...(history !== null && { history: (since: string, ask: Ask) => answers(['history', since], ask, { records: history, isComplete: true }) }),
  } as unknown as Deployer;
  const ports = { ...scene.ports(), connections: { all: [], byName: () => ({ ...scene.tools.connection(), deployer: () => deployer }) } };
  return { sight: await seenAtDeployer(deployment, runUrl, ports, acting), asked };
}

const nothing: Sight = { run: null, isOurs: false, because: 'github-actions shows no run of it.' };

describe('what a deployer shows of a lost trigger', () => {
  it.each([
    ['its page', page, `github-actions has its run ${page}.`],
    ['its id, where it has no page', null, 'github-actions has its run 77.'],
  ])('is the run that carries our key, told by %s', async (_title, url, because) => {
    const found = runOf('77', url);
    expect(await seen(page, { found })).toEqual({ sight: { run: found, isOurs: true, because }, asked: [['find', 'muster-1', triggeredAt]] });
  });

  it('is looked for since it was asked for, where no trigger is written down', async () => {
    const { asked } = await seen(page, { deployment: { triggeredAt: null } });
    expect(asked).toEqual([['find', 'muster-1', requestedAt], ['history', '2026-11-23T04:55:00.000Z']]);
  });

  it.each([
    ['has no key', null], ['carries our key, though it was not found by it', 'muster-1'],
  ])('is the run at the address given that %s, as it stands now', async (_title, correlation) => {
    const { sight, asked } = await seen(page, { history: [told(page, { correlation })] });
    expect(sight).toEqual({ run: { ...runOf('77', page), status: 'observed' }, isOurs: false, because: `github-actions has the run ${page}, which is followed.` });
    expect(asked).toEqual([['find', 'muster-1', triggeredAt], ['history', '2026-11-23T05:05:00.000Z'], ['observe', '77']]);
  });

  it.each([
    ['a slash more', page, `${page}/`], ['a slash less', `${page}/`, page], ['its host in capitals', page, page.replace('github.example', 'GITHUB.example')],
  ])('is the run at an address with %s', async (_title, url, given) => {
    expect((await seen(given, { history: [told(url)] })).sight.run?.runId).toBe('77');
  });

  it.each([
    ['no history of it', page, []],
    ['runs of other addresses', page, [told(`${page}8`)]],
    ['runs without an address', page, [told(null)]],
    ['runs whose address is none', page, [told('runs/77')]],
    ['an address, where what is given is none', 'runs/77', [told(page)]],
  ])('is nothing where it tells %s', async (_title, given, history) => {
    const { sight, asked } = await seen(given, { history });
    expect([sight, asked.length]).toEqual([nothing, 2]);
  });

  it.each<[string, string | null, Shows]>([
    ['no address is given', null, { history: [told(page)] }],
    ['it tells no history', page, { history: null }],
  ])('is nothing, without a further question, where %s', async (_title, given, shows) => {
    expect(await seen(given, shows)).toEqual({ sight: nothing, asked: [['find', 'muster-1', triggeredAt]] });
  });

  it('is refused where the address is another deployment’s', async () => {
    await expect(seen(page, { history: [told(page, { correlation: 'muster-2' })] })).rejects.toMatchObject({
      name: 'UserMistake', code: 'INVALID', path: ['runUrl'], message: 'That run carries the correlation key muster-2: it is another deployment\'s. This one\'s is muster-1.',
    });
  });

  it.each([
    ['GitHub is down.', () => { throw new Error('GitHub is down.'); }],
    ['odd', () => { throw 'odd' as unknown as Error; }],
  ])('is nothing where it cannot be asked, and why: %s', async (why, fails) => {
    expect((await seen(page, { fails })).sight).toEqual({ run: null, isOurs: false, because: `Its deployer could not be asked: ${why}` });
  });
});
