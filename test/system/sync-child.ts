import { connectAll } from '../../src/server/connect.ts';
import { readConfiguration } from '../../src/server/config/read-file.ts';
import { createLog } from '../../src/server/log.ts';
import { Sync } from '../../src/mirror/sync/index.ts';
import { openStore, type StoreLocation } from '../../src/store/index.ts';

/**
 * A process that syncs the tools of the configuration SYNC_CONFIG into the database of SYNC_STORE (JSON of a StoreLocation)
 * through the real connectors, a few records at a time, for a test that ends it at any moment. Says on stdout how far each
 * sync is: lines of `{"connection":…,"kind":…,"done":…,"startedAt":…,"isFinished":…}`; at the end `{"finished":true}`.
 */
const location = JSON.parse(process.env['SYNC_STORE'] ?? '') as StoreLocation;
const clock = { now: () => new Date() };
const configuration = readConfiguration(process.env['SYNC_CONFIG'] ?? '', process.env, () => []);
const connections = connectAll(configuration, clock, createLog('silent'));
const store = await openStore(location, { clock });
const sync = new Sync({ connections, store: store.syncs, history: store.history, clock, deadlineOf: () => 20_000, settings: { lookMs: 20, leaseMs: 1_000, batch: 50, everyMs: 3_600_000 } });

const told = new Map<string, string>();
const tell = async (): Promise<boolean> => {
  const statuses = await store.syncs.statuses();
  for (const { connection, kind, done, startedAt, finishedAt } of statuses) {
    const line = JSON.stringify({ connection, kind, done, startedAt, isFinished: finishedAt !== null });
    if (told.get(`${connection} ${kind}`) !== line) process.stdout.write(`${line}\n`);
    told.set(`${connection} ${kind}`, line);
  }
  return statuses.length === sync.names.length && statuses.every(({ finishedAt }) => finishedAt !== null);
};

await tell();
sync.start();
while (!await tell()) await new Promise((resolve) => { setTimeout(resolve, 5); });
await sync.stop();
await store.close();
process.stdout.write(`${JSON.stringify({ finished: true })}\n`);
