import { approvalsRead, assessed, deployed, linked, released } from '../reports.fixture.ts';
import { approval, change, incident, leaver, ownItem, verdict, type Golden, type GoldenCase } from './cells.fixture.ts';

/** A Friday after 2026-W53, which goes from Monday 28 December to Sunday 3 January. */
const now = '2027-01-08T12:00:00.000Z';
const [lastSecond, firstOfW01] = ['2027-01-03T23:59:59.000Z', '2027-01-04T00:00:00.000Z'];
const noPeriod = 'It has no period: it tells how things stand at one moment.';

/** A file’s batches, by one column: the first holds what belongs to the week in which the period begins. */
async function batches(golden: Golden, column: string): Promise<readonly (readonly unknown[])[]> {
  const found: (readonly unknown[])[] = [];
  await golden.report({ since: '2026-12-30', until: '2027-01-08' }, now).stream({ batch: 100, tellsTotals: false }, () => Promise.resolve(), (rows) => { found.push(rows.map((row) => row[column])); return Promise.resolve(); });
  return found;
}

export const isoYearEnd: GoldenCase = {
  name: 'the end of an ISO year',
  cells: {
    'delivery-performance': { in: 'puts a deployment across midnight into the day, the week and the ISO year in which it went live, by the clock of the time zone' },
    compliance: {
      says: 'goes back twelve weeks from week 53, and no week more or less',
      async proves(golden) {
        for (const [id, at] of Object.entries({ before: '2026-10-04T23:59:59Z', first: '2026-10-05T00:00:00Z', last: '2027-01-02T23:59:59Z', after: '2027-01-03T00:00:00Z' })) await deployed(golden, { id, at });
        expect(await golden.column('deployment_id', { until: '2027-01-03', finding: 'UNKNOWN_ARTIFACT' }, now)).toEqual(['deployment:first', 'deployment:last']);
      },
    },
    'why-releases-wait': {
      says: 'counts on over the end of the year, of the new year’s judgements alone where the year is asked for, and an approval in the week in which it was decided',
      async proves(golden) {
        await released(golden, 'payments-1');
        await assessed(golden, '1', 'payments-1', 'NOT_READY', '2026-12-31T23:00:00.000Z', [verdict('FAIL')]);
        await assessed(golden, '2', 'payments-1', 'NOT_READY', '2027-01-01T02:00:00.000Z', [verdict('FAIL')]);
        await assessed(golden, '3', 'payments-1', 'READY', '2027-01-01T03:00:00.000Z', [verdict('PASS')]);
        expect(await golden.column('waited', { since: '2026-12-28', until: '2027-01-04' }, now)).toEqual([4 * 3_600]);
        expect(await golden.column('waited', { since: '2027-01-01', until: '2027-01-04' }, now)).toEqual([3_600]);
        await linked(golden, 'payments-1', 'CHANGE', 'desk:change:1');
        await approvalsRead(golden, 'desk:change:1', ['2026-12-30T00:00:00.000Z', []], ['2026-12-31T23:00:00.000Z', [approval('REQUESTED')]], [firstOfW01, [approval('APPROVED', { decidedAt: lastSecond })]]);
        // Three days and 59 minutes and 59 seconds, whole in week 53.
        expect(await golden.column('waited', { by: 'APPROVAL', since: '2026-12-28', until: '2027-01-04' }, now)).toEqual([3 * 86_400 + 3_599]);
        expect(await golden.rows({ by: 'APPROVAL', since: '2027-01-04', until: '2027-01-08' }, now)).toEqual([]);
      },
    },
    'running-versus-recorded': { cannot: noPeriod },
    'incident-causes': {
      says: 'finds a recurrence over the year’s end, and begins a file with what is left of week 53',
      async proves(golden) {
        await ownItem(golden);
        await incident(golden, 'desk:incident:1', '2026-12-20T12:00:00.000Z');
        await incident(golden, 'desk:incident:2', lastSecond);
        await incident(golden, 'desk:incident:3', firstOfW01, { configurationItemId: 'cmdb:ci:2' });
        expect(await golden.column('recurrences', { since: '2027-01-01', until: '2027-01-08' }, now)).toEqual([1, 0]);
        expect(await batches(golden, 'incident')).toEqual([['desk:incident:2'], ['desk:incident:3']]);
      },
    },
    'joiners-movers-leavers': {
      says: 'counts a grace of seven days from 28 December through 4 January, then and asked later as of then',
      async proves(golden) {
        await leaver(golden, '2026-12-28');
        expect([await golden.column('exempt', {}, '2027-01-04T23:59:59.000Z'), await golden.column('exempt', {}, '2027-01-05T00:00:00.000Z')]).toEqual([['GRACE'], [null]]);
        // Asked in June as of then, by the day of the zone that an instant is in and by a day.
        const then = (asOf: string, timeZone = 'UTC') => golden.column('exempt', { asOf, timeZone }, '2027-06-01T12:00:00.000Z');
        expect([await then('2026-12-28'), await then('2026-12-29'), await then('2027-01-04T23:59:59.000Z'), await then('2027-01-04T23:59:59.000Z', 'Europe/Berlin'), await then('2027-01-05')]).toEqual([[], ['GRACE'], ['GRACE'], [null], [null]]);
      },
    },
    calendar: {
      says: 'looks ahead from the Monday of week 53, and shows what lasts over the year’s end whole in both years',
      async proves(golden) {
        const { meant } = golden.report({}, '2027-01-01T12:00:00.000Z').asked;
        expect([meant['since'], meant['until']]).toEqual(['2026-11-30T00:00:00.000Z', '2027-03-22T00:00:00.000Z']);
        await change(golden, 'desk:change:1', '2026-12-31T22:00:00.000Z', '2027-01-01T02:00:00.000Z');
        for (const period of [{ since: '2026-12-28', until: '2027-01-01' }, { since: '2027-01-01', until: '2027-01-08' }]) expect(await golden.rows(period, now)).toMatchObject([{ starts: '2026-12-31 22:00', ends: '2027-01-01 02:00' }]);
      },
    },
    'readiness-history': {
      says: 'begins a file with what is left of week 53',
      async proves(golden) {
        await released(golden, 'payments-1');
        await assessed(golden, '1', 'payments-1', 'NOT_READY', lastSecond, [verdict('FAIL')]);
        await assessed(golden, '2', 'payments-1', 'READY', firstOfW01, [verdict('PASS')]);
        expect(await batches(golden, 'assessment_id')).toEqual([['assessment:1'], ['assessment:2']]);
      },
    },
    'waiver-debt': { cannot: noPeriod },
    'connection-health': { cannot: noPeriod },
  },
};
