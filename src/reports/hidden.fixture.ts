import { approvalsRead, assessed, copied, copiedOnce, deployed, forgotten, linked, released, sealed, type ReportsGiven } from './reports.fixture.ts';

const digest = 'd'.repeat(64);
const at = '2026-11-10T10:00:00Z';
/** As a rule spells a classification, and as a tool may. */
export const ruled = 'Streng geheim \u2013 ö';
const spelled = ' STRENG Geheim \u2013 Ö ';
const secret = { title: 'CANARY', name: 'CANARY', label: 'CANARY', number: 'CANARY', product: 'CANARY', classification: spelled };
const open = { classification: null };
const change = { number: 'CHG-1', state: 'CLOSED', type: 'NORMAL', approval: 'APPROVED', template: null, isOnHold: false, plannedStartAt: '2026-11-10T09:00:00.000Z', plannedEndAt: '2026-11-10T11:00:00.000Z' };
const incident = { number: 'INC', priority: 1, isOpen: false, openedAt: '2026-11-10T11:00:00.000Z', resolvedAt: '2026-11-10T12:00:00.000Z', configurationItemId: null, problemId: null, causedByChangeId: null };

/** A release with records of every kind; what is classified, and what leads to it, says CANARY and nothing else does. */
export async function planted(given: ReportsGiven): Promise<void> {
  await forgotten(given);
  await given.sql('delete from muster.listed_person');
  await released(given, 'payments-1');
  await sealed(given, 'payments-1', digest, [{ reference: 'library:artifact:CANARY', sha256: 'f'.repeat(64) }]);
  await given.sql(`insert into muster.listed_person (email, employment, ends_on, is_listed, listed_at) values ('ines@bank.example', 'LEFT', '2026-01-01', true, '2026-11-01')`);
  await deployed(given, { id: 'a', at, release: 'payments-1', digest, changes: ['desk:change:CANARY'] });
  await deployed(given, { id: 'b', at: '2026-11-11T10:00:00Z', state: 'FAILED', liveAt: null, finishedAt: '2026-11-11T10:10:00Z', incident: 'desk:incident:CANARY' });
  await linked(given, 'payments-1', 'CHANGE', 'desk:change:CANARY');
  await linked(given, 'payments-1', 'WORK_ITEM', 'jira:work-item:CANARY');
  await linked(given, 'payments-1', 'CONFIGURATION_ITEM', 'cmdb:ci:CANARY');
  await copied(given, 'desk:change:CANARY', { ...change, ...secret });
  await copiedOnce(given, 'desk:change:CANARY', { ...change, ...secret, classification: null }, '2026-10-01T00:00:00Z', '2026-12-01T00:00:00Z');
  await given.sql(`update muster.copy set valid_from = '2026-12-01' where identity = 'desk:change:CANARY'`);
  await copied(given, 'desk:change:2', { ...change, ...open });
  for (const key of ['CANARY', '2']) await approvalsRead(given, `desk:change:${key}`, ['2026-11-08T09:00:00Z', []], ['2026-11-09T09:00:00Z', [{ approver: { userName: 'omar', name: key }, group: null, phase: null, state: 'REQUESTED', decidedAt: null }]]);
  await linked(given, 'payments-1', 'CHANGE', 'desk:change:2');
  await copied(given, 'desk:incident:CANARY', { ...incident, ...secret });
  await copied(given, 'desk:incident:2', { ...incident, ...open, configurationItemId: 'cmdb:ci:CANARY', problemId: 'desk:problem:CANARY', causedByChangeId: 'desk:change:CANARY' });
  await copied(given, 'desk:problem:CANARY', { isKnownError: true, ...secret });
  await copied(given, 'cmdb:ci:CANARY', { runningVersion: 'CANARY', ...secret });
  await copied(given, 'cmdb:ci:1', { name: 'payments', runningVersion: '1', ...open }, { reference: 'cmdb:ci:payments' });
  await copied(given, 'jira:work-item:CANARY', { progress: 'DONE', ...secret }, { from: '2026-11-01T00:00:00Z' });
  await copiedOnce(given, 'jira:work-item:CANARY', { progress: 'IN_PROGRESS', ...secret }, '2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
  await copied(given, 'library:artifact:CANARY', { sha256: 'CANARY', ...secret });
  await copied(given, 'desk:window:CANARY', { isBlackout: true, occurrences: [{ startAt: '2026-11-10T00:00:00.000Z', endAt: '2026-11-11T00:00:00.000Z' }], recurring: [], ...secret });
  await copied(given, 'desk:account:CANARY', { userName: 'CANARY', email: 'ines@bank.example', isActive: true, ...secret });
  await copied(given, 'desk:licence:CANARY', { monthlyCost: 10, currency: 'EUR', ...secret });
  await copied(given, 'desk:entitlement:2', { licenceId: 'desk:licence:CANARY', heldBy: { connection: 'desk', userName: 'x', email: 'ines@bank.example' }, since: '2025-01-01T00:00:00.000Z', isActive: true, ...open });
  // Never read, and so of no known classification.
  await linked(given, 'payments-1', 'CHANGE', 'desk:change:CANARY-unread');
  await assessed(given, '1', 'payments-1', 'NOT_READY', '2026-11-10T09:00:00.000Z', [
    { gate: 'change-is-approved', outcome: 'FAIL', isBlocking: true, because: 'CANARY', evidence: [{ recordId: 'desk:change:CANARY', source: { connection: 'desk', reference: 'desk:change:CANARY' } }], responsible: [{ name: 'CANARY' }], restsOn: ['desk:change:CANARY requested'] }]);
  await given.sql(`insert into muster.sync (connection, kind, finished_at, done, total, hidden, failures, next_at) values ('desk', 'incident', '2026-12-01T11:00:00Z', 2, 2, 0, 0, '2026-12-01T12:01:00Z')`);
}

/** The same world, in which there is nothing of it. */
export async function uprooted(given: ReportsGiven): Promise<void> {
  for (const table of ['copy', 'copy_version', 'link']) await given.sql(`delete from muster.${table} where identity like '%CANARY%'`);
  await given.sql(`update muster.deployment set change_ids = '[]', incident_id = null`);
  await given.sql(`update muster.sealed_package set artifacts = '[]'`);
  await given.sql(`update muster.assessment set readiness = jsonb_set(readiness, '{verdicts,0}', '{"gate":"change-is-approved","outcome":"FAIL","isBlocking":true,"evidence":[],"responsible":[],"restsOn":[]}')`);
  await given.sql(`update muster.copy set content = content || '{"configurationItemId":null,"problemId":null,"causedByChangeId":null}' where identity = 'desk:incident:2'`);
  await given.sql(`update muster.copy set content = content || '{"licenceId":null}' where identity = 'desk:entitlement:2'`);
}
