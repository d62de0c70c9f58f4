import type { Facts, PlanFacts } from '../../facts.ts';
import { grace, greenFacts, greenPlan, kenji, now, omar, person, policy, policyGate, stranger } from '../../green.fixture.ts';
import { planIsAgreed } from './index.ts';

const gate = policyGate('plan-is-agreed');
const judge = (given: Partial<Facts>) => planIsAgreed.judge(greenFacts(given), gate);

/** The change authority's agreement by this person; the service owner's stands. */
function agreedBy(who: PlanFacts['agreements'][number]['person'], planVersion = 3): PlanFacts {
  const owner = greenPlan().agreements.slice(1);
  return greenPlan({}, { agreements: [{ person: who, agreement: { email: who.email ?? '', role: 'CHANGE_AUTHORITY', agreedAt: now, planVersion } }, ...owner] });
}

describe('plan-is-agreed', () => {
  it('passes when every role the policy names has agreed', () => {
    expect(judge({})).toMatchObject({ outcome: 'PASS', because: 'Plan version 3 is agreed by change authority, service owner.', restsOn: ['plan:1 v3 agreed CHANGE_AUTHORITY', 'plan:1 v3 agreed SERVICE_OWNER'] });
  });

  it('says which role is missing and who holds it', () => {
    expect(judge({ plan: greenPlan({}, { agreements: greenPlan().agreements.slice(0, 1) }) })).toMatchObject({
      outcome: 'FAIL', because: 'Plan version 3 is not agreed by service owner.', remedy: 'Ask Grace to agree to plan version 3.', responsible: [grace],
    });
    expect(judge({ plan: greenPlan({}, { agreements: [] }), stakeholders: [] }).remedy).toContain('Name a change authority among the stakeholders');
  });

  it.each<[string, PlanFacts]>([
    ['who proposed the plan', agreedBy(kenji)],
    ['who proposed it under another account', agreedBy(person('Ken', { email: 'KENJI@northbank.example' }))],
    ['whom nobody mapped', agreedBy(stranger)],
    ['who has left', agreedBy(person('Paul', { isActive: false }))],
    ['who agreed to an older version', agreedBy(omar, 2)],
    ['while nobody knows who proposed it', { ...agreedBy(omar), proposer: stranger }],
  ])('does not count the agreement of a person %s', (_name, plan) => {
    expect(judge({ plan })).toMatchObject({ outcome: 'FAIL' });
  });

  it('counts agreements to the first seal whenever they were given, and to a later one from its moment on', () => {
    const sealed = (revision: number, sealedAt: string) => ({ release: { ...greenFacts().release, sealed: { revision, sealedAt, sealedBy: grace, digest: 'd'.repeat(64), artifacts: [] } } });
    const [before, after] = ['2026-11-23T11:59:59.999Z', '2026-11-23T12:00:00.001Z'];
    expect([sealed(1, after), sealed(2, before), sealed(2, now), sealed(2, after), { release: { ...greenFacts().release, sealed: null } }].map((given) => judge(given).outcome)).toEqual(['PASS', 'PASS', 'PASS', 'FAIL', 'PASS']);
    expect(judge(sealed(2, after))).toMatchObject({ because: expect.stringContaining('Plan version 3 is not agreed by change authority: Omar agreed, but before the package was sealed anew.') as string, remedy: expect.stringContaining('Ask Omar to agree to plan version 3.') as string });
  });

  it('counts anybody else when a pipeline proposed the plan for nobody', () => {
    expect(judge({ plan: { ...greenPlan(), proposer: null } }).outcome).toBe('PASS');
  });

  it('never passes on nothing: no plan, no role', () => {
    expect(judge({ plan: null })).toMatchObject({ outcome: 'FAIL', because: 'There is no deployment plan of payments-2.4.0 for production.' });
    const roleless = greenFacts({ policy: { ...policy, requiredAgreements: [] } });
    expect(planIsAgreed.judge(roleless, gate)).toMatchObject({ outcome: 'FAIL', because: 'The policy production names no role that must agree.' });
    expect(planIsAgreed.judge(roleless, { ...gate, mayBeEmpty: true }).outcome).toBe('NOT_APPLICABLE');
  });
});
