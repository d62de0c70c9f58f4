import type { ChangeWindow } from '../../../domain/change-window.ts';
import type { Freeze } from '../../../domain/freeze.ts';
import { absent, known, unknown, type Fact } from '../../fact.ts';
import type { AskedFacts, Facts } from '../../facts.ts';
import type { Judged } from '../../gate.ts';
import { askedFacts, blackoutOf, blackouts, changeFactsOf, freezeOf, gap, greenFacts, greenPlan, link, now, omar, policyGate, timeout } from '../../green.fixture.ts';
import { noFreeze } from './index.ts';

const [anHourAgo, inAnHour, tomorrow] = ['2026-11-23T11:00:00.000Z', '2026-11-23T13:00:00.000Z', '2026-11-24T12:00:00.000Z'] as const;
const judge = (freezes: Fact<readonly Freeze[]> | readonly Freeze[], given: Partial<Facts> = {}): Judged =>
  noFreeze.judge(greenFacts({ asked: askedFacts({ freezes: 'state' in freezes ? freezes : known(freezes, now) }), ...given }), policyGate('no-freeze'));

const judgeBlackouts = (windows: readonly ChangeWindow[], parameters: object = {}, given: Partial<AskedFacts> = {}): Judged =>
  noFreeze.judge(greenFacts({ asked: askedFacts({ windows: blackouts(windows), ...given }) }), policyGate('no-freeze', { parameters: { ...parameters } }));
const on = { occurrences: [{ startAt: anHourAgo, endAt: inAnHour }] };

describe('no-freeze, by the blackouts of the tools', () => {
  it('names the blackout, its tool and its end', () => {
    expect(judgeBlackouts([blackoutOf(on)])).toMatchObject({
      outcome: 'FAIL', because: `The blackout "Year end" of servicenow is on until ${inAnHour}.`, passesFromAt: inAnHour, restsOn: ['servicenow:window:w1 on'],
      evidence: [{ recordId: 'servicenow:window:w1', value: `${anHourAgo} to ${inAnHour}` }],
    });
    expect(judgeBlackouts([blackoutOf()]).outcome).toBe('PASS');
    expect(judgeBlackouts([blackoutOf({ ...on, isBlackout: false })]).outcome).toBe('PASS');
  });

  it('follows a rule in the schedule’s own zone', () => {
    const mondays = { occurrences: [], recurring: [{ first: { startAt: '2026-06-01T10:30:00.000Z', endAt: '2026-06-01T11:30:00.000Z' }, rule: 'FREQ=WEEKLY;BYDAY=MO' }] };
    // 12:30 in Berlin is 11:30 UTC in winter: over at half past twelve, on at noon.
    expect(judgeBlackouts([blackoutOf(mondays)]).outcome).toBe('FAIL');
    expect(judgeBlackouts([blackoutOf({ ...mondays, timeZone: 'UTC' })]).outcome).toBe('PASS');
  });

  it('ends when the last of freezes and blackouts does: whatever denies wins', () => {
    expect(judgeBlackouts([blackoutOf({ occurrences: [{ startAt: inAnHour, endAt: tomorrow }] })], {}, { freezes: known([freezeOf()], now) })).toMatchObject({ outcome: 'FAIL', passesFromAt: tomorrow });
  });

  it('counts those that the policy names, for the services it names', () => {
    expect(judgeBlackouts([blackoutOf(on)], { blackouts: 'NONE' }).outcome).toBe('PASS');
    expect(judgeBlackouts([blackoutOf(on)], { blackouts: ['Year end'] }).outcome).toBe('FAIL');
    expect(judgeBlackouts([blackoutOf(on), blackoutOf({ label: 'Month end' })], { blackouts: ['Month end'] }).outcome).toBe('PASS');
    expect(judgeBlackouts([blackoutOf(on)], { blackouts: [{ name: 'Year end', services: ['payments'] }] }).outcome).toBe('FAIL');
    expect(judgeBlackouts([blackoutOf(on)], { blackouts: [{ name: 'Year end', services: ['ledger'] }] }).outcome).toBe('PASS');
  });

  it.each<[string, Judged]>([
    ['a name that no tool knows', judgeBlackouts([blackoutOf()], { blackouts: ['Year ende'] })],
    ['an entry that cannot be read', judgeBlackouts([blackoutOf({ isPartial: true })])],
    ['a rule without a zone', judgeBlackouts([blackoutOf({ timeZone: null, recurring: [{ first: { startAt: anHourAgo, endAt: inAnHour }, rule: 'FREQ=DAILY' }] })])],
    ['a rule that is none', judgeBlackouts([blackoutOf({ recurring: [{ first: { startAt: anHourAgo, endAt: inAnHour }, rule: 'EVERY DAY' }] })])],
    ['a tool that does not answer', judgeBlackouts([], {}, { windows: known([{ connection: 'servicenow', windows: unknown(timeout) }], now) })],
    ['nobody who asked', judgeBlackouts([], {}, { windows: unknown(timeout) })],
  ])('cannot tell by %s', (_name, judged) => {
    expect(judged).toMatchObject({ outcome: 'UNKNOWN', passesFromAt: null });
  });

  it('is not bothered by tools whose blackouts do not count', () => {
    expect(judgeBlackouts([], { blackouts: 'NONE' }, { windows: unknown(timeout) }).outcome).toBe('PASS');
    expect(judgeBlackouts([blackoutOf({ label: 'Month end', isPartial: true }), blackoutOf()], { blackouts: ['Year end'] }).outcome).toBe('PASS');
  });
});

describe('no-freeze', () => {
  it('names the freeze, its end and who declared it', () => {
    expect(judge([freezeOf()])).toMatchObject({
      outcome: 'FAIL', because: `The freeze "Year end" is on until ${inAnHour}; Omar declared it: Books close.`, passesFromAt: inAnHour, responsible: [omar], restsOn: ['freeze:1 on'],
      remedy: `Wait until ${inAnHour}, or ask Omar whether "Year end" can be lifted.`,
    });
  });

  it('has the start in the freeze and the end outside of it', () => {
    expect(judge([freezeOf({ first: { startAt: now, endAt: inAnHour } })]).outcome).toBe('FAIL');
    expect(judge([freezeOf({ first: { startAt: anHourAgo, endAt: now } })]).outcome).toBe('PASS');
    expect(judge([freezeOf({ first: { startAt: inAnHour, endAt: tomorrow } })]).outcome).toBe('PASS');
  });

  it('waits for nothing while the line is stopped', () => {
    expect(judge([freezeOf(), freezeOf({ id: 'freeze:2', name: 'Stop the line', first: { startAt: anHourAgo, endAt: null } })])).toMatchObject({ outcome: 'FAIL', passesFromAt: null, because: expect.stringContaining('until it is lifted') as string });
  });

  it('passes again only when the last of several freezes ends', () => {
    expect(judge([freezeOf(), freezeOf({ id: 'freeze:2', first: { startAt: inAnHour, endAt: tomorrow } })]).passesFromAt).toBe(tomorrow);
  });

  it.each<[string, Partial<Freeze>]>([
    ['every environment and service', { scope: { environments: null, services: null } }],
    ['this service', { scope: { environments: null, services: ['payments'] } }],
    ['every Monday', { recurrence: 'FREQ=WEEKLY;BYDAY=MO', first: { startAt: '2026-11-02T11:00:00.000Z', endAt: '2026-11-02T13:00:00.000Z' } }],
  ])('fails for a freeze of %s', (_name, given) => {
    expect(judge([freezeOf(given)]).outcome).toBe('FAIL');
  });

  it.each<[string, Partial<Freeze>]>([
    ['another environment', { scope: { environments: ['staging'], services: null } }],
    ['another service', { scope: { environments: ['production'], services: ['ledger'] } }],
    ['every Tuesday', { recurrence: 'FREQ=WEEKLY;BYDAY=TU', first: { startAt: '2026-11-03T11:00:00.000Z', endAt: '2026-11-03T13:00:00.000Z' } }],
  ])('passes for a freeze of %s', (_name, given) => {
    expect(judge([freezeOf(given)]).outcome).toBe('PASS');
  });

  it('passes when there is none, whatever else is unfinished', () => {
    expect(judge([], { gaps: [gap('CHANGE')] })).toMatchObject({ outcome: 'PASS', actual: '1 of 1' });
  });

  it('cannot tell of freezes that were not read, nor of one whose times cannot be', () => {
    expect(judge(unknown(timeout)).outcome).toBe('UNKNOWN');
    expect(judge(absent(now)).outcome).toBe('UNKNOWN');
    expect(judge([freezeOf({ recurrence: 'NONSENSE' })])).toMatchObject({ outcome: 'UNKNOWN', passesFromAt: null });
    expect(judge([freezeOf({ timeZone: 'Mars/Olympus', recurrence: 'FREQ=DAILY' }), freezeOf({ id: 'freeze:2' })])).toMatchObject({ outcome: 'FAIL', passesFromAt: null });
  });
});

describe('no-freeze, where a deployment must fit', () => {
  const [half, end] = ['2026-11-23T12:30:00.000Z', '2026-11-23T14:00:00.000Z'];
  const to30 = { first: { startAt: half, endAt: end } };
  const fitting = (minutes: number | null, freezes: readonly Freeze[], windows: readonly ChangeWindow[] = []): Judged =>
    noFreeze.judge(greenFacts({ plan: greenPlan({ expectedDurationMs: minutes === null ? null : minutes * 60_000 }), asked: askedFacts({ freezes: known(freezes, now), windows: blackouts(windows) }) }), policyGate('no-freeze', { parameters: { mustFit: true } }));

  it('fails for what begins before it would be over, and passes to the minute', () => {
    expect(fitting(30, [freezeOf(to30)]).outcome).toBe('PASS');
    expect(fitting(31, [freezeOf(to30)])).toMatchObject({ outcome: 'FAIL', passesFromAt: end, because: `The freeze "Year end" begins at ${half}, before a deployment of 31 min would be over, and is on until ${end}; Omar declared it: Books close.` });
    expect(fitting(31, [], [blackoutOf({ occurrences: [{ startAt: half, endAt: end }] })])).toMatchObject({ outcome: 'FAIL', passesFromAt: end });
  });

  it('passes again from when there is room between two', () => {
    expect(fitting(60, [freezeOf(), freezeOf({ id: 'freeze:2', first: { startAt: '2026-11-23T13:59:00.000Z', endAt: tomorrow } })]).passesFromAt).toBe(tomorrow);
    expect(fitting(60, [freezeOf(), freezeOf({ id: 'freeze:2', first: { startAt: end, endAt: tomorrow } })]).passesFromAt).toBe(inAnHour);
  });

  it('cannot tell while nobody says how long it takes, and takes the deployer’s word where the plan has none', () => {
    expect(fitting(null, [])).toMatchObject({ outcome: 'UNKNOWN', because: expect.stringContaining('Nobody says how long') as string });
    const { service } = greenFacts();
    if (service === null) throw new Error('the example has a service');
    const deployers = { production: { connection: 'github', name: 'actions', expectedDurationMs: 31 * 60_000, settings: {} } };
    expect(noFreeze.judge(greenFacts({ service: { ...service, deployers }, asked: askedFacts({ freezes: known([freezeOf(to30)], now) }) }), policyGate('no-freeze', { parameters: { mustFit: true } })).outcome).toBe('FAIL');
  });
});

describe('no-freeze, for standard changes', () => {
  const standard = changeFactsOf({ type: 'STANDARD' });
  const passing = (given: Partial<Facts>, passed: readonly string[] = ['FREEZES'], freezes: readonly Freeze[] = [freezeOf()]): Judged =>
    noFreeze.judge(greenFacts({ changes: [standard], asked: askedFacts({ freezes: known(freezes, now), windows: blackouts([blackoutOf(passed.includes('BLACKOUTS') ? on : {})]) }), ...given }), policyGate('no-freeze', { parameters: { standardChangesPass: passed } }));

  it('lets them pass where the policy says so, and says what they pass', () => {
    expect(passing({})).toMatchObject({ outcome: 'PASS', restsOn: ['freeze:1 lets standard changes pass'] });
    expect(passing({}, ['BLACKOUTS'], []).outcome).toBe('PASS');
    expect(passing({}, ['BLACKOUTS'])).toMatchObject({ outcome: 'FAIL', restsOn: expect.arrayContaining(['freeze:1 on']) as string[], passesFromAt: inAnHour });
    expect(judge([freezeOf()], { changes: [standard] }).outcome).toBe('FAIL');
  });

  it.each<[string, Partial<Facts>]>([
    ['one of the changes is not standard', { changes: [standard, changeFactsOf({ id: 'servicenow:change:c4' })] }],
    ['the change is unread', { changes: [changeFactsOf({}, { record: unknown(timeout) })] }],
    ['its type is hidden', { changes: [changeFactsOf({ type: 'OTHER' })] }],
    ['it was only discovered', { changes: [changeFactsOf({ type: 'STANDARD' }, { link: link('CHANGE', 'servicenow:change:CHG0030003', { origin: 'DISCOVERED' }) })] }],
    ['it does not count', { changes: [changeFactsOf({ type: 'STANDARD' }, { discountedBecause: 'it is a clone' })] }],
    ['there is none', { changes: [] }], ['there may be more', { gaps: [gap('CHANGE')] }],
  ])('holds them when %s', (_name, given) => {
    expect(passing(given).outcome).toBe('FAIL');
  });

  it('holds them too while the line is stopped', () => {
    expect(passing({}, ['FREEZES'], [freezeOf({ first: { startAt: anHourAgo, endAt: null } })]).outcome).toBe('FAIL');
  });
});

describe('no-freeze, to the letter', () => {
  const stopped = freezeOf({ id: 'freeze:2', name: 'Stop the line', first: { startAt: anHourAgo, endAt: null } });
  const far = { startAt: '2026-12-20T00:00:00.000Z', endAt: '2027-01-06T00:00:00.000Z' };

  it.each<[string, Judged, Partial<Judged> | { readonly evidence: readonly object[] }]>([
    ['a freeze', judge([freezeOf()]), { actual: `"Year end" until ${inAnHour}`, evidence: [{ field: 'first', value: `${anHourAgo} until ${inAnHour}` }] }],
    ['a freeze that begins now', judge([freezeOf({ reason: 'v1.2 is frozen.', first: { startAt: now, endAt: inAnHour } })]), { because: `The freeze "Year end" is on until ${inAnHour}; Omar declared it: v1.2 is frozen.` }],
    ['a line that is stopped', judge([stopped]), { actual: '"Stop the line" until it is lifted', remedy: 'Ask Omar whether "Stop the line" can be lifted.', restsOn: ['freeze:2 on'] }],
    ['a freeze whose times cannot be read', judge([freezeOf({ recurrence: 'NONSENSE' })]), { actual: '"Year end" at times unknown', evidence: [{ field: 'recurrence', value: 'NONSENSE' }], restsOn: ['freeze:1 times unknown'], responsible: [omar] }],
    ['freezes that were not read', judge(unknown(timeout)), { actual: 'which freezes stand: unknown', restsOn: ['which freezes stand unknown'] }],
    ['freezes of other times', judge([freezeOf({ first: { startAt: inAnHour, endAt: tomorrow } })]), { actual: '1 of 1', restsOn: ['no freeze'] }],
    ['blackouts that do not count', judgeBlackouts([blackoutOf(on)], { blackouts: 'NONE' }), { actual: '1 of 1', restsOn: ['no freeze'] }],
    ['a freeze where blackouts do not count', judgeBlackouts([], { blackouts: 'NONE' }, { freezes: known([freezeOf()], now) }), { outcome: 'FAIL', passesFromAt: inAnHour }],
    ['blackouts of other times', judgeBlackouts([blackoutOf()]), { actual: '1 of 1', restsOn: ['no freeze'] }],
    ['a blackout', judgeBlackouts([blackoutOf({ occurrences: [far, ...on.occurrences] })]), { actual: `"Year end" until ${inAnHour}`, evidence: [{ field: 'occurrences' }], remedy: `Wait until ${inAnHour}.` }],
    ['a blackout that no tool keeps', judgeBlackouts([blackoutOf()], { blackouts: ['Year ende'] }), { actual: 'no "Year ende"', restsOn: ['blackout Year ende missing'] }],
    ['a blackout that cannot be read', judgeBlackouts([blackoutOf({ isPartial: true })]), { actual: '"Year end" at times unknown', evidence: [{ field: 'occurrences', value: null }], restsOn: ['servicenow:window:w1 times unknown'] }],
    ['a tool that does not answer', judgeBlackouts([], {}, { windows: known([{ connection: 'servicenow', windows: unknown(timeout) }], now) }), { restsOn: ['which blackouts servicenow keeps unknown'] }],
    ['nobody who asked', judgeBlackouts([], {}, { windows: unknown(timeout) }), { restsOn: ['which blackouts the tools keep unknown'] }],
    ['a freeze whose times cannot be read beside a blackout', judgeBlackouts([blackoutOf(on)], {}, { freezes: known([freezeOf({ recurrence: 'NONSENSE' })], now) }), { outcome: 'FAIL', passesFromAt: null }],
    ['a freeze while nobody says how long a deployment takes', judgeBlackouts([], { mustFit: true }, { freezes: known([freezeOf()], now) }), { outcome: 'FAIL', passesFromAt: null }],
  ])('says of %s what it saw and what that rests on', (_name, judged, said) => {
    expect(judged).toMatchObject(said);
  });

  it('shows what lets standard changes pass, and reckons without it', () => {
    const standard = (passed: string, asked: Partial<AskedFacts>): Judged => noFreeze.judge(greenFacts({ changes: [changeFactsOf({ type: 'STANDARD' })], asked: askedFacts(asked) }), policyGate('no-freeze', { parameters: { standardChangesPass: [passed] } }));
    const [long, short] = [{ startAt: anHourAgo, endAt: tomorrow }, { startAt: anHourAgo, endAt: inAnHour }];
    expect(standard('FREEZES', { freezes: known([freezeOf()], now), windows: blackouts([]) })).toMatchObject({ outcome: 'PASS', evidence: [{ field: 'first' }], restsOn: ['freeze:1 lets standard changes pass'] });
    expect(standard('BLACKOUTS', { windows: blackouts([blackoutOf(on)]) })).toMatchObject({ outcome: 'PASS', evidence: [{ field: 'occurrences' }], restsOn: ['servicenow:window:w1 lets standard changes pass'] });
    expect(standard('BLACKOUTS', { windows: blackouts([blackoutOf({ isPartial: true })]) }).outcome).toBe('UNKNOWN');
    expect(standard('FREEZES', { freezes: known([freezeOf({ first: long })], now), windows: blackouts([blackoutOf({ occurrences: [short] })]) })).toMatchObject({ outcome: 'FAIL', passesFromAt: inAnHour });
    expect(standard('BLACKOUTS', { freezes: known([freezeOf({ first: short })], now), windows: blackouts([blackoutOf({ occurrences: [long] })]) })).toMatchObject({ outcome: 'FAIL', passesFromAt: inAnHour });
  });

  it('holds nobody responsible for what a program declared', () => {
    expect(judge([freezeOf({ declaredBy: { kind: 'automation', name: 'Calendar', issuer: 'ci', onBehalfOf: null } })]).responsible).toEqual([]);
  });

  it('is asked for by its name, with freezes and windows', () => {
    expect(noFreeze).toMatchObject({ name: 'no-freeze', asks: ['freezes', 'windows'] });
  });
});
