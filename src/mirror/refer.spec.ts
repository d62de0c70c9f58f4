import { SourceError } from '../domain/error.ts';
import { judging } from '../domain/ports/ask.ts';
import type { Connection, Referred } from '../domain/ports/connection.ts';
import { answering, at, Copies, copyOf, down, failing, item, live, mirrorOver, page, type toolOf } from './mirror.fixture.ts';

const items = 'change.configurationItems';
const change = 'desk:change:1';

/** A tool that keeps changes, and of their items only which they are. */
function desk(told: Readonly<Record<string, Referred>> | Error): { readonly connection: Connection; readonly calls: (readonly string[])[] } {
  const calls: (readonly string[])[] = [];
  const refer = (ids: readonly string[]): Promise<ReadonlyMap<string, Referred>> => {
    calls.push(ids);
    return told instanceof Error ? Promise.reject(told) : Promise.resolve(new Map(Object.entries(told)));
  };
  return { calls, connection: { name: 'desk', system: 'TEST', isProduction: true, readers: {}, relations: {}, finders: {}, probe: () => Promise.resolve(), references: { [items]: { kind: 'ci', refer } } } };
}

const related = async (tools: readonly { readonly connection: Connection }[], ask = live, copies = new Copies(), ids = [change]) => await mirrorOver(tools, copies).relate(items, ids, ask);
const problemIn = (reading: { readonly state: string } | undefined): unknown => (reading !== undefined && 'problem' in reading ? reading.problem : null);

describe('A relation whose records live elsewhere', () => {
  test('is read where they live: one question says which, and one reads them', async () => {
    const [its, cmdb] = [desk({ [change]: ['cmdb:ci:1', 'cmdb:ci:2'], 'desk:change:2': ['cmdb:ci:2'], 'desk:change:3': [] }), answering('cmdb', item('1', 'one'), item('2', 'two'))];
    const readings = await related([its, cmdb], judging, new Copies(), [change, 'desk:change:2', 'desk:change:3', 'desk:change:4']);
    expect([...readings].map(([id, reading]) => [id, reading.state === 'found' ? reading.value.map(({ label }) => label) : reading.state])).toEqual([
      [change, ['one', 'two']], ['desk:change:2', ['two']], ['desk:change:3', []], ['desk:change:4', 'absent'],
    ]);
    expect([its.calls.length, cmdb.calls.length]).toEqual([1, 1]);
  });

  test('is kept as a whole, and answered from that copy', async () => {
    const [its, cmdb, copies] = [desk({ [change]: ['cmdb:ci:1'] }), answering('cmdb', item('1', 'one')), new Copies()];
    const mirror = mirrorOver([its, cmdb], copies);
    for (let round = 0; round < 2; round += 1) expect((await mirror.relate(items, [change], page)).get(change)).toMatchObject({ state: 'found', problem: null, value: [{ label: 'one' }] });
    await mirror.flushed();
    expect([its.calls.length, cmdb.calls.length]).toEqual([1, 1]);
    expect(copies.kept.map(({ kind, identity }) => [kind, identity])).toEqual(expect.arrayContaining([['ci', 'cmdb:ci:1'], [items, change]]));
  });

  test('is no younger than the records in it: they are read anew, whatever copies there are', async () => {
    const copies = new Copies();
    copies.kept.push(copyOf(item('1', 'before', 'cmdb', at(30))));
    const cmdb = answering('cmdb', item('1', 'now'));
    expect((await related([desk({ [change]: ['cmdb:ci:1'] }), cmdb], page, copies)).get(change)).toMatchObject({ state: 'found', fetchedAt: at(0), value: [{ label: 'now' }] });
    expect((await related([desk({ [change]: ['cmdb:ci:1'] }), cmdb], { ...page, maxAgeMsOf: { ci: 60_000, change: 0 } }, copies)).get(change)).toMatchObject({ value: [{ label: 'now' }] });
    expect(cmdb.calls).toHaveLength(2);
  });

  test.each<[string, Connection]>([
    ['that is gone or hidden there', answering('cmdb', item('1', 'one')).connection],
    ['whose id another one is called by', answering('cmdb', item('1', 'one'), item('9', '2')).connection],
  ])('with a record %s is not told: the list never shrinks without a word', async (_what, connection) => {
    for (const ask of [judging, live]) {
      const readings = await related([desk({ [change]: ['cmdb:ci:1', 'cmdb:ci:2'], 'desk:change:2': ['cmdb:ci:1'] }), { connection }], ask, new Copies(), [change, 'desk:change:2']);
      expect(readings.get(change)).toMatchObject({ state: 'unreadable', problem: { code: 'NOT_FOUND', message: expect.stringContaining('cmdb:ci:2') as string } });
      expect(readings.get('desk:change:2')).toMatchObject({ state: 'found' });
    }
  });

  test('is not told where the records\' own connection fails, is not there or keeps none, and says which problem that is', async () => {
    const its = desk({ [change]: ['cmdb:ci:1'], 'desk:change:3': [] });
    const readings = await related([its, failing('cmdb')], judging, new Copies(), [change, 'desk:change:3']);
    expect(readings.get(change)).toEqual({ state: 'unreadable', problem: { ...down, message: 'names cmdb:ci:1, which could not be read there: is down' } });
    expect(readings.get('desk:change:3')).toMatchObject({ state: 'found', value: [] });
    expect((await related([its], judging)).get(change)).toMatchObject({ state: 'unreadable', problem: { code: 'NOT_FOUND' } });
    const { connection } = answering('cmdb');
    expect((await related([its, { connection: { ...connection, readers: {} } }], judging)).get(change)).toMatchObject({ state: 'unreadable', problem: { code: 'NOT_FOUND' } });
  });

  test('that cannot be understood of one record costs no other', async () => {
    const strange = { code: 'UNEXPECTED_ANSWER', message: 'is strange', sinceAt: at(0), retryAt: null } as const;
    const readings = await related([desk({ [change]: strange, 'desk:change:2': ['cmdb:ci:1'] }), answering('cmdb', item('1', 'one'))], judging, new Copies(), [change, 'desk:change:2']);
    expect(readings.get(change)).toEqual({ state: 'unreadable', problem: strange });
    expect(readings.get('desk:change:2')).toMatchObject({ state: 'found' });
  });

  describe('for somebody who looks', () => {
    const last = { connection: 'desk', kind: items, identity: change, reference: null, content: [item('1', 'last', 'cmdb', at(90))], fetchedAt: at(90) };
    const withLast = (): Copies => Object.assign(new Copies(), { kept: [last] });

    test.each<[string, ReturnType<typeof desk>, ReturnType<typeof toolOf>]>([
      ['the tool that names them fails', desk(new SourceError('desk', down)), answering('cmdb', item('1', 'one'))],
      ['the tool that keeps them fails', desk({ [change]: ['cmdb:ci:7'] }), failing('cmdb')],
      ['one of them is hidden', desk({ [change]: ['cmdb:ci:1', 'cmdb:ci:2'] }), answering('cmdb', item('1', 'one'))],
    ])('is the last copy, stale and saying why, when %s; for a judgement it is unreadable', async (_when, its, cmdb) => {
      const reading = (await related([its, cmdb], page, withLast())).get(change);
      expect(reading).toMatchObject({ state: 'found', fetchedAt: at(90), value: [{ label: 'last', source: { isStale: true } }] });
      expect(problemIn(reading)).not.toBeNull();
      expect((await related([its, cmdb], judging, withLast())).get(change)?.state).toBe('unreadable');
    });

    test('is what is named today in the last copies of each, and no copy of that is kept', async () => {
      const copies = withLast();
      copies.kept.push(copyOf(item('1', 'one', 'cmdb', at(80))), copyOf(item('2', 'two', 'cmdb', at(70))));
      const mirror = mirrorOver([desk({ [change]: ['cmdb:ci:1', 'cmdb:ci:2'] }), failing('cmdb')], copies);
      expect((await mirror.relate(items, [change], page)).get(change)).toMatchObject({ state: 'found', fetchedAt: at(80), problem: { code: down.code, message: 'names cmdb:ci:1, which could not be read there: is down' }, value: [{ label: 'one', source: { isStale: true, problem: down } }, { label: 'two' }] });
      await mirror.flushed();
      expect(copies.kept).toHaveLength(3);
    });
  });

  test('keeps each connection to its own time', async () => {
    const never = (): Promise<never> => new Promise<never>(() => undefined);
    const [its, cmdb] = [desk({ [change]: ['cmdb:ci:1'] }), answering('cmdb', item('1', 'one'))];
    const hanging = [
      [its, { connection: { ...cmdb.connection, readers: { ci: { read: never } } } }],
      [{ connection: { ...its.connection, references: { [items]: { kind: 'ci' as const, refer: never } } } }, cmdb],
    ];
    for (const tools of hanging) expect((await related(tools, judging)).get(change)).toMatchObject({ state: 'unreadable', problem: { code: 'TIMEOUT' } });
  });
});
