import type { ReadableKind } from '../../src/domain/record.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { SyncCursor, SyncPage } from '../../src/domain/ports/sync.ts';
import { problemOf, setFaults, spoilingFaults } from './every-fault.ts';
import { options, roleOf, Stage, story } from './itop-stage.ts';

let stage: Stage;
beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.tool.close());

interface Labelled { readonly label: string }

function page(kind: ReadableKind, cursor: SyncCursor | null, from = stage.connection): Promise<SyncPage<Labelled>> {
  return roleOf<{ page: (cursor: SyncCursor | null, ask: typeof judging) => Promise<SyncPage<Labelled>> }>(from.syncs?.[kind]).page(cursor, judging);
}

interface Walk { readonly labels: readonly string[]; readonly cursor: SyncCursor; readonly pages: number; readonly totals: readonly (number | null)[] }

/** Pages until the last. */
async function walk(kind: ReadableKind, from: SyncCursor | null = null, connection = stage.connection): Promise<Walk> {
  const labels: string[] = [];
  const totals: (number | null)[] = [];
  for (let cursor = from, pages = 1; ; pages += 1) {
    const answer = await page(kind, cursor, connection);
    labels.push(...answer.records.map(({ label }) => label));
    totals.push(answer.total);
    ({ cursor } = answer);
    if (answer.isLast) return { labels, cursor, pages, totals };
  }
}

/** Somebody opens incidents; their references. */
async function opened(count: number): Promise<readonly string[]> {
  const made = await Promise.all(Array.from({ length: count }, (_, nth) => stage.work({ operation: 'core/create', comment: 'x', class: 'Incident', fields: { org_id: 1, title: `Nr ${nth}`, description: 'x' }, output_fields: 'ref' })));
  return made.map(({ objects }) => String(Object.values(objects ?? {})[0]?.fields['ref']));
}

describe('iTop: reading everything of a kind', () => {
  it.each<[ReadableKind, number]>([['change', 8], ['incident', 3], ['problem', 2], ['ci', story.items.length + 1], ['service', story.services.length]])('%s: all %d, each once', async (kind, count) => {
    const { labels, totals } = await walk(kind);
    expect([labels.length, new Set(labels).size, totals[0]]).toEqual([count, count, count]);
  });

  it('comes in pages by ids, whatever order iTop shows objects in, and goes on from any of them', async () => {
    const refs = await opened(1_150);
    const whole = await walk('incident');
    expect([whole.labels.toSorted(), whole.pages, new Set(whole.totals)]).toEqual([[...refs, 'I-000001', 'I-000002', 'I-000003'].toSorted(), 3, new Set([1_153])]);
    const first = await page('incident', null);
    const again = [first.records.map(({ label }) => label), (await walk('incident', first.cursor, stage.connect())).labels].flat();
    expect(again).toEqual(whole.labels);
  });

  it('crosses gaps in the ids, wherever most of the objects lie', async () => {
    await opened(1_700);
    await stage.work({ operation: 'core/delete', class: 'Incident', key: 'SELECT Incident WHERE id > 100 AND id <= 1000', comment: 'x' });
    const { labels, pages } = await walk('incident');
    expect(labels.length).toBe(new Set(labels).size);
    expect(labels.length).toBe(1_703 - 900);
    expect(pages).toBeLessThanOrEqual(4);
  });

  it('then tells what changed or came since, and again what changed shortly before', async () => {
    const { cursor } = await walk('change');
    await stage.work({ operation: 'core/update', comment: 'x', class: 'Change', key: 3, fields: { title: 'Another title' }, output_fields: 'id' });
    const { objects } = await stage.work({ operation: 'core/create', comment: 'x', class: 'NormalChange', fields: { org_id: 1, title: 'New', description: 'x' }, output_fields: 'ref' });
    const since = await walk('change', cursor);
    expect(since.labels).toEqual(['C-000003', String(Object.values(objects ?? {})[0]?.fields['ref'])]);
    expect((await walk('change', since.cursor)).labels).toEqual(since.labels);
  });

  it('sees all of it once more where no moment of change can be asked for: items, and all without a time zone', async () => {
    const { cursor, labels } = await walk('ci');
    expect((await walk('ci', cursor)).labels).toEqual(labels);
    const from = stage.connect({});
    const changes = await walk('change', null, from);
    expect((await walk('change', changes.cursor, from)).labels).toEqual(changes.labels);
  });

  it('a record that is created while pages are read comes in the same walk, one that changes behind it in the next', async () => {
    await opened(600);
    const first = await page('incident', null);
    await stage.work({ operation: 'core/update', comment: 'x', class: 'Incident', key: { ref: 'I-000001' }, fields: { title: 'Changed meanwhile' }, output_fields: 'id' });
    const [late = ''] = await opened(1);
    const rest = await walk('incident', first.cursor);
    expect(rest.labels).toContain(late);
    expect(rest.labels).not.toContain('I-000001');
    expect((await walk('incident', rest.cursor)).labels).toContain('I-000001');
  });

  it.each(spoilingFaults)('%j is %s, and the same cursor may be asked again', async (fault, code) => {
    await setFaults(stage.tool, fault);
    // All at once: a hanging tool costs each of them the same deadline.
    expect(await Promise.all([
      problemOf(page('change', null)),
      problemOf(page('ci', null)),
    ])).toEqual(Array(2).fill(code));
    await setFaults(stage.tool);
    expect((await page('change', null)).records).toHaveLength(8);
  });

  it('an answer that is short of its total is no page', async () => {
    await setFaults(stage.tool, { kind: 'garble' });
    for (let way = 0; way < 3; way += 1) expect(await problemOf(page('change', null))).toBe('UNEXPECTED_ANSWER');
  });

  it.each(['', '{}', 'x', '{"since":null,"begunAt":"soon","after":-1,"total":0}'])('does not go on from %j', async (cursor) => {
    expect(await problemOf(page('change', cursor, stage.connect(options)))).toBe('UNEXPECTED_ANSWER');
  });
});
