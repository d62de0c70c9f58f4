import { expectedDurationOf, mustFit, saidLong, timeNeeded } from './expected-duration.ts';
import type { Facts } from './facts.ts';
import { greenFacts, greenPlan } from './green.fixture.ts';

const { service } = greenFacts();
const facts = (planned: number | null, declared?: number, given: Partial<Facts> = {}): Facts => greenFacts({
  plan: greenPlan({ expectedDurationMs: planned }), service: service === null ? null : { ...service, deployers: { production: { connection: 'github', name: 'actions', settings: {}, ...(declared !== undefined && { expectedDurationMs: declared }) } } }, ...given,
});

describe('how long a deployment is expected to take', () => {
  it('is what the plan says, else what its deployer’s declaration does', () => {
    expect([facts(5, 7), facts(null, 7), facts(null), facts(0, 7), facts(5, 7, { plan: null }), facts(null, 7, { service: null }), facts(null, 7, { environment: { name: 'staging', isProduction: false, policy: 'x' } })].map(expectedDurationOf)).toEqual([5, 7, null, 0, 7, null, null]);
  });

  it('is needed where the policy asks, which by itself it does not, and unknown is not short', () => {
    expect([mustFit.parse(undefined), timeNeeded(facts(5), false), timeNeeded(facts(5), true), timeNeeded(facts(null), false)]).toEqual([false, { ms: 0, findings: [] }, { ms: 5, findings: [] }, { ms: 0, findings: [] }]);
    expect(timeNeeded(facts(null), true)).toMatchObject({ ms: 0, findings: [{
      outcome: 'UNKNOWN', because: 'Nobody says how long the deployment of payments-2.4.0 to production takes, so nobody can tell whether it would be over in time.', actual: 'duration unsaid', restsOn: ['duration unsaid'],
      remedy: 'Plan the deployment again with an expected duration, or give the deployer of payments for production one in the configuration.',
    }] });
  });

  it.each([[0, '1 s'], [400, '1 s'], [29_400, '29 s'], [30_000, '1 min'], [60_000, '1 min'], [45 * 60_000, '45 min'], [59.6 * 60_000, '1 h'], [3_600_000, '1 h'], [90 * 60_000, '1 h 30 min'], [25 * 3_600_000, '25 h']])('%d ms is said as %s', (ms, said) => {
    expect(saidLong(ms)).toBe(said);
  });
});
