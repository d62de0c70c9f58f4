import type { Deployment } from '../domain/deployment.ts';
import type { NewJournalEntry } from '../domain/ports/deployment-store.ts';
import type { Figures } from '../domain/ports/figures.ts';
import type { Readiness } from '../domain/readiness.ts';
import { eachDatabase } from './each-database.fixture.ts';

const deployment = (id: string, more: Partial<Deployment> = {}): Omit<Deployment, 'sequence' | 'fence'> => ({
  id: `deployment:${id}`, origin: 'TRIGGERED', releaseKey: 'pay-1', environment: 'production', serviceKey: `service-${id}`, packageDigest: null, planId: null,
  state: 'TRIGGERING', because: 'accepted', needsAttention: false, requestedBy: null, requestedAt: '2026-11-23T05:00:00.000Z',
  start: 'NOW', startAt: null, triggeredAt: null, liveAt: null, finishedAt: null, idempotencyKey: id, correlation: id, run: null,
  steps: [], changeIds: [], incidentId: null, backOutOfId: null, receipt: null, availability: null, ...more,
});
const line = (at: string, from: string, to: string): NewJournalEntry => ({ at, kind: 'STATE', step: null, summary: 'so', data: { event: 'ANSWER_LOST', from, to } });
const ready = { releaseKey: 'pay-1', environment: 'production', outcome: 'READY', judgedAt: '2026-11-23T05:00:00.000Z', basis: 'LIVE', policy: { name: 'strict', version: '1' }, readyFromAt: null, verdicts: [] } as unknown as Readiness;

eachDatabase('Figures', (given) => {
  const read = (): Promise<Figures> => given.store().figures.read();

  test('are all nothing in an empty database', async () => {
    expect(await read()).toEqual({ queues: ['advance-deployment', 'read-noticed-record', 'tell'].map((queue) => ({ queue, waiting: 0, active: 0 })), outbox: { events: 0, notices: 0 }, deployments: [], needingAttention: 0, unclearSince: null });
  });

  test('count deployments that have not ended, and tell since when the oldest unclear one is so for the last time', async () => {
    const { deployments } = given.store();
    for (const id of ['1', '2', '3']) {
      await deployments.accept(deployment(id), 'body', line('2026-11-23T05:00:00.000Z', 'WAITING', 'TRIGGERING'));
      await deployments.claim(`deployment:${id}`, 'node', 10_000);
    }
    await deployments.accept(deployment('4', { state: 'SUCCEEDED' }), 'body', line('2026-11-23T05:00:00.000Z', 'RECORDING', 'SUCCEEDED'));
    const move = (id: string, from: 'TRIGGERING' | 'UNCLEAR' | 'RUNNING', to: 'UNCLEAR' | 'RUNNING', at: string): Promise<unknown> => deployments.write(`deployment:${id}`, { from, fence: 1 }, { state: to, because: 'so', needsAttention: id === '2' }, line(at, from, to));
    await move('1', 'TRIGGERING', 'UNCLEAR', '2026-11-23T05:01:00.000Z');
    await move('1', 'UNCLEAR', 'RUNNING', '2026-11-23T05:02:00.000Z');
    await move('1', 'RUNNING', 'UNCLEAR', '2026-11-23T05:30:00.000Z');
    await move('2', 'TRIGGERING', 'UNCLEAR', '2026-11-23T05:20:00.000Z');
    const { deployments: counted, needingAttention, unclearSince, queues } = await read();
    expect({ counted: counted.toSorted((one, other) => one.state.localeCompare(other.state)), needingAttention, unclearSince }).toEqual({ counted: [{ state: 'TRIGGERING', count: 1 }, { state: 'UNCLEAR', count: 2 }], needingAttention: 1, unclearSince: '2026-11-23T05:20:00.000Z' });
    expect(queues[0]).toEqual({ queue: 'advance-deployment', waiting: 3, active: 0 });
  });

  test('count what is still to be told', async () => {
    const { outbox, outcomes } = given.store();
    const before = (await read()).outbox;
    await outcomes.record(ready);
    expect((await read()).outbox).toEqual({ events: before.events + 1, notices: 0 });
    given.clock.advance(2_000);
    const ids = (await outbox.due(10)).filter((id) => id.startsWith('event:'));
    for (const id of ids) await outbox.address(id, [{ channel: 'mail', recipient: id, subject: 's', text: 't', giveUpAt: '2026-11-24T05:00:00.000Z' }]);
    const { outbox: told, queues } = await read();
    expect(told).toEqual({ events: 0, notices: ids.length });
    expect(queues[2]?.waiting).toBeGreaterThanOrEqual(ids.length);
  });

  test('of the pool are there where there is one', () => {
    expect(given.store().figures.pool()).toEqual(given.isEmbedded ? null : { busy: expect.any(Number) as number, idle: expect.any(Number) as number, waiting: 0 });
  });
});
