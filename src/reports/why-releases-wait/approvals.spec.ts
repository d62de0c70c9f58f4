import type { ReportRow } from '../../domain/report.ts';
import type { Given } from '../asked.ts';
import { change } from '../golden/cells.fixture.ts';
import { approvalsRead, assessed, catalogueWith, eachReportDatabase, forgotten, linked, released } from '../reports.fixture.ts';

const hour = 3_600;
const day = (of: number, at: string): string => `2026-11-0${of}T${at}:00.000Z`;

eachReportDatabase('why-releases-wait, by approval', catalogueWith({ key: 'payments', team: 'money' }, { key: 'cards' }), (given) => {
  const window = { since: '2026-11-01', until: '2026-11-08', by: 'APPROVAL' };
  const ask = (parameters: Given = {}) => given.ask('why-releases-wait', { ...window, ...parameters });
  /** The same while nothing is reckoned, and once everything is. */
  const rows = async (parameters: Given = {}): Promise<readonly ReportRow[]> => {
    const before = (await ask(parameters).page(500, null)).rows;
    await given.reckon();
    expect((await ask(parameters).page(500, null)).rows).toEqual(before);
    return before;
  };
  const only = async (parameters: Given = {}): Promise<ReportRow | undefined> => {
    const [row, ...others] = await rows(parameters);
    expect(others).toEqual([]);
    return row;
  };
  const omar = { userName: 'omar', name: 'Omar Haddad', email: 'omar@bank.example' };
  const approval = (state: string, more: object = {}) => ({ approver: omar, group: 'CAB', phase: 'RELEASE', state, decidedAt: null, comment: null, ...more });
  const tess = { approver: { userName: 'tess', name: 'Tess', email: null }, group: null };

  beforeEach(async () => {
    await forgotten(given);
    await released(given, 'payments-1');
    await linked(given, 'payments-1', 'CHANGE', 'desk:change:1');
    await change(given, 'desk:change:1', day(2, '09:00'), day(2, '11:00'));
  });

  it('runs from the reading in which it was first asked for to the moment at which its tool says that it was decided', async () => {
    await approvalsRead(given, 'desk:change:1', [day(2, '08:00'), [approval('NOT_REQUESTED')]], [day(2, '09:00'), [approval('REQUESTED')]], [day(2, '15:00'), [approval('APPROVED', { decidedAt: day(2, '13:30') })]]);
    expect(await only()).toEqual({
      id: 'desk:change:1|omar|CAB|1', environment: '', gate: '', release: 'payments-1', service: 'payments', team: 'money', tools: 'desk', responsible: 'Omar Haddad', waited: 4.5 * hour, longest: 4.5 * hour, releases: 1, red_judgements: 0, turns: 2, is_red_now: false,
      first_red_at: null, last_red_at: null, assessment_ids: [], turn_ids: [], change: 'CHG-1', approver: 'Omar Haddad', approval_group: 'CAB', phase: 'RELEASE', approval_state: 'APPROVED', asked_at: day(2, '09:00'), decided_at: day(2, '13:30'), waited_at_least: 4.5 * hour, change_ids: ['desk:change:1'],
    });
  });

  it('does not know since when what was asked for already at the first reading has waited, and counts it apart', async () => {
    await approvalsRead(given, 'desk:change:1', [day(2, '09:00'), [approval('REQUESTED')]], [day(2, '15:00'), [approval('REJECTED', { decidedAt: day(2, '13:00') }), approval('REQUESTED', tess)]]);
    expect(await rows({ asOf: day(2, '16:00'), until: null })).toMatchObject([
      { approver: 'Omar Haddad', approval_state: 'REJECTED', asked_at: null, decided_at: day(2, '13:00'), waited: null, waited_at_least: 4 * hour, is_red_now: false },
      { id: 'desk:change:1|tess||1', approver: 'Tess', approval_state: 'REQUESTED', asked_at: day(2, '15:00'), decided_at: null, waited: hour, is_red_now: true },
    ]);
    expect(await ask({ asOf: day(2, '16:00'), until: null }).totals()).toEqual({ waited: hour, longest: hour, releases: 1, red_judgements: 0, turns: 1, approvals: 2, open_approvals: 1, approvals_of_unknown_wait: 1, approval_wait_p50: null, approval_wait_p75: null, approval_wait_p90: null, approval_wait_mean: null });
  });

  it('takes what was decided at the first reading for decided when its tool says so, and for unknown where it says nothing', async () => {
    await approvalsRead(given, 'desk:change:1', [day(2, '09:00'), [approval('APPROVED', { decidedAt: day(2, '08:00') }), approval('APPROVED', tess)]]);
    expect(await rows()).toMatchObject([{ decided_at: day(2, '08:00'), waited: null, waited_at_least: null }, { approver: 'Tess', decided_at: null, waited: null, waited_at_least: null }]);
    expect(await ask().totals()).toMatchObject({ approvals: 2, open_approvals: 0, approvals_of_unknown_wait: 2, waited: 0, longest: null });
  });

  it('takes the reading for the decision where the tool does not say when, and begins anew when it is asked for anew', async () => {
    await approvalsRead(given, 'desk:change:1', [day(1, '08:00'), []], [day(1, '09:00'), [approval('REQUESTED')]], [day(1, '10:00'), [approval('REJECTED')]], [day(2, '09:00'), [approval('REQUESTED')]], [day(2, '12:00'), [approval('APPROVED')]]);
    expect(await only()).toMatchObject({ asked_at: day(2, '09:00'), decided_at: day(2, '12:00'), waited: 3 * hour, turns: 3 });
    expect(await only({ asOf: day(1, '11:00'), until: null })).toMatchObject({ approval_state: 'REJECTED', asked_at: day(1, '09:00'), waited: hour, turns: 1 });
  });

  it('waits no longer once it is let off, is not among them any more, its change is gone, or its releases are over', async () => {
    const asked = [day(2, '08:00'), []] as const;
    await approvalsRead(given, 'desk:change:1', asked, [day(2, '09:00'), [approval('REQUESTED'), approval('REQUESTED', tess)]], [day(2, '10:00'), [approval('CANCELED')]]);
    expect(await rows()).toMatchObject([{ approval_state: 'CANCELED', decided_at: null, waited: hour, is_red_now: false }, { approver: 'Tess', approval_state: 'REQUESTED', waited: hour, is_red_now: false }]);
    await given.sql(`delete from muster.copy where kind = 'change.approvals'`);
    await given.sql(`delete from muster.copy_version`);
    await approvalsRead(given, 'desk:change:1', asked, [day(2, '09:00'), [approval('REQUESTED')]]);
    expect(await only()).toMatchObject({ waited: 5 * 24 * hour + 15 * hour, is_red_now: true });
    await change(given, 'desk:change:1', day(2, '09:00'), day(2, '11:00'), {}, { from: day(3, '09:00'), goneBecause: 'deleted' });
    expect(await only()).toMatchObject({ approval_state: 'REQUESTED', change: 'CHG-1', waited: 24 * hour, is_red_now: false });
    await given.sql(`update muster.release set closed_at = '2026-11-02T21:00:00Z'`);
    expect(await only()).toMatchObject({ waited: 12 * hour, is_red_now: false });
    await released(given, 'payments-2');
    await linked(given, 'payments-2', 'CHANGE', 'desk:change:1');
    expect(await only()).toMatchObject({ waited: 24 * hour, release: null, releases: 2, service: 'payments' });
  });

  it('counts whole in the period in which it was decided, and while it waits where it was asked for before the end', async () => {
    await approvalsRead(given, 'desk:change:1', [day(1, '08:00'), []], [day(1, '09:00'), [approval('REQUESTED'), approval('REQUESTED', tess)]], [day(3, '10:00'), [approval('APPROVED', { decidedAt: day(3, '09:00') }), approval('REQUESTED', tess)]]);
    const said = async (since: string, until: string) => (await rows({ since, until })).map(({ approver, waited }) => [approver, waited]);
    expect(await said('2026-11-01', '2026-11-03')).toEqual([['Tess', 39 * hour]]);
    expect(await said('2026-11-03', '2026-11-04')).toEqual([['Omar Haddad', 48 * hour], ['Tess', 63 * hour]]);
    expect(await said('2026-11-04', '2026-11-05')).toEqual([['Tess', 87 * hour]]);
    expect(await said('2026-10-01', '2026-11-01')).toEqual([]);
  });

  it('tells the slowest alone, and the shares of what was decided', async () => {
    const decided = (count: number) => Array.from({ length: count }, (_nothing, index) => approval('APPROVED', { approver: { userName: `u${index}` }, decidedAt: day(2, `1${index}:00`) }));
    await approvalsRead(given, 'desk:change:1', [day(2, '08:00'), []], [day(2, '09:00'), decided(5).map((one) => ({ ...one, state: 'REQUESTED', decidedAt: null }))], [day(2, '20:00'), decided(5)]);
    expect(await ask().totals()).toMatchObject({ approvals: 5, waited: 15 * hour, longest: 5 * hour, approval_wait_p50: 3 * hour, approval_wait_p75: 4 * hour, approval_wait_p90: 4.6 * hour, approval_wait_mean: 3 * hour });
    expect((await rows({ slowest: '2' })).map(({ approver, waited }) => [approver, waited])).toEqual([['u3', 4 * hour], ['u4', 5 * hour]]);
    expect(await ask({ slowest: '2' }).totals()).toMatchObject({ approvals: 2, waited: 9 * hour });
    expect(await rows({ service: 'cards' })).toEqual([]);
  });

  it('tells approvals of nobody apart by their order, and those of changes that are not linked not at all', async () => {
    const nobody = (state: string, decidedAt: string | null = null) => approval(state, { approver: null, decidedAt });
    await approvalsRead(given, 'desk:change:1', [day(2, '08:00'), []], [day(2, '09:00'), [nobody('REQUESTED'), nobody('REQUESTED')]], [day(2, '12:00'), [nobody('APPROVED', day(2, '10:00')), nobody('APPROVED', day(2, '11:00'))]]);
    await approvalsRead(given, 'desk:change:2', [day(2, '08:00'), []], [day(2, '09:00'), [approval('REQUESTED')]]);
    expect((await rows()).map(({ id, approver, responsible, waited }) => [id, approver, responsible, waited])).toEqual([['desk:change:1||CAB|1', null, 'CAB', hour], ['desk:change:1||CAB|2', null, 'CAB', 2 * hour]]);
  });

  it('leads to the judgements that it held: those with a red verdict on its change while it waited', async () => {
    await approvalsRead(given, 'desk:change:1', [day(2, '08:00'), []], [day(2, '09:00'), [approval('REQUESTED')]], [day(2, '20:00'), [approval('APPROVED', { decidedAt: day(2, '13:00') })]]);
    const red = (gate: string, key = '1') => ({ gate, outcome: 'FAIL', isBlocking: true, evidence: [{ recordId: `desk:change:${key}`, source: { connection: 'desk', reference: `desk:change:${key}` } }], responsible: [] });
    for (const [id, at, ...gates] of [['1', '08:30', red('change-is-approved')], ['2', '10:00', red('change-is-approved'), red('people-are-current')], ['3', '11:00', red('change-is-approved')], ['4', '12:00', red('change-is-approved', '2')], ['5', '13:00', red('change-window-is-open')]] as const) {
      await assessed(given, id, 'payments-1', 'NOT_READY', day(2, at), gates);
    }
    expect(await only()).toMatchObject({ gate: 'change-is-approved people-are-current', red_judgements: 2, assessment_ids: ['assessment:2', 'assessment:3'], first_red_at: day(2, '10:00'), last_red_at: day(2, '11:00') });
    expect(await ask().totals()).toMatchObject({ red_judgements: 2 });
  });

  it('leaves out what was over before the period, and nothing that may not have been', async () => {
    const asked = [[day(1, '08:00'), []], [day(1, '09:00'), [approval('REQUESTED')]]] as const;
    const from3 = () => rows({ since: '2026-11-03' });
    await approvalsRead(given, 'desk:change:1', ...asked, [day(2, '09:00'), [approval('APPROVED', { decidedAt: day(2, '08:00') }), approval('CANCELED', tess)]]);
    expect(await from3()).toEqual([]);
    expect(await rows()).toHaveLength(2);
    const anew = async (...readings: Parameters<typeof approvalsRead>[2][]) => {
      await given.sql(`delete from muster.copy where kind = 'change.approvals'`);
      await given.sql(`delete from muster.copy_version`);
      await approvalsRead(given, 'desk:change:1', ...readings);
    };
    // The tool's clock goes before ours.
    await anew(...asked, [day(2, '09:00'), [approval('APPROVED', { decidedAt: day(3, '08:00') })]]);
    expect(await from3()).toMatchObject([{ decided_at: day(3, '08:00'), waited: 47 * hour }]);
    await anew(...asked);
    expect(await from3()).toMatchObject([{ is_red_now: true }]);
    await anew(...asked, [day(3, '09:00'), [approval('APPROVED')]]);
    expect(await from3()).toMatchObject([{ decided_at: day(3, '09:00') }]);
  });
});
