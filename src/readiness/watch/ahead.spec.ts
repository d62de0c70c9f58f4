import type { Readiness } from '../../domain/readiness.ts';
import { WatchAhead, type Place } from './ahead.ts';
import { Latest } from './latest.ts';
import { settled, timersByHand } from './timers.fixture.ts';

const payments: Place = { releaseKey: 'payments-2.4.0', environment: 'production' };
const ledger: Place = { releaseKey: 'ledger-1.9.2', environment: 'production' };

interface Scene { readonly ahead: WatchAhead; readonly begun: string[]; readonly ended: string[]; readonly troubles: unknown[]; readonly open: Map<string, Latest<Readiness>>; upcoming: () => Promise<readonly Place[]> }

function scene(): Scene {
  const [begun, ended, troubles]: [string[], string[], unknown[]] = [[], [], []];
  const open = new Map<string, Latest<Readiness>>();
  const made: Scene = {
    begun, ended, troubles, open, upcoming: () => Promise.resolve([payments, ledger]),
    ahead: new WatchAhead({
      upcoming: () => made.upcoming(),
      watch: (releaseKey) => {
        begun.push(releaseKey);
        const events = new Latest<Readiness>(() => { ended.push(releaseKey); });
        open.set(releaseKey, events);
        return events;
      },
      onTrouble: (error, place) => { troubles.push([error, place?.releaseKey]); },
    }, 60_000),
  };
  return made;
}

it('watches each place once, however often it looks, and ends what went out', async () => {
  const one = scene();
  await one.ahead.look();
  await one.ahead.look();
  expect([one.begun, one.ahead.size]).toEqual([['payments-2.4.0', 'ledger-1.9.2'], 2]);
  one.upcoming = () => Promise.resolve([payments]);
  await one.ahead.look();
  await settled();
  expect([one.ended, one.ahead.size]).toEqual([['ledger-1.9.2'], 1]);
});

it('begins again what failed, and ends nothing because it could not be told what is upcoming', async () => {
  const one = scene();
  await one.ahead.look();
  const broken = new Error('the watch broke');
  one.open.get('payments-2.4.0')?.fail(broken);
  await settled();
  expect([one.troubles, one.ahead.size]).toEqual([[[broken, 'payments-2.4.0']], 1]);
  const down = new Error('the database is down');
  one.upcoming = () => Promise.reject(down);
  await one.ahead.look();
  expect([one.troubles.at(-1), one.ahead.size]).toEqual([[down, undefined], 1]);
  one.upcoming = () => Promise.resolve([payments, ledger]);
  await one.ahead.look();
  expect(one.begun).toEqual(['payments-2.4.0', 'ledger-1.9.2', 'payments-2.4.0']);
});

it('ends all of them when it is stopped, those of a look under way included', async () => {
  const one = scene();
  await one.ahead.look();
  let tell: (places: readonly Place[]) => void = () => undefined;
  one.upcoming = () => new Promise((resolve) => { tell = resolve; });
  const looking = one.ahead.look();
  one.ahead.stop();
  tell([payments, ledger, { ...ledger, environment: 'staging' }]);
  await looking;
  await settled();
  expect([one.ahead.size, one.begun.length, one.ended.length]).toEqual([0, 2, 2]);
});

it('looks at once and then every so often after each look has ended, until it is stopped', async () => {
  const timers = timersByHand();
  try {
    const one = scene();
    const looks: (() => void)[] = [];
    one.upcoming = () => new Promise((resolve) => { looks.push(() => { resolve([payments]); }); });
    one.ahead.start();
    await settled();
    expect([looks.length, timers.set.length]).toEqual([1, 0]);
    looks[0]?.();
    await settled();
    expect(timers.pending().map(({ delayMs }) => delayMs)).toEqual([60_000]);
    await timers.pending()[0]?.ring();
    looks[1]?.();
    await settled();
    expect([looks.length, one.begun]).toEqual([2, ['payments-2.4.0']]);
    one.ahead.stop();
    expect(timers.pending()).toEqual([]);
    const other = scene();
    other.ahead.start();
    other.ahead.stop();
    await settled();
    expect([timers.pending(), other.begun]).toEqual([[], []]);
  } finally {
    timers.restore();
  }
});
