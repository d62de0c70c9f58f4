import type { StandIn } from '../../sandbox/kernel/index.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { PlannedVersion } from '../../src/domain/work-item.ts';
import { callsTo, problemOf, setFaults, spoilingFaults } from './every-fault.ts';
import { act, stages, story } from './jira-stage.ts';

const versionsOf = (serviceKey: string): readonly string[] => story.releases.filter((release) => release.serviceKey === serviceKey).map(({ version }) => version);

describe.each(stages)('Versions of Jira %s', (_name, stage) => {
  let tool: StandIn;
  let connection: Connection;

  beforeEach(async () => {
    tool = await stage.start();
    connection = stage.connect(tool, { options: { versions: { projects: ['PAY', 'LED'] } } });
  });
  afterEach(() => tool.close());

  const read = async (names: readonly string[], from = connection): Promise<readonly PlannedVersion[]> => await from.readers.version?.read(names.map((key) => ({ key })), act) ?? [];
  const release = (id: string | undefined, day: string, from = connection) => from.versionDesk?.release(id ?? '', day, act) ?? Promise.reject(new Error('no desk'));
  const aVersion = async (): Promise<PlannedVersion | undefined> => (await read(versionsOf('payments').map((one) => `PAY/${one}`))).find(({ isReleased }) => isReleased === false);

  it('are read by project and name, many in one call, and by id', async () => {
    const found = await read(['PAY/2.4.0', 'pay/2.3.4', 'LED/1.9.2', 'PAY/77.0', 'XXX/1', 'no version']);
    expect(found.map(({ label, source }) => [label, source.reference])).toEqual([['PAY/2.4.0', 'jira:version:PAY/2.4.0'], ['PAY/2.3.4', 'jira:version:pay/2.3.4'], ['LED/1.9.2', 'jira:version:LED/1.9.2']]);
    expect(callsTo(tool, '/versions')).toBe(3);
    expect(found[0]).toMatchObject({ kind: 'version', project: 'PAY', name: '2.4.0', isArchived: false, source: { url: expect.stringMatching(/\/browse\/PAY\/fixforversion\/\d+$/) as string } });
    const [byId] = await connection.readers.version?.read([{ id: found[0]?.id.split(':')[2] ?? '' }, { id: '999999' }], act) ?? [];
    expect(byId).toEqual({ ...found[0], source: { ...byId?.source } });
  });

  it('are listed by project and by what their names hold', async () => {
    const list = connection.finders['versions.list'];
    const all = await list?.find({ project: 'LED', text: null, limit: 500 }, act);
    expect([all?.isComplete, all?.records.map((one) => one.name).toSorted()]).toEqual([true, [...new Set(versionsOf('ledger'))].toSorted()]);
    const some = await list?.find({ project: 'LED', text: '1.9', limit: 1 }, act);
    expect([some?.isComplete, some?.records.length]).toEqual([false, 1]);
    expect(await list?.find({ project: 'NONE', text: null, limit: 5 }, act)).toEqual({ records: [], isComplete: true });
    await expect(list?.find({ project: 'x" OR', text: null, limit: 5 }, act)).rejects.toMatchObject({ name: 'UserMistake' });
  });

  it('are released once: the day that stands there stays', async () => {
    const before = await aVersion();
    const released = await release(before?.id, '2026-03-04');
    expect(released).toMatchObject({ id: before?.id, isReleased: true, releasedOn: '2026-03-04' });
    expect(await release(before?.id, '2026-03-09')).toMatchObject({ releasedOn: '2026-03-04' });
    expect(tool.calls()[`PUT ${stage.root}/version/:id`]).toBe(1);
  });

  it('are read back when the answer to a release is lost, and it is not sent again', async () => {
    const before = await aVersion();
    await setFaults(tool, { kind: 'reset', when: 'after', match: 'PUT /rest/api', times: 1 });
    expect(await release(before?.id, '2026-03-04')).toMatchObject({ isReleased: true });
    expect(tool.calls()[`PUT ${stage.root}/version/:id`]).toBe(1);
  });

  it('are not released by a write that never arrived, on no day, without the right, or where there is none', async () => {
    const before = await aVersion();
    await setFaults(tool, { kind: 'reset', when: 'before', match: 'PUT /rest/api', times: 1 });
    expect(await problemOf(release(before?.id, '2026-03-04'))).toBe('UNREACHABLE');
    await expect(release(before?.id, '2026-02-30')).rejects.toMatchObject({ name: 'UserMistake', code: 'INVALID' });
    const lending = (await connection.finders['versions.list']?.find({ project: 'LEN', text: null, limit: 99 }, act))?.records.find(({ isReleased }) => isReleased === false);
    expect(await problemOf(release(lending?.id, '2026-03-04'))).toBe('FORBIDDEN');
    expect(await problemOf(release('jira:version:999999', '2026-03-04'))).toBe('NOT_FOUND');
  });

  it('come project by project in a sync, as often as it is asked', async () => {
    const first = await connection.syncs?.version?.page(null, act);
    const second = await connection.syncs?.version?.page(first?.cursor ?? null, act);
    const again = await connection.syncs?.version?.page(second?.cursor ?? null, act);
    expect([first?.isLast, second?.isLast, again?.isLast]).toEqual([false, true, false]);
    expect(new Set(first?.records.map(({ project }) => project))).toEqual(new Set(['LED']));
    expect(second?.records.map((one) => one.name).toSorted()).toEqual([...new Set(versionsOf('payments'))].toSorted());
    expect(again?.records.map(({ id }) => id)).toEqual(first?.records.map(({ id }) => id));
    expect(stage.connect(tool).syncs?.version).toBeUndefined();
    expect(await problemOf(stage.connect(tool, { options: { versions: { projects: ['GONE'] } } }).syncs?.version?.page(null, act) ?? Promise.resolve())).toBe('NOT_FOUND');
  });

  it('are unknown to a stranger, never none', async () => {
    const stranger = stage.connect(tool, { auth: { kind: 'bearer', token: 'nobody' } });
    expect(await problemOf(read(['PAY/2.4.0'], stranger))).toBe('UNAUTHORIZED');
    expect(await problemOf(stranger.finders['versions.list']?.find({ project: 'PAY', text: null, limit: 5 }, act) ?? Promise.resolve())).toBe('UNAUTHORIZED');
  });

  it.each(spoilingFaults)('%j is %s', async (fault, code) => {
    const quick = stage.connect(tool, { actMs: 1_000 });
    await setFaults(tool, fault);
    // All at once: a hanging tool costs each of them the same deadline.
    expect(await Promise.all([
      problemOf(read(['PAY/2.4.0'], quick)),
      problemOf(release('jira:version:20000', '2026-03-04', quick)),
    ])).toEqual(Array(2).fill(code));
  });
});
