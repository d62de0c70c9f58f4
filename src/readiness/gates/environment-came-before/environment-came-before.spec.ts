import type { Deployment } from '../../../domain/deployment.ts';
import { absent, known, unknown } from '../../fact.ts';
import type { Facts } from '../../facts.ts';
import { askedFacts, deploymentOf, greenFacts, now, policyGate, source, timeout } from '../../green.fixture.ts';
import { environmentCameBefore } from './index.ts';

const judge = (asked: Facts['asked']['deployments'], parameters: Record<string, unknown> = {}, given: Partial<Facts> = {}) =>
  environmentCameBefore.judge(greenFacts({ asked: askedFacts({ deployments: asked }), ...given }), policyGate('environment-came-before', { parameters: { environments: ['staging'], ...parameters } }));
const after = (...deployments: Partial<Deployment>[]) => judge(known(deployments.map(deploymentOf), now));
const observed = { origin: 'OBSERVED', packageDigest: null } as const;

describe('environment-came-before', () => {
  it('passes when the same package succeeded there', () => {
    expect(after({})).toMatchObject({ outcome: 'PASS', expected: 'payments-2.4.0 deployed before to staging, with the same package', restsOn: [`staging came before with ${'d'.repeat(64)}`], evidence: [{ field: 'packageDigest', label: 'Deployment of payments-2.4.0 to staging' }] });
    expect(after({ ...observed, packageDigest: 'd'.repeat(64) }).outcome).toBe('PASS');
  });

  it.each<[string, Partial<Deployment>[], string]>([
    ['it never went there', [], 'payments-2.4.0 was never deployed to staging.'],
    ['it went elsewhere only', [{ environment: 'production' }], 'never deployed to staging'],
    ['another release went there', [{ releaseKey: 'payments-2.3.4' }], 'never deployed to staging'],
    ['another package of it went there', [{ packageDigest: 'f'.repeat(64) }], 'is another package of payments-2.4.0'],
    ['others deployed another package of it', [{ ...observed, packageDigest: 'f'.repeat(64) }], 'is another package'],
    ['it failed there', [{ state: 'FAILED' }], 'The deployment of payments-2.4.0 to staging ended FAILED.'],
    ['it was backed out there', [{ state: 'BACKED_OUT' }], 'ended BACKED_OUT'],
    ['it still runs there', [{ state: 'VERIFYING', finishedAt: null }], 'is VERIFYING'],
    ['nobody knows whether it was triggered there', [{ state: 'UNCLEAR', finishedAt: null }], 'is UNCLEAR'],
  ])('fails when %s', (_name, deployments, because) => {
    const verdict = after(...deployments);
    expect(verdict).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining(because) as string });
    expect(verdict.remedy).toMatch(/staging/);
  });

  it('says what to do, and where the run is', () => {
    const run = { source: source('github:run:7'), runId: '7', status: 'SUCCESS', url: 'https://github.example/runs/7', startedAt: now, finishedAt: now } as const;
    expect([after({ run, state: 'VERIFYING', finishedAt: null }), after({ run, state: 'FAILED' }), after({ run, packageDigest: 'f'.repeat(64) }), after({ ...observed, run }), after({ packageDigest: null })].map(({ remedy, remedyUrl }) => [remedy, remedyUrl])).toEqual([
      ['Wait until payments-2.4.0 is live in staging.', run.url], ['Find out why, and deploy payments-2.4.0 to staging again.', run.url], ['Deploy the sealed package of payments-2.4.0 to staging first.', run.url],
      ['Deploy the sealed package of payments-2.4.0 to staging through Muster, or let versionIsEnough in the policy.', run.url], ['Deploy the sealed package of payments-2.4.0 to staging through Muster.', null],
    ]);
  });

  it('fails a release that is not sealed: nothing shows what went there', () => {
    expect(judge(known([deploymentOf()], now), {}, { release: { ...greenFacts().release, sealed: null } })).toMatchObject({ outcome: 'FAIL', remedy: 'Seal the package of payments-2.4.0.' });
  });

  it('cannot tell when the records are not there, or show no package', () => {
    expect(judge(unknown(timeout))).toMatchObject({ outcome: 'UNKNOWN', because: 'Nobody can tell whether payments-2.4.0 went to staging: no answer within 20 s.' });
    expect(judge(absent(now)).outcome).toBe('UNKNOWN');
    expect(after(observed)).toMatchObject({ outcome: 'UNKNOWN', because: 'Others deployed payments-2.4.0 to staging, and nothing shows that it was the package that is sealed now.' });
    expect(after({ packageDigest: null }).outcome).toBe('UNKNOWN');
  });

  it('takes the version that others told for enough when the policy says so, but no other digest, and not of ours', () => {
    const lenient = (given: Partial<Deployment>) => judge(known([deploymentOf(given)], now), { versionIsEnough: true }).outcome;
    expect(judge(known([deploymentOf(observed)], now), { versionIsEnough: true }).restsOn).toEqual(['staging came before with its version']);
    expect([lenient(observed), lenient({ ...observed, packageDigest: 'f'.repeat(64) }), lenient({ packageDigest: null }), lenient({ ...observed, state: 'FAILED' })]).toEqual(['PASS', 'FAIL', 'UNKNOWN', 'FAIL']);
  });

  it('wants every environment that comes first', () => {
    const both = { environments: ['test', 'staging'] };
    expect(judge(known([deploymentOf()], now), both)).toMatchObject({ outcome: 'FAIL', because: 'payments-2.4.0 was never deployed to test.', remedy: 'Deploy payments-2.4.0 to test first.' });
    expect(judge(known([deploymentOf(), deploymentOf({ environment: 'test' })], now), both)).toMatchObject({ outcome: 'PASS', actual: '2 of 2', because: 'The package of payments-2.4.0 went to test, staging before.' });
  });

  it('never passes on nothing: a policy that names no environment', () => {
    expect(judge(known([deploymentOf()], now), { environments: [] })).toMatchObject({ outcome: 'FAIL', because: 'The policy production names no environment that comes first.' });
    expect(environmentCameBefore.judge(greenFacts(), policyGate('environment-came-before', { mayBeEmpty: true })).outcome).toBe('NOT_APPLICABLE');
  });
});
