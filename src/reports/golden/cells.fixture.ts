import type { Instant } from '../../domain/instant.ts';
import type { ReportRow } from '../../domain/report.ts';
import type { Hidden } from '../../domain/restriction.ts';
import type { Given } from '../asked.ts';
import type { AskedReport } from '../desk.ts';
import { copied, type ReportsGiven } from '../reports.fixture.ts';

/** A database in which nothing was said yet, and the report that the cell is about. */
export interface Golden extends ReportsGiven {
  readonly report: (parameters?: Given, now?: Instant, hidden?: readonly Hidden[]) => AskedReport;
  rows(parameters?: Given, now?: Instant, hidden?: readonly Hidden[]): Promise<readonly ReportRow[]>;
  /** The values of one column, row by row. */
  column(name: string, parameters?: Given, now?: Instant, hidden?: readonly Hidden[]): Promise<readonly unknown[]>;
}

/** What is done of a case for a report: shown here, shown by a test of the report’s own spec, or why the case cannot touch it. */
export type Cell = { readonly says: string; readonly proves: (golden: Golden) => Promise<void> } | { readonly in: string } | { readonly cannot: string };

/** A case, and its cell of each report by the report’s name. */
export interface GoldenCase {
  readonly name: string;
  readonly cells: Readonly<Record<string, Cell>>;
}

export const digest = 'd'.repeat(64);
export const otherDigest = 'e'.repeat(64);

/** The item that configuration calls that of payments in production. */
export const ownItem = (given: ReportsGiven, more: object = {}, options: object = {}) => copied(given, 'cmdb:ci:1', { name: 'payments', runningVersion: null, ...more }, { reference: 'cmdb:ci:payments', ...options });

/** An incident about that item, open and grave. */
export const incident = (given: ReportsGiven, identity: string, openedAt: string, more: object = {}, options: object = {}) => copied(given, identity,
  { number: identity, title: 'text only', priority: 1, isOpen: true, openedAt, resolvedAt: null, configurationItemId: 'cmdb:ci:1', problemId: null, causedByChangeId: null, ...more }, options);

/** A change that was approved, planned from the beginning to the end. */
export const change = (given: ReportsGiven, identity: string, plannedStartAt: string, plannedEndAt: string, more: object = {}, options: object = {}) => copied(given, identity,
  { number: 'CHG-1', title: 'Release', state: 'SCHEDULED', type: 'NORMAL', approval: 'APPROVED', template: null, isOnHold: false, plannedStartAt, plannedEndAt, ...more }, options);

/** An approval that Omar is asked for, as he stands in that tool. */
export const approval = (state: string, more: object = {}) => ({ approver: { userName: 'omar', name: 'Omar' }, group: null, phase: 'RELEASE', state, decidedAt: null, comment: null, ...more });

/** A blocking gate’s verdict. */
export const verdict = (outcome: string, more: object = {}) => ({ gate: 'change-is-approved', outcome, isBlocking: true, evidence: [], responsible: [], restsOn: [], ...more });

/** Somebody whom the last feed calls gone since that day, with the licence they hold and its price. */
export async function leaver(given: ReportsGiven, endsOn: string): Promise<void> {
  await given.sql(`insert into muster.listed_person (email, name, employment, ends_on, is_listed, listed_at) values ('ines@bank.example', 'Ines', 'LEFT', $1, true, '2026-01-01')`, [endsOn]);
  await copied(given, 'desk:licence:1', { product: 'Planner', monthlyCost: 10, currency: 'EUR' });
  await copied(given, 'desk:entitlement:1', { licenceId: 'desk:licence:1', heldBy: { connection: 'desk', userName: 'ines', email: 'ines@bank.example' }, since: '2025-01-01T00:00:00.000Z', isActive: true });
}

/** A background reading that came to its end. */
export const readingEnded = (given: ReportsGiven, connection: string, kind: string, at: string) => given.sql(
  `insert into muster.sync (connection, kind, finished_at, done, total, hidden, failures, next_at) values ($1, $2, $3, 5, 7, 2, 0, $3)`, [connection, kind, at]);
