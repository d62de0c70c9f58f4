import type { Moved } from '../../domain/ports/changes.ts';
import type { Judgement } from '../receipt.ts';
import { ReadinessWatch } from './index.ts';
import { settled, timersByHand } from './timers.fixture.ts';

/** A judgement as far as a watch looks at it. */
const judgement = (because: string, judgedAt = new Date().toISOString()): Judgement => ({
  facts: { release: { key: 'ledger-1', dependsOn: [] }, changes: [], workItems: [{ link: { identity: 'jira:issue:1' } }], artifacts: [], items: [] },
  readiness: { outcome: 'NOT_READY', factsDigest: 'd', judgedAt, readyFromAt: null, verdicts: [{ gate: 'g', outcome: 'FAIL', because, evidence: [], passesFromAt: null }] },
}) as unknown as Judgement;

function stage(): { watch: ReadinessWatch; tell: (moved: Moved) => void; judged: () => number; say: (because: string) => void; isHeard: () => boolean } {
  let heard: ((moved: Moved) => void) | null = null;
  let words = 'first';
  let judgements = 0;
  const watch = new ReadinessWatch({
    changes: { listen: (listener) => { heard = listener; return () => { heard = null; }; } },
    clock: { now: () => new Date() },
    judge: () => { judgements += 1; return Promise.resolve(judgement(words)); },
    onTrouble: () => undefined,
  }, { gatherMs: 5, currentMs: 60_000 });
  return { watch, tell: (moved) => heard?.(moved), judged: () => judgements, say: (because) => { words = because; }, isHeard: () => heard !== null };
}

const because = async (watcher: ReturnType<ReadinessWatch['watch']>): Promise<string | undefined> => (await soon(watcher.next())).value?.verdicts[0]?.because;
/** What never comes is said by the test that waits for it. */
async function soon<T>(promise: Promise<T>): Promise<T> {
  return Promise.race([promise, new Promise<never>((_resolve, reject) => { setTimeout(() => { reject(new Error('Nothing came.')); }, 3_000).unref(); })]);
}
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn += 1) {
    if (turn === 1_000) throw new Error('It never was so.');
    await new Promise((resolve) => { setTimeout(resolve, 2); });
  }
}

describe('a watch', () => {
  it('judges once for ten who watch the same, at first and when something moves', async () => {
    const { watch, tell, judged, say } = stage();
    const watchers = Array.from({ length: 10 }, () => watch.watch('ledger-1', 'production'));
    expect(new Set(await Promise.all(watchers.map(because)))).toEqual(new Set(['first']));
    expect(judged()).toBe(1);
    say('second');
    tell({ of: 'RECORDS', identities: ['jira:issue:1'] });
    tell({ of: 'RELEASE', key: 'ledger-1' });
    expect(new Set(await Promise.all(watchers.map(because)))).toEqual(new Set(['second']));
    expect(judged()).toBe(2);
    watch.stop();
  });

  it('tells nothing when the judgement says the same, and judges nothing for what it does not rest on', async () => {
    const { watch, tell, judged, say } = stage();
    const watcher = watch.watch('ledger-1', 'production');
    await because(watcher);
    tell({ of: 'RECORDS', identities: ['jira:issue:1'] });
    await until(() => judged() === 2);
    tell({ of: 'RECORDS', identities: ['jira:issue:2'] });
    tell({ of: 'RELEASE', key: 'cards-1' });
    const next = because(watcher);
    say('second');
    tell({ of: 'ANYTHING' });
    expect(await next).toBe('second');
    expect(judged()).toBe(3);
    watch.stop();
  });

  it('is one for each release in each environment', async () => {
    const { watch, judged } = stage();
    const watchers = [watch.watch('ledger-1', 'production'), watch.watch('ledger-1', 'staging'), watch.watch('cards-1', 'production')];
    expect(await Promise.all(watchers.map(because))).toEqual(['first', 'first', 'first']);
    expect([watch.size, judged()]).toEqual([3, 3]);
    watch.stop();
    expect(watch.size).toBe(0);
  });

  it('names the place whose judgement failed', async () => {
    const broken = new Error('no tool answers');
    const troubles: unknown[] = [];
    const watch = new ReadinessWatch({ changes: { listen: () => () => undefined }, clock: { now: () => new Date() }, judge: (...place) => { troubles.push(place); return Promise.reject(broken); }, onTrouble: (...trouble) => { troubles.push(trouble); } });
    await expect(soon(watch.watch('ledger-1', 'production').next())).rejects.toBe(broken);
    expect(troubles).toEqual([['ledger-1', 'production'], [{ releaseKey: 'ledger-1', environment: 'production' }, broken]]);
    watch.stop();
  });

  it('gathers for 300 ms, trusts silence for a minute, and tells whoever comes within two seconds what it knows', async () => {
    let nowMs = Date.parse('2026-11-23T12:00:00.000Z');
    let judged = 0;
    let heard: (moved: Moved) => void = () => undefined;
    const timers = timersByHand();
    try {
      const watch = new ReadinessWatch({
        changes: { listen: (listener) => { heard = listener; return () => undefined; } }, clock: { now: () => new Date(nowMs) }, onTrouble: () => undefined,
        judge: () => { judged += 1; return Promise.resolve(judgement('first', new Date(nowMs).toISOString())); },
      });
      watch.watch('ledger-1', 'production');
      await timers.pending()[0]?.ring();
      expect(timers.pending().map(({ delayMs }) => delayMs)).toEqual([60_000]);
      nowMs += 2_000;
      expect(await Promise.race([watch.watch('ledger-1', 'production').next(), settled()])).toMatchObject({ value: { outcome: 'NOT_READY' } });
      heard({ of: 'ANYTHING' });
      expect(timers.pending().map(({ delayMs }) => delayMs)).toEqual([300]);
      nowMs += 1;
      watch.watch('ledger-1', 'production');
      expect([timers.pending().map(({ delayMs }) => delayMs), judged]).toEqual([[0], 1]);
      watch.stop();
    } finally {
      timers.restore();
    }
  });

  it('is free again when the last one leaves, and ends for all when the hub does', async () => {
    const { watch, isHeard } = stage();
    const [one, other] = [watch.watch('ledger-1', 'production'), watch.watch('ledger-1', 'production')];
    await because(one);
    await one.return(undefined);
    expect(watch.size).toBe(1);
    await because(other);
    const waiting = other.next();
    watch.stop();
    expect((await soon(waiting)).done).toBe(true);
    expect([watch.size, isHeard()]).toEqual([0, false]);
  });
});
