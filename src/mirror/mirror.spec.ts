import { setTimeout as pause } from 'node:timers/promises';
import { SourceError } from '../domain/error.ts';
import type { ConfigurationItem } from '../domain/configuration-item.ts';
import { acting, judging } from '../domain/ports/ask.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connection, Lookup } from '../domain/ports/connection.ts';
import type { Copy, CopyHistory, CopyStore } from '../domain/ports/copy-store.ts';
import type { SourceProblem } from '../domain/source.ts';
import { createMirror, type Mirror } from './index.ts';

const page: Ask = { purpose: 'page', maxAgeMs: 60_000 };
const live: Ask = { purpose: 'page', maxAgeMs: 0 };
const now = new Date('2026-11-23T05:00:00.000Z');
const at = (secondsAgo: number): string => new Date(now.getTime() - secondsAgo * 1_000).toISOString();
const down: SourceProblem = { code: 'SERVER_ERROR', message: 'is down', sinceAt: at(0), retryAt: null };

function item(id: string, label: string, connection = 'cmdb', fetchedAt = at(0)): ConfigurationItem {
  return {
    kind: 'ci', id: `${connection}:ci:${id}`, label, name: label, className: 'cmdb_ci', operationalState: 'OPERATIONAL', runningVersion: null, environment: null, owner: null,
    source: { reference: `${connection}:ci:${label}`, system: 'TEST', connection, key: label, url: null, fetchedAt, isStale: false, problem: null },
  };
}

/** A connection that keeps items, and what it was asked. */
function toolOf(name: string, answer: (lookups: readonly Lookup[]) => Promise<readonly ConfigurationItem[]>): { readonly connection: Connection; readonly calls: (readonly Lookup[])[] } {
  const calls: (readonly Lookup[])[] = [];
  const connection: Connection = {
    name, system: 'TEST', isProduction: true, finders: {}, probe: () => Promise.resolve(),
    readers: { ci: { read: (lookups) => { calls.push(lookups); return answer(lookups); } } },
    relations: { 'ci.dependsOn': { relate: (ids) => Promise.resolve(new Map(ids.map((id) => [id, [item(`of-${id}`, 'behind', name)]]))) } },
  };
  return { connection, calls };
}

const answering = (name: string, ...items: readonly ConfigurationItem[]): ReturnType<typeof toolOf> => toolOf(name, () => Promise.resolve(items));
const failing = (name: string, error: Error = new SourceError(name, down)): ReturnType<typeof toolOf> => toolOf(name, () => Promise.reject(error));

class Copies implements CopyStore {
  readonly kept: Copy[] = [];
  readonly finds: (readonly string[])[] = [];
  find(kind: string, names: readonly string[]): Promise<ReadonlyMap<string, Copy>> {
    this.finds.push(names);
    return Promise.resolve(new Map(names.flatMap((name) => {
      const copy = this.kept.findLast((one) => one.kind === kind && (one.identity === name || one.reference === name));
      return copy === undefined ? [] : [[name, copy]];
    })));
  }
  keep(copies: readonly Copy[]): Promise<void> {
    this.kept.push(...copies);
    return Promise.resolve();
  }
}

const lostNothing = { lose: () => Promise.resolve() };

function mirrorOver(tools: readonly { readonly connection: Connection }[], copies: CopyStore = new Copies(), warnings: string[] = [], history: Pick<CopyHistory, 'lose'> = lostNothing): Mirror {
  const all = tools.map(({ connection }) => connection);
  const connections = { all, byName: (name: string) => all.find((one) => one.name === name) };
  return createMirror({ connections, copies, history, clock: { now: () => now }, deadlineOf: () => 100, warn: (message) => { warnings.push(message); } });
}

function copyOf(record: ConfigurationItem): Copy {
  return { connection: record.source.connection, kind: 'ci', identity: record.id, reference: record.source.reference, content: record, fetchedAt: record.source.fetchedAt };
}

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
  const reading = (connection: Connection, names: readonly string[], ask: Ask = live): ReturnType<Mirror['read']> => mirrorOver([{ connection }], new Copies(), [], history).read('ci', names, ask);
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
    const readings = await mirrorOver([{ connection }], new Copies(), warnings, { lose: () => Promise.reject(new Error('down')) }).read('ci', ['cmdb:ci:2'], live);
    expect(readings.get('cmdb:ci:2')?.state).toBe('absent');
    expect(warnings).toEqual([expect.stringContaining('could not be marked')]);
  });
});

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

describe('What is on its way', () => {
  const slow = (items: readonly ConfigurationItem[] = [item('1', 'one'), item('2', 'two')]) => toolOf('cmdb', async () => { await pause(30); return items; });

  test('is asked for once by pages that want it at the same time, and again by those who judge, act or want it live', async () => {
    const cmdb = slow();
    const mirror = mirrorOver([cmdb]);
    const pages = await Promise.all([mirror.read('ci', ['cmdb:ci:one'], page), mirror.read('ci', ['cmdb:ci:one', 'cmdb:ci:two'], page), mirror.read('ci', ['cmdb:ci:two'], page)]);
    expect(pages.map((readings) => [...readings].map(([name, { state }]) => `${name} ${state}`).sort())).toEqual([['cmdb:ci:one found'], ['cmdb:ci:one found', 'cmdb:ci:two found'], ['cmdb:ci:two found']]);
    expect(cmdb.calls.map((lookups) => lookups.flatMap((lookup) => ('key' in lookup ? [lookup.key] : [])))).toEqual([['one'], ['two']]);
    await Promise.all([mirror.read('ci', ['cmdb:ci:one'], page), ...[live, judging, acting].map((ask) => mirror.read('ci', ['cmdb:ci:one'], ask))]);
    expect(cmdb.calls).toHaveLength(2 + 3);
  });

  test('is shared by relations and searches too', async () => {
    let calls = 0;
    const count = async <T>(answer: T): Promise<T> => { calls += 1; await pause(30); return answer; };
    const connection: Connection = {
      ...answering('cmdb').connection,
      relations: { 'ci.dependsOn': { relate: (ids) => count(new Map(ids.map((id) => [id, []]))) } },
      finders: { 'cis.list': { find: () => count({ records: [item('1', 'one')], isComplete: true }) } },
    };
    const mirror = mirrorOver([{ connection }]);
    const about = (text: string | null) => ({ text, className: null, environment: null, limit: 10 });
    const related = await Promise.all([page, page].map((ask) => mirror.relate('ci.dependsOn', ['cmdb:ci:1'], ask)));
    expect([calls, related.map((readings) => readings.get('cmdb:ci:1')?.state)]).toEqual([1, ['found', 'found']]);
    const found = await Promise.all([page, page].map((ask) => mirror.find('cis.list', about(null), ask)));
    expect([calls, found.map(([one]) => one?.records.length)]).toEqual([2, [1, 1]]);
    await Promise.all([mirror.find('cis.list', about(null), page), mirror.find('cis.list', about('x'), page), ...[live, judging].map((ask) => mirror.find('cis.list', about(null), ask))]);
    expect(calls).toBe(2 + 4);
  });

  test('is awaited no longer than the asker has time, and no longer remembered once it failed', async () => {
    const hanging = toolOf('hangs', () => new Promise(() => undefined));
    const mirror = mirrorOver([hanging]);
    const first = mirror.read('ci', ['hangs:ci:y'], page);
    const began = performance.now();
    const readings = await mirror.read('ci', ['hangs:ci:y'], { ...page, beganAtMs: performance.now() - 1_000 });
    expect(readings.get('hangs:ci:y')).toMatchObject({ state: 'unreadable', problem: { code: 'TIMEOUT' } });
    expect(performance.now() - began).toBeLessThan(100);
    expect((await first).get('hangs:ci:y')).toMatchObject({ state: 'unreadable', problem: { code: 'TIMEOUT' } });
    await mirror.read('ci', ['hangs:ci:y'], page);
    expect(hanging.calls).toHaveLength(2);
  });
});

describe('A tool that fails', () => {
  test('or hangs costs only its own records, and no longer than its deadline', async () => {
    const hanging = toolOf('hangs', () => new Promise(() => undefined));
    const readings = await mirrorOver([answering('cmdb', item('1', 'one')), failing('fails'), hanging]).read('ci', ['cmdb:ci:one', 'fails:ci:x', 'hangs:ci:y'], judging);
    expect([...readings.values()].map((reading) => (reading.state === 'unreadable' ? reading.problem.code : reading.state))).toEqual(['found', 'SERVER_ERROR', 'TIMEOUT']);
  });

  test('that let the whole time of a question pass is not asked for more of it; one that another held up still is', async () => {
    const [hanging, well] = [toolOf('hangs', () => new Promise(() => undefined)), answering('cmdb', item('1', 'one'))];
    const mirror = mirrorOver([hanging, well]);
    const question: Ask = { ...live, beganAtMs: performance.now() - 70 };
    await mirror.read('ci', ['hangs:ci:a'], question);
    const states = async (name: string) => [...(await mirror.read('ci', [name], question)).values()].map((reading) => (reading.state === 'unreadable' ? reading.problem.code : reading.state));
    expect([await states('hangs:ci:b'), hanging.calls.length]).toEqual([['TIMEOUT'], 1]);
    const another: Ask = { ...live, beganAtMs: performance.now() - 120 };
    expect([...(await mirror.read('ci', ['cmdb:ci:one'], another)).values()].map(({ state }) => state)).toEqual(['found']);
    await mirror.read('ci', ['hangs:ci:c'], another);
    expect(hanging.calls).toHaveLength(2);
  });

  test('late, after its deadline, disturbs nobody', async () => {
    const late = toolOf('late', async () => { await pause(200); throw new Error('too late anyway'); });
    const readings = await mirrorOver([late]).read('ci', ['late:ci:y'], judging);
    expect(readings.get('late:ci:y')).toMatchObject({ state: 'unreadable', problem: { code: 'TIMEOUT' } });
    await pause(150);
  });

  test('shares one deadline over all parts of a question', async () => {
    const cmdb = answering('cmdb', item('1', 'one'));
    const readings = await mirrorOver([cmdb]).read('ci', ['cmdb:ci:one'], { ...judging, beganAtMs: performance.now() - 1_000 });
    expect(readings.get('cmdb:ci:one')).toMatchObject({ state: 'unreadable', problem: { code: 'TIMEOUT' } });
    expect(cmdb.calls).toEqual([]);
  });

  test('in a way no connector should says nothing of what it said', async () => {
    for (const tool of [failing('cmdb', new TypeError('secret s3cr3t')), toolOf('cmdb', () => { throw new Error('s3cr3t'); }), toolOf('cmdb', () => Promise.resolve(undefined as unknown as []))]) {
      const reading = (await mirrorOver([tool]).read('ci', ['cmdb:ci:one'], judging)).get('cmdb:ci:one');
      expect(reading).toMatchObject({ state: 'unreadable', problem: { code: 'UNEXPECTED_ANSWER' } });
      expect(JSON.stringify(reading)).not.toContain('s3cr3t');
    }
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
    const found = await mirrorOver(tools, copies).find('cis.list', ask, live);
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
