import type { Deployment } from '../../../domain/deployment.ts';
import { absent, known, unknown } from '../../fact.ts';
import type { DependencyFacts, Facts } from '../../facts.ts';
import { askedFacts, greenFacts, ledger, liveLedger, now, policyGate, source, timeout } from '../../green.fixture.ts';
import { dependenciesAreLive } from './index.ts';

const gate = policyGate('dependencies-are-live');
const judge = (dependencies: Facts['asked']['dependencies'], dependsOn: readonly string[] = ['ledger-1.9.2'], policyOf = gate) =>
  dependenciesAreLive.judge(greenFacts({ asked: askedFacts({ dependencies }), release: { ...greenFacts().release, dependsOn } }), policyOf);
const dependency = (last: Partial<Deployment> | null, given: Partial<DependencyFacts> = {}): DependencyFacts => ({ key: 'ledger-1.9.2', release: ledger, last: last === null ? null : liveLedger(last), ...given });
const upon = (last: Partial<Deployment> | null, given: Partial<DependencyFacts> = {}) => judge(known([dependency(last, given)], now));

describe('dependencies-are-live', () => {
  it('passes when each is what went out last of its service, and went well', () => {
    expect(upon({})).toMatchObject({ outcome: 'PASS', because: 'ledger-1.9.2 is live in production.', restsOn: [`ledger-1.9.2 live with ${'e'.repeat(64)}`], evidence: [{ field: 'state', value: 'SUCCEEDED' }, { field: 'packageDigest' }] });
    expect(upon({ origin: 'OBSERVED', packageDigest: null }).outcome).toBe('PASS');
    expect(upon({ packageDigest: null }, { release: { ...ledger, sealed: null } }).outcome).toBe('PASS');
  });

  it.each<[string, ReturnType<typeof upon>, string]>([
    ['Muster knows no such release', upon({}, { release: null }), 'Muster knows no release ledger-1.9.2.'],
    ['nothing of its service ever went there', upon(null), 'nothing of ledger ever went there'],
    ['it failed', upon({ state: 'FAILED' }), 'ledger-1.9.2 is not live in production: its deployment ended FAILED.'],
    ['it was backed out', upon({ state: 'BACKED_OUT' }), 'ended BACKED_OUT'],
    ['it is still under way', upon({ state: 'RUNNING', finishedAt: null }), 'its deployment is RUNNING'],
    ['the one before is live', upon({ releaseKey: 'ledger-1.9.1' }), 'ledger-1.9.2 is not live in production: ledger-1.9.1 is.'],
    ['a later one is live, which may keep other promises', upon({ releaseKey: 'ledger-1.9.20' }), 'ledger-1.9.20 is.'],
    ['another package of it is live', upon({ packageDigest: 'f'.repeat(64) }), 'another package than the one that is sealed now'],
    ['the facts leave it out', judge(known([], now)), 'Muster knows no release ledger-1.9.2.'],
    ['one of two is not live', judge(known([dependency({}), dependency(null, { key: 'cards-9.0.0' })], now), ['ledger-1.9.2', 'cards-9.0.0']), 'cards-9.0.0 is not live'],
  ])('fails when %s', (_name, verdict, because) => {
    expect(verdict).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining(because) as string });
    expect(verdict.remedy).not.toBeNull();
  });

  it('leads to the run that put it there, where there is one', () => {
    const run = { source: source('github:run:7'), runId: '7', status: 'SUCCESS', url: 'https://github.example/runs/7', startedAt: now, finishedAt: now } as const;
    expect([upon({ run, packageDigest: 'f'.repeat(64) }), upon({ run, state: 'FAILED' }), upon({ run, releaseKey: 'ledger-1.9.1' }), upon({ packageDigest: 'f'.repeat(64) })].map(({ remedyUrl }) => remedyUrl)).toEqual([run.url, run.url, run.url, null]);
  });

  it('cannot tell what is live after another release of the service did not go well, or is under way', () => {
    expect(upon({ releaseKey: 'ledger-1.9.3', state: 'FAILED' })).toMatchObject({ outcome: 'UNKNOWN', because: 'Nobody can tell whether ledger-1.9.2 is live in production: the deployment of ledger-1.9.3 after it ended FAILED.' });
    expect(upon({ releaseKey: 'ledger-1.9.3', state: 'RUNNING', finishedAt: null }).outcome).toBe('UNKNOWN');
    expect(upon({ releaseKey: null, origin: 'OBSERVED' })).toMatchObject({ outcome: 'UNKNOWN', because: expect.stringContaining('a release of ledger that nobody can tell') as string });
  });

  it('cannot tell when the records are not there', () => {
    expect(judge(unknown(timeout))).toMatchObject({ outcome: 'UNKNOWN', because: 'Nobody can tell whether ledger-1.9.2 is live in production: no answer within 20 s.' });
    expect(judge(absent(now)).outcome).toBe('UNKNOWN');
  });

  it('never passes on nothing: a release that depends on none', () => {
    expect(judge(known([], now), [])).toMatchObject({ outcome: 'FAIL', because: 'payments-2.4.0 says of no release that it depends on it.' });
    expect(judge(known([], now), [], { ...gate, mayBeEmpty: true }).outcome).toBe('NOT_APPLICABLE');
    expect(judge(unknown(timeout), [], { ...gate, mayBeEmpty: true }).outcome).toBe('NOT_APPLICABLE');
  });
});
