import { evidenceOfFreeze } from './freeze.ts';
import { freezeOf } from './green.fixture.ts';

it('A freeze is shown as what Muster keeps itself', () => {
  expect(evidenceOfFreeze(freezeOf(), 'first', 'now')).toStrictEqual({
    source: { reference: 'muster:window:freeze:1', system: 'MUSTER', connection: 'muster', key: 'Year end', url: null, fetchedAt: '2026-11-23T11:00:00.000Z', isStale: false, problem: null },
    recordId: null, field: 'first', label: 'Freeze "Year end"', value: 'now', url: null,
  });
});
