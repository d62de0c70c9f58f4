import type { ConfigurationItem } from '../domain/configuration-item.ts';
import { SourceError } from '../domain/error.ts';
import { acting, judging } from '../domain/ports/ask.ts';
import type { Connection } from '../domain/ports/connection.ts';
import type { CopyStore } from '../domain/ports/copy-store.ts';
import { answering, at, Copies, copyOf, down, failing, item, live, mirrorOver, page } from './mirror.fixture.ts';

describe('Copies', () => {
  test('fresh enough are answered from one look at the database; only the rest is fetched, and kept', async () => {
    const copies = new Copies();
    await copies.keep([copyOf(item('1', 'one', 'cmdb', at(59))), copyOf(item('2', 'two', 'cmdb', at(61)))]);
    const cmdb = answering('cmdb', item('2', 'two'));
    const mirror = mirrorOver([cmdb], copies);
    const readings = await mirror.read('ci', ['cmdb:ci:one', 'cmdb:ci:2'], page);
    await mirror.flushed();
    expect(readings.get('cmdb:ci:one')).toMatchObject({ state: 'found', fetchedAt: at(59), problem: null, value: { source: { isStale: false } } });
    expect(readings.get('cmdb:ci:2')).toMatchObject({ state: 'found', fetchedAt: at(0) });
    expect(cmdb.calls.flat().some((lookup) => 'key' in lookup && lookup.key === 'one')).toBe(false);
    expect([copies.finds.length, copies.kept.length]).toEqual([1, 3]);
    expect(copies.kept.at(-1)).toEqual(copyOf(item('2', 'two')));
  });

  test('are not even looked at when live', async () => {
    const copies = new Copies();
    const mirror = mirrorOver([answering('cmdb', item('1', 'one'))], copies);
    for (const ask of [live, judging, acting, { ...judging, maxAgeMs: 60_000 }, { ...acting, maxAgeMs: 60_000 }]) await mirror.read('ci', ['cmdb:ci:one'], ask);
    expect(copies.finds).toEqual([]);
  });

  test('stand in for a tool that failed on a page, stale and with the reason, but never in a judgement or an act', async () => {
    const copies = new Copies();
    await copies.keep([copyOf(item('1', 'one', 'cmdb', at(5)))]);
    const mirror = mirrorOver([failing('cmdb')], copies);
    const readings = await mirror.read('ci', ['cmdb:ci:one', 'cmdb:ci:two'], live);
    expect(readings.get('cmdb:ci:one')).toMatchObject({ state: 'found', fetchedAt: at(5), problem: down, value: { label: 'one', source: { isStale: true, problem: down } } });
    expect(readings.get('cmdb:ci:two')).toEqual({ state: 'unreadable', problem: down });
    for (const ask of [judging, acting, { ...judging, maxAgeMs: 60_000 }]) {
      expect((await mirror.read('ci', ['cmdb:ci:one'], ask)).get('cmdb:ci:one')).toEqual({ state: 'unreadable', problem: down });
    }
  });

  test('that cannot be read or kept cost nothing but a warning', async () => {
    const broken: CopyStore = { find: () => Promise.reject(new Error('no')), keep: () => { throw new Error('no'); } };
    const warnings: string[] = [];
    const mirror = mirrorOver([answering('cmdb', item('1', 'one'))], broken, warnings);
    const readings = await mirror.read('ci', ['cmdb:ci:one'], page);
    await mirror.flushed();
    expect(readings.get('cmdb:ci:one')?.state).toBe('found');
    expect(warnings).toHaveLength(2);
  });
});

describe('Relations', () => {
  const ids = ['cmdb:ci:1', 'other:ci:2', 'gone:ci:3'];

  test('are asked once per connection; an id the answer leaves out is absent', async () => {
    const cmdb = answering('cmdb');
    const relate = (asked: readonly string[]): Promise<Map<string, never[]>> => Promise.resolve(new Map(asked.filter((id) => id !== 'cmdb:ci:9').map((id) => [id, []])));
    const connection: Connection = { ...cmdb.connection, relations: { 'ci.dependsOn': { relate } } };
    const readings = await mirrorOver([{ connection }]).relate('ci.dependsOn', ['cmdb:ci:1', 'cmdb:ci:9', 'gone:ci:1'], judging);
    expect([...readings].map(([id, reading]) => [id, reading.state])).toEqual([['cmdb:ci:1', 'found'], ['cmdb:ci:9', 'absent'], ['gone:ci:1', 'unreadable']]);
    expect((await mirrorOver([{ connection }]).relate('ci.usedBy', ['cmdb:ci:1'], judging)).get('cmdb:ci:1')).toMatchObject({ problem: { message: 'The connection "cmdb" keeps no ci.usedBy.' } });
  });

  test('are kept, with the records they bring, and are as stale as those when the tool fails', async () => {
    const copies = new Copies();
    const well = [answering('cmdb'), answering('other')];
    const mirror = mirrorOver(well, copies);
    await mirror.relate('ci.dependsOn', ids, live);
    await mirror.flushed();
    expect(copies.kept.map((copy) => [copy.kind, copy.identity])).toEqual([
      ['ci.dependsOn', 'cmdb:ci:1'], ['ci', 'cmdb:ci:of-cmdb:ci:1'], ['ci.dependsOn', 'other:ci:2'], ['ci', 'other:ci:of-other:ci:2'],
    ]);
    const cmdb = answering('cmdb');
    const connection: Connection = { ...cmdb.connection, relations: { 'ci.dependsOn': { relate: () => Promise.reject(new SourceError('cmdb', down)) } } };
    const without = mirrorOver([{ connection }], copies);
    expect((await without.relate('ci.dependsOn', ['cmdb:ci:1'], live)).get('cmdb:ci:1')).toMatchObject({ state: 'found', problem: down, value: [{ label: 'behind', source: { isStale: true, problem: down } }] });
    expect((await without.relate('ci.dependsOn', ['cmdb:ci:1'], page)).get('cmdb:ci:1')).toMatchObject({ state: 'found', problem: null, value: [{ source: { isStale: false } }] });
    expect((await without.relate('ci.dependsOn', ['cmdb:ci:1'], judging)).get('cmdb:ci:1')).toEqual({ state: 'unreadable', problem: down });
  });
});

describe('Finding', () => {
  const ask = { text: null, className: null, environment: null, limit: 10 };
  const finding = (name: string, find: () => Promise<{ readonly records: readonly ConfigurationItem[]; readonly isComplete: boolean }>): { readonly connection: Connection } =>
    ({ connection: { ...answering(name).connection, isProduction: name !== 'test', finders: { 'cis.list': { find } } } });

  test('asks all that can answer, each on its own, and keeps what it finds', async () => {
    const copies = new Copies();
    const tools = [
      finding('cmdb', () => Promise.resolve({ records: [item('1', 'one')], isComplete: true })),
      finding('test', () => Promise.reject(new SourceError('test', down))),
      finding('hangs', () => new Promise(() => undefined)),
      answering('mute'),
    ];
    const mirror = mirrorOver(tools, copies);
    const found = await mirror.find('cis.list', ask, live);
    await mirror.flushed();
    expect(found.map(({ connection, isProduction, records, isComplete, problem }) => [connection, isProduction, records.length, isComplete, problem?.code ?? null])).toEqual([
      ['cmdb', true, 1, true, null], ['test', false, 0, false, 'SERVER_ERROR'], ['hangs', true, 0, false, 'TIMEOUT'],
    ]);
    expect(copies.kept).toEqual([copyOf(item('1', 'one'))]);
  });

  test('asks the named ones only, and says which of them cannot answer', async () => {
    const tools = [finding('cmdb', () => Promise.resolve({ records: [item('1', 'one')], isComplete: true })), answering('mute')];
    const found = await mirrorOver(tools).find('cis.list', ask, live, ['mute', 'gone', 'mute']);
    expect(found.map(({ connection, problem }) => [connection, problem?.code])).toEqual([['mute', 'NOT_FOUND'], ['gone', 'NOT_FOUND']]);
  });

  test('asks no test connection, and waits for none, when only production is meant', async () => {
    const asked: string[] = [];
    const told = (name: string): (() => Promise<{ records: readonly []; isComplete: boolean }>) => () => { asked.push(name); return Promise.resolve({ records: [], isComplete: true }); };
    const found = await mirrorOver([finding('cmdb', told('cmdb')), finding('test', told('test')), answering('mute')]).find('cis.list', ask, live, 'production');
    expect([found.map(({ connection }) => connection), asked]).toEqual([['cmdb'], ['cmdb']]);
  });

  test('is not complete when it brought what is not its own', async () => {
    const [found] = await mirrorOver([finding('cmdb', () => Promise.resolve({ records: [item('1', 'one'), item('2', 'two', 'elsewhere')], isComplete: true }))]).find('cis.list', ask, live);
    expect(found).toMatchObject({ isComplete: false, records: [{ label: 'one' }] });
  });
});
