import { runPass } from '../../../src/mirror/sync/pass.ts';
import { syncDefaults } from '../../../src/mirror/sync/settings.ts';
import type { Connection } from '../../../src/domain/ports/connection.ts';
import type { SyncPage } from '../../../src/domain/ports/sync.ts';
import type { AnyRecord } from '../../../src/domain/record.ts';
import { openStore, type StoreLocation } from '../../../src/store/index.ts';
import { memoryOf } from '../proc.ts';
import { wires, type Edition, type Wire } from './wire/index.ts';

/**
 * A process that syncs a share (SYNC_SHARE) of everything into the database of SYNC_STORE (JSON of a StoreLocation), page
 * by page from the bodies on, and then once more with every record changed; says the most memory it ever held.
 */
const location = JSON.parse(process.env['SYNC_STORE'] ?? '') as StoreLocation;
const share = Number(process.env['SYNC_SHARE']);
let nowMs = Date.parse('2026-11-29T00:00:00.000Z');
const clock = { now: () => new Date(nowMs) };

const store = await openStore(location, { clock });
for (const edition of [0, 1] as const) {
  for (const wire of wires) {
    const { connection, kind } = wire;
    const end = await runPass({ store: store.syncs, clock, runner: 'bench', settings: syncDefaults, deadlineOf: () => 60_000 }, tool(wire, edition), { connection, kind }, new AbortController().signal);
    if (end !== 'FINISHED') throw new Error(`a pass over ${kind} ended ${end}`);
  }
  nowMs += syncDefaults.everyMs;
}
await store.close();
process.stdout.write(`${JSON.stringify({ peakMb: memoryOf(process.pid).peakMb })}\n`);

function tool({ connection, kind, count, pageSize, bodies, decode }: Wire, edition: Edition): Connection {
  const all = count * share;
  const page = (cursor: string | null): Promise<SyncPage<AnyRecord>> => {
    const from = cursor?.startsWith('at ') === true ? Number(cursor.slice(3)) : 0;
    const to = Math.min(all, from + pageSize);
    const isLast = to === all;
    return Promise.resolve({ records: decode(bodies(from, to, edition), clock.now().toISOString()), cursor: isLast ? 'end' : `at ${to}`, isLast, total: all, hidden: 0 });
  };
  return { name: connection, system: 'BENCH', isProduction: true, readers: {}, relations: {}, finders: {}, probe: () => Promise.resolve(), syncs: { [kind]: { page } } };
}
