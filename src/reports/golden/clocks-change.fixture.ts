import { approvalsRead, assessed, copied, deployed, linked, released, sealed } from '../reports.fixture.ts';
import { approval, change, digest, incident, leaver, ownItem, readingEnded, verdict, type GoldenCase } from './cells.fixture.ts';

const timeZone = 'Europe/Berlin';
/** The Sunday of 25 hours, 25 October 2026: from 22:00Z of the day before until 23:00Z. Its week has 169. */
const [begins, lastSecond, ends] = ['2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.000Z', '2026-10-25T23:00:00.000Z'];
const ofItsWeek = { since: '2026-10-19', until: '2026-10-26', timeZone };
const ofTheNext = { since: '2026-10-26', until: '2026-11-02', timeZone };

export const clocksChange: GoldenCase = {
  name: 'weeks in which clocks change',
  cells: {
    'delivery-performance': { in: 'knows weeks of 167 and 169 hours: one beside the change of clocks belongs to its own week' },
    compliance: {
      says: 'puts a deployment beside the change into its own week',
      async proves(golden) {
        await deployed(golden, { id: 'in', at: lastSecond });
        await deployed(golden, { id: 'out', at: ends });
        const ids = (period: object) => golden.column('deployment_id', { ...period, finding: 'UNKNOWN_ARTIFACT' });
        expect([await ids(ofItsWeek), await ids(ofTheNext)]).toEqual([['deployment:in'], ['deployment:out']]);
      },
    },
    'why-releases-wait': {
      says: 'counts 25 hours of a day that has 25, of gates, tools and approvals',
      async proves(golden) {
        await released(golden, 'payments-1');
        await assessed(golden, '1', 'payments-1', 'NOT_READY', begins, [verdict('FAIL')]);
        await assessed(golden, '2', 'payments-1', 'READY', ends, [verdict('PASS')]);
        expect(await golden.rows({ since: '2026-10-25', until: '2026-10-27', timeZone })).toMatchObject([{ waited: 90_000, longest: 90_000, red_judgements: 1, first_red_at: begins }]);
        await linked(golden, 'payments-1', 'CHANGE', 'desk:change:1');
        await approvalsRead(golden, 'desk:change:1', ['2026-10-20T00:00:00.000Z', []], [begins, [approval('REQUESTED')]], [ends, [approval('APPROVED', { decidedAt: ends })]]);
        for (const by of ['TOOL', 'APPROVAL']) expect(await golden.column('waited', { by, since: '2026-10-25', until: '2026-10-27', timeZone })).toEqual([90_000]);
        // It ended with the day, and belongs to the next one.
        expect(await golden.column('waited', { by: 'APPROVAL', since: '2026-10-26', until: '2026-10-27', timeZone })).toEqual([90_000]);
        expect(await golden.column('decided_at', { by: 'APPROVAL', since: '2026-10-25', until: '2026-10-26', timeZone })).toEqual([]);
      },
    },
    'running-versus-recorded': {
      says: 'as of the beginning of a day means that of the zone, on both sides of the change',
      async proves(golden) {
        await released(golden, 'payments-1', { version: '1.0' });
        await sealed(golden, 'payments-1', digest);
        await ownItem(golden, { runningVersion: '0.9' });
        await deployed(golden, { id: 'a', at: '2026-10-25T22:30:00Z', release: 'payments-1', digest });
        const expected = (asOf: string, zone: string) => golden.column('expected', { asOf, timeZone: zone, finding: 'VERSION_DIFFERS' });
        expect([await expected('2026-10-26', timeZone), await expected('2026-10-25', timeZone), await expected('2026-10-26', 'UTC')]).toEqual([['1.0'], [], ['1.0']]);
        await golden.sql(`update muster.deployment set triggered_at = '2026-10-25T23:30:00Z', live_at = '2026-10-25T23:30:00Z', finished_at = '2026-10-25T23:30:00Z'`);
        expect([await expected('2026-10-26', timeZone), await expected('2026-10-26', 'UTC')]).toEqual([[], ['1.0']]);
      },
    },
    'incident-causes': {
      says: 'counts the hours that passed, and not those that clocks show: 25 in autumn, 23 in spring',
      async proves(golden) {
        await ownItem(golden);
        // Each at noon in Berlin, and the incident at noon of the next day.
        await deployed(golden, { id: 'spring', at: '2026-03-28T11:00:00Z' });
        await incident(golden, 'desk:incident:1', '2026-03-29T10:00:00.000Z');
        await deployed(golden, { id: 'autumn', at: '2026-10-24T10:00:00Z' });
        await incident(golden, 'desk:incident:2', '2026-10-25T11:00:00.000Z');
        const said = async (within: string) => (await golden.rows({ since: '2026-03-01', timeZone, within })).map(({ incident: number, deployment_id: id, after }) => [number, id, after]);
        expect(await said('PT24H')).toEqual([['desk:incident:1', 'deployment:spring', 23 * 3_600], ['desk:incident:2', null, null]]);
        expect(await said('PT25H')).toEqual([['desk:incident:1', 'deployment:spring', 23 * 3_600], ['desk:incident:2', 'deployment:autumn', 25 * 3_600]]);
      },
    },
    'joiners-movers-leavers': {
      says: 'ends a grace of days with the day of the zone',
      async proves(golden) {
        await leaver(golden, '2026-10-18');
        const exempt = (now: string, zone: string) => golden.column('exempt', { timeZone: zone }, now);
        expect([await exempt(lastSecond, timeZone), await exempt(ends, timeZone), await exempt(ends, 'UTC')]).toEqual([['GRACE'], [null], ['GRACE']]);
      },
    },
    calendar: {
      says: 'shows by the clock what lasts over the hour that comes twice, and exactly beside it',
      async proves(golden) {
        await change(golden, 'desk:change:1', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z');
        await change(golden, 'desk:change:2', ends, '2026-10-26T01:00:00.000Z');
        await copied(golden, 'desk:window:w', { label: 'Night', isBlackout: false, timeZone, isPartial: false, recurring: [], occurrences: [{ startAt: begins, endAt: ends }] });
        const rows = await golden.rows({ since: '2026-10-25', until: '2026-10-26', timeZone });
        expect(rows.map(({ starts, ends: until, starts_at: from, ends_at: to }) => [starts, until, from, to])).toEqual([
          ['2026-10-25 00:00', '2026-10-26 00:00', begins, ends], ['2026-10-25 02:30', '2026-10-25 02:30', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
        ]);
      },
    },
    'readiness-history': {
      says: 'puts a judgement beside the change into its own week',
      async proves(golden) {
        await released(golden, 'payments-1');
        await assessed(golden, 'in', 'payments-1', 'NOT_READY', lastSecond, [verdict('FAIL')]);
        await assessed(golden, 'out', 'payments-1', 'READY', ends, [verdict('PASS')]);
        expect([await golden.column('assessment_id', ofItsWeek), await golden.column('assessment_id', ofTheNext)]).toEqual([['assessment:in'], ['assessment:out']]);
      },
    },
    'waiver-debt': {
      says: 'counts 25 hours of a day that has 25',
      async proves(golden) {
        await released(golden, 'payments-1');
        await sealed(golden, 'payments-1', digest);
        await golden.sql(`insert into muster.waiver (id, release_key, environment, gate, package_digest, package_revision, reason, requested_by, requested_at, expires_at, decision)
          values ('waiver:1', 'payments-1', 'production', 'no-freeze', $1, 1, 'text only', '{}', $2, '2026-12-01T00:00:00Z', $3)`, [digest, begins, JSON.stringify({ isApproved: true, at: begins, by: { name: 'Omar' } })]);
        expect(await golden.column('in_force', { timeZone }, ends)).toEqual([90_000]);
        expect(await golden.column('in_force', { timeZone, asOf: '2026-10-26' })).toEqual([90_000]);
      },
    },
    'connection-health': {
      says: 'counts 25 hours of a day that has 25',
      async proves(golden) {
        await readingEnded(golden, 'desk', 'change', begins);
        expect(await golden.column('lag', { timeZone }, ends)).toEqual([90_000]);
      },
    },
  },
};
