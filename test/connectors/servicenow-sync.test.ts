import { setTimeout as pause } from 'node:timers/promises';
import { servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { RecordSync, SyncPage } from '../../src/domain/ports/sync.ts';
import type { ReadableKind, RecordTypes } from '../../src/domain/record.ts';
import { problemOf, setFaults } from './every-fault.ts';
import { roleOf, Stage, story, sysIdIn } from './servicenow-stage.ts';

const { admin } = servicenowCredentials;
let stage: Stage;

beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.tool.close());

const syncOf = <K extends ReadableKind>(kind: K): RecordSync<K> => roleOf<RecordSync<K>>(stage.connection.syncs?.[kind]);

/** All pages from a cursor on. */
async function run<K extends ReadableKind>(kind: K, from: string | null): Promise<{ records: RecordTypes[K][]; hidden: number; cursor: string; pages: SyncPage<RecordTypes[K]>[] }> {
  const pages: SyncPage<RecordTypes[K]>[] = [];
  for (let cursor = from; ;) {
    const page = await syncOf(kind).page(cursor, judging);
    pages.push(page);
    if (page.isLast) return { records: pages.flatMap(({ records }) => [...records]), hidden: pages.reduce((sum, { hidden }) => sum + hidden, 0), cursor: page.cursor, pages };
    cursor = page.cursor;
  }
}

const isRestricted = ({ title }: { readonly title: string }): boolean => title.startsWith('Restricted:');
const withoutMoment = <T extends { readonly source: object }>(record: T): T => ({ ...record, source: { ...record.source, fetchedAt: null } });

describe('reading everything of one kind', () => {
  it('tells every change just as its reader does, and how many are hidden', async () => {
    const told = story.releases.flatMap(({ changes }) => changes);
    const { records, hidden, pages } = await run('change', null);
    expect(hidden).toBe(told.filter(isRestricted).length);
    expect(pages[0]?.total).toBe(told.length);
    const read = await stage.read('change', told.map(({ number }) => number));
    const sorted = (changes: readonly RecordTypes['change'][]) => changes.map(withoutMoment).sort((a, b) => a.id.localeCompare(b.id));
    expect(sorted(records)).toEqual(sorted(read));
    expect(records.length).toBeGreaterThan(150);
  });

  it('tells items with their versions, services, incidents and problems just as their readers do', async () => {
    for (const [kind, keys] of [['ci', story.items.map(({ name }) => name)], ['service', story.services.map(({ name }) => name)], ['incident', story.incidents.map(({ number }) => number)], ['problem', story.problems.map(({ number }) => number)]] as const) {
      const read = await stage.read(kind, keys);
      const { records } = await run(kind, null);
      const found = new Map<string, RecordTypes[typeof kind]>(records.map((record) => [record.id, record]));
      expect(read.length).toBeGreaterThan(0);
      for (const record of read) expect(withoutMoment(found.get(record.id) ?? record)).toEqual(withoutMoment(record));
      expect(read.filter(({ id }) => !found.has(id))).toEqual([]);
    }
  });

  it('goes on with what has changed since, and with nothing when nothing has', async () => {
    // What the story wrote within the last second would be read again, and the tool tells its time in whole ones.
    await pause(2_100);
    const first = await run('change', null);
    const { id } = await stage.change('CHG0030001');
    const nothing = await run('change', first.cursor);
    expect(nothing.records).toEqual([]);
    await stage.write(admin.userName, 'PATCH', `/api/now/table/change_request/${sysIdIn(id)}`, { backout_plan: 'Another one.' });
    const since = await run('change', nothing.cursor);
    expect(since.records.map(({ number, backoutPlan }) => [number, backoutPlan])).toEqual([['CHG0030001', 'Another one.']]);
  });

  it('reads the last second again, in which rows may still have arrived behind the last one seen', async () => {
    const changes = [...(await stage.read('change', ['CHG0030001', 'CHG0030002', 'CHG0030004']))].sort((a, b) => b.id.localeCompare(a.id));
    let cursor = (await run('change', null)).cursor;
    for (const [nth, change] of changes.entries()) {
      await stage.write(admin.userName, 'PATCH', `/api/now/table/change_request/${sysIdIn(change.id)}`, { backout_plan: `Plan ${nth}.` });
      const since = await run('change', cursor);
      expect(since.records.map(({ id }) => id)).toContain(change.id);
      cursor = since.cursor;
    }
  });

  it('begins anew with a cursor it did not write, and takes the same cursor again after a failure, with a smaller page', async () => {
    expect((await syncOf('incident').page('nonsense', judging)).records.length).toBeGreaterThan(30);
    await setFaults(stage.tool, { kind: 'truncate', times: 1 });
    expect(await problemOf(syncOf('incident').page(null, judging))).toBe('UNEXPECTED_ANSWER');
    expect((await syncOf('incident').page(null, judging)).records.length).toBeGreaterThan(30);
  });
});
