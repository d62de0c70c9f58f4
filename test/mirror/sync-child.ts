import { Sync } from '../../src/mirror/sync/index.ts';
import { openStore, type StoreLocation } from '../../src/store/index.ts';
import { numbers, PagedTool } from './paged-tool.ts';

/**
 * A process that syncs one tool of SYNC_RECORDS records into the database of SYNC_STORE (JSON of a StoreLocation) and
 * says on stdout how far it came, for a test that ends it at any moment: `{"done":400}` lines, at the end `{"finished":true}`.
 */
const location = JSON.parse(process.env['SYNC_STORE'] ?? '') as StoreLocation;
const clock = { now: () => new Date() };
const tool = new PagedTool(100);
tool.put(numbers(1, Number(process.env['SYNC_RECORDS'])), 'a title', '2026-11-20T00:00:00.000Z');
tool.before = () => { tool.readAgainAt(clock.now().toISOString()); };
const connection = tool.connection();

const store = await openStore(location, { clock });
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
