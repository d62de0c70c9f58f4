import { Sync } from '../../src/mirror/sync/index.ts';
import { openStore, type StoreLocation } from '../../src/store/index.ts';
import { numbers, PagedTool } from './paged-tool.ts';

/**
 * A process that syncs one tool of SYNC_RECORDS records into the database of SYNC_STORE (JSON of a StoreLocation) and
 * says on stdout how far it came, for a test that ends it at any moment: `{"done":400}` lines, at the end `{"finished":true}`.
 * A little past SYNC_KILL_AT records its tool answers no more, so that however late the test's signal comes, it comes amid the work.
 */
const location = JSON.parse(process.env['SYNC_STORE'] ?? '') as StoreLocation;
const clock = { now: () => new Date() };
/** What is read and not yet told as done: a batch being written, one being read, and what a killed one had read. */
const pagesInHand = 6;
const tool = new PagedTool(100);
tool.put(numbers(1, Number(process.env['SYNC_RECORDS'])), 'a title', '2026-11-20T00:00:00.000Z');
const connection = tool.connection();

const store = await openStore(location, { clock });
const killAt = Number(process.env['SYNC_KILL_AT'] ?? Number.POSITIVE_INFINITY);
let asked = (await store.syncs.statuses())[0]?.done ?? 0;
tool.before = () => {
  tool.readAgainAt(clock.now().toISOString());
  asked += tool.pageSize;
  return asked > killAt + pagesInHand * tool.pageSize ? new Promise<void>(() => undefined) : undefined;
};
const sync = new Sync({
  connections: { all: [connection], byName: () => connection }, store: store.syncs, history: store.history, clock, deadlineOf: () => 10_000,
  settings: { lookMs: 20, leaseMs: 500, batch: 200 },
});
sync.start();
let done = -1;
for (;;) {
  const [status] = await store.syncs.statuses();
  if (status !== undefined && status.done !== done) {
    ({ done } = status);
    process.stdout.write(`${JSON.stringify({ done })}\n`);
  }
  if (status?.finishedAt != null) break;
  await new Promise((resolve) => { setTimeout(resolve, 2); });
}
await sync.stop();
await store.close();
process.stdout.write(`${JSON.stringify({ finished: true })}\n`);
