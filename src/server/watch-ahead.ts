import { instant, type Clock } from '../domain/instant.ts';
import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { ReleaseStore } from '../domain/ports/stores.ts';
import { ReadinessWatch, WatchAhead, type Place, type WatchPorts } from '../readiness/index.ts';
import type { Log } from './log.ts';

/** The most that are watched in one environment; a company with more going out in a day looks at a board. */
const most = 50;
/** What goes out within this long is looked for this often. */
const lookMs = 300_000;
/** Nobody looks on, so a judgement is trusted longer than one that somebody watches; what Muster hears of is judged at once all the same. */
const trustMs = 900_000;

interface Ports extends Omit<WatchPorts, 'onTrouble'> {
  readonly releases: ReleaseStore;
  readonly catalogue: Catalogue;
  readonly log: Log;
}

/** Watches releases that a plan or a change lets go out within so many milliseconds and that have not, for those who are told by notices. */
export function watchingAhead(aheadMs: number, { releases, catalogue, log, ...ports }: Ports): { start(): void; stop(): void } {
  const onTrouble = (error: unknown, place?: Place): void => { log.error({ ...place, err: error }, 'what goes out soon could not be watched; it will be again'); };
  const watching = new ReadinessWatch({ ...ports, onTrouble: (place, error) => { onTrouble(error, place); } }, { trustMs });
  const ahead = new WatchAhead({ upcoming: () => upcoming(aheadMs, releases, catalogue, ports.clock), watch: (releaseKey, environment) => watching.watch(releaseKey, environment), onTrouble }, lookMs);
  return {
    start: () => { ahead.start(); },
    stop() {
      ahead.stop();
      watching.stop();
    },
  };
}

async function upcoming(aheadMs: number, releases: ReleaseStore, { environments }: Catalogue, clock: Clock): Promise<readonly Place[]> {
  const now = clock.now();
  const planned = { from: instant(now), to: instant(new Date(now.getTime() + aheadMs)) };
  const lists = await Promise.all(environments.map(async ({ name: environment }) => {
    const { items } = await releases.list({ environment, planned, states: ['PLANNED', 'SEALED', 'DEPLOYING'], lastEnvironment: environment, orderBy: 'NEWEST' }, { first: most, after: null });
    return items.map(({ key }) => ({ releaseKey: key, environment }));
  }));
  return lists.flat();
}
