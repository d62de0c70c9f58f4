import { parse, stringify } from 'yaml';
import { personPassword } from '../../sandbox/bank/credentials.ts';
import { hookSecrets } from '../../sandbox/keepsakes.ts';
import { urlsOf } from '../../sandbox/sandbox.ts';
import { nameHooks } from '../../sandbox/seed/name-hooks.ts';
import type { SyncStatus } from '../../src/domain/ports/sync-store.ts';
import { atTool, patchChange, rowsOf, signIns } from './tools.ts';
import { until } from './town.ts';
import { startWorld, type World } from './world.ts';

/** What the tools of records tell by themselves: real connectors, real stand-ins, real HTTP; the background sync comes by once an hour. */
const hour = 3_600_000;
const priya = `Basic ${btoa(`priya.nair@northbank.example:${personPassword}`)}`;
const file = 'libs-release-local/northbank/ledger/1.9.2/ledger-api-1.9.2.tgz';

interface Telling {
  readonly name: 'servicenow' | 'jira' | 'artifactory';
  readonly kind: string;
  readonly reference: string;
  /** Has a person write this word in the tool itself. */
  readonly write: (world: World, word: string) => Promise<unknown>;
  /** What the copy says where the word was written. */
  readonly said: (content: Content) => unknown;
  /** How long until the sync sees it by itself. */
  readonly seenAfterMs: number;
}
interface Content { readonly id: string; readonly title?: string; readonly properties?: Readonly<Record<string, readonly string[]>> | null }
interface Letter { readonly id: number; readonly body: string; readonly answer: { readonly status: number; readonly body: string } | null }

const tools: readonly Telling[] = [
  { name: 'servicenow', kind: 'change', reference: 'servicenow:change:CHG0030001', write: (world, word) => patchChange(world, 'CHG0030001', { short_description: word }), said: ({ title }) => title, seenAfterMs: hour },
  { name: 'jira', kind: 'work-item', reference: 'jira:work-item:PAY-1017', write: (world, word) => atTool(world, 'jira', 'PUT /rest/api/3/issue/PAY-1017', signIns.kenji, { fields: { summary: word } }), said: ({ title }) => title, seenAfterMs: hour },
  {
    name: 'artifactory', kind: 'artifact', reference: `artifactory:artifact:${file}`, write: (world, word) => atTool(world, 'artifactory', `PUT /artifactory/api/storage/${file}?properties=looked.at=${word}`, signIns.artifactoryAdmin),
    // A changed property renews no moment of its file: only the daily pass from the first to the last finds it.
    said: ({ properties }) => properties?.['looked.at']?.[0], seenAfterMs: 24 * hour,
  },
];

let world: World;
beforeAll(async () => {
  world = await startWorld({ isSeeded: false, configure: (yaml) => stringify({ ...parse(yaml) as object, sync: { every: 'PT1H', wholeEvery: 'P1D' } }, { lineWidth: 0, aliasDuplicateObjects: false }) });
  await until(statuses, (all) => all.length > 0 && all.every(({ finishedAt, problem }) => finishedAt !== null || problem !== null));
});
beforeEach(() => nameHooks(world.url, urlsOf(world.sandbox.tools)));
afterAll(() => world.close());

const statuses = (): Promise<readonly SyncStatus[]> => world.running.hub.syncs.statuses();
const passes = async ({ name, kind }: Telling): Promise<string | null | undefined> => (await statuses()).find((one) => one.connection === name && one.kind === kind)?.finishedAt;
const copyOf = async (tool: Telling): Promise<unknown> => {
  const copy = (await world.running.store.copies.find(tool.kind, [tool.reference])).get(tool.reference);
  return copy === undefined ? 'no copy' : tool.said(copy.content as Content);
};
const steer = async (tool: Telling, request: string, body?: unknown): Promise<unknown> => atTool(world, tool.name, request.replace(' ', ' /__sandbox/'), '', body);
const letters = async (tool: Telling): Promise<readonly Letter[]> => await steer(tool, 'GET hook/sent') as readonly Letter[];
const answered = (tool: Telling, count: number): Promise<readonly Letter[]> => until(() => letters(tool), (all) => all.length >= count && all.every(({ answer }) => answer !== null));
const callsOf = async (tool: Telling): Promise<number> => (await steer(tool, 'GET calls') as { readonly total: number }).total;
/** Nothing is being read or due: a clock that is moved makes all of it due, and a pass under way would end after the move, having looked before it. */
const quiet = (): Promise<unknown> => until(statuses, (all) => all.every(({ state, finishedAt }) => !state.startsWith('READING') && Date.parse(finishedAt ?? '') > world.running.hub.clock.now().getTime() - hour));
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

describe.each(tools)('what $name tells by itself', (tool) => {
  it('makes the copy say what was just written, without a look of the sync', async () => {
    const before = await passes(tool);
    await tool.write(world, 'told-at-once');
    await until(() => copyOf(tool), (said) => said === 'told-at-once');
    expect(await passes(tool)).toBe(before);
  });

  it('counts once, however often it is delivered', async () => {
    const { length } = await letters(tool);
    await tool.write(world, 'told-twice');
    const first = await answered(tool, length + 1);
    await until(() => copyOf(tool), (said) => said === 'told-twice');
    const calls = await callsOf(tool);
    await steer(tool, 'POST hook/again');
    const all = await answered(tool, first.length + 1);
    expect(all.slice(-2).map(({ body, answer }) => [body, answer?.status])).toEqual(Array(2).fill([first.at(-1)?.body, 202]));
    expect(all.slice(-2).map(({ answer }) => answer?.body)).toEqual(['{"accepted":true,"isNew":true}', '{"accepted":true,"isNew":false}']);
    await pause(300);
    expect(await callsOf(tool)).toBe(calls);
  });

  it('is refused when its signature is another, and changes nothing', async () => {
    const { length } = await letters(tool);
    await steer(tool, 'PUT hook', { url: `${new URL(world.url).origin}/webhooks/${tool.name}`, secret: `${hookSecrets[tool.name]}x`, keyId: tool.name });
    await tool.write(world, 'told-by-a-stranger');
    const refused = (await answered(tool, length + 1)).slice(length);
    expect(refused.map(({ answer }) => answer)).toEqual(refused.map(() => ({ status: 403, body: '{"accepted":false}' })));
    await pause(300);
    expect(await copyOf(tool)).toBe('told-twice');
  });

});

describe('what tools tell beyond the fields of a record', () => {
  it('an approval in ServiceNow makes the copy of the approvals of its change new', async () => {
    const [approval] = await rowsOf<{ readonly sys_id: string; readonly document_id: string }>(world, 'sysapproval_approver', 'state=requested^source_table=change_request', 'sys_id,document_id');
    const change = `servicenow:change:${approval?.document_id ?? ''}`;
    const states = async (): Promise<readonly string[]> => {
      const copies = await world.running.store.copies.find('change.approvals', [change]);
      return (copies.get(change)?.content as readonly { readonly id: string; readonly state: string }[] | undefined ?? []).map(({ state }) => state).toSorted();
    };
    const now = await world.running.hub.records.relate('change.approvals', [change], { purpose: 'page', maxAgeMs: 0 });
    expect(now.get(change)?.state).toBe('found');
    const before = await until(states, (all) => all.length > 0);
    expect(before).toContain('REQUESTED');
    await atTool(world, 'servicenow', `PATCH /api/now/table/sysapproval_approver/${approval?.sys_id ?? ''}`, signIns.servicenowAdmin, { state: 'approved' });
    const after = await until(states, (all) => all.join() !== before.join());
    expect(after.filter((state) => state === 'APPROVED').length).toBe(before.filter((state) => state === 'APPROVED').length + 1);
  });

  it('a file that was moved in the library is gone from where it was', async () => {
    const from = 'libs-release-local/northbank/ledger/1.9.2/ledger-worker-1.9.2.tgz';
    const to = 'libs-release-local/northbank/elsewhere/ledger-worker-1.9.2.tgz';
    const standing = async (place: string): Promise<boolean> => (await world.running.store.copies.find('artifact', [`artifactory:artifact:${place}`])).has(`artifactory:artifact:${place}`);
    expect([await standing(from), await standing(to)]).toEqual([true, false]);
    await atTool(world, 'artifactory', `POST /artifactory/api/move/${from}?to=/${to}`, signIns.artifactoryAdmin);
    await until(async () => [await standing(from), await standing(to)], ([isThere, isElsewhere]) => isThere === false && isElsewhere === true);
  });

  it('an issue that our account may not see is told of and leads nowhere', async () => {
    const [restricted] = (await letters(tools[1] as Telling)).slice(-1);
    await atTool(world, 'jira', 'PUT /rest/api/3/issue/PAY-9001', priya, { fields: { summary: 'Still under embargo' } });
    const sent = await until(() => letters(tools[1] as Telling), (all) => all.at(-1)?.id !== restricted?.id && all.at(-1)?.answer !== null);
    const { issue } = JSON.parse(sent.at(-1)?.body ?? '{}') as { readonly issue: { readonly id: string; readonly key: string } };
    expect([issue.key, sent.at(-1)?.answer?.status]).toEqual(['PAY-9001', 202]);
    await pause(300);
    expect((await world.running.store.copies.find('work-item', [`jira:work-item:${issue.id}`])).size).toBe(0);
  });
});

describe.each(tools)('what $name tells and nobody hears', (tool) => {
  it('is found by the sync alone', async () => {
    await quiet();
    await steer(tool, 'DELETE hook');
    await tool.write(world, 'never-told');
    await pause(300);
    expect(await copyOf(tool)).not.toBe('never-told');
    await quiet();
    world.moveClock(tool.seenAfterMs + 60_000);
    await until(() => copyOf(tool), (said) => said === 'never-told');
  });
});
