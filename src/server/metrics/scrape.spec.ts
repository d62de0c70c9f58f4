import type { Connection, ConnectionHealth } from '../../domain/ports/connection.ts';
import type { Figures } from '../../domain/ports/figures.ts';
import type { SyncStatus } from '../../domain/ports/sync-store.ts';
import { createMeters } from './meters.ts';
import { scraping, type ScrapePorts } from './scrape.ts';

const now = new Date('2026-11-29T12:00:00.000Z');
const health: ConnectionHealth = { circuit: 'OPEN', retryAt: '2026-11-29T12:00:20.000Z', inFlight: 3, mostInFlight: 10, perMinute: null, lastSuccessAt: null, lastProblem: null, clockAheadMs: null };
const jira = { name: 'jira', health: () => health } as unknown as Connection;
const figures: Figures = { queues: [{ queue: 'tell', waiting: 7, active: 1 }], outbox: { events: 2, notices: 5 }, deployments: [{ state: 'UNCLEAR', count: 1 }], needingAttention: 1, unclearSince: '2026-11-29T11:50:00.000Z' };
const sync = (connection: string, finishedAt: string | null, state: SyncStatus['state'] = 'WAITING'): SyncStatus => ({ connection, kind: 'change', state, done: 0, total: null, startedAt: null, finishedAt, problem: null });

function ports(more: Partial<ScrapePorts> = {}): ScrapePorts {
  return {
    meters: createMeters(), connections: { all: [jira], byName: (name) => (name === 'jira' ? jira : undefined) }, clock: { now: () => now },
    figures: { read: () => Promise.resolve(figures), pool: () => ({ busy: 2, idle: 1, waiting: 0 }) },
    syncs: { statuses: () => Promise.resolve([sync('jira', '2026-11-29T11:59:00.000Z', 'FAILING'), sync('gone', null)]) },
    subscriptions: () => 4, watched: () => 2, ...more,
  };
}

const lines = async (more?: Partial<ScrapePorts>): Promise<readonly string[]> => (await scraping(ports(more))()).split('\n');

it('tells what the process and the database know at that moment', async () => {
  expect(await lines()).toEqual(expect.arrayContaining([
    'muster_connection_circuit{connection="jira",circuit="OPEN"} 1', 'muster_connection_circuit{connection="jira",circuit="CLOSED"} 0',
    'muster_connection_in_flight{connection="jira"} 3', 'muster_connection_in_flight_limit{connection="jira"} 10', 'muster_connection_quiet_seconds{connection="jira"} 20',
    'muster_subscriptions 4', 'muster_watched 2', 'muster_database_pool_connections{use="busy"} 2', 'muster_database_up 1',
    'muster_queue_jobs{queue="tell",job="waiting"} 7', 'muster_queue_jobs{queue="tell",job="active"} 1', 'muster_outbox_events 2', 'muster_outbox_notices 5',
    'muster_deployments{state="UNCLEAR"} 1', 'muster_deployments{state="RUNNING"} 0', 'muster_deployments_needing_attention 1', 'muster_deployment_unclear_seconds 600',
    'muster_sync_lag_seconds{connection="jira",kind="change"} 60', 'muster_sync_failing{connection="jira",kind="change"} 1',
  ]));
});

it('calls a sync that never came to its end endless, and says nothing of connections that are gone', async () => {
  const told = await lines({ syncs: { statuses: () => Promise.resolve([sync('jira', null), sync('gone', null)]) } });
  expect(told.filter((line) => line.startsWith('muster_sync_lag'))).toEqual(['muster_sync_lag_seconds{connection="jira",kind="change"} +Inf']);
});

it.each([
  ['fails', () => Promise.reject(new Error('the database is away'))],
  ['hangs', () => new Promise<never>(() => undefined)],
])('answers all the same when the database %s: what it would have told is absent, and it is said to be down', async (_how, read) => {
  const told = await lines({ figures: { read, pool: () => null } });
  expect(told).toEqual(expect.arrayContaining(['muster_database_up 0', 'muster_connection_in_flight{connection="jira"} 3']));
  expect(told.filter((line) => /^muster_(queue|outbox|deployment|sync|database_pool)/.test(line))).toEqual([]);
});

it('asks a database that hangs once, however often it is scraped', async () => {
  let asked = 0;
  const scrape = scraping(ports({ figures: { read: () => { asked += 1; return new Promise(() => undefined); }, pool: () => null } }));
  await Promise.all([scrape(), scrape(), scrape()]);
  await scrape();
  expect(asked).toBe(1);
});
