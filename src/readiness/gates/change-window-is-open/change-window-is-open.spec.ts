import type { ChangeWindow } from '../../../domain/change-window.ts';
import type { TimeWindow } from '../../../domain/instant.ts';
import { absent, known, unknown } from '../../fact.ts';
import type { AskedFacts, Facts } from '../../facts.ts';
import type { Judged } from '../../gate.ts';
import { askedFacts, blackoutOf, blackouts, changeFactsOf, gap, greenFacts, greenPlan, now, policyGate, timeout } from '../../green.fixture.ts';
import { changeWindowIsOpen } from './index.ts';

const gate = policyGate('change-window-is-open');
const judge = (given: Partial<Facts>): Judged => changeWindowIsOpen.judge(greenFacts(given), gate);
const change = (startAt: string | null, endAt: string | null, id = 'servicenow:change:c3') => changeFactsOf({ id, plannedStartAt: startAt, plannedEndAt: endAt });
const plan = (window: TimeWindow | null) => greenPlan({ window });
const [yesterday, anHourAgo, inAnHour, saturday, sunday] = ['2026-11-22T12:00:00.000Z', '2026-11-23T11:00:00.000Z', '2026-11-23T13:00:00.000Z', '2026-11-28T02:00:00.000Z', '2026-11-29T02:00:00.000Z'] as const;

describe('change-window-is-open', () => {
  it('passes while every window is open', () => {
    expect(judge({})).toMatchObject({ outcome: 'PASS', passesFromAt: null });
    expect(judge({ plan: plan({ startAt: anHourAgo, endAt: inAnHour }) }).outcome).toBe('PASS');
  });

  it('has the start in the window and the end outside of it', () => {
    expect(judge({ changes: [change(now, inAnHour)] }).outcome).toBe('PASS');
    expect(judge({ changes: [change(anHourAgo, now)] }).outcome).toBe('FAIL');
  });

  it('says from when it would pass when only time is in the way', () => {
    expect(judge({ changes: [change(saturday, sunday)] })).toMatchObject({ outcome: 'FAIL', passesFromAt: saturday, because: 'The window of CHG0030003 opens at 2026-11-28T02:00:00.000Z.' });
    expect(judge({ changes: [change(inAnHour, sunday), change(yesterday, sunday, 'x')], plan: plan({ startAt: saturday, endAt: sunday }) })).toMatchObject({ outcome: 'FAIL', passesFromAt: saturday });
  });

  it.each<[string, Partial<Facts>]>([
    ['a window is over', { changes: [change(yesterday, anHourAgo)] }],
    ['a change has no start', { changes: [change(null, sunday)] }],
    ['a change has no end', { changes: [change(anHourAgo, null)] }],
    ['a window is upside down', { changes: [change(sunday, saturday)] }],
    ["the plan's window is over", { plan: plan({ startAt: yesterday, endAt: anHourAgo }) }],
    ['the windows are never open together', { changes: [change(inAnHour, saturday), change(saturday, sunday, 'x')] }],
    ['there is no plan', { plan: null }],
    ['the change is absent', { changes: [changeFactsOf({}, { record: absent(now) })] }],
    ['one is to come and one is over', { changes: [change(saturday, sunday), change(yesterday, anHourAgo, 'x')] }],
  ])('fails, and no waiting mends it, when %s', (_name, given) => {
    expect(judge(given)).toMatchObject({ outcome: 'FAIL', passesFromAt: null });
    expect(judge(given).remedy).not.toBeNull();
  });

  it('never promises a time while something else is unknown', () => {
    expect(judge({ changes: [change(saturday, sunday), changeFactsOf({ id: 'x' }, { record: unknown(timeout) })] })).toMatchObject({ outcome: 'FAIL', passesFromAt: null });
    expect(judge({ changes: [change(saturday, sunday)], gaps: [gap('CHANGE')] })).toMatchObject({ outcome: 'FAIL', passesFromAt: null });
  });

  it('cannot tell of an unreadable change, or while a look for more is unfinished', () => {
    expect(judge({ changes: [changeFactsOf({}, { record: unknown(timeout) })] }).outcome).toBe('UNKNOWN');
    expect(judge({ gaps: [gap('CHANGE')] }).outcome).toBe('UNKNOWN');
  });

  it('never passes on nothing, and holds to the plan where changes may be missing', () => {
    expect(judge({ changes: [] }).outcome).toBe('FAIL');
    expect(judge({ changes: [], gaps: [gap('CHANGE')] }).outcome).toBe('UNKNOWN');
    const lenient = (given: Partial<Facts>) => changeWindowIsOpen.judge(greenFacts({ changes: [], ...given }), { ...gate, mayBeEmpty: true }).outcome;
    expect(lenient({})).toBe('NOT_APPLICABLE');
    expect(lenient({ plan: plan({ startAt: saturday, endAt: sunday }) })).toBe('FAIL');
    expect(lenient({ plan: plan({ startAt: yesterday, endAt: sunday }) })).toBe('PASS');
    expect(changeWindowIsOpen.judge(greenFacts({ changes: [], plan: plan({ startAt: sunday, endAt: saturday }) }), { ...gate, mayBeEmpty: true }).because).toBe('Plan version 3 ends before it starts.');
  });
});

describe('change-window-is-open, where a deployment must fit', () => {
  const fitting = (minutes: number | null, given: Partial<Facts> = {}): Judged =>
    changeWindowIsOpen.judge(greenFacts({ changes: [change(anHourAgo, inAnHour)], plan: greenPlan({ expectedDurationMs: minutes === null ? null : minutes * 60_000 }), ...given }), { ...gate, parameters: { mustFit: true } });

  it('passes to the minute, and fails for one that would overrun', () => {
    expect(fitting(60).outcome).toBe('PASS');
    expect(fitting(61)).toMatchObject({ outcome: 'FAIL', passesFromAt: null, restsOn: expect.arrayContaining(['servicenow:change:c3 window too short by now']) as string[], because: `The window of CHG0030003 closes at ${inAnHour}, and a deployment takes 1 h 1 min: one that begins now would overrun it.` });
    expect(fitting(121).because).toContain('is too short: a deployment takes 2 h 1 min');
  });

  it('waits for a window only where it is long enough, alone and together with the others', () => {
    expect(fitting(60, { changes: [change(saturday, sunday)] })).toMatchObject({ outcome: 'FAIL', passesFromAt: saturday });
    expect(fitting(25 * 60, { changes: [change(saturday, sunday)] })).toMatchObject({ outcome: 'FAIL', passesFromAt: null });
    expect(fitting(90, { changes: [change(anHourAgo, sunday), change(saturday, '2026-11-28T03:00:00.000Z', 'x')] })).toMatchObject({ outcome: 'FAIL', passesFromAt: null });
  });

  it('cannot tell while nobody says how long it takes', () => {
    expect(fitting(null)).toMatchObject({ outcome: 'UNKNOWN', because: expect.stringContaining('Nobody says how long') as string });
  });
});

describe('change-window-is-open, within maintenance', () => {
  const schedule = (occurrences: readonly TimeWindow[], given: Partial<ChangeWindow> = {}): ChangeWindow => blackoutOf({ id: 'servicenow:window:m1', label: 'Weekend', isBlackout: false, occurrences, ...given });
  const within = (windows: readonly ChangeWindow[], maintenance: unknown = 'ALL', given: Partial<AskedFacts> = {}, minutes?: number): Judged =>
    changeWindowIsOpen.judge(greenFacts({ plan: greenPlan(minutes === undefined ? {} : { expectedDurationMs: minutes * 60_000 }), asked: askedFacts({ windows: blackouts(windows), ...given }) }), { ...gate, parameters: { maintenance, mustFit: minutes !== undefined } });
  const open = schedule([{ startAt: anHourAgo, endAt: inAnHour }]);
  const later = schedule([{ startAt: saturday, endAt: sunday }], { id: 'servicenow:window:m2', label: 'Saturday' });
  const broken = schedule([], { id: 'servicenow:window:m3', label: 'Broken', isPartial: true });

  it('passes while one of them is on, and names them', () => {
    expect(within([later, open])).toMatchObject({ outcome: 'PASS', restsOn: expect.arrayContaining(['within maintenance']) as string[] });
    expect(within([later, blackoutOf({ occurrences: [{ startAt: anHourAgo, endAt: inAnHour }] })])).toMatchObject({ outcome: 'FAIL', passesFromAt: saturday, because: `payments may go out in maintenance time only, and "Saturday" is not on before ${saturday}.` });
    expect(within([later, open], ['Saturday']).outcome).toBe('FAIL');
    expect(within([later, { ...later, label: 'Sunday' }]).because).toBe(`payments may go out in maintenance time only, and "Saturday", "Sunday" are not on before ${saturday}.`);
    expect(within([later, open], ['Weekend']).outcome).toBe('PASS');
  });

  it('asks for nothing where the policy does not, and of the services it names alone', () => {
    expect(within([later], 'NONE')).toMatchObject({ outcome: 'PASS', actual: '2 of 2' });
    expect(within([open])).toMatchObject({ outcome: 'PASS', actual: '3 of 3' });
    expect(within([later], [{ name: 'Saturday', services: ['cards'] }]).outcome).toBe('PASS');
    expect(within([later], [{ name: 'Saturday', services: ['payments'] }]).outcome).toBe('FAIL');
  });

  it('must be long enough: two that follow each other are one', () => {
    const next = schedule([{ startAt: inAnHour, endAt: '2026-11-23T14:00:00.000Z' }], { id: 'servicenow:window:m4' });
    expect(within([open], 'ALL', {}, 61)).toMatchObject({ outcome: 'FAIL', passesFromAt: null });
    expect(within([open, next], 'ALL', {}, 61).outcome).toBe('PASS');
    expect(within([open, later], 'ALL', {}, 61)).toMatchObject({ outcome: 'FAIL', passesFromAt: saturday });
  });

  it('is FAIL when no tool keeps any', () => {
    expect(within([])).toMatchObject({ outcome: 'FAIL', passesFromAt: null, because: expect.stringContaining('no tool keeps a maintenance schedule') as string });
  });

  it.each<[string, Judged]>([
    ['a schedule that cannot be read', within([broken, later])], ['a rule that is none', within([schedule([], { recurring: [{ first: { startAt: anHourAgo, endAt: inAnHour }, rule: 'EVERY DAY' }] })])],
    ['a name that no tool knows', within([later], ['Sunday'])], ['a tool that does not answer', within([], 'ALL', { windows: known([{ connection: 'servicenow', windows: unknown(timeout) }], now) })],
    ['nobody who asked', within([], 'ALL', { windows: unknown(timeout) })],
  ])('cannot tell by %s', (_name, judged) => {
    expect(judged).toMatchObject({ outcome: 'UNKNOWN', passesFromAt: null });
  });

  it('is not held by what cannot be read while another one is on', () => {
    expect(within([broken, open]).outcome).toBe('PASS');
  });
});
