import type { ReportRow } from '../../domain/report.ts';
import type { Given } from '../asked.ts';
import { assessed, catalogueWith, eachReportDatabase, forgotten, released } from '../reports.fixture.ts';

const hour = 3_600;

eachReportDatabase('why-releases-wait and readiness-history', catalogueWith({ key: 'payments', team: 'money' }), (given) => {
  const window = { since: '2026-11-01', until: '2026-11-03' };
  const rows = async (report: string, parameters: Given = {}): Promise<readonly ReportRow[]> => (await given.ask(report, { ...window, ...parameters }).page(500, null)).rows;
  const totals = (report: string, parameters: Given = {}): Promise<ReportRow> => given.ask(report, { ...window, ...parameters }).totals();

  beforeEach(async () => {
    await forgotten(given);
    await released(given, 'payments-1');
    const red = (gate: string, outcome: string, connection: string, more: object = {}) => ({ gate, outcome, isBlocking: true, evidence: [{ source: { connection } }], responsible: [{ name: 'Omar Haddad' }], ...more });
    await assessed(given, '1', 'payments-1', 'NOT_READY', '2026-11-01T10:00:00.000Z', [red('change-is-approved', 'FAIL', 'servicenow'), red('work-items-are-done', 'FAIL', 'jira'), red('no-freeze', 'PASS', 'muster'), red('advice', 'FAIL', 'jira', { isBlocking: false })]);
    await assessed(given, '2', 'payments-1', 'NOT_READY', '2026-11-01T12:00:00.000Z', [red('change-is-approved', 'UNKNOWN', 'servicenow'), red('work-items-are-done', 'PASS', 'jira'), red('no-freeze', 'PASS', 'muster')]);
    await assessed(given, '3', 'payments-1', 'READY', '2026-11-01T15:00:00.000Z', [red('change-is-approved', 'PASS', 'servicenow'), red('work-items-are-done', 'PASS', 'jira'), red('no-freeze', 'PASS', 'muster')]);
  });

  it('counts the time from a red judgement to the next one, and none once it is ready', async () => {
    expect(await rows('why-releases-wait')).toMatchObject([
      { id: 'production|change-is-approved|payments-1', service: 'payments', team: 'money', tools: 'servicenow', responsible: 'Omar Haddad', waited: 5 * hour, longest: 3 * hour, releases: 1, red_judgements: 2, turns: 2, is_red_now: false, first_red_at: '2026-11-01T10:00:00.000Z', last_red_at: '2026-11-01T12:00:00.000Z', assessment_ids: ['assessment:1', 'assessment:2'], turn_ids: ['assessment:2', 'assessment:3'] },
      { id: 'production|work-items-are-done|payments-1', tools: 'jira', waited: 2 * hour, turns: 1, assessment_ids: ['assessment:1'], turn_ids: ['assessment:2'] },
    ]);
    expect(await totals('why-releases-wait')).toMatchObject({ releases: 1, red_judgements: 3, turns: 3 });
  });

  it('runs on while nothing newer was judged: until the period or the release ends', async () => {
    await assessed(given, '4', 'payments-1', 'NOT_READY', '2026-11-02T20:00:00.000Z', [{ gate: 'no-freeze', outcome: 'FAIL', isBlocking: true, evidence: [], responsible: [] }]);
    expect((await rows('why-releases-wait')).find(({ gate }) => gate === 'no-freeze')).toMatchObject({ waited: 4 * hour, is_red_now: true, tools: '', responsible: null });
    await given.sql(`update muster.release set canceled_at = '2026-11-02T21:00:00Z'`);
    expect((await rows('why-releases-wait')).find(({ gate }) => gate === 'no-freeze')).toMatchObject({ waited: hour });
    expect(await rows('why-releases-wait', { asOf: '2026-11-01T11:00:00Z' })).toMatchObject([{ waited: hour }, { waited: hour }]);
  });

  it('adds releases up by gate', async () => {
    await released(given, 'payments-2');
    await assessed(given, '5', 'payments-2', 'NOT_READY', '2026-11-02T23:00:00.000Z', [{ gate: 'change-is-approved', outcome: 'FAIL', isBlocking: true, evidence: [{ source: { connection: 'jira' } }], responsible: [{ name: 'Ines Weber' }] }]);
    expect((await rows('why-releases-wait', { by: 'GATE' }))[0]).toMatchObject({ id: 'production|change-is-approved', release: null, tools: 'jira servicenow', responsible: 'Ines Weber, Omar Haddad', waited: 6 * hour, releases: 2 });
    await released(given, 'payments-3');
    for (const [id, hourOfDay, outcome] of [['6', 10, 'FAIL'], ['7', 11, 'PASS']] as const) await assessed(given, id, 'payments-3', 'NOT_READY', `2026-11-01T${hourOfDay}:00:00.000Z`, [{ gate: 'no-freeze', outcome, isBlocking: true, evidence: [], responsible: [] }]);
    // Let go, it never held this one.
    await released(given, 'payments-4');
    await assessed(given, '8', 'payments-4', 'READY', '2026-11-01T10:00:00.000Z', [{ gate: 'no-freeze', outcome: 'WAIVED', isBlocking: true, evidence: [], responsible: [] }]);
    expect(await totals('why-releases-wait', { by: 'GATE' })).toMatchObject({ releases: 3 });
    expect(await totals('why-releases-wait', { by: 'GATE', slowest: '1' })).toMatchObject({ waited: 6 * hour, releases: 2 });
  });

  it('counts turns of what held the release at some time alone, whatever was let go or advised', async () => {
    const said = (gate: string, outcome: string, more: object = {}) => ({ gate, outcome, isBlocking: true, evidence: [{ source: { connection: 'jira' } }], responsible: [], ...more });
    await released(given, 'payments-2');
    // Let go by a waiver, and green again: it never held this one.
    await assessed(given, '5', 'payments-2', 'READY', '2026-11-01T10:00:00.000Z', [said('work-items-are-done', 'WAIVED')]);
    await assessed(given, '6', 'payments-2', 'READY', '2026-11-01T11:00:00.000Z', [said('work-items-are-done', 'PASS')]);
    expect((await rows('why-releases-wait', { by: 'GATE' })).find(({ gate }) => gate === 'work-items-are-done')).toMatchObject({ releases: 1, turns: 1, turn_ids: ['assessment:2'] });
    expect((await rows('why-releases-wait')).map(({ id }) => id)).toEqual(['production|change-is-approved|payments-1', 'production|work-items-are-done|payments-1']);
    // It holds it after all: what it said before counts then.
    await assessed(given, '7', 'payments-2', 'NOT_READY', '2026-11-01T12:00:00.000Z', [said('work-items-are-done', 'FAIL')]);
    expect((await rows('why-releases-wait', { by: 'GATE' })).find(({ gate }) => gate === 'work-items-are-done')).toMatchObject({ releases: 2, turns: 3, turn_ids: ['assessment:2', 'assessment:6', 'assessment:7'] });
    expect((await rows('why-releases-wait', { by: 'TOOL' })).find(({ release }) => release === 'payments-2')).toMatchObject({ turns: 2, red_judgements: 1 });
  });

  it('compares with what a gate said last, where others were asked in between', async () => {
    const said = (gate: string, outcome: string) => ({ gate, outcome, isBlocking: true, evidence: [], responsible: [] });
    await released(given, 'payments-2');
    const judged = (id: string, hourOfDay: number, ...verdicts: readonly object[]) => assessed(given, id, 'payments-2', 'NOT_READY', `2026-11-01T${hourOfDay}:00:00.000Z`, [said('always', 'FAIL'), ...verdicts]);
    await judged('5', 10, said('sometimes', 'FAIL'));
    await judged('6', 11);
    await judged('7', 12, said('another', 'PASS'));
    await judged('8', 13, said('sometimes', 'FAIL'));
    const turnIds = async () => (await rows('why-releases-wait')).find(({ gate, release }) => gate === 'sometimes' && release === 'payments-2')?.['turn_ids'];
    expect(await turnIds()).toEqual([]);
    await judged('9', 14);
    await judged('10', 15, said('sometimes', 'PASS'));
    expect(await turnIds()).toEqual(['assessment:10']);
    await judged('11', 16, said('sometimes', 'UNKNOWN'));
    expect(await turnIds()).toEqual(['assessment:10', 'assessment:11']);
  });

  it('by tool counts what several gates on it held together once, and what rests on no tool apart', async () => {
    const red = (gate: string, ...connections: readonly string[]) => ({ gate, outcome: 'FAIL', isBlocking: true, evidence: connections.map((connection) => ({ source: { connection } })), responsible: [{ name: 'Omar Haddad' }] });
    await released(given, 'payments-2');
    await assessed(given, '5', 'payments-2', 'NOT_READY', '2026-11-01T10:00:00.000Z', [red('a', 'jira'), red('b', 'jira', 'desk', 'jira'), red('c')]);
    await assessed(given, '6', 'payments-2', 'NOT_READY', '2026-11-01T11:00:00.000Z', [red('a', 'jira'), { ...red('b', 'desk'), outcome: 'PASS' }, red('c', 'desk')]);
    await assessed(given, '7', 'payments-2', 'READY', '2026-11-01T14:00:00.000Z', ['a', 'b', 'c'].map((gate) => ({ ...red(gate), outcome: 'PASS' })));
    const of2 = (await rows('why-releases-wait', { by: 'TOOL' })).filter(({ release }) => release === 'payments-2');
    expect(of2).toMatchObject([
      { id: 'production|desk|payments-2', gate: 'b c', tools: 'desk', waited: 4 * hour, longest: 3 * hour, red_judgements: 2, turns: 2, turn_ids: ['assessment:6', 'assessment:7'] },
      { id: 'production|jira|payments-2', gate: 'a b', service: 'payments', team: 'money', tools: 'jira', responsible: 'Omar Haddad', waited: 4 * hour, longest: 3 * hour, releases: 1, red_judgements: 2, turns: 2, turn_ids: ['assessment:6', 'assessment:7'], is_red_now: false, change_ids: [] },
      { id: 'production||payments-2', gate: 'c', tools: '', waited: hour, red_judgements: 1, assessment_ids: ['assessment:5'], turns: 1 },
    ]);
    // Of payments-1: jira two hours, servicenow five.
    expect(await totals('why-releases-wait', { by: 'TOOL' })).toMatchObject({ waited: 16 * hour, longest: 3 * hour, releases: 2, red_judgements: 8, approvals: null, approval_wait_p50: null });
    // Two gates turned in one judgement: two turns, and it is told once.
    await assessed(given, '8', 'payments-2', 'NOT_READY', '2026-11-01T15:00:00.000Z', [red('a', 'jira'), red('b', 'jira')]);
    await assessed(given, '9', 'payments-2', 'READY', '2026-11-01T16:00:00.000Z', ['a', 'b'].map((gate) => ({ ...red(gate), outcome: 'PASS' })));
    expect((await rows('why-releases-wait', { by: 'TOOL' })).find(({ id }) => id === 'production|jira|payments-2')).toMatchObject({ waited: 5 * hour, turns: 6, turn_ids: ['assessment:6', 'assessment:7', 'assessment:8', 'assessment:9'] });
  });

  it('counts a turn to what held nothing for every tool that the gate rested on before', async () => {
    await released(given, 'payments-2');
    const said = (outcome: string, connection: string) => ({ gate: 'a', outcome, isBlocking: true, evidence: [{ source: { connection } }], responsible: [] });
    for (const [id, at, outcome, connection] of [['5', '10', 'FAIL', 'jira'], ['6', '11', 'FAIL', 'desk'], ['7', '12', 'WAIVED', 'library']] as const) await assessed(given, id, 'payments-2', 'NOT_READY', `2026-11-01T${at}:00:00.000Z`, [said(outcome, connection)]);
    expect((await rows('why-releases-wait', { by: 'TOOL' })).filter(({ release }) => release === 'payments-2')).toMatchObject(['desk', 'jira'].map((tools) => ({ tools, waited: hour, turns: 1, turn_ids: ['assessment:7'] })));
  });

  it('tells the rows that waited longest alone, with totals of them', async () => {
    expect((await rows('why-releases-wait', { slowest: '1' })).map(({ gate }) => gate)).toEqual(['change-is-approved']);
    expect(await totals('why-releases-wait', { slowest: '1' })).toMatchObject({ waited: 5 * hour, red_judgements: 2, turns: 2 });
    expect(await rows('why-releases-wait', { slowest: '0' })).toEqual([]);
  });

  it('readiness-history tells every judgement, and what turned', async () => {
    expect(await rows('readiness-history')).toMatchObject([
      { at: '2026-11-01T10:00:00.000Z', release: 'payments-1', outcome: 'NOT_READY', outcome_before: null, red: 2, red_gates: 'change-is-approved work-items-are-done', waived_gates: '', judged_by: 'Ines Weber', policy: 'p 1', assessment_id: 'assessment:1' },
      { outcome: 'NOT_READY', outcome_before: 'NOT_READY', red: 1, red_gates: 'change-is-approved' },
      { outcome: 'READY', outcome_before: 'NOT_READY', red: 0, red_gates: '' },
    ]);
    expect(await totals('readiness-history')).toEqual({ judgements: 3, ready: 1, not_ready: 2, undetermined: 0, turns: 1, releases: 1 });
    expect(await rows('readiness-history', { outcome: 'ready', team: 'money' })).toHaveLength(1);
    expect(await rows('readiness-history', { team: 'nobody' })).toEqual([]);
  });
});
