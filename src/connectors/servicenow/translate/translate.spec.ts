import { conflictAnswer, tableRow, type Fields, type Row } from '../wire.ts';
import { approvalFields, approvalOf } from './approval.ts';
import { approvalStateOf, changeFields, changeOf, changeStateOf } from './change.ts';
import { conflictOf } from './conflict.ts';
import { isServiceClass, itemBehind, itemFieldsBehind, itemOf, serviceBehind, serviceFieldsBehind, serviceLevelOf, serviceOf } from './item.ts';
import { articleOf } from './knowledge.ts';
import { classifyingColumns } from './record.ts';
import { incidentOf, problemOf } from './trouble.ts';

const origin = { instance: { name: 'snow', url: 'https://bank.example/' }, fetchedAt: '2026-11-23T05:00:00.000Z' };
const cell = (value: string | null, label: string | null = value): { value: string | null; display_value: string | null } => ({ value, display_value: label });
const row = (fields: Readonly<Record<string, unknown>>): Row => tableRow.parse({ sys_id: cell('a'.repeat(32)), ...fields });

describe('a change', () => {
  it('of which everything is hidden says so, and never false or zero', () => {
    const empty = Object.fromEntries(changeFields.map((field) => [field, cell('', '')]));
    for (const hidden of [row({}), row(empty)]) {
      const { kind, id, source, label, ...rest } = changeOf(hidden, origin);
      expect([kind, id, label]).toEqual(['change', `snow:change:${'a'.repeat(32)}`, 'a'.repeat(32)]);
      expect(source).toMatchObject({ reference: `snow:change:${'a'.repeat(32)}`, url: `https://bank.example/nav_to.do?uri=change_request.do%3Fsys_id%3D${'a'.repeat(32)}` });
      expect(rest).toMatchObject({ type: 'OTHER', state: 'UNKNOWN', approval: 'UNKNOWN' });
      expect(Object.entries(rest).filter(([field]) => !['type', 'state', 'approval'].includes(field)).map(([, value]) => value as unknown).every((value) => value === null)).toBe(true);
    }
  });

  it('has its state by value, whatever its label says', () => {
    expect(['-5', '-4', '-3', '-2', '-1', '0', '3', '4'].map((value) => changeStateOf(value))).toEqual(['NEW', 'ASSESS', 'AUTHORIZE', 'SCHEDULED', 'IMPLEMENT', 'REVIEW', 'CLOSED', 'CANCELED']);
    expect(changeOf(row({ state: cell('-2', 'Implement') }), origin)).toMatchObject({ state: 'SCHEDULED', stateLabel: 'Implement' });
    expect(changeOf(row({ state: cell('17', 'Scheduled') }), origin)).toMatchObject({ state: 'UNKNOWN', stateLabel: 'Scheduled' });
    for (const odd of [null, '', '-2.0', ' -2', '-02', 'Scheduled']) expect(changeStateOf(odd)).toBe('UNKNOWN');
  });

  it('has its approval by the tool\'s words, "not requested" with a space', () => {
    expect(['not requested', 'requested', 'approved', 'rejected', 'cancelled', 'not_required', 'duplicate'].map(approvalStateOf)).toEqual(['NOT_REQUESTED', 'REQUESTED', 'APPROVED', 'REJECTED', 'CANCELED', 'CANCELED', 'CANCELED']);
    for (const odd of [null, 'Approved', 'approved ', 'not_requested', 'yes']) expect(approvalStateOf(odd)).toBe('UNKNOWN');
  });

  it('takes moments from the value in UTC, never from the display', () => {
    expect(changeOf(row({ start_date: cell('2026-03-14 01:00:00', '14.03.2026 02:00:00'), end_date: cell('', '14.03.2026 06:00:00') }), origin)).toMatchObject({ plannedStartAt: '2026-03-14T01:00:00.000Z', plannedEndAt: null });
  });

  it('is on hold, is not, or does not say', () => {
    expect([cell('true'), cell('false'), cell(''), cell('1')].map((on_hold) => changeOf(row({ on_hold }), origin).isOnHold)).toEqual([true, false, null, null]);
  });
});

describe('a record', () => {
  const classified = { ...origin, instance: { ...origin.instance, classifiedBy: { change: 'u_secrecy', incident: 'u_secrecy' } } };

  it('of the CMDB and of knowledge is classified too, also one that a reference leads to, and is not where what it leads to is hidden', () => {
    const all = { ...origin, instance: { ...origin.instance, classifiedBy: { ci: 'u_secrecy', service: 'u_secrecy', knowledge: 'u_secrecy' } } };
    const secret = row({ u_secrecy: cell('embargo', 'Sperrfrist') });
    expect([itemOf(secret, null, all), serviceOf(secret, all), articleOf(secret, all)].map(({ classification }) => classification)).toEqual(['embargo', 'embargo', 'embargo']);
    const sysId = cell('b'.repeat(32), 'vault');
    expect(itemFieldsBehind(all.instance, 'child')).toContain('child.u_secrecy');
    expect(itemBehind(row({ 'child': sysId, 'child.u_secrecy': cell('embargo') }), 'child', all)?.classification).toBe('embargo');
    expect(serviceFieldsBehind(all.instance, 'parent')).toContain('parent.ref_cmdb_ci_service.u_secrecy');
    expect(serviceBehind(row({ 'parent': sysId, 'parent.ref_cmdb_ci_service.u_secrecy': cell('') }), 'parent', all)?.classification).toBeNull();
    for (const hidden of [itemBehind(row({ child: sysId }), 'child', all), serviceBehind(row({ parent: sysId }), 'parent', all)]) expect(hidden).not.toHaveProperty('classification');
    expect(['cmdb_ci', 'cmdb_ci_service', 'service_offering', 'kb_knowledge', 'change_request'].map((table) => classifyingColumns(all.instance, table))).toEqual([['u_secrecy'], ['u_secrecy'], ['u_secrecy'], ['u_secrecy'], []]);
    expect([itemFieldsBehind({}, 'child'), serviceFieldsBehind({}, 'parent')].flat().join()).not.toContain('secrecy');
  });

  it('is classified by the stored value of its column, by none where that is empty, and by nobody knows what where the tool leaves it out', () => {
    expect(changeOf(row({ u_secrecy: cell('embargo', 'Sperrfrist') }), classified).classification).toBe('embargo');
    expect(incidentOf(row({ u_secrecy: '' }), classified).classification).toBeNull();
    expect([changeOf(row({}), classified), problemOf(row({ u_secrecy: 'embargo' }), classified), changeOf(row({ u_secrecy: 'embargo' }), origin)].map((one) => 'classification' in one)).toEqual([false, false, false]);
  });
});

describe('an approval', () => {
  const told = row({ 'state': cell('approved'), 'sys_updated_on': cell('2026-11-20 05:00:00'), 'approver': cell('u1', 'Grace Chen'), 'approver.user_name': cell('grace.chen'), 'approver.email': cell('g@x.example'), 'approver.active': cell('false') });

  it('counts for the release once its change has come to Authorize', () => {
    const phases = (['NEW', 'ASSESS', 'AUTHORIZE', 'SCHEDULED', 'IMPLEMENT', 'REVIEW', 'CLOSED', 'CANCELED', 'UNKNOWN'] as const).map((state) => approvalOf(told, state, { name: 'snow' }).phase);
    expect(phases).toEqual([null, null, 'RELEASE', 'RELEASE', 'RELEASE', 'RELEASE', 'RELEASE', null, null]);
  });

  it('is of the phase that the options give to the group it was asked of', () => {
    const asked = (group: string | null, options: { readonly buildAndTest: readonly string[]; readonly release?: readonly string[] }, state: 'ASSESS' | 'SCHEDULED' = 'SCHEDULED') => {
      const groups = { buildAndTest: new Set(options.buildAndTest), release: options.release === undefined ? null : new Set(options.release) };
      const shown = group === null ? {} : { 'group': cell('g1', 'GAPP0001'), 'group.assignment_group': cell('g2', group) };
      const { phase, group: name } = approvalOf({ ...told, ...row(shown) }, state, { name: 'snow', approvalGroups: groups });
      return [name, phase];
    };
    const [dev, board] = ['Application development', 'CAB Approval'];
    expect([asked(dev, { buildAndTest: [dev] }), asked(dev, { buildAndTest: [dev] }, 'ASSESS')]).toEqual([[dev, 'BUILD_AND_TEST'], [dev, 'BUILD_AND_TEST']]);
    expect([asked(board, { buildAndTest: [dev] }), asked(null, { buildAndTest: [dev] }), asked(board, { buildAndTest: [dev] }, 'ASSESS')]).toEqual([[board, 'RELEASE'], [null, 'RELEASE'], [board, null]]);
    const both = { buildAndTest: [dev], release: [board] };
    expect([asked(dev, both), asked(board, both), asked('Legal', both), asked(null, both)]).toEqual([[dev, 'BUILD_AND_TEST'], [board, 'RELEASE'], ['Legal', null], [null, null]]);
  });

  it('has an approver as far as they can be seen, and a moment only when decided', () => {
    expect(approvalOf(told, 'SCHEDULED', { name: 'snow' })).toMatchObject({ approver: { connection: 'snow', userName: 'grace.chen', name: 'Grace Chen', email: 'g@x.example', isActive: false }, decidedAt: '2026-11-20T05:00:00.000Z' });
    expect(approvalOf(row({ state: cell('requested'), sys_updated_on: cell('2026-11-20 05:00:00'), approver: cell('u1', '') }), 'SCHEDULED', { name: 'snow' })).toMatchObject({ approver: { userName: 'u1', name: null, email: null, isActive: null }, decidedAt: null });
    expect(approvalOf(row(Object.fromEntries(approvalFields.map((field) => [field, cell('')]))), 'SCHEDULED', { name: 'snow' })).toEqual({ approver: null, group: null, phase: 'RELEASE', state: 'UNKNOWN', decidedAt: null, comment: null });
  });
});

describe('an item', () => {
  it('has its state by value', () => {
    expect(['1', '2', '3', '4', '5', '6', '7', '8', '', '9'].map((value) => itemOf(row({ operational_status: cell(value) }), null, origin).operationalState)).toEqual(['OPERATIONAL', 'NON_OPERATIONAL', 'REPAIR', 'STANDBY', 'READY', 'RETIRED', 'PIPELINE', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
  });

  it('behind a reference that access rules hide is there, and unknown', () => {
    expect(itemBehind(row({ 'ci_item': cell('b'.repeat(32), 'vault'), 'ci_item.name': cell('', ''), 'ci_item.operational_status': cell('', '') }), 'ci_item', origin)).toMatchObject({ id: `snow:ci:${'b'.repeat(32)}`, name: 'vault', operationalState: 'UNKNOWN', className: 'cmdb_ci', runningVersion: null, environment: null, owner: null });
    expect(itemBehind(row({ ci_item: cell('', '') }), 'ci_item', origin)).toBeNull();
    expect(itemBehind(row({}), 'ci_item', origin)).toBeNull();
  });

  it('is a service by its class', () => {
    expect(['cmdb_ci_service', 'cmdb_ci_service_auto', 'cmdb_ci_service_discovered', 'service_offering'].every(isServiceClass)).toBe(true);
    expect(['cmdb_ci', 'cmdb_ci_windows_service', 'cmdb_ci_appl', null].some(isServiceClass)).toBe(false);
    expect(serviceOf(row({ name: cell('Payments'), busines_criticality: cell('1 - most critical', '1 - höchst kritisch') }), origin)).toMatchObject({ criticality: '1 - höchst kritisch' });
  });
});

describe('troubles', () => {
  it('are open, ended, or of a state nobody knows', () => {
    expect(['1', '2', '3', '6', '7', '8', '-5', ''].map((state) => incidentOf(row({ state: cell(state) }), origin).isOpen)).toEqual([true, true, true, false, false, false, null, null]);
    expect(['101', '102', '103', '104', '106', '107', '1', '4', '55'].map((state) => problemOf(row({ state: cell(state) }), origin).isOpen)).toEqual([true, true, true, true, false, false, true, false, null]);
  });

  it('are major only when somebody accepted that', () => {
    expect(['accepted', 'proposed', ''].map((state) => incidentOf(row({ major_incident_state: cell(state) }), origin).isMajor)).toEqual([true, false, null]);
  });

  it('have service levels that never fall below zero', () => {
    expect(serviceLevelOf(row({ 'sla': cell('x', 'P1'), 'business_percentage': cell('46.20'), 'has_breached': cell('false') }))).toEqual({ name: 'P1', target: null, isBreached: false, remainingPercent: 53.8 });
    expect(serviceLevelOf(row({ percentage: cell('2294', '2,294'), has_breached: cell('true') }))).toMatchObject({ isBreached: true, remainingPercent: 0 });
    expect(serviceLevelOf(row({}))).toMatchObject({ isBreached: null, remainingPercent: null });
  });
});

it('a conflict names the other change, whichever column it stands in', () => {
  const typed = (fields: Readonly<Record<string, unknown>>): Fields => conflictAnswer.parse({ result: { conflicts: [fields] } }).result.conflicts[0] ?? {};
  const pair = (value: string, label: string): object => ({ value, display_value: label });
  expect(conflictOf(typed({ change: pair('own', 'CHG1'), conflicting_change: pair('other', 'CHG2'), type: pair('ci_already_scheduled', 'CI Already Scheduled'), configuration_item: pair('i', 'db-1') }), 'own')).toEqual({ kind: 'ci_already_scheduled', description: 'CI Already Scheduled', withChange: 'CHG2', configurationItem: 'db-1' });
  expect(conflictOf(typed({ change: pair('other', 'CHG2') }), 'own').withChange).toBe('CHG2');
  expect(conflictOf(typed({ change: pair('own', 'CHG1'), type: pair('not_in_maintenance_window', 'Not In Maintenance Window') }), 'own').withChange).toBeNull();
});

it('a value that is no string did not come from the Table API', () => {
  for (const odd of [3, true, { value: 3, display_value: 'x' }, { value: 'x', display_value: 3 }, {}, { value_garbled: 'x' }, ['x']]) expect(tableRow.safeParse({ sys_id: 'x', state: odd }).success).toBe(false);
  expect(tableRow.safeParse({ state: 'x' }).success).toBe(false);
  expect(tableRow.safeParse({ sys_id: '' }).success).toBe(false);
});
