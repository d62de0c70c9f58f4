import { argocdCredentials, startArgoCd } from '../../sandbox/argocd/index.ts';
import { smallStory } from '../../sandbox/github/small-story.spec-data.ts';
import { tellStory } from '../../sandbox/bank/bank.ts';
import type { Story } from '../../sandbox/bank/story.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { argocd } from '../../src/connectors/argocd/index.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import type { Deployer, DeployerPlace, DeployOrder, ObservedRun } from '../../src/domain/ports/deployer.ts';
import type { Findings } from '../../src/domain/ports/findings.ts';
import { problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const longAgo = '2025-01-01T00:00:00.000Z';
const order: DeployOrder = { correlation: 'deployment-0001', releaseKey: 'payments-2.4.0', environment: 'production', version: '2.4.0', packageDigest: 'a'.repeat(64), artifacts: [], parameters: {} };

let tool: StandIn;
const start = async (story: Story): Promise<void> => { tool = await startArgoCd({ port: 0, now: () => new Date(), story, runMs: 200 }); };
afterEach(() => tool.close());

function deployerOf(application = 'payments-production'): Deployer {
  const connection = argocd.connect({ name: 'argocd', isProduction: true, url: tool.url, auth: { kind: 'bearer', token: argocdCredentials.token }, deadlines: { pageMs: 3_000, judgeMs: 3_000, actMs: 3_000 } }, { clock: { now: () => new Date() } });
  const made = connection.deployer?.({ connection: 'argocd', name: 'payments', settings: { application } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

async function historyOf(since: string = longAgo, deployer: Deployer = deployerOf()): Promise<Findings<ObservedRun>> {
  if (deployer.history === undefined) throw new Error('The deployer tells no history.');
  return deployer.history(since, judging);
}

async function placesOf(application?: string): Promise<readonly DeployerPlace[]> {
  return await deployerOf(application).places?.(judging) ?? [];
}

async function newest(isThere: (run: ObservedRun) => boolean): Promise<ObservedRun> {
  for (;;) {
    const run = (await historyOf()).records.at(-1);
    if (run !== undefined && isThere(run)) return run;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

describe('Argo CD: what went out by anybody\'s hand', () => {
  it('tells the syncs it still keeps, oldest first, and says that there were more', async () => {
    await start(smallStory());
    const { records, isComplete } = await historyOf();
    expect([records.map(({ run }) => run.runId), isComplete]).toEqual([Array.from({ length: 10 }, (_, index) => `history/${8 + index}`), false]);
    expect(records[9]).toMatchObject({
      progress: 'SUCCEEDED', correlation: null, version: null, digests: [], revision: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown, startedBy: 'omar.haddad',
      run: { status: 'Deployed', startedAt: '2026-02-04T02:00:00.000Z', finishedAt: '2026-02-04T02:01:00.000Z', url: `${tool.url}/applications/argocd/payments-production`, source: { reference: 'argocd:build:payments-production/history/17' } },
    });
  });

  it('is complete since a moment before which it still keeps one, and with the first one ever', async () => {
    await start(smallStory());
    expect(await historyOf('2026-02-01T00:00:00.000Z')).toMatchObject({ records: [{ run: { runId: 'history/16' } }, { run: { runId: 'history/17' } }], isComplete: true });
    await tool.close();
    await start({ ...smallStory(), releases: smallStory().releases.map((release) => ({ ...release, changes: release.changes.slice(0, 3) })) });
    expect(await historyOf()).toMatchObject({ records: [{ run: { runId: 'history/0' } }, { run: { runId: 'history/1' } }], isComplete: true });
    expect(await historyOf(longAgo, deployerOf('payments-auto'))).toEqual({ records: [], isComplete: true });
  });

  it('tells ours under its correlation for as long as Argo CD remembers it, and then by its number', async () => {
    await start(smallStory());
    await deployerOf().trigger(order, acting);
    const ours = await newest(({ correlation, progress }) => correlation !== null && progress === 'SUCCEEDED');
    expect(ours).toMatchObject({ correlation: 'deployment-0001', startedBy: 'muster', run: { runId: 'deployment-0001', status: 'Succeeded, Healthy, Synced' } });
    await deployerOf().trigger({ ...order, correlation: 'deployment-0002' }, acting);
    await newest(({ correlation }) => correlation === 'deployment-0002');
    const forgotten = (await historyOf()).records.at(-2);
    expect(forgotten).toMatchObject({ correlation: null, revision: ours.revision, run: { runId: 'history/18' } });
    expect(Math.abs(Date.parse(forgotten?.run.startedAt ?? '') - Date.parse(ours.run.startedAt ?? ''))).toBeLessThanOrEqual(1_000);
    expect(await deployerOf().observe('history/18', judging)).toMatchObject({ progress: 'SUCCEEDED', run: { runId: 'history/18' } });
    expect(await problemOf(deployerOf().observe('history/3', judging))).toBe('NOT_FOUND');
  });

  it('does not call the newest one a success before it is healthy', async () => {
    await start(smallStory());
    await fetch(`${tool.url}/__sandbox/syncs`, { method: 'PUT', body: '{"health":"Degraded"}' });
    await deployerOf().trigger(order, acting);
    expect(await newest(({ correlation }) => correlation !== null)).toMatchObject({ progress: 'RUNNING' });
  });

  it('tells the digests of the images that run, of the newest only', async () => {
    await start(tellStory(new Date()));
    const { records } = await historyOf();
    expect(records.at(-1)?.digests).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(records.slice(0, -1).flatMap(({ digests }) => digests)).toEqual([]);
  });

  it.each(spoilingFaults)('%j is %s, and never "there is none"', async (fault, code) => {
    await start(smallStory());
    await setFaults(tool, fault);
    // All at once: a hanging tool costs each of them the same deadline.
    expect(await Promise.all([
      problemOf(historyOf()),
      problemOf(placesOf()),
    ])).toEqual(Array(2).fill(code));
  });
});

describe('Argo CD: where it goes', () => {
  it('tells cluster and namespace, and the sync windows before them', async () => {
    await start(smallStory());
    expect(await placesOf()).toEqual([{
      name: 'https://kubernetes.default.svc/payments-production', url: `${tool.url}/applications/argocd/payments-production`, protections: ['deny 0 18 * * 5 for 60h, syncs by hand go on'],
    }]);
    expect((await placesOf('payments-shut'))[0]?.protections).toEqual(['deny 0 0 * * * for 24h', 'sync is denied just now']);
    await setFaults(tool, { kind: 'status', status: 403, match: 'syncwindows' });
    expect(await problemOf(placesOf())).toBe('FORBIDDEN');
  });
});
