import type { ObservedRun } from '../../domain/ports/deployer.ts';
import { runOf, standing, told } from './observed.fixture.ts';
import { hasBegun, sightingOf, startOf } from './sighting.ts';
import type { OfOthers } from './sighting.ts';

const now = '2026-11-23T12:00:00.000Z';
const isNew: OfOthers = { is: 'NEW', identity: 'observed:7' };
const stands: OfOthers = { is: 'STANDING', identity: 'observed:7', known: standing('7', { requestedAt: '2026-11-23T09:00:00.000Z' }) };
const beside = { found: { releaseKey: 'payments-2.4.0', packageDigest: null, because: null }, startedBy: null, now, endWithinMs: 3_600_000 * 24 };
const sighted = (run: ObservedRun, which: OfOthers = isNew, more: Partial<typeof beside> = {}): ReturnType<typeof sightingOf> => sightingOf(run, which, { ...beside, ...more });

describe('what a run of others stands as', () => {
  it.each([['RUNNING', 'RUNNING'], ['SUCCEEDED', 'SUCCEEDED'], ['FAILED', 'FAILED'], ['CANCELED', 'CANCELED'], ['PENDING', 'RUNNING']] as const)('%s is %s', (progress, state) => {
    expect(sighted(told('7', { progress }))).toMatchObject({ state, startedAt: '2026-11-23T10:00:00.000Z', holdsUntil: '2026-11-24T10:00:00.000Z', releaseKey: 'payments-2.4.0' });
  });

  it('stands nowhere before it has begun; once it stands, it waits on', () => {
    const pending = told('7', { progress: 'PENDING' });
    expect([hasBegun(pending, isNew), hasBegun(pending, stands), hasBegun(told('7', { progress: 'RUNNING' }), isNew)]).toEqual([false, true, true]);
  });

  it.each(['RUNNING', 'PENDING'] as const)('has failed when it is %s for too long, and says that nobody knows', (progress) => {
    const late = sighted(told('7', { progress, run: runOf('7', { finishedAt: null }) }), isNew, { endWithinMs: 7_200_000 });
    expect(late).toMatchObject({ state: 'FAILED', finishedAt: now, because: 'No end of this run was told within 120 minutes of its start: how it went nobody knows. Look at the run itself.' });
    expect(sighted(told('7', { progress, run: runOf('7', { finishedAt: null }) }), isNew, { endWithinMs: 7_200_001 })).toMatchObject({ state: 'RUNNING', finishedAt: null });
    expect(sighted(told('7'), isNew, { endWithinMs: 1 }).state).toBe('SUCCEEDED');
  });

  it('says why its release is not known, and nothing more of one that is', () => {
    expect(sighted(told('7')).because).toBe('The run ended in success.');
    expect(sighted(told('7'), isNew, { found: { ...beside.found, because: 'It does not say which release it is.' } as unknown as typeof beside.found }).because).toBe('The run ended in success. It does not say which release it is.');
  });

  it.each([
    ['its start', '2026-11-23T10:00:00.000Z', isNew, '2026-11-23T10:00:00.000Z'],
    ['now, when it tells none', null, isNew, now],
    ['now, when its start has not come yet', '2099-01-01T00:00:00.000Z', isNew, now],
    ['now, when no calendar holds its start', '-012000-01-01T00:00:00.000Z', isNew, now],
    ['the moment we first heard of it, ever after', '2099-01-01T00:00:00.000Z', stands, '2026-11-23T09:00:00.000Z'],
    ['its start, when that is this very moment', now, stands, now],
    ['its new start, when it was started again', '2026-11-23T11:00:00.000Z', stands, '2026-11-23T11:00:00.000Z'],
  ] as const)('is counted from %s', (_title, startedAt, which, expected) => {
    expect(startOf(told('7', { run: runOf('7', { startedAt }) }), which, now)).toBe(expected);
  });

  it('keeps the name it was first told under', () => {
    const renamed = sighted(told('history/3', { run: runOf('history/3', { status: 'Deployed' }) }), stands);
    expect(renamed.run).toMatchObject({ runId: '7', status: 'Deployed', url: 'http://github/runs/history/3', source: { key: 'northbank/payments/7', reference: 'github:build:northbank/payments/7' } });
  });

  it.each([['muster-1', 'muster-1'], ['', null], ['a b', null], ['nul\u0000', null], ['x'.repeat(201), null]])('takes %j as the correlation %j', (correlation, expected) => {
    expect(sighted(told('7', { correlation })).correlation).toBe(expected);
  });
});
