import type { Readiness } from '../../domain/readiness.ts';
import type { Judgement } from '../receipt.ts';
import type { Latest } from './latest.ts';
import { settled, timersByHand } from './timers.fixture.ts';
import { Watched } from './watched.ts';

const at = Date.parse('2026-11-23T12:00:00.000Z');
const later = (ms: number): string => new Date(at + ms).toISOString();

/** What a watcher is told of. */
interface Said { readonly outcome?: string; readonly factsDigest?: string; readonly judgedAt?: string; readonly readyFromAt?: string | null; readonly verdicts?: readonly object[] }
const verdict = (given: object = {}) => ({ gate: 'g', outcome: 'FAIL', because: 'Not yet.', evidence: [], passesFromAt: null, ...given });
const judgement = (said: Said = {}): Judgement => ({
  facts: { release: { key: 'ledger-1', dependsOn: [] }, changes: [], workItems: [{ link: { identity: 'jira:issue:1' } }], artifacts: [], items: [] },
  readiness: { outcome: 'NOT_READY', factsDigest: 'd', judgedAt: later(0), readyFromAt: null, verdicts: [verdict()], ...said },
}) as unknown as Judgement;

let timers: ReturnType<typeof timersByHand>;
beforeEach(() => { timers = timersByHand(); });
afterEach(() => { timers.restore(); });

function stage(first: Said = {}) {
  const made = { said: first, nowMs: at, judged: 0, troubles: [] as unknown[], idle: 0, fails: null as unknown, held: null as (() => void) | null, isHeld: false };
  const watched = new Watched({
    judge: async () => {
      made.judged += 1;
      if (made.isHeld) await new Promise<void>((resolve) => { made.held = resolve; });
      if (made.fails !== null) throw made.fails as Error;
      return judgement(made.said);
    },
    now: () => new Date(made.nowMs), settings: { gatherMs: 300, trustMs: 60_000, currentMs: 2_000 },
    onTrouble: (error) => { made.troubles.push(error); }, onIdle: () => { made.idle += 1; },
  });
  return { made, watched };
}

/** What it was told and has not read, or null. */
async function told(watcher: Latest<Readiness>): Promise<Readiness | null> {
  const next = watcher.next();
  const none = settled().then(() => null);
  const read = await Promise.race([next, none]);
  return read === null || read.done === true ? null : read.value;
}
const ring = async (): Promise<number | undefined> => {
  const [timer] = timers.pending();
  await timer?.ring();
  return timer?.delayMs;
};

describe('a release that is watched', () => {
  it('is judged at once for the first, and for silence as long as that is trusted', async () => {
    const { made, watched } = stage();
    const watcher = watched.join();
    expect([made.judged, timers.pending().map(({ delayMs }) => delayMs)]).toEqual([0, [0]]);
    await ring();
    expect(await told(watcher)).toMatchObject({ outcome: 'NOT_READY' });
    expect(timers.pending().map(({ delayMs }) => delayMs)).toEqual([60_000]);
    made.said = { outcome: 'READY' };
    await ring();
    expect([await told(watcher), made.judged]).toMatchObject([{ outcome: 'READY' }, 2]);
  });

  it('is told as it stands to whoever comes while that is current, and judged for who comes later', async () => {
    const { made, watched } = stage();
    watched.join();
    await ring();
    made.nowMs = at + 2_000;
    expect(await told(watched.join())).toMatchObject({ outcome: 'NOT_READY' });
    expect(timers.pending().map(({ delayMs }) => delayMs)).toEqual([60_000]);
    made.nowMs = at + 2_001;
    const late = watched.join();
    expect(timers.pending().map(({ delayMs }) => delayMs)).toEqual([0]);
    made.said = { outcome: 'READY' };
    await ring();
    expect([await told(late), made.judged]).toMatchObject([{ outcome: 'READY' }, 2]);
  });

  it('tells whoever comes while it is being judged what comes of that', async () => {
    const { made, watched } = stage();
    watched.join();
    await ring();
    made.isHeld = true;
    watched.heard({ of: 'ANYTHING' });
    await ring();
    made.said = { outcome: 'READY' };
    const between = watched.join();
    expect(timers.pending()).toEqual([]);
    made.held?.();
    await settled();
    expect([await told(between), made.judged]).toMatchObject([{ outcome: 'READY' }, 2]);
  });

  it('is judged again soon for what moved that it rests on, once for what moves together', async () => {
    const { made, watched } = stage();
    watched.heard({ of: 'ANYTHING' });
    expect(timers.set).toEqual([]);
    watched.join();
    await ring();
    watched.heard({ of: 'RECORDS', identities: ['jira:issue:2'] });
    expect(timers.pending().map(({ delayMs }) => delayMs)).toEqual([60_000]);
    watched.heard({ of: 'RECORDS', identities: ['jira:issue:1'] });
    watched.heard({ of: 'RELEASE', key: 'ledger-1' });
    expect([timers.pending().map(({ delayMs }) => delayMs), timers.set.length]).toEqual([[300], 3]);
    await ring();
    expect(made.judged).toBe(2);
  });

  it('is judged again for what moved meanwhile, if it may rest on it', async () => {
    const { made, watched } = stage();
    made.isHeld = true;
    watched.join();
    await ring();
    // What it rests on is not known yet.
    watched.heard({ of: 'RECORDS', identities: ['jira:issue:2'] });
    watched.heard({ of: 'RECORDS', identities: ['jira:issue:3'] });
    made.held?.();
    await settled();
    expect(await ring()).toBe(300);
    watched.heard({ of: 'RECORDS', identities: ['jira:issue:2'] });
    made.held?.();
    await settled();
    expect(timers.pending().map(({ delayMs }) => delayMs)).toEqual([60_000]);
    await ring();
    watched.heard({ of: 'RECORDS', identities: ['jira:issue:1'] });
    watched.heard({ of: 'RECORDS', identities: ['jira:issue:2'] });
    made.held?.();
    await settled();
    expect([timers.pending().map(({ delayMs }) => delayMs), made.judged]).toEqual([[300], 3]);
  });

  it('is judged again at the first moment that turns something by itself, within the time for which silence is trusted', async () => {
    const { made, watched } = stage({ readyFromAt: later(9_000), verdicts: [verdict({ passesFromAt: later(5_000) }), verdict({ passesFromAt: later(-1) }), verdict({ passesFromAt: later(0) })] });
    watched.join();
    await ring();
    expect(timers.pending().map(({ delayMs }) => delayMs)).toEqual([5_000]);
    made.said = { readyFromAt: later(70_000) };
    await ring();
    expect(timers.pending().map(({ delayMs }) => delayMs)).toEqual([60_000]);
    made.said = { readyFromAt: later(4_000), verdicts: [verdict({ passesFromAt: later(8_000) })] };
    await ring();
    expect(timers.pending().map(({ delayMs }) => delayMs)).toEqual([4_000]);
  });

  it.each<readonly [string, Said]>([
    ['another outcome', { outcome: 'READY' }], ['other facts', { factsDigest: 'e' }], ['another gate', { verdicts: [verdict({ gate: 'h' })] }],
    ['another verdict', { verdicts: [verdict({ outcome: 'UNKNOWN' })] }], ['another reason', { verdicts: [verdict({ because: 'Soon.' })] }],
  ])('tells %s, and no later moment alone', async (_name, said) => {
    const { made, watched } = stage();
    const watcher = watched.join();
    await ring();
    await told(watcher);
    made.said = { judgedAt: later(60_000) };
    await ring();
    const next = watcher.next();
    made.said = said;
    await ring();
    expect((await next).value).toMatchObject(said);
  });

  it('fails for who was told nothing yet, stands for the others, and is tried again', async () => {
    const { made, watched } = stage();
    const first = watched.join();
    await ring();
    await told(first);
    const broken = new Error('no tool answers');
    made.fails = broken;
    made.nowMs = at + 10_000;
    const second = watched.join();
    await ring();
    await expect(second.next()).rejects.toBe(broken);
    expect([made.troubles, made.idle, timers.pending().map(({ delayMs }) => delayMs)]).toEqual([[broken], 0, [60_000]]);
    made.fails = null;
    made.said = { outcome: 'READY' };
    await ring();
    expect(await told(first)).toMatchObject({ outcome: 'READY' });
  });

  it('is judged no more when the last has left, or when it is ended for all', async () => {
    const { made, watched } = stage();
    const [one, other] = [watched.join(), watched.join()];
    await ring();
    await one.return();
    expect([made.idle, timers.pending().length]).toEqual([0, 1]);
    await other.return();
    expect([made.idle, timers.pending()]).toEqual([1, []]);
    watched.heard({ of: 'ANYTHING' });
    expect(timers.pending()).toEqual([]);
    const again = stage();
    const watchers = [again.watched.join(), again.watched.join()];
    again.watched.end();
    expect([await Promise.all(watchers.map((watcher) => watcher.next())), again.made.idle]).toEqual([[{ done: true, value: undefined }, { done: true, value: undefined }], 1]);
  });
});
