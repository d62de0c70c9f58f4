import { readMoment, writeMoment, writeSince } from '../moment.ts';
import { changeOf } from './change.ts';
import { itemOf } from './item.ts';
import { proseOf } from './prose.ts';
import { incidentFields, incidentOf } from './trouble.ts';

const origin = { instance: { name: 'itop', url: 'https://itop.example/', options: { timeZone: 'Europe/Paris', correlation: { change: 'external_ref' } } }, fetchedAt: '2026-11-23T05:00:00.000Z' };

describe('moments', () => {
  it.each([
    ['2026-01-14 02:00:00', 'Europe/Paris', '2026-01-14T01:00:00.000Z'],
    ['2026-07-14 02:00:00', 'Europe/Paris', '2026-07-14T00:00:00.000Z'],
    ['2026-03-29 03:30:00', 'Europe/Paris', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29 01:30:00', 'Europe/Paris', '2026-03-29T00:30:00.000Z'],
    ['2026-11-01 12:00:00', 'America/New_York', '2026-11-01T17:00:00.000Z'],
    ['2026-12-31 23:59:59', 'UTC', '2026-12-31T23:59:59.000Z'],
  ])('%s in %s is %s, and back', (text, zone, instant) => {
    expect(readMoment(text, zone)).toBe(instant);
    expect(writeMoment(instant, zone)).toBe(text);
  });

  it.each(['', '2026-01-14', '14/01/2026 02:00', '2026-13-40 99:00:00', null])('%j is none', (text) => { expect(readMoment(text, 'UTC')).toBeNull(); });

  it.each([
    ['2026-10-25T00:50:00.000Z', '2026-10-25T01:20:00.000Z', '2026-10-25 01:50:00', 'the clocks were put back at 01:00 in between'],
    ['2026-10-25T01:10:00.000Z', '2026-10-25T01:20:00.000Z', '2026-10-25 02:10:00', 'they had been before'],
    ['2026-03-29T00:50:00.000Z', '2026-03-29T01:20:00.000Z', '2026-03-29 01:50:00', 'they were put forward'],
  ])('everything since %s sorts behind, seen at %s: %s, for %s', (since, now, text) => { expect(writeSince(since, new Date(now), 'Europe/Paris')).toBe(text); });

  it('without a time zone there is none', () => { expect(readMoment('2026-01-14 02:00:00', undefined)).toBeNull(); });
});

describe('a classification', () => {
  const classified = { ...origin, instance: { ...origin.instance, options: { ...origin.instance.options, classification: { incident: 'secrecy' } } } };
  const incident = (fields: Readonly<Record<string, string>>) => incidentOf({ className: 'Incident', id: '7', fields }, classified);

  it('is the attribute that the options name; empty it is none, and not asked for nobody knows', () => {
    expect([incident({ secrecy: 'board' }).classification, incident({ secrecy: '' }).classification]).toEqual(['board', null]);
    expect(['classification' in incident({}), 'classification' in incidentOf({ className: 'Incident', id: '7', fields: { secrecy: 'board' } }, origin)]).toEqual([false, false]);
    expect(incidentFields(classified)).toContain('secrecy');
    expect(incidentFields(origin)).not.toContain('secrecy');
  });
});

describe('prose', () => {
  it.each([
    ['plain < text', 'plain < text'],
    ['<p>Deploys <b>payments-2.4.0</b>.</p><p>R&amp;D&#039;s wish</p>', 'Deploys payments-2.4.0.\nR&D\'s wish'],
    ['one<br/>two', 'one\ntwo'],
    ['<p></p>', null],
    [null, null],
  ])('%j reads %j', (html, prose) => { expect(proseOf(html)).toBe(prose); });
});

describe('what nobody knows stays unknown', () => {
  it('of a change of a class and state of the customer\'s own', () => {
    const change = { className: 'MigrationChange', id: '7', fields: { id: '7', ref: 'C-000007', status: 'dancing', title: '', external_ref: 'payments-2.4.0', agent_id: '12', requestor_id: '0', caller_id: '0' } };
    expect(changeOf(change, new Map(), origin)).toMatchObject({
      type: 'OTHER', state: 'UNKNOWN', approval: 'UNKNOWN', title: null, description: null, plannedStartAt: null, correlationId: 'payments-2.4.0', requestedBy: null,
      assignedTo: { userName: '12', name: null, email: null, isActive: null },
    });
    expect(changeOf({ ...change, fields: { ...change.fields, status: 'approved' } }, new Map(), origin)).toMatchObject({ state: 'SCHEDULED', approval: 'UNKNOWN' });
  });

  it('of an item without a status or with a strange one, and of an incident', () => {
    const item = { className: 'Server', id: '3', fields: { name: '' } };
    const none = { version: null, environment: null };
    expect(itemOf(item, { ...none, status: null }, origin)).toMatchObject({ label: '3', name: null, operationalState: 'UNKNOWN' });
    expect(itemOf(item, { ...none, status: 'constructor' }, origin).operationalState).toBe('UNKNOWN');
    expect(incidentOf({ className: 'Incident', id: '4', fields: { status: 'odd', priority: 'high', functionalcis_list: 'none' } }, origin)).toMatchObject({ isOpen: null, priority: null, configurationItemId: null, problemId: null, openedAt: null });
  });
});
