import { tellStory } from '../../sandbox/bank/bank.ts';
import { jiraCredentials } from '../../sandbox/bank/credentials.ts';
import { startJira } from '../../sandbox/jira/index.ts';
import { jiraDataCenterCredentials, startJiraDataCenter } from '../../sandbox/jira-data-center/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { jira, jiraDataCenter } from '../../src/connectors/jira/index.ts';
import type { Ask } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { SyncPage } from '../../src/domain/ports/sync.ts';
import type { WorkItem } from '../../src/domain/work-item.ts';
import { callsTo, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const acting: Ask = { purpose: 'act', maxAgeMs: 0 };
const story = tellStory(new Date('2026-03-02T09:00:00Z'));
const deadlines = { pageMs: 5_000, judgeMs: 5_000, actMs: 5_000 };
const keys = new Set(story.releases.flatMap(({ workItems }) => workItems.map(({ key }) => key)));

const flavours = [
  ['Cloud', startJira, (url: string, password: string = jiraCredentials.apiToken) => jira.connect({ name: 'jira', isProduction: true, url, auth: { kind: 'basic', userName: jiraCredentials.email, password }, deadlines }, { clock })],
  ['Data Center', startJiraDataCenter, (url: string, token: string = jiraDataCenterCredentials.token) => jiraDataCenter.connect({ name: 'jira', isProduction: true, url, auth: { kind: 'bearer', token }, deadlines }, { clock })],
] as const;

/** Moves only when told. */
let now = Date.parse('2026-03-02T09:00:00Z');
const clock = { now: () => new Date(now) };

describe.each(flavours)('Sync of work items from Jira %s', (name, start, connect) => {
  let tool: StandIn;
  let connection: Connection;

  beforeEach(async () => {
    now = Date.parse('2026-03-02T09:00:00Z');
    tool = await start({ port: 0, now: clock.now, story });
    connection = connect(tool.url);
  });
  afterEach(() => tool.close());

  const page = async (cursor: string | null, from: Connection = connection): Promise<SyncPage<WorkItem>> => {
    const sync = from.syncs?.['work-item'];
    if (sync === undefined) throw new Error('no sync');
    return sync.page(cursor, acting);
  };
  const pass = async (cursor: string | null): Promise<{ readonly pages: readonly SyncPage<WorkItem>[]; readonly cursor: string; readonly keys: readonly string[] }> => {
    const pages = [await page(cursor)];
    while (pages.at(-1)?.isLast === false) pages.push(await page(pages.at(-1)?.cursor ?? null));
    return { pages, cursor: pages.at(-1)?.cursor ?? '', keys: pages.flatMap(({ records }) => records.map(({ key }) => key)) };
  };
  const version = name === 'Cloud' ? 3 : 2;
  const headers = { 'content-type': 'application/json', 'authorization': name === 'Cloud' ? `Basic ${Buffer.from(`${jiraCredentials.email}:${jiraCredentials.apiToken}`).toString('base64')}` : `Bearer ${jiraDataCenterCredentials.token}` };
  const write = async (key: string): Promise<void> => {
    const answer = await fetch(`${tool.url}/rest/api/${version}/issue/${key}`, { method: 'PUT', headers, body: JSON.stringify({ update: { labels: [{ add: `at-${now}` }] } }) });
    expect(answer.status).toBe(204);
  };

  it('reads everything, each page once and a proof of the sign-in before the first', async () => {
    const all = await pass(null);
    expect(new Set(all.keys)).toEqual(keys);
    expect(callsTo(tool, '/myself')).toBe(1);
    expect(all.pages.every(({ hidden }) => hidden === 0)).toBe(true);
    expect(all.pages[0]?.total).toBe(keys.size);
  });

  it('goes on from a cursor that was kept over a crash, in a new process', async () => {
    const first = await page(null);
    const again = connect(tool.url);
    const rest: string[] = [];
    for (let next = first; !next.isLast;) {
      next = await page(next.cursor, again);
      rest.push(...next.records.map(({ key }) => key));
    }
    expect(new Set([...first.records.map(({ key }) => key), ...rest])).toEqual(keys);
  });

  it('then reads what was written since, in an account whose clocks are set elsewhere', async () => {
    const { cursor } = await pass(null);
    now += 90 * 60_000;
    const [one = '', other = ''] = [...keys];
    await write(one);
    now += 10_000;
    const after = await pass(cursor);
    expect(after.keys).toContain(one);
    expect(after.keys.length).toBeLessThan(20);
    now += 60_000;
    await write(other);
    now += 10_000;
    expect((await pass(after.cursor)).keys.toSorted()).toEqual([one, other].toSorted());
  });

  it('finds what was written while search did not know it yet, in the pass after', async () => {
    const { cursor } = await pass(null);
    now += 90 * 60_000;
    const [one = ''] = [...keys];
    await write(one);
    const tooEarly = await pass(cursor);
    // Data Center's index is as fast as its database.
    expect(tooEarly.keys.includes(one)).toBe(name !== 'Cloud');
    now += 10_000;
    expect((await pass(tooEarly.cursor)).keys).toContain(one);
  });

  it('loses nothing that stood still while others were written between the pages', async () => {
    const seen = new Set<string>();
    let cursor: string | null = null;
    for (let isLast = false, nth = 0; !isLast; nth += 1) {
      const got: SyncPage<WorkItem> = await page(cursor);
      for (const { key } of got.records) seen.add(key);
      ({ cursor, isLast } = got);
      now += 1_000;
      const moved = got.records[0]?.key;
      if (nth < 8 && moved !== undefined) await write(moved);
    }
    expect(seen).toEqual(keys);
  });

  it.each(spoilingFaults)('%j is %s, and the same cursor may be asked again', async (fault, code) => {
    const first = await page(null);
    const quick = (name === 'Cloud' ? jira : jiraDataCenter).connect({ name: 'jira', isProduction: true, url: tool.url, auth: name === 'Cloud' ? { kind: 'basic', userName: jiraCredentials.email, password: jiraCredentials.apiToken } : { kind: 'bearer', token: jiraDataCenterCredentials.token }, deadlines: { pageMs: 1_000, judgeMs: 1_000, actMs: 1_000 } }, { clock });
    await setFaults(tool, fault);
    expect(await problemOf(page(first.cursor, quick))).toBe(code);
    await setFaults(tool);
    expect((await page(first.cursor)).records.length).toBeGreaterThanOrEqual(0);
  });

  it('takes an empty answer to a stranger for no answer', async () => {
    expect(await problemOf(page(null, connect(tool.url, 'wrong')))).toBe('UNAUTHORIZED');
  });

  it('refuses a cursor that is none of its own', async () => {
    await expect(page('{"since":7}')).rejects.toMatchObject({ name: 'UserMistake', code: 'INVALID' });
    await expect(page('')).rejects.toMatchObject({ name: 'UserMistake' });
  });
});
