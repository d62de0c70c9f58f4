import type { ReportRow } from '../../domain/report.ts';
import type { Given } from '../asked.ts';
import { catalogueWith, copied, copiedOnce, deployed, eachReportDatabase, forgotten, linked, released, sealed } from '../reports.fixture.ts';

const digest = 'd'.repeat(64);
const at = '2026-11-02T10:00:00Z';
const good = { state: 'IMPLEMENT', type: 'NORMAL', approval: 'APPROVED', template: null, number: 'CHG1', plannedStartAt: '2026-11-02T09:00:00.000Z', plannedEndAt: '2026-11-02T11:00:00.000Z' };

eachReportDatabase('compliance', catalogueWith({ key: 'payments', team: 'money' }), (given) => {
  beforeEach(async () => {
    await forgotten(given);
    await released(given, 'payments-1');
    await sealed(given, 'payments-1', digest);
    await given.sql(`insert into muster.plan (id, release_key, environment, version, deployer, parameters, proposed_by, proposed_at) values ('plan:1', 'payments-1', 'production', 2, 'x', '{}', '{}', '2026-10-21T00:00:00Z')`);
    await agree('tess@bank.example', 'TESTER');
    await agree('omar@bank.example', 'OPERATIONS');
  });
  const agree = (email: string, role: string, version = 2, on = '2026-10-22T00:00:00Z') => given.sql(`insert into muster.agreement (plan_id, email, role, plan_version, agreed_at) values ('plan:1', $1, $2, $3, $4)`, [email, role, version, on]);
  const deploy = (more: object = {}) => deployed(given, { id: 'a', at, release: 'payments-1', digest, plan: 'plan:1', changes: ['servicenow:change:1'], by: 'Ines@bank.example', ...more });
  const report = (parameters: Given = {}) => given.ask('compliance', { since: '2026-11-01', until: '2026-12-01', ...parameters });
  const rows = async (parameters: Given = {}): Promise<readonly ReportRow[]> => (await report(parameters).page(500, null)).rows;
  const found = async (parameters: Given = {}): Promise<unknown> => (await rows(parameters)).map(({ finding, is_certain: isCertain }) => (isCertain === true ? finding : `${String(finding)}?`));

  it('finds nothing in a deployment that was done as the rules say', async () => {
    await copied(given, 'servicenow:change:1', good);
    await deploy();
    expect(await rows()).toEqual([]);
    expect(await report().totals()).toMatchObject({ findings: 0, deployments: 1, deployments_with_findings: 0, without_approved_change: 0 });
  });

  it('judges changes by what they said then, not by what they say since', async () => {
    await copiedOnce(given, 'servicenow:change:1', { ...good, approval: 'REQUESTED' }, '2026-11-01T00:00:00Z', '2026-11-02T10:00:01Z');
    await copied(given, 'servicenow:change:1', good, { from: '2026-11-02T10:00:01Z' });
    await copied(given, 'servicenow:change:2', { ...good, approval: 'REJECTED' }, { from: '2026-11-02T10:00:01Z' });
    await copiedOnce(given, 'servicenow:change:2', good, '2026-11-01T00:00:00Z', '2026-11-02T10:00:01Z');
    await deploy();
    await deploy({ id: 'b', changes: ['servicenow:change:2'] });
    expect(await rows()).toMatchObject([{ finding: 'WITHOUT_APPROVED_CHANGE', is_certain: true, because: 'A change was not approved.', deployment_id: 'deployment:a', record_ids: ['servicenow:change:1'], environment: 'production', team: 'money' }]);
  });

  it('does not know what it could not read, and says so', async () => {
    await copied(given, 'servicenow:change:1', good, { from: '2026-11-03T00:00:00Z' });
    await deploy();
    expect(await found()).toEqual(['OUTSIDE_ITS_WINDOW?', 'WITHOUT_APPROVED_CHANGE?']);
    expect(await report().totals()).toMatchObject({ findings: 2, uncertain: 2 });
  });

  it('knows the window to the millisecond, and a standard change by its template', async () => {
    await copied(given, 'servicenow:change:1', { ...good, plannedStartAt: '2026-11-02T10:00:00.000Z', type: 'STANDARD', approval: 'NOT_REQUESTED', template: 'Deploy' });
    await copied(given, 'servicenow:change:2', { ...good, plannedEndAt: '2026-11-02T10:00:00.000Z' });
    await copied(given, 'servicenow:change:3', { ...good, type: 'STANDARD', approval: 'NOT_REQUESTED' });
    await deploy();
    await deploy({ id: 'b', changes: ['servicenow:change:1', 'servicenow:change:2'] });
    await deploy({ id: 'c', changes: ['servicenow:change:3'] });
    expect((await rows()).map(({ finding, deployment_id: id }) => [finding, id])).toEqual([['OUTSIDE_ITS_WINDOW', 'deployment:b'], ['WITHOUT_APPROVED_CHANGE', 'deployment:c']]);
  });

  it('finds what went out under a waiver in force, of that package', async () => {
    await copied(given, 'servicenow:change:1', good);
    await deploy();
    const waive = (id: string, { decidedAt = '2026-11-01T00:00:00.000Z', isApproved = true, expires = '2026-11-03T00:00:00Z', revokedAt = null as string | null, of = digest }) => given.sql(
      `insert into muster.waiver (id, release_key, environment, gate, package_digest, package_revision, reason, requested_by, requested_at, expires_at, decision, revoked) values ($1, 'payments-1', 'production', 'work-items-are-done', $2, 1, 'text only', '{}', '2026-10-30T00:00:00Z', $3, $4, $5)`,
      [id, of, expires, JSON.stringify({ isApproved, at: decidedAt }), revokedAt === null ? null : JSON.stringify({ at: revokedAt })]);
    await waive('waiver:late', { decidedAt: '2026-11-02T10:00:01.000Z' });
    await waive('waiver:no', { isApproved: false });
    await waive('waiver:over', { expires: at });
    await waive('waiver:revoked', { revokedAt: '2026-11-01T12:00:00.000Z' });
    await waive('waiver:other', { of: 'e'.repeat(64) });
    expect(await rows()).toEqual([]);
    await waive('waiver:yes', { revokedAt: '2026-11-02T12:00:00.000Z' });
    expect(await rows()).toMatchObject([{ finding: 'UNDER_A_WAIVER', record_ids: ['waiver:yes'], because: 'Waived: work-items-are-done. text only' }]);
  });

  it('finds unsealed and unknown artifacts, and agreements that were missing or belong to another version', async () => {
    await copied(given, 'servicenow:change:1', good);
    await deploy({ digest: 'e'.repeat(64) });
    expect(await found()).toEqual(['UNSEALED_ARTIFACT']);
    // What was agreed to again since then was agreed to then all the same.
    await given.sql(`update muster.agreement set agreed_at = '2026-12-31T00:00:00Z'`);
    expect(await found()).toEqual(['UNSEALED_ARTIFACT']);
    await given.sql(`update muster.agreement set plan_version = 1 where role = 'TESTER'`);
    await given.sql(`update muster.deployment set package_digest = null`);
    expect((await rows()).map(({ finding, because }) => [finding, because])).toEqual([['UNKNOWN_ARTIFACT', 'No digest of what went out is on record.'], ['WITHOUT_AGREEMENT', 'Not agreed: TESTER.']]);
    await given.sql(`update muster.deployment set package_digest = $1, plan_id = null`, [digest]);
    expect(await found()).toEqual(['BY_THE_REQUESTER_ALONE', 'WITHOUT_AGREEMENT']);
  });

  it('takes another’s approval of the change for a second pair of eyes, and never the requester’s own, in whatever case', async () => {
    await copied(given, 'servicenow:change:1', good);
    await given.sql(`update muster.agreement set email = case role when 'TESTER' then 'INES@bank.example' else 'ines@bank.example' end`);
    await deploy();
    expect(await found()).toEqual(['BY_THE_REQUESTER_ALONE']);
    const approvals = (email: string, state = 'APPROVED') => given.sql(`insert into muster.copy (kind, identity, connection, content, fetched_at, digest, valid_from) values ('change.approvals', 'servicenow:change:1', 'servicenow', $1, now(), '', now()) on conflict (kind, identity) do update set content = excluded.content`, [JSON.stringify([{ approver: { email }, state }])]);
    await approvals('ines@bank.example');
    expect(await found()).toEqual(['BY_THE_REQUESTER_ALONE']);
    await approvals('omar@bank.example', 'REQUESTED');
    expect(await found()).toEqual(['BY_THE_REQUESTER_ALONE']);
    await approvals('omar@bank.example');
    expect(await found()).toEqual([]);
  });

  it('finds what others deployed, with what is not known of it', async () => {
    await deployed(given, { id: 'o', at, origin: 'OBSERVED' });
    expect(await found()).toEqual(['BY_THE_REQUESTER_ALONE?', 'MADE_WITHOUT_MUSTER', 'UNKNOWN_ARTIFACT', 'WITHOUT_AGREEMENT', 'WITHOUT_APPROVED_CHANGE?']);
    expect(await report({ finding: 'made_without_muster' }).totals()).toMatchObject({ findings: 1, deployments: 1, deployments_with_findings: 0, made_without_muster: 1, unknown_artifact: 0 });
  });

  it('judges what others deployed by the changes linked to its release', async () => {
    await linked(given, 'payments-1', 'CHANGE', 'servicenow:change:1');
    await linked(given, 'payments-1', 'CHANGE', 'servicenow:change:2', { needsAgreement: false });
    await copied(given, 'servicenow:change:1', good);
    await deployed(given, { id: 'o', at, origin: 'OBSERVED', release: 'payments-1', digest });
    expect(await found()).toEqual(['BY_THE_REQUESTER_ALONE?', 'MADE_WITHOUT_MUSTER', 'WITHOUT_AGREEMENT']);
  });

  it('finds changes that were closed and under which nothing was deployed, in production only', async () => {
    const closed = { ...good, state: 'CLOSED' };
    for (const connection of ['servicenow', 'clone']) for (const number of ['1', '2', '3']) await copied(given, `${connection}:change:${number}`, { ...closed, number: `CHG${number}` });
    await copied(given, 'servicenow:change:4', { ...closed, plannedEndAt: '2026-12-01T00:00:00.000Z' });
    await linked(given, 'payments-1', 'CHANGE', 'servicenow:change:2');
    await deploy();
    expect((await rows({ finding: 'CHANGE_WITHOUT_DEPLOYMENT' })).map(({ because, record_ids: ids, deployment_id: id }) => [because, ids, id])).toEqual([['CHG3 was closed.', ['servicenow:change:3'], null]]);
    expect(await found({ finding: 'CHANGE_WITHOUT_DEPLOYMENT', connection: 'jira' })).toEqual([]);
  });
});
