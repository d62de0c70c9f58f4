import ICAL from 'ical.js';
import type { ReportRow } from '../../domain/report.ts';
import type { Given } from '../asked.ts';
import { forms } from '../forms/index.ts';
import { catalogueWith, copied, copiedOnce, deployed, eachReportDatabase, forgotten, linked, released } from '../reports.fixture.ts';
import { eventsOf } from './reader.fixture.ts';

const period = { since: '2026-11-01', until: '2027-01-01' };

eachReportDatabase('calendar', catalogueWith({ key: 'payments', team: 'money' }, { key: 'cards' }), (given) => {
  const report = (parameters: Given = {}) => given.ask('calendar', { ...period, ...parameters });
  const rows = async (parameters: Given = {}): Promise<readonly ReportRow[]> => (await report(parameters).page(500, null)).rows;
  const titles = async (parameters: Given = {}): Promise<unknown> => (await rows(parameters)).map(({ title }) => title);
  const feed = async (parameters: Given = {}): Promise<string> => {
    const ics = forms.find(({ name }) => name === 'ics');
    const asked = report(parameters);
    const writer = ics?.writer(asked.definition, asked.asked);
    const chunks: unknown[] = [];
    await asked.stream({ batch: 2, tellsTotals: false }, (head) => { chunks.push(writer?.begin(head)); return Promise.resolve(); }, (some) => { chunks.push(writer?.rows(some)); return Promise.resolve(); });
    return [...chunks, writer?.end()].join('');
  };
  const change = (id: string, more: object = {}, options: object = {}) => copied(given, `desk:change:${id}`, { number: `CHG-${id}`, title: 'Release', state: 'SCHEDULED', isOnHold: false, plannedStartAt: '2026-11-10T22:00:00.000Z', plannedEndAt: '2026-11-11T02:00:00.000Z', source: { url: `https://desk.example/${id}` }, ...more }, options);
  const freeze = (id: string, first: object, more: { recurrence?: string; lifted?: object; scope?: object } = {}) => given.sql(`insert into muster.freeze (id, name, reason, scope, time_zone, recurrence, first, declared_by, declared_at, lifted) values ($1, $2, 'Books are closed', $3, 'Europe/Berlin', $4, $5, '{}', '2026-10-01T00:00:00Z', $6)`,
    [`freeze:${id}`, `Freeze ${id}`, JSON.stringify(more.scope ?? { environments: null, services: null }), more.recurrence ?? null, JSON.stringify(first), more.lifted === undefined ? null : JSON.stringify(more.lifted)]);

  beforeEach(() => forgotten(given));

  it('shows changes, schedules, freezes and deployments as rows, in the time zone asked for', async () => {
    await change('1');
    await released(given, 'payments-1');
    await linked(given, 'payments-1', 'CHANGE', 'desk:change:1');
    await copied(given, 'desk:window:w', { label: 'Weekend', isBlackout: false, timeZone: 'UTC', isPartial: false, recurring: [], occurrences: [{ startAt: '2026-11-14T00:00:00.000Z', endAt: '2026-11-15T00:00:00.000Z' }] });
    await copied(given, 'desk:window:b', { label: 'Quarter', isBlackout: true, timeZone: 'UTC', isPartial: true, occurrences: [], recurring: [{ first: { startAt: '2026-12-20T00:00:00.000Z', endAt: '2026-12-21T00:00:00.000Z' }, rule: 'FREQ=WEEKLY' }] });
    await freeze('once', { startAt: '2026-12-24T00:00:00.000Z', endAt: null }, { scope: { environments: ['production'], services: ['payments'] } });
    await deployed(given, { id: 'a', at: '2026-11-10T22:10:00Z', liveAt: '2026-11-10T22:20:00Z', release: 'payments-1' });
    expect((await rows({ timeZone: 'Europe/Berlin' })).map(({ kind, title, starts, ends, services, environments, uid }) => [kind, title, starts, ends, services, environments, uid])).toEqual([
      ['CHANGE', 'CHG-1: Release', '2026-11-10 23:00', '2026-11-11 03:00', 'payments', null, 'desk:change:1'],
      ['DEPLOYMENT', 'payments-1 to production', '2026-11-10 23:10', '2026-11-10 23:20', 'payments', 'production', 'deployment:a'],
      ['WINDOW', 'Weekend', '2026-11-14 01:00', '2026-11-15 01:00', null, null, 'desk:window:w/once-1'],
      ['BLACKOUT', 'Quarter', '2026-12-20 01:00', '2026-12-21 01:00', null, null, 'desk:window:b/1-2026-12-20T00:00:00.000Z'],
      ['FREEZE', 'Freeze once', '2026-12-24 01:00', null, 'payments', 'production', 'freeze:once'],
      ['BLACKOUT', 'Quarter', '2026-12-27 01:00', '2026-12-28 01:00', null, null, 'desk:window:b/1-2026-12-27T00:00:00.000Z'],
    ]);
    expect(await report().totals()).toEqual({ entries: 6, change: 1, window: 1, blackout: 2, freeze: 1, deployment: 1, cancelled: 0 });
    expect(await titles({ kind: 'freeze,change' })).toEqual(['CHG-1: Release', 'Freeze once']);
    expect(await titles({ service: 'cards' })).toEqual(['Weekend', 'Quarter', 'Quarter']);
    expect(await titles({ team: 'money', environment: 'staging' })).toEqual(['Weekend', 'Quarter', 'Quarter']);
    expect(await titles({ since: '2026-11-11T01:00:00Z', until: '2026-11-11T02:00:00Z' })).toEqual(['CHG-1: Release']);
    expect(await titles({ since: '2026-11-11T02:00:00Z', until: '2026-11-12' })).toEqual([]);
  });

  it('says how sure each is, and takes no test connection for production', async () => {
    for (const [id, more, options] of [['a', {}, {}], ['b', { state: 'ASSESS' }, {}], ['c', { state: 'CANCELED' }, {}], ['d', { isOnHold: true }, {}], ['e', {}, { goneBecause: 'It was not found.' }], ['f', { plannedStartAt: null }, {}], ['g', { plannedEndAt: null }, {}]] as const) await change(id, more, options);
    await copied(given, 'clone:change:1', { plannedStartAt: '2026-11-10T22:00:00.000Z', state: 'SCHEDULED' });
    await deployed(given, { id: 'w', state: 'WAITING', at: null });
    await deployed(given, { id: 'r', state: 'RUNNING', at: '2026-12-01T11:00:00Z', liveAt: null });
    await deployed(given, { id: 'x', state: 'REFUSED', at: null, finishedAt: '2026-12-01T11:30:00Z' });
    await given.sql(`update muster.deployment set requested_at = '2026-12-01T10:00:00Z'`);
    await given.sql(`update muster.deployment set start_at = '2026-12-05T10:00:00Z' where state = 'WAITING'`);
    await freeze('over', { startAt: '2026-11-02T00:00:00.000Z', endAt: '2026-11-20T00:00:00.000Z' }, { lifted: { at: '2026-11-05T00:00:00.000Z' } });
    await freeze('never', { startAt: '2026-12-02T00:00:00.000Z', endAt: '2026-12-03T00:00:00.000Z' }, { lifted: { at: '2026-11-05T00:00:00.000Z' } });
    await freeze('weekly', { startAt: '2026-11-03T00:00:00.000Z', endAt: '2026-11-04T00:00:00.000Z' }, { recurrence: 'FREQ=WEEKLY;COUNT=3', lifted: { at: '2026-11-15T00:00:00.000Z' } });
    expect((await rows({ until: '2026-12-10' })).map(({ title, status, ends }) => `${title as string} ${status as string} ${ends as string}`)).toEqual([
      'Freeze over CONFIRMED 2026-11-05 00:00', 'Freeze weekly CONFIRMED 2026-11-04 00:00', 'Freeze weekly CONFIRMED 2026-11-11 00:00',
      'CHG-a: Release CONFIRMED 2026-11-11 02:00', 'CHG-b: Release TENTATIVE 2026-11-11 02:00', 'CHG-c: Release CANCELLED 2026-11-11 02:00', 'CHG-d: Release TENTATIVE 2026-11-11 02:00', 'CHG-e: Release TENTATIVE 2026-11-11 02:00', 'CHG-g: Release CONFIRMED null',
      'Freeze weekly CANCELLED 2026-11-18 00:00', 'Freeze weekly CANCELLED 2026-11-25 00:00', 'Freeze weekly CANCELLED 2026-12-02 00:00',
      'payments to production CANCELLED 2026-12-01 11:30', 'payments to production CONFIRMED 2026-12-01 12:00', 'Freeze never CANCELLED 2026-12-03 00:00', 'payments to production TENTATIVE null', 'Freeze weekly CANCELLED 2026-12-09 00:00',
    ]);
  });

  it('is a calendar whose events move, are cancelled and keep every text', async () => {
    const hostile = 'a;b,c\\d\nEND:VEVENT\r\nBEGIN:VEVENT\u0007 "q" 東京🚢 '.repeat(6);
    await change('1', { title: hostile });
    await freeze('open', { startAt: '2026-12-24T00:00:00.000Z', endAt: null });
    const [first, open] = eventsOf(await feed());
    expect(first).toEqual({
      UID: 'desk%3Achange%3A1', SEQUENCE: '0', DTSTAMP: '20260101T000000Z', DTSTART: '20261110T220000Z', DTEND: '20261111T020000Z', 'LAST-MODIFIED': '20260101T000000Z', STATUS: 'CONFIRMED', URL: 'https://desk.example/1',
      SUMMARY: `CHANGE: CHG-1: ${hostile.replaceAll('\u0007', ' ').replaceAll('\r\n', '\n')}`,
    });
    expect(open).toMatchObject({ DTEND: '20270101T000000Z', DESCRIPTION: 'Until further notice.\nBooks are closed' });
    expect(await feed()).toBe(await feed());
    await change('1', { plannedStartAt: '2026-11-12T22:00:00.000Z', plannedEndAt: '2026-11-13T02:00:00.000Z' }, { from: '2026-11-09T10:00:00Z' });
    expect(eventsOf(await feed())[0]).toMatchObject({ UID: 'desk%3Achange%3A1', SEQUENCE: '26992800', DTSTART: '20261112T220000Z', 'LAST-MODIFIED': '20261109T100000Z' });
    await change('1', { state: 'CANCELED', source: { url: 'javascript:alert(1)' } }, { from: '2026-11-09T11:00:00Z' });
    expect(eventsOf(await feed())[0]).toMatchObject({ STATUS: 'CANCELLED', SEQUENCE: '26996400' });
    expect(eventsOf(await feed())[0]).not.toHaveProperty('URL');
    await forgotten(given);
    expect(eventsOf(await feed())).toEqual([]);
  });

  it('says to a reader that others wrote what its rows say, in a week in which clocks change too', async () => {
    const week = { since: '2026-10-19', until: '2026-11-09', timeZone: 'Europe/Berlin' };
    const awkward = 'Gebühren; Zinsen, \\n und „so“ 東京🚢 '.repeat(6).trim();
    // Half past two comes twice that night: once on each side of the change.
    await change('1', { title: awkward, plannedStartAt: '2026-10-25T00:30:00.000Z', plannedEndAt: '2026-10-25T01:30:00.000Z' });
    await change('2', { state: 'CANCELED', plannedStartAt: '2026-10-24T22:00:00.000Z', plannedEndAt: '2026-10-25T23:00:00.000Z' });
    await change('3', { state: 'ASSESS', plannedStartAt: '2026-10-26T07:00:00.000Z', plannedEndAt: '2026-10-26T09:00:00.000Z' });
    await freeze('weekly', { startAt: '2026-10-20T22:00:00.000Z', endAt: '2026-10-21T04:00:00.000Z' }, { recurrence: 'FREQ=WEEKLY' });
    await freeze('open', { startAt: '2026-10-31T23:00:00.000Z', endAt: null });
    await copied(given, 'desk:window:w', { label: 'Weekend', isBlackout: false, timeZone: 'Europe/Berlin', isPartial: false, recurring: [], occurrences: [{ startAt: '2026-10-24T22:00:00.000Z', endAt: '2026-10-25T23:00:00.000Z' }] });
    await deployed(given, { id: 'a', at: '2026-10-25T00:59:59Z', liveAt: '2026-10-25T01:00:01Z' });
    const calendar = new ICAL.Component(ICAL.parse(await feed(week)) as unknown[]);
    const events = calendar.getAllSubcomponents('vevent').map((event) => ({ event: new ICAL.Event(event), status: event.getFirstPropertyValue('status') }));
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' });
    // What comes again is told each time, so that no reader has to reckon by a rule.
    expect(events.map(({ event }) => event.isRecurring())).toEqual(events.map(() => false));
    const told = events.map(({ event, status }) => ({ uid: decodeURIComponent(event.uid), summary: event.summary, from: event.startDate.toJSDate().toISOString(), to: event.endDate.toJSDate().toISOString(), by: clock.format(event.startDate.toJSDate()), sequence: event.sequence, status }));
    const said = (await rows(week)).map(({ uid, kind, title, starts_at: from, ends_at: to, starts, status, revision }) => ({ uid, summary: `${String(kind)}: ${String(title)}`, from, to: to ?? '2026-11-08T23:00:00.000Z', by: starts, sequence: revision, status }));
    expect(told).toEqual(said);
    expect(told.map(({ uid, by }) => [uid, by])).toEqual([
      ['freeze:weekly/2026-10-20T22:00:00.000Z', '2026-10-21 00:00'], ['desk:change:2', '2026-10-25 00:00'], ['desk:window:w/once-1', '2026-10-25 00:00'], ['desk:change:1', '2026-10-25 02:30'], ['deployment:a', '2026-10-25 02:59'],
      ['desk:change:3', '2026-10-26 08:00'], ['freeze:weekly/2026-10-27T22:00:00.000Z', '2026-10-27 23:00'], ['freeze:open', '2026-11-01 00:00'], ['freeze:weekly/2026-11-03T22:00:00.000Z', '2026-11-03 23:00'],
    ]);
    expect(told.find(({ uid }) => uid === 'desk:change:1')?.summary).toBe(`CHANGE: CHG-1: ${awkward}`);
  });

  it('looks ahead, for five years at most, and as of a past moment says what it said then', async () => {
    expect(given.ask('calendar').asked.meant).toMatchObject({ since: '2026-11-02T00:00:00.000Z', until: '2027-02-22T00:00:00.000Z' });
    expect(() => given.ask('calendar', { since: '2000-01-01', until: '2026-01-01' })).toThrow(/five years/);
    await copiedOnce(given, 'desk:change:1', { number: 'CHG-1', title: 'Release', state: 'ASSESS', plannedStartAt: '2026-11-20T22:00:00.000Z', plannedEndAt: null }, '2026-11-01T00:00:00Z', '2026-11-09T00:00:00Z');
    await change('1', {}, { from: '2026-11-09T00:00:00Z' });
    await deployed(given, { id: 'a', at: '2026-11-10T22:10:00Z', liveAt: '2026-11-10T22:20:00Z' });
    const then = async (asOf: string): Promise<unknown> => (await rows({ asOf })).map(({ starts, state }) => [starts, state]);
    expect(await then('2026-11-05')).toEqual([['2026-11-20 22:00', 'ASSESS']]);
    expect(await then('2026-11-10T22:15:00Z')).toEqual([['2026-11-10 22:00', 'SCHEDULED'], ['2026-11-10 22:10', 'RUNNING']]);
    expect(await then('2026-11-10T22:20:00Z')).toEqual([['2026-11-10 22:00', 'SCHEDULED'], ['2026-11-10 22:10', 'SUCCEEDED']]);
  });
});
