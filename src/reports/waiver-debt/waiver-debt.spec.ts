import type { ReportRow } from '../../domain/report.ts';
import type { Given } from '../asked.ts';
import { catalogueWith, eachReportDatabase, forgotten, released, sealed } from '../reports.fixture.ts';

const digest = 'd'.repeat(64);

eachReportDatabase('waiver-debt and connection-health', catalogueWith({ key: 'payments', team: 'money' }), (given) => {
  beforeEach(async () => {
    await forgotten(given);
    await released(given, 'payments-1');
    await sealed(given, 'payments-1', digest);
  });
  const rows = async (parameters: Given = {}): Promise<readonly ReportRow[]> => (await given.ask('waiver-debt', parameters).page(500, null)).rows;
  const waive = (id: string, { decision = null as object | null, revoked = null as object | null, breakGlass = null as object | null, expires = '2026-12-02T00:00:00Z', gate = 'work-items-are-done' } = {}) => given.sql(
    `insert into muster.waiver (id, release_key, environment, gate, package_digest, package_revision, reason, requested_by, requested_at, expires_at, decision, revoked, break_glass) values ($1, 'payments-1', 'production', $2, $3, 1, 'text only', '{"name":"Ines Weber"}', '2026-11-30T00:00:00Z', $4, $5, $6, $7)`,
    [`waiver:${id}`, gate, digest, expires, ...[decision, revoked, breakGlass].map((part) => (part === null ? null : JSON.stringify(part)))]);
  const approved = { isApproved: true, at: '2026-12-01T00:00:00.000Z', by: { name: 'Omar Haddad' } };
  const states = async (parameters: Given = {}): Promise<unknown> => Object.fromEntries((await rows(parameters)).map(({ waiver_id: id, state }) => [id, state]));

  it('shows what is in force and what is asked for, and how long', async () => {
    await waive('a', { decision: approved });
    await waive('b');
    await waive('c', { decision: { ...approved, isApproved: false } });
    await waive('d', { decision: approved, expires: '2026-12-01T12:00:00Z' });
    await waive('e', { decision: approved, revoked: { at: '2026-12-01T01:00:00.000Z' } });
    expect(await states()).toEqual({ 'waiver:a': 'ACTIVE', 'waiver:b': 'REQUESTED' });
    expect(await states({ state: 'rejected,expired,revoked' })).toEqual({ 'waiver:c': 'REJECTED', 'waiver:d': 'EXPIRED', 'waiver:e': 'REVOKED' });
    expect((await rows())[0]).toMatchObject({ gate: 'work-items-are-done', team: 'money', requested_by: 'Ines Weber', decided_by: 'Omar Haddad', in_force: 43_200, is_emergency: false, is_overdue: false });
    expect(await given.ask('waiver-debt').totals()).toEqual({ waivers: 2, active: 1, open_follow_ups: 0, overdue: 0, oldest: 43_200 });
    expect(await states({ gate: 'no-freeze' })).toEqual({});
  });

  it('is void once the package is sealed anew, as of a moment before it not yet', async () => {
    await waive('a', { decision: approved });
    await sealed(given, 'payments-1', digest, [], { revision: 2, at: '2026-12-01T06:00:00Z' });
    expect(await states()).toEqual({});
    expect(await states({ state: 'VOID' })).toEqual({ 'waiver:a': 'VOID' });
    expect(await states({ asOf: '2026-12-01T05:00:00Z' })).toEqual({ 'waiver:a': 'ACTIVE' });
    expect(await states({ asOf: '2026-11-30T12:00:00Z' })).toEqual({ 'waiver:a': 'REQUESTED' });
  });

  it('keeps emergencies until somebody has looked into them', async () => {
    const glass = (dueAt: string, settled: object | null) => ({ secondPersonEmail: 'x', followUp: { ownerEmail: 'ines@bank.example', dueAt, settled } });
    await waive('a', { decision: approved, expires: '2026-12-01T03:00:00Z', breakGlass: glass('2026-12-01T04:00:00.000Z', null) });
    await waive('b', { decision: approved, expires: '2026-12-01T03:00:00Z', breakGlass: glass('2026-12-09T04:00:00.000Z', { at: '2026-12-01T05:00:00.000Z' }) });
    expect(await rows()).toMatchObject([{ waiver_id: 'waiver:a', state: 'EXPIRED', is_emergency: true, is_overdue: true, follow_up_owner: 'ines@bank.example', in_force: null }]);
    expect(await states({ asOf: '2026-12-01T04:30:00Z' })).toEqual({ 'waiver:a': 'EXPIRED', 'waiver:b': 'EXPIRED' });
    expect(await given.ask('waiver-debt').totals()).toMatchObject({ open_follow_ups: 1, overdue: 1, active: 0 });
  });

  it('connection-health tells how long ago each reading ended, and what is in the way', async () => {
    await given.sql(`insert into muster.sync (connection, kind, finished_at, done, hidden, problem, failures, next_at) values
      ('jira', 'work-item', '2026-12-01T11:00:00Z', 5, 2, null, 0, '2026-12-01T12:01:00Z'), ('desk', 'incident', null, 0, 0, '{"code":"UNAUTHORIZED","message":"it let nobody in"}', 3, '2026-12-01T12:01:00Z')`);
    await given.sql(`insert into muster.observation (connection, service_key, environment, looked_at, next_at) values ('github', 'payments', 'production', '2026-12-01T11:59:00Z', now())`);
    expect((await given.ask('connection-health').page(9, null)).rows).toMatchObject([
      { connection: 'desk', kind: 'incident', place: null, read_at: null, lag: null, failures: 3, problem: 'UNAUTHORIZED', because: 'it let nobody in', total: null },
      { connection: 'github', kind: 'deployment', place: 'payments production', lag: 60, problem: null },
      { connection: 'jira', kind: 'work-item', lag: 3_600, read: 5, hidden: 2 },
    ]);
    expect(await given.ask('connection-health').totals()).toEqual({ readings: 3, failing: 1, never: 1, failures: 3, worst_lag: 3_600 });
    expect(await given.ask('delivery-performance').sources()).toMatchObject([
      { connection: 'github', kind: 'deployment', readAt: '2026-12-01T11:59:00.000Z', problem: null }, { connection: 'desk', kind: 'incident', readAt: null, problem: 'it let nobody in' }, { connection: 'jira', kind: 'work-item' },
      { connection: null, kind: 'ci', problem: expect.stringContaining('Not read in the background') as unknown }, { kind: 'artifact' }, { kind: 'build' }, { kind: 'build.commit' },
    ]);
  });
});
