import type { ReportRow } from '../../domain/report.ts';
import type { Given } from '../asked.ts';
import { catalogueWith, copied, copiedOnce, deployed, eachReportDatabase, forgotten, linked, released, sealed } from '../reports.fixture.ts';

const [digest, file] = ['d'.repeat(64), 'f'.repeat(64)];

eachReportDatabase('running-versus-recorded', catalogueWith({ key: 'payments', team: 'money' }), (given) => {
  const report = (parameters: Given = {}) => given.ask('running-versus-recorded', parameters);
  const rows = async (parameters: Given = {}): Promise<readonly ReportRow[]> => (await report(parameters).page(500, null)).rows;
  const item = (runningVersion: string | null, more: object = {}) => copied(given, 'cmdb:ci:1', { name: 'payments-prod', runningVersion }, { reference: 'cmdb:ci:payments', ...more });
  const artifact = (sha256: string, more: object = {}) => copied(given, 'library:artifact:1', { sha256 }, { reference: 'library:artifact:r/a.jar', ...more });

  beforeEach(async () => {
    await forgotten(given);
    await released(given, 'payments-1', { version: '1.0' });
    await sealed(given, 'payments-1', digest, [{ reference: 'library:artifact:r/a.jar', sha256: file }]);
    await item('1.0');
    await artifact(file);
    await deployed(given, { id: 'a', at: '2026-11-02T10:00:00Z', release: 'payments-1', digest });
  });

  it('finds nothing where all agree', async () => {
    expect(await rows()).toEqual([]);
    expect(await report().totals()).toMatchObject({ findings: 0, places: 1 });
  });

  it('finds another version, after a back-out too, and does not know a hidden one', async () => {
    await released(given, 'payments-2', { version: '2.0' });
    await deployed(given, { id: 'b', at: '2026-11-03T10:00:00Z', release: 'payments-2', digest: 'e'.repeat(64) });
    expect(await rows({ finding: 'VERSION_DIFFERS' })).toMatchObject([{ finding: 'VERSION_DIFFERS', is_certain: true, expected: '2.0', recorded: '1.0', subject: 'payments-prod', service: 'payments', team: 'money', deployment_id: 'deployment:b', record_ids: ['cmdb:ci:1'] }]);
    await deployed(given, { id: 'out', at: '2026-11-03T11:00:00Z', release: 'payments-1', digest, backOutOf: 'b' });
    expect(await rows()).toEqual([]);
    await item(null);
    expect(await rows()).toMatchObject([{ finding: 'VERSION_DIFFERS', is_certain: false, expected: '1.0', recorded: null }]);
  });

  it('finds artifacts that are gone, changed or were never read', async () => {
    await artifact(file, { goneBecause: 'deleted' });
    expect(await rows()).toMatchObject([{ finding: 'ARTIFACT_NOT_IN_LIBRARY', is_certain: true, subject: 'library:artifact:r/a.jar', recorded: 'deleted' }]);
    await artifact('0'.repeat(64));
    expect(await rows()).toMatchObject([{ is_certain: true, expected: file, recorded: '0'.repeat(64) }]);
    await given.sql(`delete from muster.copy where kind = 'artifact'`);
    expect(await rows()).toMatchObject([{ is_certain: false, recorded: null, record_ids: [] }]);
  });

  it('finds an item that is gone or was never read, and what went out unknown', async () => {
    await item('1.0', { goneBecause: 'deleted' });
    await given.sql('update muster.deployment set package_digest = null');
    expect(await rows()).toMatchObject([{ finding: 'ARTIFACT_UNKNOWN', service: 'payments' }, { finding: 'ITEM_NOT_FOUND', is_certain: true, recorded: 'deleted' }]);
    expect(await rows({ environment: 'staging' })).toMatchObject([{ finding: 'ITEM_NOT_FOUND', is_certain: false, subject: 'cmdb:ci:payments-staging' }]);
  });

  it('finds items that no release ever touched, of production only', async () => {
    for (const identity of ['cmdb:ci:2', 'cmdb:ci:3', 'clone:ci:3']) await copied(given, identity, { name: `item ${identity}`, runningVersion: null });
    await linked(given, 'payments-1', 'CONFIGURATION_ITEM', 'cmdb:ci:2');
    expect((await rows()).map(({ id, subject }) => [id, subject])).toEqual([['UNTOUCHED_ITEM|cmdb:ci:3', 'item cmdb:ci:3']]);
  });

  it('as of a past moment says what it said then', async () => {
    const then = { asOf: '2026-11-02T12:00:00Z' };
    expect(await rows(then)).toEqual([]);
    await copiedOnce(given, 'cmdb:ci:1', { name: 'payments-prod', runningVersion: '1.0' }, '2026-01-01T00:00:00Z', '2026-11-03T00:00:00Z', 'cmdb:ci:payments');
    await item('0.9', { from: '2026-11-03T00:00:00Z' });
    await artifact(file, { from: '2026-01-01T00:00:00Z' });
    expect(await rows(then)).toEqual([]);
    expect(await rows()).toMatchObject([{ finding: 'VERSION_DIFFERS', recorded: '0.9' }]);
  });
});
