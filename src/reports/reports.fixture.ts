import { randomBytes } from 'node:crypto';
import type { Environment, ServiceDeclaration } from '../domain/environment.ts';
import type { Recurring } from '../domain/freeze.ts';
import type { Clock, Instant, TimeWindow } from '../domain/instant.ts';
import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { Connection } from '../domain/ports/connection.ts';
import type { DatabaseRow, ReportReader } from '../domain/ports/report-reader.ts';
import type { Hidden } from '../domain/restriction.ts';
import { administer, eachServer } from '../store/each-database.fixture.ts';
import type { Policy } from '../domain/policy.ts';
import { approvalWaitStore } from '../store/approval-wait.store.ts';
import { createEmptyDatabase, emptyDatabase, urlOf } from '../store/empty-database.fixture.ts';
import { leadTimeStore } from '../store/lead-time.store.ts';
import { openDatabase, type OpenDatabase } from '../store/open-database.ts';
import { reportReader } from '../store/report.reader.ts';
import { query } from '../store/sql.ts';
import { silent } from '../store/store.log.ts';
import type { Given as GivenParameters } from './asked.ts';
import { reportDesk, type AskedReport, type ReportDesk } from './desk.ts';

/** A database of its own with the house's tables, and the report desk over it. */
export interface ReportsGiven {
  readonly sql: (text: string, values?: readonly unknown[]) => Promise<readonly DatabaseRow[]>;
  /** As a hub does in the background. */
  reckon(): Promise<unknown>;
  /** Answers by the clock of `now`, left out the first of December 2026 at noon. */
  ask(report: string, given?: GivenParameters, now?: Instant, hidden?: readonly Hidden[]): AskedReport;
}

/** Every week by elapsed time, whatever the rule says: how rules are read is told elsewhere. */
function weekly({ first }: Recurring, { startAt, endAt }: TimeWindow): readonly TimeWindow[] {
  const [from, length] = [Date.parse(first.startAt), Date.parse(first.endAt) - Date.parse(first.startAt)];
  return Array.from({ length: 60 }, (_nothing, week) => from + week * 7 * 86_400_000).filter((start) => start < Date.parse(endAt) && start + length > Date.parse(startAt))
    .map((start) => ({ startAt: new Date(start).toISOString(), endAt: new Date(start + length).toISOString() }));
}

const openWithinMs = 120_000;
/** Connections to production; "clone" is none. */
const productionConnections = ['cmdb', 'desk', 'jira', 'library', 'servicenow'].map((name) => ({ name, isProduction: true } as Connection));
const noon = '2026-12-01T12:00:00.000Z';

/** Runs a suite on PGlite in memory and, where DATABASE_URL names a server, on a database of its own there. */
export function eachReportDatabase(title: string, catalogue: Catalogue, suite: (given: ReportsGiven) => void): void {
  eachServer(title, (server) => { suite(givenOn(server, catalogue)); });
}

function givenOn(server: string | null, catalogue: Catalogue): ReportsGiven {
  const name = `muster_test_${randomBytes(6).toString('hex')}`;
  let open: OpenDatabase | undefined;
  const database = (): OpenDatabase => {
    if (open === undefined) throw new Error('the database is open only while a test runs');
    return open;
  };
  beforeAll(async () => {
    if (server !== null) await createEmptyDatabase(server, name);
    open = await openDatabase(server === null ? await emptyDatabase() : { databaseUrl: urlOf(server, name) }, { now: () => new Date(noon) }, silent);
  }, openWithinMs);
  afterAll(async () => {
    await open?.close();
    if (server !== null) await administer(server, `drop database if exists ${name} with (force)`);
  }, openWithinMs);
  return {
    sql: (text, values) => query(database().root.fork(), text, values),
    reckon: async () => { for (const kept of [leadTimeStore, approvalWaitStore]) await kept(database().root).reckon(); },
    ask: (report, given = {}, now = noon, hidden = []) => deskOver(reportReader(database().root, { isEmbedded: database().embedded !== null }), catalogue, { now: () => new Date(now) }).ask(report, given, hidden),
  };
}

/** The report desk of a hub with these services. */
export function deskOver(reader: ReportReader, catalogue: Catalogue, clock: Clock): ReportDesk {
  return reportDesk({ reader, catalogue, occurrences: weekly, connections: { all: productionConnections }, clock });
}

/** A catalogue of these services, each with an item of its own name in both environments. */
export function catalogueWith(...services: readonly (Pick<ServiceDeclaration, 'key'> & Partial<ServiceDeclaration>)[]): Catalogue {
  const environments: readonly Environment[] = [{ name: 'staging', isProduction: false, policy: 'p' }, { name: 'production', isProduction: true, policy: 'p' }];
  const target = (match: string) => ({ connection: 'cmdb', className: 'app', match, versionAttribute: 'version', discoverySource: 'Muster' });
  const declared = services.map((service): ServiceDeclaration => ({
    name: service.key, record: null, workItems: null, artifacts: null, deployers: {},
    targets: { staging: target(`${service.key}-staging`), production: target(service.key) }, ...service,
  }));
  return {
    environments, services: declared, policies: [policy],
    environment: (name) => environments.find((environment) => environment.name === name),
    service: (key) => declared.find((service) => service.key === key),
    policyOf: () => policy,
  };
}

const policy: Policy = { name: 'p', version: '1', receiptValidityMs: 0, requiredAgreements: ['TESTER', 'OPERATIONS'], gates: [] };

interface DeploymentGiven {
  readonly id: string;
  readonly service?: string;
  readonly environment?: string;
  readonly state?: string;
  readonly origin?: string;
  readonly release?: string | null;
  readonly digest?: string | null;
  /** When it was triggered; null: never. */
  readonly at: string | null;
  /** When it went live; null: never. */
  readonly liveAt?: string | null;
  readonly finishedAt?: string | null;
  readonly incident?: string | null;
  readonly backOutOf?: string | null;
  readonly plan?: string | null;
  readonly changes?: readonly string[];
  /** E-mail of who asked for it. */
  readonly by?: string | null;
}

let sequence = 0;

/** A deployment as the store keeps it, with the lines of its journal that tell its state; left out: one that succeeded at the moment at which it was triggered. */
export async function deployed({ sql }: ReportsGiven, { id, service = 'payments', environment = 'production', state = 'SUCCEEDED', origin = 'TRIGGERED', release = null, digest = null, at, liveAt = at, finishedAt = liveAt, incident = null, backOutOf = null, plan = null, changes = [], by = null }: DeploymentGiven): Promise<void> {
  sequence += 1;
  await sql(`
    insert into muster.deployment (id, origin, release_key, environment, service_key, sequence, package_digest, state, because, needs_attention, requested_at, start_kind,
      triggered_at, live_at, finished_at, body_digest, correlation, steps, change_ids, incident_id, back_out_of_id, plan_id, requested_by, fence, lease_ms, next_look_at, journal_length)
    values ($1, $2, $3, $4, $5, $6, $7, $8, '', false, coalesce($9, $10, now()), 'NOW', $9, $11, $10, '', '', '[]', $14, $12, $13, $15, $16, 0, 0, now(), 0)`,
  [`deployment:${id}`, origin, release, environment, service, sequence, digest, state, at, finishedAt, liveAt, incident, backOutOf === null ? null : `deployment:${backOutOf}`, JSON.stringify(changes), plan, by === null ? null : JSON.stringify({ kind: 'person', email: by })]);
  const isOurs = origin === 'TRIGGERED';
  const moves = [
    { at: at ?? finishedAt, to: isOurs ? 'ACCEPTED' : 'RUNNING' }, ...(at !== null && isOurs ? [{ at, kind: 'INTENT', step: 'trigger' }, { at, to: 'RUNNING' }] : []), ...(liveAt !== null && isOurs ? [{ at: liveAt, kind: 'OUTCOME', step: 'verify-health', to: 'RECORDING' }] : []),
    ...(incident === null ? [] : [{ at: finishedAt, kind: 'OUTCOME', step: 'open-incident' }]), ...(finishedAt === null ? [] : [{ at: finishedAt, to: state }]),
  ];
  await sql(`
    insert into muster.journal_entry (deployment_id, number, at, kind, step, summary, data)
    select $1, n, coalesce(at, now()), coalesce(kind, 'STATE'), step, '', jsonb_strip_nulls(jsonb_build_object('to', "to")) from rows from (jsonb_to_recordset($2::jsonb) as (at timestamptz, kind text, step text, "to" text)) with ordinality as move(at, kind, step, "to", n)`,
  [`deployment:${id}`, JSON.stringify(moves)]);
}

interface CopyGiven {
  readonly reference?: string;
  readonly from?: string;
  readonly goneBecause?: string | null;
}

/** What the mirror last read of a record. */
export async function copied({ sql }: ReportsGiven, identity: string, content: object, { reference = identity, from = '2026-01-01T00:00:00Z', goneBecause = null }: CopyGiven = {}): Promise<void> {
  const [connection, kind] = identity.split(':');
  await sql(`insert into muster.copy (kind, identity, connection, reference, content, fetched_at, digest, valid_from, gone_because) values ($1, $2, $3, $4, $5, $6, '', $6, $7)
    on conflict (kind, identity) do update set content = excluded.content, valid_from = excluded.valid_from, gone_because = excluded.gone_because`,
  [kind, identity, connection, reference, JSON.stringify(content), from, goneBecause]);
}

/** What it read of it before. */
export async function copiedOnce({ sql }: ReportsGiven, identity: string, content: object, from: string, to: string, reference = identity): Promise<void> {
  const [connection, kind] = identity.split(':');
  await sql('insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, reference, content) values ($1, $2, $3, $4, $3, $5, $6, $7)', [kind, identity, from, to, connection, reference, JSON.stringify(content)]);
}

/** What was read of a change’s approvals, reading after reading; the last stands. */
export async function approvalsRead({ sql }: ReportsGiven, change: string, ...readings: readonly (readonly [at: string, approvals: readonly object[]])[]): Promise<void> {
  const [connection] = change.split(':');
  for (const [index, [at, approvals]] of readings.entries()) {
    const next = readings[index + 1];
    if (next !== undefined) await sql(`insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, content) values ('change.approvals', $1, $2, $3, $2, $4, $5)`, [change, at, next[0], connection, JSON.stringify(approvals)]);
    else await sql(`insert into muster.copy (kind, identity, connection, content, fetched_at, digest, valid_from) values ('change.approvals', $1, $3, $4, $2, '', $2)`, [change, at, connection, JSON.stringify(approvals)]);
  }
}

/** A release of payments that the store keeps. */
export async function released({ sql }: ReportsGiven, key: string, { version = '1', service = 'payments', canceledAt = null }: { readonly version?: string; readonly service?: string; readonly canceledAt?: string | null } = {}): Promise<void> {
  await sql(`insert into muster.release (id, key, name, version, service_key, owner_email, depends_on, stakeholders, created_at, canceled_at) values ($1, $2, $2, $3, $4, 'a@b.example', '[]', '[]', '2026-10-01T00:00:00Z', $5)`, [`release:${key}`, key, version, service, canceledAt]);
}

/** A revision of its package, with these artifacts pinned. */
export async function sealed({ sql }: ReportsGiven, release: string, digest: string, artifacts: readonly { readonly reference: string; readonly sha256?: string }[] = [], { revision = 1, at = '2026-10-20T00:00:00Z' } = {}): Promise<void> {
  await sql(`insert into muster.sealed_package (release_key, revision, sealed_at, sealed_by, digest, artifacts) values ($1, $2, $3, '{}', $4, $5)`, [release, revision, at, digest, JSON.stringify(artifacts)]);
}

/** A judgement that was stored, of production, asked for by Ines Weber. */
export async function assessed({ sql }: ReportsGiven, id: string, release: string, outcome: string, at: string, verdicts: readonly object[]): Promise<void> {
  await sql('insert into muster.assessment (id, release_key, environment, readiness, assessed_by) values ($1, $2, $3, $4, $5)', [
    `assessment:${id}`, release, 'production', JSON.stringify({ releaseKey: release, environment: 'production', outcome, judgedAt: at, basis: 'LIVE', policy: { name: 'p', version: '1' }, verdicts }), JSON.stringify({ kind: 'person', name: 'Ines Weber' }),
  ]);
}

/** A link that was drawn before anything was deployed. */
export async function linked({ sql }: ReportsGiven, release: string, relation: string, identity: string, excluded: object | null = null): Promise<void> {
  await sql(`insert into muster.link (id, release_key, relation, reference, identity, origin, drawn_by, linked_at, excluded) values ($1, $2, $3, $4, $4, 'DECLARED', 'x', '2026-10-02T00:00:00Z', $5)`, [`link:${release}|${identity}`, release, relation, identity, excluded === null ? null : JSON.stringify({ at: '2026-10-03T00:00:00.000Z', ...excluded })]);
}

/** Forgets everything, the audit excepted. */
export async function forgotten({ sql }: ReportsGiven): Promise<void> {
  // Lines of a journal cannot be deleted, so its table is emptied with that of the deployments.
  await sql('truncate muster.deployment cascade');
  for (const table of ['copy', 'copy_version', 'sync', 'observation', 'reading', 'link', 'sealed_package', 'waiver', 'freeze', 'agreement', 'plan', 'assessment_facts', 'assessment', 'release']) await sql(`delete from muster.${table}`);
}
