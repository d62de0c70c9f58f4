import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { assessed, catalogueWith, copied, copiedOnce, deployed, eachReportDatabase, forgotten, linked, released, sealed } from '../../src/reports/reports.fixture.ts';
import { fullName, views, viewsVersion } from '../../src/store/views/index.ts';

const folder = path.join(import.meta.dirname, 'views');
/** Every version that was ever released, as views and their columns with types in order. */
const versions = readdirSync(folder).map((file) => ({ number: Number.parseInt(file, 10), views: JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Readonly<Record<string, readonly string[]>> }));
const linesOf = (view: (typeof views)[number]): readonly string[] => view.columns.map(({ name, type }) => `${name} ${type}`);

describe('The views of all versions', () => {
  test('keep what stood: columns are only added, behind the others', () => {
    for (const version of versions) {
      for (const [name, columns] of Object.entries(version.views)) {
        const view = views.find((one) => fullName(one) === name);
        expect(view === undefined ? [`${name} is gone`] : linesOf(view).slice(0, columns.length)).toEqual(columns);
      }
    }
  });

  test('are counted: what is there now is written down as the newest version, test/store/views/N.json', () => {
    const newest = versions.find(({ number }) => number === Math.max(...versions.map((one) => one.number)));
    expect(newest?.number).toBe(viewsVersion);
    expect(newest?.views).toEqual(Object.fromEntries(views.map((view) => [fullName(view), linesOf(view)])));
  });

  test('have one name for each thing, and refer to columns that there are', () => {
    const columns = views.flatMap((view) => view.columns.map(({ name }) => `${fullName(view)}.${name}`));
    expect(new Set(columns).size).toBe(columns.length);
    expect(views.flatMap((view) => view.columns.flatMap(({ refersTo }) => refersTo)).filter((other) => !columns.includes(other))).toEqual([]);
    expect(views.filter((view) => !view.columns.some(({ isKey }) => isKey))).toEqual([]);
  });
});

eachReportDatabase('Views for analysts', catalogueWith({ key: 'payments' }), (given) => {
  const { sql } = given;
  afterEach(() => forgotten(given));

  test('stand as they are defined, each column with its type and what is said of it', async () => {
    const standing = await sql(`
      select n.nspname || '.' || c.relname as view, obj_description(c.oid) as says, array_agg(a.attname || ' ' || format_type(a.atttypid, null) || ': ' || col_description(c.oid, a.attnum) order by a.attnum) as columns
      from pg_class as c join pg_namespace as n on n.oid = c.relnamespace join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 where n.nspname in ('report', 'mirror') group by c.oid, n.nspname, c.relname order by 1`);
    const defined = views.map((view) => ({ view: fullName(view), says: view.says, columns: view.columns.map(({ name, type, says }) => `${name} ${type === 'timestamptz' ? 'timestamp with time zone' : type}: ${says}`) }));
    expect(standing).toEqual(defined.toSorted((one, other) => (one.view < other.view ? -1 : 1)));
  });

  test('tell of a record what it says, what it said, and that it is gone', async () => {
    const content = (state: string): object => ({ source: { key: 'CHG1', url: 'https://servicenow.example/CHG1' }, number: 'CHG1', title: 'Payments 2.4', type: 'NORMAL', state, isOnHold: false, plannedStartAt: '2026-11-02T09:00:00.000Z', assignedTo: { name: 'Ines Weber', email: 'ines@north.bank' }, requestedBy: null, backoutPlan: 'Put back 2.3', testPlan: '' });
    await copiedOnce(given, 'servicenow:change:1', content('SCHEDULED'), '2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z', 'servicenow:change:CHG1');
    await copied(given, 'servicenow:change:1', content('CLOSED'), { reference: 'servicenow:change:CHG1', from: '2026-11-02T00:00:00.000Z', goneBecause: 'It was deleted.' });
    expect(await sql(`select id, reference, key, url, number, type, state, risk, is_on_hold, planned_start_at at time zone 'UTC' = '2026-11-02 09:00' as is_planned, assigned_to_name, assigned_to_email, requested_by_name, has_backout_plan, has_test_plan, is_gone, gone_because from mirror.change`)).toEqual([{
      id: 'servicenow:change:1', reference: 'servicenow:change:CHG1', key: 'CHG1', url: 'https://servicenow.example/CHG1', number: 'CHG1', type: 'NORMAL', state: 'CLOSED', risk: null, is_on_hold: false, is_planned: true,
      assigned_to_name: 'Ines Weber', assigned_to_email: 'ines@north.bank', requested_by_name: null, has_backout_plan: true, has_test_plan: false, is_gone: true, gone_because: 'It was deleted.',
    }]);
    expect(await sql(`select state, to_char(valid_from at time zone 'UTC', 'MM-DD') as since, to_char(valid_to at time zone 'UTC', 'MM-DD') as until, is_gone from mirror.change_history order by valid_from`)).toEqual([
      { state: 'SCHEDULED', since: '11-01', until: '11-02', is_gone: false }, { state: 'CLOSED', since: '11-02', until: null, is_gone: true },
    ]);
  });

  test('tell of lists within and beside a record a row of each part', async () => {
    await sql(`insert into muster.copy (kind, identity, connection, content, fetched_at, digest, valid_from) values ('change.approvals', 'servicenow:change:1', 'servicenow', $1, '2026-11-02', '', '2026-11-01'), ('change.approvals', 'servicenow:change:2', 'servicenow', 'null', '2026-11-02', '', '2026-11-01')`,
      [JSON.stringify([{ approver: { name: 'Omar', email: null }, group: 'CAB', phase: 'RELEASE', state: 'APPROVED', decidedAt: '2026-11-01T10:00:00.000Z', comment: 'fine' }, { approver: null, group: 'CAB', phase: 'RELEASE', state: 'REQUESTED', decidedAt: null, comment: null }])]);
    expect(await sql('select change_id, place::int as place, approver_name, approval_group, state, decided_at is null as is_open from mirror.change_approval order by place')).toEqual([
      { change_id: 'servicenow:change:1', place: 1, approver_name: 'Omar', approval_group: 'CAB', state: 'APPROVED', is_open: false }, { change_id: 'servicenow:change:1', place: 2, approver_name: null, approval_group: 'CAB', state: 'REQUESTED', is_open: true },
    ]);
    await copied(given, 'jira:work-item:1', { progress: 'DONE', fixVersions: ['2.4', '2.5'] });
    await copied(given, 'jira:work-item:2', { progress: 'TO_DO', fixVersions: null });
    await copied(given, 'servicenow:window:1', { isBlackout: true, occurrences: [{ startAt: '2026-12-24T00:00:00.000Z', endAt: '2026-12-27T00:00:00.000Z' }], recurring: [] });
    await sql(`insert into muster.copy (kind, identity, connection, content, fetched_at, digest, valid_from) values ('artifact.scan', 'library:artifact:1', 'library', '{"state": "SCANNED", "critical": 0, "high": 2, "licences": ["MIT"]}', '2026-11-02', '', '2026-11-01')`);
    expect(await sql('select id, progress, fix_versions from mirror.work_item order by id')).toEqual([{ id: 'jira:work-item:1', progress: 'DONE', fix_versions: ['2.4', '2.5'] }, { id: 'jira:work-item:2', progress: 'TO_DO', fix_versions: null }]);
    expect(await sql('select is_blackout, recurring_entries, (end_at - start_at)::text as lasts from mirror.change_window join mirror.change_window_occurrence on change_window_id = id')).toEqual([{ is_blackout: true, recurring_entries: 0, lasts: '3 days' }]);
    expect(await sql('select artifact_id, state, critical, high, low, licences from mirror.artifact_scan')).toEqual([{ artifact_id: 'library:artifact:1', state: 'SCANNED', critical: 0, high: 2, low: null, licences: ['MIT'] }]);
  });

  test('join what Muster remembers with what the tools say', async () => {
    const digest = 'd'.repeat(64);
    await released(given, 'payments-2.4');
    await sealed(given, 'payments-2.4', 'old');
    await sealed(given, 'payments-2.4', digest, [{ reference: 'library:artifact:app.jar', sha256: 'a' }], { revision: 2, at: '2026-10-21T00:00:00Z' });
    await linked(given, 'payments-2.4', 'WORK_ITEM', 'jira:work-item:1');
    await linked(given, 'payments-2.4', 'WORK_ITEM', 'jira:work-item:2', { because: 'elsewhere', needsAgreement: false, agreedBy: null });
    await linked(given, 'payments-2.4', 'WORK_ITEM', 'jira:work-item:3', { because: 'elsewhere', needsAgreement: true, agreedBy: null });
    await copied(given, 'servicenow:change:1', { state: 'CLOSED', approval: 'APPROVED' });
    await deployed(given, { id: '1', release: 'payments-2.4', digest, at: '2026-11-02T09:00:00Z', changes: ['servicenow:change:1'], by: 'ines@north.bank' });
    await sql(`update muster.deployment set steps = '[{"name": "trigger", "state": "SUCCEEDED", "because": null, "startedAt": "2026-11-02T09:00:00.000Z", "finishedAt": "2026-11-02T09:01:30.000Z", "attempts": 1}]', run = '{"source": {"connection": "github"}, "status": "success", "url": "https://github.example/1"}', availability = '{"downtimeMs": 1500}'`);
    await assessed(given, '1', 'payments-2.4', 'NOT_READY', '2026-11-01T00:00:00.000Z', [{ gate: 'no-freeze', outcome: 'FAIL', isBlocking: true, because: 'a freeze' }, { gate: 'risk-is-accepted', outcome: 'PASS', isBlocking: false, because: 'low' }]);
    expect(await sql(`
      select r.key, r.sealed_revision, d.state, d.requested_by_email, d.deployer, d.downtime_s::float8 as downtime_s, c.approval, p.name is null as is_unnamed, extract(epoch from s.finished_at - s.started_at)::int as took
      from report.deployment as d join report.release as r on r.key = d.release and r.package_digest = d.package_digest join report.pinned_artifact as p on p.release = r.key and p.revision = r.sealed_revision
      join report.deployment_change as dc on dc.deployment_id = d.id join mirror.change as c on c.id = dc.change_id join report.deployment_step as s on s.deployment_id = d.id`)).toEqual([
      { key: 'payments-2.4', sealed_revision: 2, state: 'SUCCEEDED', requested_by_email: 'ines@north.bank', deployer: 'github', downtime_s: 1.5, approval: 'APPROVED', is_unnamed: true, took: 90 },
    ]);
    expect(await sql('select record_id, is_excluded from report.linked_record order by record_id')).toEqual([{ record_id: 'jira:work-item:1', is_excluded: false }, { record_id: 'jira:work-item:2', is_excluded: true }, { record_id: 'jira:work-item:3', is_excluded: false }]);
    expect(await sql('select a.outcome, a.policy_name, a.purpose, a.assessed_by_name, v.gate, v.outcome as verdict, v.is_blocking from report.assessment as a join report.verdict as v on v.assessment_id = a.id order by gate')).toEqual([
      { outcome: 'NOT_READY', policy_name: 'p', purpose: 'RELEASE', assessed_by_name: 'Ines Weber', gate: 'no-freeze', verdict: 'FAIL', is_blocking: true },
      { outcome: 'NOT_READY', policy_name: 'p', purpose: 'RELEASE', assessed_by_name: 'Ines Weber', gate: 'risk-is-accepted', verdict: 'PASS', is_blocking: false },
    ]);
  });

  test('tell of waivers, freezes and plans when and by whom', async () => {
    await released(given, 'payments-2.4');
    await sql(`insert into muster.waiver (id, release_key, environment, gate, package_digest, package_revision, reason, requested_by, requested_at, expires_at, break_glass, decision, revoked)
      values ('waiver:1', 'payments-2.4', 'production', 'no-freeze', 'd', 1, 'urgent', '{"kind": "automation", "name": "pipeline", "onBehalfOf": {"email": "ines@north.bank"}}', '2026-11-01', '2026-11-09', '{"secondPersonEmail": "omar@north.bank", "followUp": {"ownerEmail": "omar@north.bank", "dueAt": "2026-11-10T00:00:00.000Z", "settled": null}}',
        '{"isApproved": true, "by": {"kind": "person", "name": "Omar", "email": "omar@north.bank"}, "at": "2026-11-01T01:00:00.000Z", "comment": null}', null)`);
    expect(await sql('select requested_by_name, requested_by_email, is_break_glass, is_approved, decided_by_name, decided_by_email, decided_at - requested_at as took, revoked_at, follow_up_owner_email, follow_up_settled_at from report.waiver')).toMatchObject([
      { requested_by_name: 'pipeline', requested_by_email: 'ines@north.bank', is_break_glass: true, is_approved: true, decided_by_name: 'Omar', decided_by_email: 'omar@north.bank', revoked_at: null, follow_up_owner_email: 'omar@north.bank', follow_up_settled_at: null },
    ]);
    await sql(`insert into muster.freeze (id, name, reason, scope, time_zone, first, declared_by, declared_at) values ('freeze:1', 'Year end', 'accounts', '{"environments": ["production"], "services": null}', 'Europe/Berlin', '{"startAt": "2026-12-24T00:00:00.000Z", "endAt": null}', '{"kind": "person", "name": "Omar"}', '2026-11-01')`);
    expect(await sql('select environments, services, first_start_at is null as is_unbegun, first_end_at, declared_by_name, lifted_at from report.freeze')).toEqual([{ environments: ['production'], services: null, is_unbegun: false, first_end_at: null, declared_by_name: 'Omar', lifted_at: null }]);
    await sql(`insert into muster.plan (id, release_key, environment, version, time_window, deployer, parameters, proposed_by, proposed_at, expected_duration_ms) values ('plan:1', 'payments-2.4', 'production', 1, '{"startAt": "2026-11-02T09:00:00.000Z", "endAt": "2026-11-02T10:00:00.000Z"}', 'github', '{"token": "secret"}', '{"kind": "person", "name": "Ines"}', '2026-11-01', 90500)`);
    await sql(`insert into muster.agreement (plan_id, email, role, plan_version, agreed_at) values ('plan:1', 'omar@north.bank', 'TESTER', 1, '2026-11-01')`);
    expect(await sql('select p.release, (window_end_at - window_start_at)::text as open, expected_duration_s::float8 as expected, a.email, a.role from report.plan as p join report.agreement as a on a.plan_id = p.id')).toEqual([{ release: 'payments-2.4', open: '01:00:00', expected: 90.5, email: 'omar@north.bank', role: 'TESTER' }]);
  });

  test('tell their version', async () => {
    expect(await sql('select number from report.version')).toEqual([{ number: viewsVersion }]);
  });
});
