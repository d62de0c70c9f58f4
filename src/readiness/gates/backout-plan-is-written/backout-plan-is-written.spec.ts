import { absent, unknown } from '../../fact.ts';
import type { Facts } from '../../facts.ts';
import { changeFactsOf, gap, greenFacts, greenPlan, itemFactsOf, kenji, now, policyGate, timeout } from '../../green.fixture.ts';
import { backoutPlanIsWritten } from './index.ts';

const judge = (given: Partial<Facts>, parameters: Record<string, unknown> = {}) => backoutPlanIsWritten.judge(greenFacts(given), policyGate('backout-plan-is-written', { parameters }));
const written = 'Redeploy payments-2.3.4 from the library.';
const planned = (backoutPlan: string | null) => ({ plan: greenPlan({ backoutPlan }) });
const changed = (backoutPlan: string | null) => ({ changes: [changeFactsOf(), changeFactsOf({ id: 'servicenow:change:c4', label: 'CHG0030004', backoutPlan })] });
const running = (runningVersion: string | null) => ({ target: { ...greenFacts().target, ...itemFactsOf({ runningVersion }) } as Facts['target'] });

describe('backout-plan-is-written', () => {
  it('passes when the plan and every change say how to back out', () => {
    expect(judge({ ...planned(written), ...changed(written) })).toMatchObject({
      outcome: 'PASS', expected: 'a back-out plan in the plan and every change', because: 'The way back is written in the plan and every change.',
      restsOn: ['plan:1 v3 back-out written', 'servicenow:change:c3 back-out written', 'servicenow:change:c4 back-out written'],
    });
  });

  it.each<[string, Partial<Facts>, string, string]>([
    ['the plan', planned(null), 'Plan version 3 does not say how to back out.', 'Plan the deployment of payments-2.4.0 to production again, with a back-out plan.'],
    ['the plan, in blanks', planned(' \n '), 'Plan version 3 does not say how to back out.', 'again, with a back-out plan'],
    ['the plan, in a word', planned('n/a'), 'Plan version 3 does not say how to back out: "n/a" is no plan.', 'again, with a back-out plan'],
    ['a change', changed('none'), 'CHG0030004 does not say how to back out: "none" is no plan.', 'Write the back-out plan into CHG0030004 in servicenow.'],
    ['a change, in dots', changed('. . . . . . . . . . . .'), 'CHG0030004 does not say how to back out', 'Write the back-out plan into CHG0030004'],
    ['a plan that there is not', { plan: null }, 'There is no deployment plan of payments-2.4.0 for production.', 'Plan the deployment'],
    ['a change that there is not', { changes: [] }, 'No change is linked to payments-2.4.0 for production', 'correlation id payments-2.4.0'],
    ['a change that the tool does not have', { changes: [changeFactsOf({}, { record: absent(now) })] }, 'servicenow has no CHG0030003', 'Look CHG0030003 up'],
  ])('names what lacks it: %s', (_name, given, because, remedy) => {
    const verdict = judge(given);
    expect(verdict.outcome).toBe('FAIL');
    expect(verdict.because).toContain(because);
    expect(verdict.remedy).toContain(remedy);
  });

  it.each<[string, Partial<Facts>]>([
    ['what runs', changed('Deploy payments-2.3.4 again.')],
    ['what runs, with a v', { ...running('v2.3.4'), ...changed('Deploy Payments v2.3.4 again.') }],
    ['what runs, of a build', { ...running('2.3.4+build.3'), ...changed('Deploy Payments 2.3.4 again.') }],
    ['what runs, of a branch', { ...running('2.3.4-dev2'), ...planned('Deploy payments-2.3.4-dev2 again.'), changes: [changeFactsOf({ backoutPlan: 'Deploy payments-2.3.4-dev2 again.' })] }],
    ['what runs, and what ran before it', changed('Deploy Payments v2.3.4, else payments-2.3.3.')],
    ['what to back out of', changed('Take payments-2.4.0 out, deploy payments-2.3.3.')],
    ['other services beside its own', changed('Deploy payments-2.3.4, and ledger-1.9.2 with it.')],
    ['no release, only numbers', changed('Deploy the package before; it takes 2.5 minutes on node 10.0.0.7.')],
    ['the version before, once this one runs', { ...running('2.4.0'), ...changed('Deploy payments-2.3.3 again.') }],
  ])('passes a text that names %s', (_name, given) => {
    expect(judge(given).outcome).toBe('PASS');
  });

  it.each<[string, Partial<Facts>, string]>([
    ['later versions', changed('Take payments-2.5.0 out, deploy payments-2.4.9.'), 'The back-out plan of CHG0030004 is about payments-2.5.0, payments-2.4.9: neither payments-2.4.0 nor what runs now.'],
    ['a candidate', changed('Take payments-2.4.0-rc1 out.'), 'about payments-2.4.0-rc1'],
    ['another service', changed('Deploy Ledger 1.9.2 again.'), 'about ledger-1.9.2'],
    ['an older version, in the plan', planned('Deploy payments-2.3.3 again.'), 'The back-out plan of Plan version 3 is about payments-2.3.3'],
  ])('fails a text that was written for another release: %s', (_name, given, because) => {
    const verdict = judge(given);
    expect(verdict.outcome).toBe('FAIL');
    expect(verdict.because).toContain(because);
    expect(verdict.evidence.map(({ field }) => field)).toEqual(['backoutPlan', 'runningVersion']);
  });

  it('cannot tell of another version while nobody says what runs', () => {
    expect(judge({ ...running(null), ...changed('Deploy payments-2.3.3 again.') })).toMatchObject({ outcome: 'UNKNOWN', because: expect.stringContaining('names payments-2.3.3, and nobody can tell') as string });
    expect(judge({ target: null, ...changed('Deploy payments-2.3.3 again.') }).outcome).toBe('UNKNOWN');
  });

  it('says who wrote the plan or asked for the change that lacks it', () => {
    expect(judge(planned(null)).responsible).toEqual([kenji]);
    expect(judge(changed('none')).responsible).toEqual([kenji]);
    expect(judge({ plan: greenPlan({ backoutPlan: null }, { proposer: null }) }).responsible).toEqual([]);
    expect(judge({ changes: [changeFactsOf({ backoutPlan: 'none' }, { requester: null })] }).responsible).toEqual([]);
  });

  it('cannot tell of a change that is unread, that hides it or leaves it empty, or while there may be more', () => {
    expect(judge(changed(null))).toMatchObject({ outcome: 'UNKNOWN', because: 'servicenow does not say the back-out plan of CHG0030003.' });
    expect(judge({ changes: [changeFactsOf({}, { record: unknown(timeout) })] }).outcome).toBe('UNKNOWN');
    expect(judge({ gaps: [gap('CHANGE')] }).outcome).toBe('UNKNOWN');
  });

  it('looks only where the policy wants it written, and for as many letters', () => {
    expect(judge({ ...planned(null), ...changed(written) }, { writtenIn: ['CHANGES'] })).toMatchObject({ outcome: 'PASS', expected: 'a back-out plan in every change' });
    expect(judge({ ...planned(written), changes: [] }, { writtenIn: ['PLAN'] }).outcome).toBe('PASS');
    expect(judge(planned('Go back to 1.'), { minLetters: 9 }).outcome).toBe('PASS');
    expect(judge(planned('Go back to 1.'), { minLetters: 10 }).outcome).toBe('FAIL');
    expect(judge(planned('1'), { minLetters: 1 }).outcome).toBe('PASS');
    expect(judge(planned('. . .'), { minLetters: 1 }).outcome).toBe('FAIL');
    expect(judge({}, { writtenIn: [] }).outcome).toBe('UNKNOWN');
  });

  it('never passes on nothing', () => {
    expect(judge({ plan: null, changes: [] })).toMatchObject({ outcome: 'FAIL', because: 'payments-2.4.0 has no deployment plan and no change for production, so no way back is written.' });
    expect(judge({ plan: null }, { writtenIn: ['PLAN'] }).because).toBe('payments-2.4.0 has no deployment plan for production, so no way back is written.');
    expect(judge({ changes: [] }, { writtenIn: ['CHANGES'] })).toMatchObject({ outcome: 'FAIL', because: 'payments-2.4.0 has no change for production, so no way back is written.', remedy: 'Link the change of payments-2.4.0 for production.' });
    expect(backoutPlanIsWritten.judge(greenFacts({ plan: null, changes: [] }), policyGate('backout-plan-is-written', { mayBeEmpty: true })).outcome).toBe('NOT_APPLICABLE');
    expect(judge({ plan: null, changes: [], gaps: [gap('CHANGE')] }).outcome).toBe('UNKNOWN');
  });
});
