import { setTimeout as pause } from 'node:timers/promises';
import { eachDatabase } from './each-database.fixture.ts';

eachDatabase('Durable work', (given) => {
  const until = async (holds: () => boolean): Promise<void> => {
    for (let waited = 0; !holds(); waited += 25) {
      if (waited > 15_000) throw new Error('waited 15 s in vain');
      await pause(25);
    }
  };

  test('waits once per key, and is done', async () => {
    const done: string[] = [];
    const { queue } = given.store();
    await Promise.all(['a', 'a', 'b', 'a', 'b'].map((key) => queue.enqueue('once', key, 0)));
    await queue.work('once', (key) => { done.push(key); return Promise.resolve(); });
    await until(() => done.length >= 2);
    await pause(700);
    expect(done.sort()).toEqual(['a', 'b']);
  });

  test('asked for while it is being done is done once more, and never twice at once', async () => {
    const { queue } = given.store();
    let running = 0;
    let most = 0;
    let runs = 0;
    await queue.work('again', async (key) => {
      running += 1;
      runs += 1;
      most = Math.max(most, running);
      if (runs === 1) for (let times = 0; times < 5; times += 1) await queue.enqueue('again', key, 0);
      await pause(600);
      running -= 1;
    });
    await queue.enqueue('again', 'k', 0);
    await until(() => runs === 2 && running === 0);
    await pause(700);
    expect([runs, most]).toEqual([2, 1]);
  });

  test('put off is done at once when somebody wants it sooner, and no later when somebody wants it later', async () => {
    const { queue } = given.store();
    const done: string[] = [];
    await queue.work('sooner', (key) => { done.push(key); return Promise.resolve(); });
    await queue.enqueue('sooner', 'k', 3_600_000);
    await pause(700);
    expect(done).toEqual([]);
    await queue.enqueue('sooner', 'k', 0);
    await queue.enqueue('sooner', 'k', 7_200_000);
    await until(() => done.length > 0);
  });

  test('that fails is tried again and does not stop the rest', async () => {
    const { queue } = given.store();
    const done: string[] = [];
    let failures = 0;
    await queue.work('failing', (key) => {
      if (key === 'bad' && failures === 0) {
        failures += 1;
        return Promise.reject(new Error('no'));
      }
      done.push(key);
      return Promise.resolve();
    });
    await queue.enqueue('failing', 'bad', 0);
    await queue.enqueue('failing', 'good', 0);
    await until(() => done.length === 2);
    expect(done).toEqual(['good', 'bad']);
  });

  test('of an accepted deployment reaches its runner', async () => {
    const { queue, deployments } = given.store();
    const done: string[] = [];
    await queue.work('advance-deployment', (key) => { done.push(key); return Promise.resolve(); });
    await deployments.accept({
      id: 'deployment:q', origin: 'TRIGGERED', releaseKey: null, environment: 'production', serviceKey: 'svc', packageDigest: null, planId: null, state: 'ACCEPTED',
      because: '', needsAttention: false, requestedBy: null, requestedAt: '2026-11-23T05:00:00.000Z', start: 'NOW', startAt: null, triggeredAt: null, liveAt: null,
      finishedAt: null, idempotencyKey: null, correlation: 'q', run: null, steps: [], changeIds: [], incidentId: null, backOutOfId: null, receipt: null, availability: null,
    }, 'body', { at: '2026-11-23T05:00:00.000Z', kind: 'STATE', step: null, summary: '', data: {} });
    await until(() => done.length === 1);
    expect(done).toEqual(['deployment:q']);
  });

  test('in hand is finished before the queue stops', async () => {
    const { queue } = given.store();
    let finished = false;
    let begun = false;
    await queue.work('slow', async () => {
      begun = true;
      await pause(1_500);
      finished = true;
    });
    await queue.enqueue('slow', 'k', 0);
    await until(() => begun);
    await queue.stop();
    expect(finished).toBe(true);
    await queue.stop();
  });
});
