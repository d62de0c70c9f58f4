import type { ConfigurationItem } from '../domain/configuration-item.ts';
import { judging, type Ask } from '../domain/ports/ask.ts';
import type { Connection } from '../domain/ports/connection.ts';
import { answering, at, Copies, failing, item, live, mirrorOver, page } from './mirror.fixture.ts';

describe('Reading', () => {
  test('answers each name as it was asked, label or identity, in one call per connection', async () => {
    const cmdb = answering('cmdb', item('1', 'one'), item('2', 'two'));
    const other = answering('other', item('3', 'three', 'other'));
    const names = ['cmdb:ci:one', 'cmdb:ci:2', 'other:ci:three', 'cmdb:ci:none', 'cmdb:ci:one', 'cmdb:ci:TWO'];
    const readings = await mirrorOver([cmdb, other]).read('ci', names, live);
    expect([...readings].map(([name, reading]) => [name, reading.state === 'found' ? reading.value.id : reading.state])).toEqual([
      ['cmdb:ci:one', 'cmdb:ci:1'], ['cmdb:ci:2', 'cmdb:ci:2'], ['cmdb:ci:none', 'absent'], ['cmdb:ci:TWO', 'cmdb:ci:2'], ['other:ci:three', 'other:ci:3'],
    ]);
    expect([cmdb.calls.length, other.calls.length]).toEqual([1, 1]);
    expect(cmdb.calls[0]).toContainEqual({ key: 'one' });
    expect(cmdb.calls[0]).toContainEqual({ id: '2' });
  });

  test('of nothing asks nobody', async () => {
    const cmdb = answering('cmdb');
    const copies = new Copies();
    expect((await mirrorOver([cmdb], copies).read('ci', [], page)).size).toBe(0);
    expect([cmdb.calls.length, copies.finds.length]).toEqual([0, 0]);
  });

  test('drops rows that nobody asked for and rows that claim to be of another connection', async () => {
    const copies = new Copies();
    const readings = await mirrorOver([answering('cmdb', item('9', 'nine'), item('1', 'one', 'elsewhere'))], copies).read('ci', ['cmdb:ci:one'], live);
    expect([...readings]).toEqual([['cmdb:ci:one', { state: 'absent', fetchedAt: at(0) }]]);
    expect(copies.kept).toEqual([]);
  });

  test('does not choose between two records of one label', async () => {
    const readings = await mirrorOver([answering('cmdb', item('1', 'twin'), item('2', 'twin'))]).read('ci', ['cmdb:ci:twin', 'cmdb:ci:2'], judging);
    expect(readings.get('cmdb:ci:twin')).toMatchObject({ state: 'unreadable', problem: { code: 'UNEXPECTED_ANSWER' } });
    expect(readings.get('cmdb:ci:2')).toMatchObject({ state: 'found', value: { id: 'cmdb:ci:2' } });
  });

  test('says of a connection that is not configured, or keeps no such records, that it cannot be read', async () => {
    const readings = await mirrorOver([answering('cmdb')]).read('change', ['cmdb:change:CHG1', 'gone:change:CHG1', 'nonsense'], judging);
    expect([...readings.values()].map((reading) => (reading.state === 'unreadable' ? [reading.problem.code, reading.problem.message] : reading))).toEqual([
      ['NOT_FOUND', 'The connection "cmdb" keeps no change.'], ['NOT_FOUND', 'No connection "gone" is configured.'], ['NOT_FOUND', 'No connection "nonsense" is configured.'],
    ]);
  });
});

describe('A record that its tool no longer answers with', () => {
  const lost: (readonly unknown[])[] = [];
  const history = { lose: (...told: readonly unknown[]) => { lost.push(told); return Promise.resolve(); } };
  const reading = async (connection: Connection, names: readonly string[], ask: Ask = live): Promise<void> => {
    const mirror = mirrorOver([{ connection }], new Copies(), [], history);
    await mirror.read('ci', names, ask);
    await mirror.flushed();
  };
  const telling = (hidden: number, ...items: readonly ConfigurationItem[]): Connection => {
    const { connection } = answering('cmdb', ...items);
    return { ...connection, readers: { ci: { read: () => Promise.reject(new Error('not asked')), readTelling: () => Promise.resolve({ records: items, hidden }) } } };
  };
  beforeEach(() => { lost.length = 0; });

  test('is marked as gone, and none that is there, whoever asked', async () => {
    for (const ask of [live, page, judging]) await reading(answering('cmdb', item('1', 'one')).connection, ['cmdb:ci:1', 'cmdb:ci:2'], ask);
    expect(lost).toEqual(Array(3).fill(['ci', ['cmdb:ci:2'], at(0), expect.stringContaining('deleted, or hidden from us by access rules, which its tool does not tell apart')]));
    lost.length = 0;
    await reading(answering('cmdb', item('1', 'one')).connection, ['cmdb:ci:1']);
    expect(lost).toEqual([]);
  });

  test.each([
    [0, ['cmdb:ci:2'], 'counts none that access rules hide: deleted'],
    [1, ['cmdb:ci:2'], 'it is there, and access rules hide it from us'],
    [1, ['cmdb:ci:2', 'cmdb:ci:3'], 'which hid 1 of the 2 that were asked for together'],
  ])('is told apart from a hidden one where its tool counts those (%i)', async (hidden, names, because) => {
    await reading(telling(hidden), names);
    expect(lost).toEqual([['ci', names, at(0), expect.stringContaining(because)]]);
  });

  test.each([
    ['fails', failing('cmdb').connection],
    ['answers with rows of another', answering('cmdb', item('2', 'two', 'elsewhere')).connection],
    ['leaves out by rules of its own', { ...answering('cmdb').connection, readers: { ci: { isSelective: true, read: () => Promise.resolve([]) } } }],
  ])('is not gone because its tool %s', async (_why, connection) => {
    await reading(connection, ['cmdb:ci:2']);
    expect(lost).toEqual([]);
  });

  test('is absent all the same when the database fails', async () => {
    const warnings: string[] = [];
    const { connection } = answering('cmdb');
    const mirror = mirrorOver([{ connection }], new Copies(), warnings, { lose: () => Promise.reject(new Error('down')) });
    const readings = await mirror.read('ci', ['cmdb:ci:2'], live);
    await mirror.flushed();
    expect(readings.get('cmdb:ci:2')?.state).toBe('absent');
    expect(warnings).toEqual([expect.stringContaining('could not be marked')]);
  });
});
