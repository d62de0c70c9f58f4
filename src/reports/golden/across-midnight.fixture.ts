import { deployed, released, sealed } from '../reports.fixture.ts';
import { change, digest, incident, otherDigest, ownItem, type GoldenCase } from './cells.fixture.ts';

const noDeployment = 'It reads no deployment.';
const [theDay, theNext] = [{ since: '2026-11-01', until: '2026-11-02' }, { since: '2026-11-02', until: '2026-11-03' }];
const across = { at: '2026-11-01T23:50:00.000Z', liveAt: '2026-11-02T00:10:00.000Z' };

export const acrossMidnight: GoldenCase = {
  name: 'deployments across midnight',
  cells: {
    'delivery-performance': { in: 'puts a deployment across midnight into the day, the week and the ISO year in which it went live, by the clock of the time zone' },
    compliance: {
      says: 'judges it by the moment of its trigger: on that day, within a window that ended while it ran',
      async proves(golden) {
        await change(golden, 'desk:change:1', '2026-11-01T23:00:00.000Z', '2026-11-02T00:00:00.000Z');
        await deployed(golden, { id: 'a', ...across, changes: ['desk:change:1'] });
        const asked = { finding: 'UNKNOWN_ARTIFACT,OUTSIDE_ITS_WINDOW' };
        expect(await golden.rows({ ...theDay, ...asked })).toMatchObject([{ finding: 'UNKNOWN_ARTIFACT', at: across.at }]);
        expect(await golden.rows({ ...theNext, ...asked })).toEqual([]);
        expect(await golden.report(theNext).totals()).toMatchObject({ deployments: 0 });
      },
    },
    'why-releases-wait': { cannot: noDeployment },
    'running-versus-recorded': {
      says: 'takes for running what went live last, though it was triggered first and the day before',
      async proves(golden) {
        for (const [key, version, of] of [['payments-1', '1.0', digest], ['payments-2', '2.0', otherDigest]] as const) {
          await released(golden, key, { version });
          await sealed(golden, key, of);
        }
        await ownItem(golden, { runningVersion: '2.0' });
        await deployed(golden, { id: 'long', at: across.at, liveAt: '2026-11-02T00:20:00Z', release: 'payments-1', digest });
        await deployed(golden, { id: 'short', at: '2026-11-01T23:55:00Z', liveAt: '2026-11-02T00:15:00Z', release: 'payments-2', digest: otherDigest });
        const said = async (asOf: string | null) => (await golden.rows({ asOf, service: 'payments' })).map(({ finding, expected, recorded }) => [finding, expected, recorded]);
        expect(await said(null)).toEqual([['VERSION_DIFFERS', '1.0', '2.0']]);
        expect(await said('2026-11-02T00:15:00Z')).toEqual([]);
        expect(await said('2026-11-02')).toEqual([['UNTOUCHED_ITEM', null, '2.0']]);
      },
    },
    'incident-causes': {
      says: 'is the cause of an incident of the next day, also where only that day is asked for',
      async proves(golden) {
        await ownItem(golden);
        await deployed(golden, { id: 'a', ...across });
        await incident(golden, 'desk:incident:1', '2026-11-02T00:05:00.000Z');
        expect(await golden.rows(theNext)).toMatchObject([{ tie: 'ITEM', deployment_id: 'deployment:a', began_at: across.at, after: 900 }]);
        expect(await golden.rows(theDay)).toEqual([]);
      },
    },
    'joiners-movers-leavers': { cannot: noDeployment },
    calendar: {
      says: 'stands whole in both days',
      async proves(golden) {
        await deployed(golden, { id: 'a', ...across });
        for (const day of [theDay, theNext]) expect(await golden.rows(day)).toMatchObject([{ kind: 'DEPLOYMENT', starts: '2026-11-01 23:50', ends: '2026-11-02 00:10' }]);
        expect(await golden.rows({ ...theDay, timeZone: 'Europe/Berlin' })).toEqual([]);
        expect(await golden.rows({ ...theNext, timeZone: 'Europe/Berlin' })).toMatchObject([{ starts: '2026-11-02 00:50', ends: '2026-11-02 01:10' }]);
      },
    },
    'readiness-history': { cannot: noDeployment },
    'waiver-debt': { cannot: noDeployment },
    'connection-health': { cannot: 'It tells how far deployments of others were looked at, and reads none of them.' },
  },
};
