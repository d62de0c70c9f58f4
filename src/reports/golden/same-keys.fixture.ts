import { approvalsRead, assessed, copied, deployed, linked, released } from '../reports.fixture.ts';
import { approval, change, incident, leaver, ownItem, readingEnded, verdict, type GoldenCase } from './cells.fixture.ts';

export const sameKeys: GoldenCase = {
  name: 'two connections with the same keys',
  cells: {
    'delivery-performance': { in: 'of a clone with the same ids and labels are nobody’s fault here' },
    compliance: { in: 'finds changes that were closed and under which nothing was deployed, in production only' },
    'why-releases-wait': {
      says: 'names both tools, each once, with rows of each and of the approvals in each',
      async proves(golden) {
        await released(golden, 'payments-1');
        const evidence = ['desk', 'servicenow', 'desk'].map((connection) => ({ recordId: `${connection}:change:1`, source: { connection, reference: `${connection}:change:CHG-1` } }));
        await assessed(golden, '1', 'payments-1', 'NOT_READY', '2026-11-02T10:00:00.000Z', [verdict('FAIL', { evidence })]);
        await assessed(golden, '2', 'payments-1', 'READY', '2026-11-02T11:00:00.000Z', [verdict('PASS')]);
        expect(await golden.rows()).toMatchObject([{ tools: 'desk servicenow', waited: 3_600, red_judgements: 1 }]);
        expect((await golden.rows({ by: 'TOOL' })).map(({ tools, waited }) => [tools, waited])).toEqual([['desk', 3_600], ['servicenow', 3_600]]);
        for (const connection of ['desk', 'servicenow']) {
          await linked(golden, 'payments-1', 'CHANGE', `${connection}:change:1`);
          await approvalsRead(golden, `${connection}:change:1`, ['2026-11-02T08:00:00.000Z', []], ['2026-11-02T09:00:00.000Z', [approval('REQUESTED')]], ['2026-11-02T12:00:00.000Z', [approval(connection === 'desk' ? 'APPROVED' : 'REJECTED')]]);
        }
        expect((await golden.rows({ by: 'APPROVAL' })).map(({ tools, approval_state: state, change_ids: ids, waited, red_judgements: red }) => [tools, state, ids, waited, red])).toEqual([['desk', 'APPROVED', ['desk:change:1'], 10_800, 1], ['servicenow', 'REJECTED', ['servicenow:change:1'], 10_800, 1]]);
      },
    },
    'running-versus-recorded': { in: 'finds items that no release ever touched, of production only' },
    'incident-causes': {
      says: 'ties each incident to the item of its own connection, and counts no recurrence over both',
      async proves(golden) {
        await ownItem(golden);
        await copied(golden, 'desk:ci:1', { name: 'payments' }, { reference: 'desk:ci:payments' });
        await deployed(golden, { id: 'a', at: '2026-11-02T10:00:00Z' });
        await incident(golden, 'desk:incident:1', '2026-11-02T11:00:00.000Z', { number: 'INC-1' });
        await incident(golden, 'servicenow:incident:1', '2026-11-02T12:00:00.000Z', { number: 'INC-1', configurationItemId: 'desk:ci:1' });
        expect((await golden.rows()).map(({ incident: number, incident_ids: ids, tie, recurrences }) => [number, ids, tie, recurrences])).toEqual([['INC-1', ['desk:incident:1'], 'ITEM', 0], ['INC-1', ['servicenow:incident:1'], null, 0]]);
        expect(await golden.column('incident_ids', { connection: 'servicenow' })).toEqual([['servicenow:incident:1']]);
      },
    },
    'joiners-movers-leavers': {
      says: 'joins a holder with the account of the same name in the same tool only',
      async proves(golden) {
        await leaver(golden, '2026-06-01');
        await copied(golden, 'desk:account:1', { userName: 'ines', email: 'ines@bank.example', isActive: true });
        await copied(golden, 'jira:account:1', { userName: 'ines', email: 'another.ines@bank.example', isActive: true });
        await golden.sql(`update muster.copy set content = jsonb_set(content, '{heldBy,email}', 'null') where kind = 'entitlement'`);
        await copied(golden, 'jira:licence:1', { product: 'Board', monthlyCost: 7, currency: 'EUR' });
        await copied(golden, 'jira:entitlement:1', { licenceId: 'jira:licence:1', heldBy: { connection: 'jira', userName: 'ines', email: null, name: 'Ines' }, since: null, isActive: true });
        expect((await golden.rows()).map(({ finding, email, product, cost }) => [finding, email, product, cost])).toEqual([
          ['LEAVER_HAS_ACCOUNT', 'ines@bank.example', null, null], ['LEAVER_HOLDS_LICENCE', 'ines@bank.example', 'Planner', 10], ['UNKNOWN_HOLDER', 'another.ines@bank.example', 'Board', 7],
        ]);
      },
    },
    calendar: {
      says: 'shows both, each under a uid of its own',
      async proves(golden) {
        for (const connection of ['desk', 'servicenow']) await change(golden, `${connection}:change:1`, '2026-12-02T09:00:00.000Z', '2026-12-02T11:00:00.000Z');
        expect((await golden.rows()).map(({ title, uid, connection }) => [title, uid, connection])).toEqual([['CHG-1: Release', 'desk:change:1', 'desk'], ['CHG-1: Release', 'servicenow:change:1', 'servicenow']]);
        expect(await golden.column('uid', { connection: 'desk' })).toEqual(['desk:change:1']);
      },
    },
    'readiness-history': { cannot: 'It names releases, which Muster keeps, and no record of a tool.' },
    'waiver-debt': { cannot: 'It names releases, which Muster keeps, and no record of a tool.' },
    'connection-health': {
      says: 'has a row for the same kind of each',
      async proves(golden) {
        await readingEnded(golden, 'desk', 'change', '2026-12-01T11:00:00Z');
        await readingEnded(golden, 'servicenow', 'change', '2026-12-01T11:30:00Z');
        expect((await golden.rows()).map(({ id, lag }) => [id, lag])).toEqual([['desk|change', 3_600], ['servicenow|change', 1_800]]);
        expect(await golden.column('connection', { connection: 'desk' })).toEqual(['desk']);
      },
    },
  },
};
