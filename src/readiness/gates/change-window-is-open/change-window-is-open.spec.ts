import type { TimeWindow } from '../../../domain/instant.ts';
import { absent, unknown } from '../../fact.ts';
import type { Facts } from '../../facts.ts';
import type { Judged } from '../../gate.ts';
import { changeFactsOf, gap, greenFacts, greenPlan, now, policyGate, timeout } from '../../green.fixture.ts';
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
  });
});
