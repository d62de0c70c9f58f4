import type { RecordKind } from '../../domain/reference.ts';
import type { Hidden } from '../../domain/restriction.ts';
import { approvalsRead, assessed, deployed, linked, released, sealed } from '../reports.fixture.ts';
import { approval, change, digest, incident, leaver, ownItem, readingEnded, verdict, type GoldenCase } from './cells.fixture.ts';

const secret = { classification: 'secret' };
const hides = (connection: string, kind: RecordKind): readonly Hidden[] => [{ connection, kind, classifications: ['secret'] }];
const now = undefined;

/** Hidden by rules of Muster, of a classification; that no other word of it is told stands in hidden.spec.ts. */
export const hiddenRecords: GoldenCase = {
  name: 'records that are hidden',
  cells: {
    'delivery-performance': {
      says: 'counts no failure by an incident that is hidden',
      async proves(golden) {
        await ownItem(golden, { classification: null });
        await deployed(golden, { id: 'a', at: '2026-11-02T10:00:00Z' });
        await incident(golden, 'desk:incident:1', '2026-11-02T12:00:00.000Z', secret);
        expect(await golden.rows({}, now, hides('desk', 'incident'))).toMatchObject([{ deployments: 1, failures: 0, change_failure_rate: 0, incident_ids: [] }]);
        expect(await golden.rows()).toMatchObject([{ deployments: 1, failures: 1, change_failure_rate: 1, incident_ids: ['desk:incident:1'] }]);
      },
    },
    compliance: {
      says: 'judges a deployment by those of its changes that are not hidden',
      async proves(golden) {
        await change(golden, 'desk:change:1', '2026-11-02T09:00:00.000Z', '2026-11-02T11:00:00.000Z', { ...secret, approval: 'REJECTED' });
        await change(golden, 'desk:change:2', '2026-11-02T09:00:00.000Z', '2026-11-02T11:00:00.000Z', { classification: null });
        await deployed(golden, { id: 'a', at: '2026-11-02T10:00:00Z', changes: ['desk:change:1', 'desk:change:2'] });
        const asked = { finding: 'WITHOUT_APPROVED_CHANGE' };
        expect(await golden.rows(asked, now, hides('desk', 'change'))).toEqual([]);
        expect(await golden.rows(asked)).toMatchObject([{ record_ids: ['desk:change:1', 'desk:change:2'] }]);
      },
    },
    'why-releases-wait': {
      says: 'tells how long, neither tool nor person of a verdict that rests on what is hidden, and no approval of it',
      async proves(golden) {
        await released(golden, 'payments-1');
        await change(golden, 'desk:change:1', '2026-11-02T09:00:00.000Z', '2026-11-02T11:00:00.000Z', secret);
        await assessed(golden, '1', 'payments-1', 'NOT_READY', '2026-11-02T10:00:00.000Z', [verdict('FAIL', { evidence: [{ recordId: 'desk:change:1', source: { connection: 'desk', reference: 'desk:change:1' } }], responsible: [{ name: 'Omar' }] })]);
        await assessed(golden, '2', 'payments-1', 'READY', '2026-11-02T11:00:00.000Z', [verdict('PASS')]);
        expect(await golden.rows({}, now, hides('desk', 'change'))).toMatchObject([{ waited: 3_600, tools: '', responsible: null }]);
        expect(await golden.rows()).toMatchObject([{ waited: 3_600, tools: 'desk', responsible: 'Omar' }]);
        await linked(golden, 'payments-1', 'CHANGE', 'desk:change:1');
        await approvalsRead(golden, 'desk:change:1', ['2026-11-02T08:00:00.000Z', []], ['2026-11-02T09:00:00.000Z', [approval('REQUESTED')]], ['2026-11-02T11:00:00.000Z', [approval('APPROVED', { decidedAt: '2026-11-02T10:30:00.000Z' })]]);
        const ids = async (by: string) => [await golden.column('id', { by }), await golden.column('id', { by }, now, hides('desk', 'change'))];
        expect(await ids('TOOL')).toEqual([['production|desk|payments-1'], ['production||payments-1']]);
        expect(await ids('APPROVAL')).toEqual([['desk:change:1|omar||1'], []]);
        expect(await golden.report({ by: 'APPROVAL' }, now, hides('desk', 'change')).totals()).toMatchObject({ approvals: 0, waited: 0 });
      },
    },
    'running-versus-recorded': {
      says: 'does not find an item that is hidden, and is not certain of it',
      async proves(golden) {
        await released(golden, 'payments-1', { version: '1.0' });
        await sealed(golden, 'payments-1', digest);
        await ownItem(golden, { ...secret, runningVersion: '0.9' });
        await deployed(golden, { id: 'a', at: '2026-11-02T10:00:00Z', release: 'payments-1', digest });
        expect(await golden.rows({ service: 'payments' }, now, hides('cmdb', 'ci'))).toMatchObject([{ finding: 'ITEM_NOT_FOUND', is_certain: false, recorded: null, record_ids: [] }]);
        expect(await golden.rows({ service: 'payments' })).toMatchObject([{ finding: 'VERSION_DIFFERS', is_certain: true, recorded: '0.9', record_ids: ['cmdb:ci:1'] }]);
      },
    },
    'incident-causes': {
      says: 'has no row of an incident that is hidden, and no recurrence by it',
      async proves(golden) {
        await ownItem(golden, { classification: null });
        await incident(golden, 'desk:incident:1', '2026-11-02T12:00:00.000Z', secret);
        await incident(golden, 'desk:incident:2', '2026-11-03T12:00:00.000Z', { classification: null });
        expect(await golden.rows({}, now, hides('desk', 'incident'))).toMatchObject([{ incident: 'desk:incident:2', recurrences: 0 }]);
        expect(await golden.column('recurrences')).toEqual([0, 1]);
      },
    },
    'joiners-movers-leavers': {
      says: 'takes the price of a licence that is hidden for unknown, and not for nothing',
      async proves(golden) {
        await leaver(golden, '2026-06-01');
        await golden.sql(`update muster.copy set content = content || '{"classification": "secret"}' where kind = 'licence'`);
        const seen = golden.report({}, now, hides('desk', 'licence'));
        expect((await seen.page(9, null)).rows).toMatchObject([{ finding: 'LEAVER_HOLDS_LICENCE', product: null, cost: null, cost_unknown: 1, record_ids: [] }]);
        expect([await seen.totals(), await golden.report().totals()]).toMatchObject([{ cost_unknown: 1 }, { cost: 10, cost_unknown: 0 }]);
      },
    },
    calendar: {
      says: 'shows no change that is hidden',
      async proves(golden) {
        await change(golden, 'desk:change:1', '2026-12-02T09:00:00.000Z', '2026-12-02T11:00:00.000Z', secret);
        await change(golden, 'desk:change:2', '2026-12-03T09:00:00.000Z', '2026-12-03T11:00:00.000Z', { classification: null });
        expect([await golden.column('uid', {}, now, hides('desk', 'change')), await golden.column('uid')]).toEqual([['desk:change:2'], ['desk:change:1', 'desk:change:2']]);
      },
    },
    'readiness-history': { cannot: 'It names gates, policies and people who judged, and no record of a tool.' },
    'waiver-debt': { cannot: 'It names gates, releases and people, and no record of a tool.' },
    'connection-health': {
      says: 'tells that it does not tell how many records there are of a kind of which some are hidden',
      async proves(golden) {
        await readingEnded(golden, 'desk', 'change', '2026-12-01T11:00:00Z');
        await readingEnded(golden, 'desk', 'incident', '2026-12-01T11:00:00Z');
        const said = (await golden.rows({}, now, hides('desk', 'change'))).map(({ kind, is_count_told: isTold, read, total, hidden, lag }) => [kind, isTold, read, total, hidden, lag]);
        expect(said).toEqual([['change', false, 0, null, 0, 3_600], ['incident', true, 5, 7, 2, 3_600]]);
      },
    },
  },
};
