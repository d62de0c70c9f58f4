import type { Clock } from '../domain/instant.ts';
import type { Ask } from '../domain/ports/ask.ts';
import { createMirror } from '../mirror/index.ts';
import { describeGates, nextOpenWindow, occurrencesWithin, ReadinessWatch, replay, type GateSet, type WatchSettings } from '../readiness/index.ts';
import type { ReceiptKeys } from '../receipt/index.ts';
import { createReleaseGraph } from '../release/index.ts';
import { reportDesk } from '../reports/index.ts';
import type { Hub } from '../resolvers/context.ts';
import { openStore, type Store, type StoreLocation } from '../store/index.ts';
import { startBackground, type BackgroundSettings } from './background.ts';
import { outlookOfAnybody } from './authorization/anybody.ts';
import { catalogueOf } from './config/catalogue.ts';
import { joinPeople } from './config/people.ts';
import { restrictionsOf } from './config/restrictions.ts';
import type { FileShape } from './config/shape.ts';
import { connectAll, deadlinesOf } from './connect.ts';
import { gatesOf } from './gates-of-file.ts';
import { judgingOf } from './judging.ts';
import type { Log } from './log.ts';
import { createMeters, type Meters } from './metrics/index.ts';
import { createPeopleFeedDesk } from './people-feed-desk.ts';
import type { ProcessSettings } from './process-settings.ts';
import { createTokenDesk } from './sign-in/index.ts';
import { StateWatches } from './state-watch.ts';
import { tracingOf, type Tracing } from './traces/index.ts';
import { watchableDeployment, watchableRelease } from './watchables.ts';
import { watchedExchanges } from './watched-work.ts';

/** A hub with its rooms joined, its database open and its runner at work. */
export interface RunningHub {
  readonly hub: Hub;
  readonly store: Store;
  readonly meters: Meters;
  readonly tracing: Tracing;
  /** How many releases in environments, releases and deployments are being watched. */
  watching(): number;
  /** Takes up nothing new in the background; lets the runner finish the write in hand and give its leases back. What is asked of the hub is answered all the same. */
  rest(): Promise<void>;
  /** Rests, ends what is watched and closes the database. */
  close(): Promise<void>;
}

export interface HubOptions extends BackgroundSettings {
  readonly configuration: FileShape;
  readonly location: StoreLocation;
  readonly clock: Clock;
  readonly log: Log;
  /** Left out: the house's, and those that the configuration writes down. */
  readonly gates?: GateSet;
  readonly watchSettings?: Partial<WatchSettings>;
}

/** Where the database is: PostgreSQL by its address, else embedded in the state directory. */
export function storeLocation({ databaseUrl, isMigratedByHand, stateDirectory }: ProcessSettings): StoreLocation {
  return databaseUrl === null ? { directory: stateDirectory } : { databaseUrl, isMigratedByHand };
}

/** The signing key's own receipts count too. */
function keysOf({ signingKey, keys }: FileShape['receipts']): ReceiptKeys {
  return { signing: signingKey?.signing ?? null, verifying: [...(signingKey ? [signingKey.verifying] : []), ...keys] };
}

/** For somebody who plans: as the tools say now, within the short deadline. */
const livePage: Ask = { purpose: 'page', maxAgeMs: 0 };

export async function startHub({ configuration, location, clock, log, gates = gatesOf(configuration).gates, watchSettings, ...settings }: HubOptions): Promise<RunningHub> {
  const receiptKeys = keysOf(configuration.receipts);
  if (receiptKeys.signing === null) log.info('no receipts.signingKey is configured: READY judgements get no receipt');
  const store = await openStore(location, { clock, log });
  const { releases, plans, freezes, waivers, assessments, deployments, openings, queue, audit, changes } = store;
  const watches = { meters: createMeters(), tracing: await tracingOf(configuration, { clock, log }) };

  const catalogue = catalogueOf(configuration, gates);
  const people = joinPeople(configuration.people);
  const connections = connectAll(configuration, clock, log, watchedExchanges(watches));
  const deadlineOf = deadlinesOf(configuration);
  const records = createMirror({ connections, copies: store.copies, history: store.history, clock, deadlineOf, warn: (message) => { log.warn(message); } });
  const graph = createReleaseGraph({ releases, records, catalogue, clock });
  const judgePorts = { graph, records, plans, releases, deployments, freezes, waivers, catalogue, people, connections, clock, gates };
  const restrictions = restrictionsOf(configuration);
  await store.restrictions.keep(restrictions);
  const anybody = outlookOfAnybody({ restrictions, records, clock, gates });
  const judging = judgingOf(judgePorts, { outcomes: store.outcomes, anybody, watches });

  const readinessWatch = new ReadinessWatch({
    changes, clock, judge: (...place) => judging.judgeKeyToTell(...place),
    onTrouble: (place, error) => { log.error({ ...place, err: error }, 'a release that is watched could not be judged; it will be again'); },
  }, watchSettings);
  const stateWatches = new StateWatches({ changes, onTrouble: (error) => { log.error({ err: error }, 'what is watched could not be read; it will be again'); } });
  const background = await startBackground(configuration, { store, records, graph, connections, catalogue, people, judging, anybody, signing: receiptKeys.signing, deadlineOf, watches, clock, log }, settings);

  const hub: Hub = {
    releases, plans, freezes, waivers, assessments, timeline: store.timeline, suspects: store.suspects, deployments, openings, queue, audit,
    tokens: createTokenDesk({ tokens: store.tokens, audit, catalogue, clock }),
    peopleFeed: createPeopleFeedDesk({ feed: store.peopleFeed, audit, clock }),
    records, everyRecord: records, restrictions, syncs: background.syncs, notices: background.notices, connections, catalogue, people, graph, clock,
    gates: describeGates(gates),
    toldToAnybody: (readiness) => judging.toldToAnybody(readiness),
    judge: async (...asked) => (await judging.judge(...asked)).readiness,
    factsBehind: (readiness) => judging.factsBehind(readiness),
    judgeWithFacts: (release, environment) => judging.judge(release, environment, 'LIVE'),
    replay: (facts, then) => replay(facts, then, gates),
    nextOpenWindow: (release, environment, wish) => nextOpenWindow(judgePorts, { release, environment, basis: 'MIRROR', ask: livePage }, wish),
    watch: (releaseKey, environment) => readinessWatch.watch(releaseKey, environment),
    watchDeployment: (id) => stateWatches.watch(watchableDeployment(deployments, id)),
    watchRelease: (key) => stateWatches.watch(watchableRelease(releases, key)),
    receiptKeys,
    reports: reportDesk({ reader: store.reader, catalogue, connections, clock, occurrences: occurrencesWithin }),
  };
  return {
    hub, store, ...watches,
    watching: () => readinessWatch.size + stateWatches.size,
    rest: () => background.rest(),
    async close() {
      readinessWatch.stop();
      stateWatches.stop();
      await background.rest();
      await background.anchored();
      await records.flushed();
      await store.close();
      background.close();
      await watches.tracing.stop();
    },
  };
}
