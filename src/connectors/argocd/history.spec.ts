import nock from 'nock';
import { judging } from '../../domain/ports/ask.ts';
import type { ObservedRun } from '../../domain/ports/deployer.ts';
import type { Findings } from '../../domain/ports/findings.ts';
import { argocd } from './index.ts';
import { readSettings, versionOf } from './settings.ts';

const site = 'http://127.0.0.1:9';
const commit = 'c'.repeat(40);
const since = '2026-03-01T00:00:00.000Z';

function entry(id: number | undefined, its: object = {}): object {
  return { ...(id === undefined ? {} : { id }), revision: commit, deployStartedAt: '2026-03-02T09:00:01Z', deployedAt: '2026-03-02T09:00:09Z', ...its };
}

async function told(entries: readonly object[], status: object = {}, spec: object = {}, settings: object = {}): Promise<Findings<ObservedRun>> {
  nock(site).get('/api/v1/applications/pay').reply(200, { metadata: { name: 'pay', creationTimestamp: '2025-01-01T00:00:00Z' }, spec: { source: {}, ...spec }, status: { history: entries, ...status } });
  const connection = argocd.connect({ name: 'argocd', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date('2026-03-03T00:00:00Z') } });
  const deployer = connection.deployer?.({ connection: 'argocd', name: 'pay', settings: { application: 'pay', ...settings } });
  if (deployer?.history === undefined) throw new Error('The deployer tells no history.');
  return deployer.history(since, judging);
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('Argo CD history, odd answers', () => {
  it('a chart\'s revision is its version and no commit; a branch is no version', async () => {
    const chart = entry(0, { revision: '2.4.0', source: { chart: 'payments', targetRevision: '2.*' } });
    const branch = entry(1, { source: { targetRevision: 'main' } });
    const tag = entry(2, { source: { targetRevision: '2.4.1' } });
    const { records } = await told([chart, branch, tag]);
    expect(records.map(({ version, revision }) => [version, revision])).toEqual([['2.4.0', null], [null, commit], ['2.4.1', commit]]);
  });

  it.each([
    ['{version}', 'HEAD', null], ['{version}', '2.4.0', '2.4.0'], ['release-{version}', 'release-2.4.0', '2.4.0'], ['release-{version}', '2.4.0', null], ['release-{version}', 'release-', null], ['production', '2.4.0', null],
  ])('by the pattern %j, %j is version %j', (revision, told, version) => {
    expect(versionOf(readSettings({ connection: 'argocd', name: 'pay', settings: { application: 'pay', revision } }), told)).toBe(version);
  });

  it.each([
    ['an entry without a number', [entry(undefined)], {}], ['an entry of no moment', [entry(0, { deployedAt: 'soon' })], {}], ['a gap in the numbers', [entry(0), entry(2)], {}],
    ['a first number above 0', [entry(4)], {}], ['a limit of none', [], { revisionHistoryLimit: 0 }],
  ])('%s is not complete', async (_what, entries, spec) => {
    expect((await told(entries, {}, spec)).isComplete).toBe(false);
  });

  it('is in order whatever order it came in', async () => {
    expect((await told([entry(1), entry(0)])).records.map(({ run }) => run.runId)).toEqual(['history/0', 'history/1']);
  });

  it('takes an operation for the newest entry\'s only with its revision and its moment', async () => {
    const state = { operation: { info: [{ name: 'muster', value: 'ours' }] }, phase: 'Succeeded', startedAt: '2026-03-02T09:00:01Z', finishedAt: '2026-03-02T09:00:09Z', syncResult: { revision: commit } };
    const correlation = async (its: object): Promise<unknown> => (await told([entry(0)], { operationState: { ...state, ...its } })).records[0]?.correlation;
    expect(await correlation({})).toBe('ours');
    expect(await correlation({ syncResult: { revision: 'd'.repeat(40) } })).toBeNull();
    expect(await correlation({ finishedAt: '2026-03-02T10:00:00Z' })).toBeNull();
    expect(await correlation({ phase: 'Failed' })).toBeNull();
    expect(await correlation({ startedAt: '2026-03-02T09:00:04Z' })).toBeNull();
    expect((await told([entry(0)], { operationState: { ...state, startedAt: '2026-03-02T09:00:04Z' } })).records[0]).toMatchObject({ hidesCorrelation: true, run: { runId: 'history/0' } });
    expect(await correlation({ operation: { info: [{ name: 'muster', value: '' }] } })).toBeNull();
  });

  it('tells digests only of what is synced at that revision, and only digests', async () => {
    const summary = { images: [`r.example/pay@sha256:${'a'.repeat(64)}`, 'r.example/side:1.0', 'r.example/odd@sha256:XYZ'] };
    const digests = async (sync: object): Promise<unknown> => (await told([entry(0)], { summary, sync })).records[0]?.digests;
    expect(await digests({ status: 'Synced', revision: commit })).toEqual(['a'.repeat(64)]);
    expect(await digests({ status: 'OutOfSync', revision: commit })).toEqual([]);
    expect(await digests({ status: 'Synced', revision: 'd'.repeat(40) })).toEqual([]);
  });
});
