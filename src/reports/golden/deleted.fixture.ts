import { approvalsRead, copied, deployed, linked, released } from '../reports.fixture.ts';
import { approval, change, incident, leaver, ownItem, type GoldenCase } from './cells.fixture.ts';

const gone = { goneBecause: 'deleted' };

export const deleted: GoldenCase = {
  name: 'records that were deleted',
  cells: {
    'delivery-performance': { in: 'that are gone from their tool, and on an item that is gone, still count as they were last read' },
    compliance: {
      says: 'judges by a deleted change as it was last read, and still finds one that was closed',
      async proves(golden) {
        await change(golden, 'desk:change:1', '2026-11-02T09:00:00.000Z', '2026-11-02T11:00:00.000Z', {}, gone);
        await change(golden, 'desk:change:2', '2026-11-02T09:00:00.000Z', '2026-11-02T11:00:00.000Z', { number: 'CHG-2', state: 'CLOSED' }, gone);
        await deployed(golden, { id: 'a', at: '2026-11-02T10:00:00Z', changes: ['desk:change:1'] });
        expect(await golden.column('because', { finding: 'WITHOUT_APPROVED_CHANGE,OUTSIDE_ITS_WINDOW,CHANGE_WITHOUT_DEPLOYMENT' })).toEqual(['CHG-2 was closed.']);
      },
    },
    'why-releases-wait': {
      says: 'counts an approval of a deleted change, and one that is no longer among those of its change, as last read, until they were found gone',
      async proves(golden) {
        await released(golden, 'payments-1');
        for (const key of ['1', '2']) await linked(golden, 'payments-1', 'CHANGE', `desk:change:${key}`);
        await change(golden, 'desk:change:1', '2026-11-02T09:00:00.000Z', '2026-11-02T11:00:00.000Z', {}, { ...gone, from: '2026-11-02T12:00:00.000Z' });
        const asked = [['2026-11-02T08:00:00.000Z', []], ['2026-11-02T09:00:00.000Z', [approval('REQUESTED')]]] as const;
        await approvalsRead(golden, 'desk:change:1', ...asked);
        await approvalsRead(golden, 'desk:change:2', ...asked, ['2026-11-02T10:00:00.000Z', []]);
        expect(await golden.rows({ by: 'APPROVAL' })).toMatchObject([{ change: 'CHG-1', approval_state: 'REQUESTED', waited: 10_800, is_red_now: false }, { change: null, approval_state: 'REQUESTED', waited: 3_600, is_red_now: false }]);
        expect(await golden.report({ by: 'APPROVAL' }).totals()).toMatchObject({ approvals: 2, open_approvals: 0, approvals_of_unknown_wait: 0 });
      },
    },
    'running-versus-recorded': { in: 'finds an item that is gone or was never read, and what went out unknown' },
    'incident-causes': {
      says: 'counts a deleted incident on a deleted item, of a deleted problem, as they were last read',
      async proves(golden) {
        await ownItem(golden, {}, gone);
        await copied(golden, 'desk:problem:1', { number: 'PRB-1', isKnownError: true }, gone);
        await incident(golden, 'desk:incident:1', '2026-11-02T12:00:00.000Z', { problemId: 'desk:problem:1', isOpen: false, resolvedAt: '2026-11-02T13:00:00.000Z' }, gone);
        await deployed(golden, { id: 'a', at: '2026-11-02T10:00:00Z' });
        expect(await golden.rows()).toMatchObject([{ tie: 'ITEM', item: 'payments', deployment_id: 'deployment:a', lost: 3_600, problem: 'PRB-1', is_known_error: true }]);
      },
    },
    'joiners-movers-leavers': {
      says: 'takes a deleted account and a deleted right for held no more, and a deleted licence as it was last read',
      async proves(golden) {
        await leaver(golden, '2026-06-01');
        await copied(golden, 'desk:account:1', { userName: 'ines', email: 'ines@bank.example', isActive: true });
        await copied(golden, 'desk:licence:1', { product: 'Planner', monthlyCost: 10, currency: 'EUR' }, gone);
        expect((await golden.rows()).map(({ finding, product, cost }) => [finding, product, cost])).toEqual([['LEAVER_HAS_ACCOUNT', null, null], ['LEAVER_HOLDS_LICENCE', 'Planner', 10]]);
        await golden.sql(`update muster.copy set gone_because = 'deleted' where kind in ('account', 'entitlement')`);
        expect(await golden.rows()).toEqual([]);
      },
    },
    calendar: { in: 'says how sure each is, and takes no test connection for production' },
    'readiness-history': { cannot: 'It rests on stored judgements, which stay as they were when a record is deleted.' },
    'waiver-debt': { cannot: 'It rests on what Muster itself remembers, and on no record of a tool.' },
    'connection-health': { cannot: 'It tells how many records a reading found, and a deleted one is not found.' },
  },
};
