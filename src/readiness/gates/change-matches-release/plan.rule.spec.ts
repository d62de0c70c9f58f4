import type { Facts } from '../../facts.ts';
import { greenFacts, greenPlan } from '../../green.fixture.ts';
import { planFinding } from './plan.rule.ts';

const { service } = greenFacts();
const wrong = (plan: Parameters<typeof greenPlan>[0], given: Partial<Facts>): string => planFinding(greenFacts({ plan: greenPlan(plan), ...given })).actual;

describe('a plan', () => {
  it.each<[string, Parameters<typeof greenPlan>[0], Partial<Facts>]>([
    ['its release is payments-2.3.9, not payments-2.4.0', { releaseKey: 'payments-2.3.9' }, {}], ['its environment is staging, not production', { environment: 'staging' }, {}], ['its deployer is jenkins, not actions', { deployer: 'jenkins' }, {}],
    ['its parameter version is 2.3.9, not 2.4.0', { parameters: { version: '2.3.9' } }, {}], ['its parameter environment is staging, not production', { parameters: { environment: 'staging' } }, {}], ['the plan matches', { parameters: { version: 'v2.4.0', environment: 'PROD' } }, {}],
    ['its deployer is jenkins, not actions; its parameter version is 2.3.9, not 2.4.0', { deployer: 'jenkins', parameters: { version: '2.3.9' } }, {}],
    ['its deployer is actions, and none is declared', {}, { service: null }], ['its deployer is actions, and none is declared', {}, { service: service === null ? null : { ...service, deployers: {} } }],
  ])('is told by what it says: %s', (actual, plan, given) => {
    expect(wrong(plan, given)).toBe(actual);
  });

  it('says all that is wrong in its sentence too', () => {
    expect(planFinding(greenFacts({ plan: greenPlan({ deployer: 'jenkins', environment: 'staging' }) })).because).toBe('Plan version 3 is not for payments-2.4.0 in production: its environment is staging, not production; its deployer is jenkins, not actions.');
  });
});
