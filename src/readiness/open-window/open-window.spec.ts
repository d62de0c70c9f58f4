import { absent, known, unknown } from '../fact.ts';
import type { AskedFacts, ChangeFacts } from '../facts.ts';
import { askedFacts, blackoutOf, blackouts, changeFactsOf, freezeOf, greenFacts, greenPlan, now, policy, policyGate, timeout } from '../green.fixture.ts';
import { notBeforeNow, openWindowOf, type OpenWindow } from './index.ts';

const hour = 3_600_000;
const at = (hours: number): string => new Date(Date.parse(now) + hours * hour).toISOString();
const change = (from: number, to: number, given: Partial<ChangeFacts> = {}): ChangeFacts => changeFactsOf({ plannedStartAt: at(from), plannedEndAt: at(to) }, given);
const freeze = (from: number, to: number | null, name = 'Year end') => freezeOf({ id: `freeze:${name}`, name, first: { startAt: at(from), endAt: to === null ? null : at(to) } });

interface World { readonly changes?: readonly ChangeFacts[]; readonly asked?: Partial<AskedFacts>; readonly gates?: readonly ReturnType<typeof policyGate>[]; readonly planned?: readonly [number, number]; readonly hours?: number; readonly from?: number }
const open = ({ changes = [change(-1, 10)], asked = {}, gates = [policyGate('no-freeze')], planned, hours = 2, from = 0 }: World = {}): OpenWindow => openWindowOf(
  greenFacts({ changes, asked: askedFacts(asked), policy: { ...policy, gates }, ...(planned && { plan: greenPlan({ window: { startAt: at(planned[0]), endAt: at(planned[1]) } }) }) }),
  { durationMs: hours * hour, from: at(from) },
);
const stretch = ({ window }: OpenWindow): readonly number[] | null => (window === null ? null : [window.startAt, window.endAt].map((moment) => (Date.parse(moment) - Date.parse(now)) / hour));

describe('the next open window', () => {
  it('is now where nothing stands in the way', () => {
    expect(stretch(open())).toEqual([0, 10]);
    expect(open()).toMatchObject({ because: `Every window is open and nothing stands in the way from ${now} until ${at(10)}.`, blockers: [] });
    expect(stretch(open({ from: 3 }))).toEqual([3, 10]);
  });

  it('begins when the last of the windows opens, and names who opens later', () => {
    const answer = open({ changes: [change(1, 10), changeFactsOf({ id: 'servicenow:change:c4', plannedStartAt: at(-2), plannedEndAt: at(8) })], planned: [3, 20] });
    expect(stretch(answer)).toEqual([3, 8]);
    expect(answer.blockers.map(({ because, window }) => [because, window.endAt])).toEqual([[`The window of CHG0030003 opens at ${at(1)}.`, at(1)], [`The window of plan version 3 opens at ${at(3)}.`, at(3)]]);
  });

  it('goes round freezes, and takes the first gap that is long enough', () => {
    const answer = open({ asked: { freezes: known([freeze(1, 3, 'A'), freeze(2, 4, 'B'), freeze(5, 6, 'C')], now) } });
    expect(stretch(answer)).toEqual([6, 10]);
    expect(answer.blockers.map((one) => one.freeze?.name)).toEqual(['A', 'B', 'C']);
    expect(stretch(open({ hours: 1, asked: { freezes: known([freeze(1, 3), freeze(4, 6)], now) } }))).toEqual([0, 1]);
    expect(stretch(open({ asked: { freezes: known([freeze(-5, 3)], now) } }))).toEqual([3, 10]);
  });

  it('has the start of a freeze in it, and not its end', () => {
    expect(stretch(open({ hours: 1, asked: { freezes: known([freeze(0, 1)], now) } }))).toEqual([1, 10]);
    expect(stretch(open({ hours: 9, asked: { freezes: known([freeze(9, 10)], now) } }))).toEqual([0, 9]);
  });

  it('is none while the line is stopped, or when nothing is long enough, and says who blocks', () => {
    const stopped = open({ asked: { freezes: known([freeze(1, null)], now) } });
    expect([stretch(stopped), stopped.blockers.map(({ window }) => window.endAt)]).toEqual([null, [null]]);
    expect(open({ hours: 11 })).toMatchObject({ window: null, because: expect.stringContaining('nothing is free for so long') as string });
    expect(open({ changes: [change(-9, -1)] })).toMatchObject({ window: null, because: expect.stringContaining('never open together') as string });
  });

  it('is not held by freezes of others', () => {
    expect(stretch(open({ asked: { freezes: known([{ ...freeze(0, null), scope: { environments: ['staging'], services: null } }], now) } }))).toEqual([0, 10]);
  });

  it('counts the blackouts that the policy counts', () => {
    const windows = blackouts([blackoutOf({ occurrences: [{ startAt: at(0), endAt: at(4) }] })]);
    expect(open({ asked: { windows } })).toMatchObject({ window: { startAt: at(4) }, blockers: [{ record: { id: 'servicenow:window:w1' } }] });
    expect(stretch(open({ asked: { windows }, gates: [policyGate('no-freeze', { parameters: { blackouts: 'NONE' } })] }))).toEqual([0, 10]);
    expect(stretch(open({ asked: { windows: unknown(timeout) }, gates: [policyGate('no-freeze', { parameters: { blackouts: 'NONE' } })] }))).toEqual([0, 10]);
    expect(stretch(open({ asked: { windows: unknown(timeout) }, gates: [policyGate('plan-is-agreed')] }))).toEqual([0, 10]);
  });

  it('lies within the maintenance schedules that the policy names, between whatever denies', () => {
    const windows = blackouts([blackoutOf({ id: 'servicenow:window:m1', label: 'Weekend', isBlackout: false, occurrences: [{ startAt: at(2), endAt: at(7) }] }), blackoutOf({ occurrences: [{ startAt: at(3), endAt: at(4) }] })]);
    const held = open({ asked: { windows }, gates: [policyGate('no-freeze'), policyGate('change-window-is-open', { parameters: { maintenance: ['Weekend'] } })] });
    expect([stretch(held), held.blockers.map(({ because }) => because)]).toEqual([[4, 7], ['Outside of the maintenance schedules "Weekend".', expect.stringContaining('The blackout')]]);
    expect(open({ asked: { windows }, gates: [policyGate('change-window-is-open', { parameters: { maintenance: ['Sunday'] } })] })).toMatchObject({ window: null, because: expect.stringContaining('no tool keeps one of that name') as string });
  });

  it('lies in no time of a maintenance schedule that cannot be read whole', () => {
    const gates = [policyGate('change-window-is-open', { parameters: { maintenance: ['Weekend'] } })];
    const weekend = blackoutOf({ id: 'servicenow:window:m1', label: 'Weekend', isBlackout: false, occurrences: [{ startAt: at(2), endAt: at(7) }], isPartial: true });
    expect(open({ asked: { windows: blackouts([weekend]) }, gates })).toMatchObject({ window: null, blockers: [{ window: { startAt: now, endAt: at(10) }, because: 'Outside of the maintenance schedules "Weekend".' }] });
  });

  it('is not held by what lets standard changes pass', () => {
    const gates = [policyGate('no-freeze', { parameters: { standardChangesPass: ['FREEZES'] } })];
    const asked = { freezes: known([freeze(1, 3)], now) };
    expect(stretch(open({ asked, gates, changes: [changeFactsOf({ type: 'STANDARD', plannedStartAt: at(-1), plannedEndAt: at(10) })] }))).toEqual([0, 10]);
    expect(stretch(open({ asked, gates }))).toEqual([3, 10]);
  });

  it('is none for a change in conflict, where the policy looks at conflicts', () => {
    const conflicts = known([{ of: 'servicenow:change:c3', told: known([{ kind: 'ci_already_scheduled', description: null, withChange: 'CHG0030009', configurationItem: null }], now) }], now);
    const gates = [policyGate('no-conflicting-change')];
    const checked = [changeFactsOf({ plannedStartAt: at(-1), plannedEndAt: at(10), conflictsCheckedAt: now })];
    expect(open({ changes: checked, asked: { conflicts }, gates })).toMatchObject({ window: null, blockers: [{ because: 'CHG0030003 is in conflict with CHG0030009.' }] });
    expect(stretch(open({ changes: checked, asked: { conflicts }, gates: [policyGate('no-conflicting-change', { parameters: { bears: ['ci_already_scheduled'] } })] }))).toEqual([0, 10]);
    expect(stretch(open({ changes: checked, asked: { conflicts } }))).toEqual([0, 10]);
  });

  it('says why each stretch is not free, and of what record', () => {
    const windows = blackouts([blackoutOf({ id: 'servicenow:window:m1', label: 'Weekend', isBlackout: false, occurrences: [{ startAt: at(0), endAt: at(9) }] }), blackoutOf({ id: 'servicenow:window:m2', label: 'Nights', isBlackout: false, occurrences: [{ startAt: at(9), endAt: at(9.5) }] }), blackoutOf({ occurrences: [{ startAt: at(3), endAt: at(8) }] })]);
    const gates = [policyGate('no-freeze'), policyGate('change-window-is-open', { parameters: { maintenance: ['Weekend', 'Nights'] } })];
    const answer = open({ hours: 5, gates, asked: { windows, freezes: known([{ ...freeze(1, 2), reason: 'Books v1.2 close.' }], now) } });
    expect(answer.blockers.map(({ because, record, freeze: its }) => [because, record?.id ?? null, its?.name ?? null])).toEqual([
      ['The freeze "Year end": Books v1.2 close.', null, 'Year end'], ['The blackout "Year end" of servicenow.', 'servicenow:window:w1', null], ['Outside of the maintenance schedules "Weekend", "Nights".', 'servicenow:window:m1', null],
    ]);
    expect(open({ changes: [change(1, 10)] }).blockers).toMatchObject([{ window: { startAt: now, endAt: at(1) }, record: { id: 'servicenow:change:c3' }, freeze: null }]);
    expect(open({ changes: [change(0, 10)] }).blockers).toEqual([]);
  });

  it('names every conflict that stands, by the change or by what it is, and of its own changes alone', () => {
    const conflict = { kind: 'ci_already_scheduled', description: null, withChange: 'CHG0030009', configurationItem: null };
    const conflicts = known([{ of: 'servicenow:change:other', told: known([conflict], now) }, { of: 'servicenow:change:c3', told: known([conflict, { ...conflict, kind: 'blackout', withChange: null }], now) }, { of: 'servicenow:change:c4', told: known([], now) }], now);
    const its = (id: string) => changeFactsOf({ id, plannedStartAt: at(-1), plannedEndAt: at(10), conflictsCheckedAt: now });
    const gates = [policyGate('no-conflicting-change')];
    expect(open({ changes: [its('servicenow:change:c3'), its('servicenow:change:c4')], asked: { conflicts }, gates }).blockers.map(({ because, record, window }) => [because, record?.id, window])).toEqual([['CHG0030003 is in conflict with CHG0030009, blackout.', 'servicenow:change:c3', { startAt: now, endAt: at(10) }]]);
    expect(stretch(open({ changes: [its('servicenow:change:c4')], asked: { conflicts }, gates }))).toEqual([0, 10]);
  });

  it('passes blackouts, but no freeze, where the policy lets standard changes pass those alone', () => {
    const gates = [policyGate('plan-is-agreed', { parameters: { standardChangesPass: ['FREEZES'] } }), policyGate('no-freeze', { parameters: { standardChangesPass: ['BLACKOUTS'] } })];
    const asked = { freezes: known([freeze(6, 7)], now), windows: blackouts([blackoutOf({ occurrences: [{ startAt: at(1), endAt: at(3) }] })]) };
    const standard = [changeFactsOf({ type: 'STANDARD', plannedStartAt: at(-1), plannedEndAt: at(10) })];
    expect(open({ hours: 7, asked, gates, changes: standard }).blockers.map(({ window }) => window.startAt)).toEqual([at(6)]);
    expect(open({ hours: 7, asked, gates }).blockers.map(({ window }) => window.startAt)).toEqual([at(1), at(6)]);
    expect(open({ hours: 7, asked, gates: [policyGate('plan-is-agreed')], changes: standard }).blockers.map(({ window }) => window.startAt)).toEqual([at(6)]);
  });

  it('is never there where the windows do not meet, or meet in one moment', () => {
    expect(open({ changes: [change(-1, 3)], planned: [3, 9] })).toMatchObject({ window: null, because: `The windows of the changes and of the plan are never open together after this: one opens at ${at(3)}, another closes at ${at(3)}. Plan anew.` });
    for (const planned of [[3, 9], [5, 9]] as const) expect(open({ changes: [change(-1, 3)], planned, asked: { freezes: unknown(timeout) } }).because).toContain('never open together');
    expect(openWindowOf(greenFacts({ plan: null }), { durationMs: hour, from: at(0) }).window).not.toBeNull();
  });

  it('is looked for from now on at the earliest', () => {
    const [early, late] = [new Date(Date.parse(now) - 1), new Date(Date.parse(now) + 1)];
    expect([null, early, new Date(now), late].map((from) => notBeforeNow(from, new Date(now)))).toEqual([now, now, now, late.toISOString()]);
  });

  it.each<[string, World, string]>([
    ['no change', { changes: [] }, 'No change is linked'],
    ['a change that cannot be read', { changes: [change(0, 1, { record: unknown(timeout) })] }, 'Nobody can tell the window of'],
    ['a change without a window', { changes: [changeFactsOf({ plannedEndAt: null })] }, 'no planned start and end'],
    ['a change that does not count', { changes: [change(0, 1, { discountedBecause: 'it is a clone' })] }, 'does not count'],
    ['freezes unread', { asked: { freezes: unknown(timeout) } }, 'which freezes stand'],
    ['a freeze at times unknown', { asked: { freezes: known([freezeOf({ recurrence: 'NONSENSE' })], now) } }, 'cannot be told'],
    ['a blackout at times unknown', { asked: { windows: blackouts([blackoutOf({ isPartial: true })]) } }, 'cannot be told'],
    ['blackouts unread', { asked: { windows: known([{ connection: 'servicenow', windows: unknown(timeout) }], now) } }, 'which blackouts servicenow keeps'],
    ['a blackout that is nowhere', { gates: [policyGate('no-freeze', { parameters: { blackouts: ['Easter'] } })] }, 'no tool keeps one'],
    ['conflicts that nobody asked for', { asked: { conflicts: known([], now) }, gates: [policyGate('no-conflicting-change')], changes: [changeFactsOf({ plannedStartAt: at(-1), plannedEndAt: at(10), conflictsCheckedAt: now })] }, 'Nobody can tell whether CHG0030003 is in conflict'],
    ['conflicts of its change unread', { asked: { conflicts: known([{ of: 'servicenow:change:c3', told: unknown(timeout) }], now) }, gates: [policyGate('no-conflicting-change')], changes: [changeFactsOf({ plannedStartAt: at(-1), plannedEndAt: at(10), conflictsCheckedAt: now })] }, 'Nobody can tell whether CHG0030003 is in conflict'],
    ['conflicts that were not gathered', { asked: { conflicts: unknown(timeout) }, gates: [policyGate('no-conflicting-change')] }, 'Nobody can tell which changes are in conflict: no answer within 20 s.'],
    ['a change without a start', { changes: [changeFactsOf({ plannedStartAt: null })] }, 'CHG0030003 has no planned start and end: give it both in servicenow.'],
    ['a change that is not there', { changes: [change(0, 1, { record: absent(now) })] }, 'Nobody can tell the window of CHG0030003: it is not there.'],
    ['a change that did not answer', { changes: [change(0, 1, { record: unknown({ ...timeout, message: 'v1.2 did not answer.' }) })] }, 'Nobody can tell the window of CHG0030003: v1.2 did not answer.'],
    ['a named freeze at times unknown', { asked: { freezes: known([freezeOf({ recurrence: 'NONSENSE' })], now) } }, 'When the freeze "Year end" is on cannot be told.'],
    ['a named blackout at times unknown', { asked: { windows: blackouts([blackoutOf({ isPartial: true })]) } }, 'When the blackout "Year end" is on cannot be told: some of its entries cannot be read here.'],
    ['blackouts that were not gathered', { asked: { windows: unknown(timeout) } }, 'Nobody can tell which blackouts the tools keep: no answer within 20 s.'],
    ['two blackouts that are nowhere', { gates: [policyGate('no-freeze', { parameters: { blackouts: ['Easter', 'May'] } })] }, 'The policy counts the blackout "Easter", "May", and no tool'],
    ['blackouts that the policy cannot mean', { gates: [policyGate('no-freeze', { parameters: { blackouts: 7 } })] }, "Nobody can tell which blackouts count: the policy's parameters of no-freeze are wrong."],
    ['maintenance that the policy cannot mean', { gates: [policyGate('change-window-is-open', { parameters: { maintenance: 7 } })] }, "Nobody can tell which maintenance schedules count: the policy's parameters of change-window-is-open are wrong."],
    ['two maintenance schedules that are nowhere', { gates: [policyGate('change-window-is-open', { parameters: { maintenance: ['Easter', 'May'] } })] }, 'The policy names the maintenance schedule "Easter", "May", and no tool'],
    ['maintenance at times unknown', { asked: { windows: blackouts([blackoutOf({ label: 'Weekend', isBlackout: false, recurring: [{ first: { startAt: at(2), endAt: at(7) }, rule: 'NONSENSE' }], timeZone: 'UTC' })]) }, gates: [policyGate('change-window-is-open', { parameters: { maintenance: ['Weekend'] } })] }, 'When the maintenance schedules are on cannot be told.'],
    ['maintenance unread', { asked: { windows: known([{ connection: 'itop', windows: known([], now) }, { connection: 'servicenow', windows: unknown(timeout) }], now) }, gates: [policyGate('change-window-is-open', { parameters: { maintenance: ['Weekend'] } })] }, 'Nobody can tell which maintenance schedules servicenow keeps.'],
    ['maintenance that was not gathered', { asked: { windows: unknown(timeout) }, gates: [policyGate('change-window-is-open', { parameters: { maintenance: ['Weekend'] } })] }, 'Nobody can tell which maintenance schedules the tools keep: no answer within 20 s.'],
    ['conflicts never checked', { changes: [changeFactsOf({ plannedStartAt: at(-1), plannedEndAt: at(10), conflictsCheckedAt: null })], gates: [policyGate('no-conflicting-change')] }, 'have its conflicts checked'],
  ])('is nobody’s to tell with %s', (_name, world, because) => {
    expect(open(world)).toMatchObject({ window: null, because: expect.stringContaining(because) as string, blockers: [] });
  });
});
