import { greenPlan } from './green.fixture.ts';
import { evidenceOfPlan } from './plan.ts';

it('A plan is shown as what Muster keeps itself, about its release', () => {
  expect(evidenceOfPlan(greenPlan().plan, 'window', null)).toStrictEqual({
    source: { reference: 'muster:version:payments-2.4.0', system: 'MUSTER', connection: 'muster', key: 'payments-2.4.0', url: null, fetchedAt: '2026-11-23T12:00:00.000Z', isStale: false, problem: null },
    recordId: null, field: 'window', label: 'Plan version 3 for production', value: null, url: null,
  });
});
