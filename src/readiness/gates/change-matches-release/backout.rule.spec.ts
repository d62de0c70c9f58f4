import type { Facts } from '../../facts.ts';
import { greenFacts, greenPlan } from '../../green.fixture.ts';
import { backoutRule } from './backout.rule.ts';

/** What the plan's way back is told to be about, neither this release nor payments-2.3.4, which runs; of the change's own nothing is told. */
const told = (backoutPlan: string): readonly string[] => backoutRule.look(greenFacts({ plan: greenPlan({ backoutPlan }) } satisfies Partial<Facts>)).map(({ actual }) => actual);
const takesOut = ['Plan version 3: back-out of payments-2.5.0'];

describe('a way back that takes another release out, and goes to what runs', () => {
  it.each([
    'Back out payments-2.5.0', 'Backs out payments-2.5.0', 'Backing out payments-2.5.0', 'Backout payments-2.5.0', 'Back-out of payments-2.5.0', 'Roll back payments-2.5.0', 'Rolls back payments-2.5.0', 'Rolling back payments-2.5.0', 'Rollback payments-2.5.0', 'Roll-back of payments-2.5.0',
    'Revert payments-2.5.0', 'Remove payments-2.5.0', 'Undo payments-2.5.0', 'Uninstall payments-2.5.0', 'Withdraw payments-2.5.0', 'Back out: payments-2.5.0', 'Remove the release payments-2.5.0', 'Remove  the  release payments-2.5.0', 'Back out of the version payments-2.5.0',
    'Remove all payments-2.5.0 pods', 'Remove all  payments-2.5.0 pods', 'Remove the release of all payments-2.5.0 pods', 'Take payments-2.5.0 out', 'Take all of Payments v2.5.0  out', 'Take payments-2.5.0\nout',
  ])('is about that one: %j', (words) => {
    expect([told(`${words} and redeploy payments-2.3.4.`), told(`${words}. Then redeploy payments-2.3.4.`)]).toEqual([takesOut, takesOut]);
  });

  it('is so, whatever was gone to before', () => {
    expect(told('Switch to payments-2.3.4 and uninstall payments-2.5.0.')).toEqual(takesOut);
    expect(told('It runs on libpq 12.5.0. Remove payments-2.5.0 and redeploy payments-2.3.4.')).toEqual(takesOut);
  });
});

describe('a way back that only takes what runs from where it is kept', () => {
  it.each([
    'go back to', 'bring the previous', 'find what was previously', 'bring the former', 'find what was formerly', 'redeploy', 'try redeploying', 'restore', 'try restoring', 'reinstall', 'try reinstalling', 'install', 'deploy', 'activate', 'switch',
  ])('says nothing else: take this one down and %s', (words) => {
    expect(told(`Take this one down and ${words} payments-2.3.4 out of the library.`)).toEqual([]);
  });

  it.each(['Bring payments-2.3.4 out of the library.', 'Take payments-2.3.4 from the library.', 'Take payments-2.3.4 and roll it out.', 'Remove everything that this release has brought, and then start payments-2.3.4.'])('nor does %s', (text) => {
    expect(told(text)).toEqual([]);
  });
});
