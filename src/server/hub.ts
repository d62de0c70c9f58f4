import { answerProtections, DeploymentRunner, Observer, type DeploymentPorts, type ObserveSettings, type RunnerSettings } from '../deployment/index.ts';
import type { Clock } from '../domain/instant.ts';
import { UserMistake } from '../domain/error.ts';
import { judgingFromNow, type Ask } from '../domain/ports/ask.ts';
import type { Connection } from '../domain/ports/connection.ts';
import type { ReleaseStore } from '../domain/ports/stores.ts';
import type { JudgementBasis, JudgementPurpose, Readiness } from '../domain/readiness.ts';
import type { Release } from '../domain/release.ts';
import { createMirror } from '../mirror/index.ts';
import { createSyncDesk, Sync } from '../mirror/sync/index.ts';
import { describeGates, judgeWithFacts, nextOpenWindow, occurrencesWithin, ReadinessWatch, replay, type GateSet, type Judgement, type WatchPorts, type WatchSettings } from '../readiness/index.ts';
import type { ReceiptKeys } from '../receipt/index.ts';
import { createReleaseGraph } from '../release/index.ts';
import { reportDesk } from '../reports/index.ts';
import type { Hub } from '../resolvers/context.ts';
import type { TellerSettings } from '../notices/index.ts';
import { openStore, type Store, type StoreLocation } from '../store/index.ts';
import { catalogueOf } from './config/catalogue.ts';
import { joinPeople } from './config/people.ts';
import { restrictionsOf } from './config/restrictions.ts';
import type { FileShape } from './config/shape.ts';
import { anchoring } from './anchors.ts';
import { connectAll } from './connect.ts';
import { gatesOf } from './gates-of-file.ts';
import type { Log } from './log.ts';
import { createMeters, type Meters } from './metrics/index.ts';
import type { ProcessSettings } from './process-settings.ts';
import { protectionTold } from './protection-told.ts';
import { createPeopleFeedDesk } from './people-feed-desk.ts';
import { tellerOf } from './tell.ts';
import { createTokenDesk } from './sign-in/index.ts';
import { StateWatches } from './state-watch.ts';
import { watchingAhead } from './watch-ahead.ts';
import { tracingOf, type Tracing } from './traces/index.ts';
import { watchedExchanges, watchedJudgement, watchedStep } from './watched-work.ts';
import { watchableDeployment, watchableRelease } from './watchables.ts';
import { readNoticed } from './webhooks.ts';

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

export interface HubOptions {
  readonly configuration: FileShape;
  readonly location: StoreLocation;
  readonly clock: Clock;
  readonly log: Log;
  /** Left out: the house's, and those that the configuration writes down. */
  readonly gates?: GateSet;
  readonly runnerSettings?: Partial<RunnerSettings>;
  readonly observeSettings?: Partial<ObserveSettings>;
  readonly watchSettings?: Partial<WatchSettings>;
  readonly tellerSettings?: Partial<TellerSettings>;
  /** Told at each point of a deployment's steps; the kill test ends the process there. */
  readonly onStep?: DeploymentPorts['onStep'];
}

/** Where the database is: PostgreSQL by its address, else embedded in the state directory. */
export function storeLocation({ databaseUrl, stateDirectory }: ProcessSettings): StoreLocation {
  return databaseUrl === null ? { directory: stateDirectory } : { databaseUrl };
}

/** A connection's configured deadline for a purpose, milliseconds. */
function deadlines({ connections }: FileShape): (connection: Connection, purpose: Ask['purpose']) => number {
  const byName = new Map(connections.map(({ name, deadline }) => [name, deadline]));
  return ({ name }, purpose) => byName.get(name)?.[purpose] ?? 0;
}

/** The signing key's own receipts count too. */
function keysOf({ signingKey, keys }: FileShape['receipts']): ReceiptKeys {
  return { signing: signingKey?.signing ?? null, verifying: [...(signingKey ? [signingKey.verifying] : []), ...keys] };
}

/** For somebody who plans: as the tools say now, within the short deadline. */
const livePage: Ask = { purpose: 'page', maxAgeMs: 0 };

async function releaseOf(releases: ReleaseStore, key: string): Promise<Release> {
  const release = (await releases.byKeys([key])).get(key);
  if (release === undefined) throw new UserMistake('NOT_FOUND', `There is no release ${key}.`, ['releaseKey']);
  return release;
}

export async function startHub({ configuration, location, clock, log, gates = gatesOf(configuration).gates, runnerSettings, observeSettings, watchSettings, tellerSettings, onStep }: HubOptions): Promise<RunningHub> {
  const store = await openStore(location, { clock, log });
  const { releases, plans, freezes, waivers, assessments, deployments, openings, queue, audit, copies, history, syncs, changes } = store;
  const catalogue = catalogueOf(configuration, gates);
  const people = joinPeople(configuration.people);
  const meters = createMeters();
  const tracing = await tracingOf(configuration, { clock, log });
  const watches = { meters, tracing };
  const connections = connectAll(configuration, clock, log, watchedExchanges(watches));
  const records = createMirror({ connections, copies, history, clock, deadlineOf: deadlines(configuration), warn: (message) => { log.warn(message); } });
  const graph = createReleaseGraph({ releases, records, catalogue, clock });
  const judging = { graph, records, plans, releases, deployments, freezes, waivers, catalogue, people, connections, clock, gates };
  /** For as long as somebody holds the judgement. */
  const factsBehind = new WeakMap<Readiness, Judgement['facts']>();
  const judged = async (release: Release, environment: string, basis: JudgementBasis, purpose: JudgementPurpose = 'RELEASE', signal?: AbortSignal): Promise<Judgement> => {
    const ask = basis === 'LIVE' && { ask: { ...judgingFromNow(), ...(signal && { signal }) } };
    const judgement = await watchedJudgement(watches, { releaseKey: release.key, environment, basis }, () => judgeWithFacts(judging, { release, environment, basis, purpose, ...ask }));
    factsBehind.set(judgement.readiness, judgement.facts);
    return judgement;
  };
  const judge = async (release: Release, environment: string, basis: JudgementBasis, purpose: JudgementPurpose, signal?: AbortSignal): Promise<Readiness> => (await judged(release, environment, basis, purpose, signal)).readiness;
  const known = async (judgement: Judgement): Promise<Judgement> => {
    await store.outcomes.record(judgement.readiness);
    return judgement;
  };
  const judgedToTell: WatchPorts['judge'] = async (releaseKey, environment) => known(await judged(await releaseOf(releases, releaseKey), environment, 'LIVE'));
  const watching = new ReadinessWatch({
    changes, clock, judge: judgedToTell,
    onTrouble: (place, error) => { log.error({ ...place, err: error }, 'a release that is watched could not be judged; it will be again'); },
  }, watchSettings);
  const states = new StateWatches({ changes, onTrouble: (error) => { log.error({ err: error }, 'what is watched could not be read; it will be again'); } });
  const receiptKeys = keysOf(configuration.receipts);
  if (receiptKeys.signing === null) log.info('no receipts.signingKey is configured: READY judgements get no receipt');

  const syncOf = ({ every, wholeEvery, keepHistory, kinds }: NonNullable<FileShape['sync']>): Sync => new Sync({
    connections, store: syncs, history, clock, deadlineOf: (connection) => deadlines(configuration)(connection, 'judge'),
    settings: { everyMs: every, wholeEveryMs: wholeEvery, keepHistoryMs: keepHistory, kinds },
    warn: (message, error) => { log.error({ err: error }, message); },
  });
  const observerOf = ({ every, lookBack, endWithin }: NonNullable<FileShape['observe']>): Observer => new Observer({
    ports: { observations: store.observations, releases, connections, catalogue, people, clock },
    settings: { everyMs: every, lookBackMs: lookBack, endWithinMs: endWithin, ...observeSettings },
    onFailure: (place, problem) => { log.warn({ ...place, problem }, 'what others deployed could not be read; it will be, from where it was left'); },
    warn: (message, error) => { log.error({ err: error }, message); },
  });
  const runner = new DeploymentRunner({
    deployments, queue, releases, plans, freezes, records, connections, catalogue, clock, graph,
    judge: async (release, environment, { purpose }) => {
      const judgement = await judged(release, environment.name, 'LIVE', purpose);
      return (purpose === 'RELEASE' ? await known(judgement) : judgement).readiness;
    },
    ...(onStep && { onStep }),
    within: (work, act) => watchedStep(watches, work, act),
    onTrouble: (deploymentId, error) => { log.error({ deploymentId, err: error }, 'a look at a deployment failed and will be tried again'); },
  }, { unclearAskMs: configuration.deploying.askWhenUnclearFor, ...runnerSettings });
  await runner.start();
  await readNoticed({ queue, records });
  await answerProtections({
    queue, connections, catalogue, releases, deployments, clock,
    judge: async (release, environment) => (await known(await judged(release, environment.name, 'LIVE'))).readiness,
    told: protectionTold({ audit, clock, log }),
  });
  const { teller, desk: notices } = tellerOf({ notices: configuration.notices, outgoing: configuration.outgoing, store, clock, log, settings: tellerSettings });
  await teller.start();
  const aheadMs = configuration.notices?.watchAhead ?? 0;
  const ahead = aheadMs === 0 ? null : watchingAhead(aheadMs, { changes, clock, judge: judgedToTell, releases, catalogue, log });
  ahead?.start();
  const sync = configuration.sync?.isEnabled === true ? syncOf(configuration.sync) : null;
  sync?.start();
  const syncDesk = createSyncDesk({ connections, store: syncs, names: sync?.names ?? [], wake: () => sync?.wake() });
  const observer = configuration.observe?.isEnabled === true ? observerOf(configuration.observe) : null;
  observer?.start();
  const stopAnchoring = configuration.audit.anchor === undefined ? null : anchoring(configuration.audit.anchor, { audit, clock, signing: receiptKeys.signing, log });

  let resting: Promise<void> | undefined;
  const rest = (): Promise<void> => resting ??= (async () => {
    ahead?.stop();
    teller.stop();
    await Promise.all([sync?.stop(), observer?.stop(), runner.stop()]);
  })();
  return {
    hub: {
      releases, plans, freezes, waivers, assessments, timeline: store.timeline, suspects: store.suspects, deployments, openings, queue, audit, tokens: createTokenDesk({ tokens: store.tokens, audit, catalogue, clock }), peopleFeed: createPeopleFeedDesk({ feed: store.peopleFeed, audit, clock }), records, restrictions: restrictionsOf(configuration), syncs: syncDesk, notices, connections, catalogue, people, graph, clock, gates: describeGates(gates), judge, receiptKeys,
      reports: reportDesk({ reader: store.reader, catalogue, connections, clock, occurrences: occurrencesWithin }),
      factsBehind: (readiness) => factsBehind.get(readiness) ?? null,
      watch: (releaseKey, environment) => watching.watch(releaseKey, environment),
      watchDeployment: (id) => states.watch(watchableDeployment(deployments, id)),
      watchRelease: (key) => states.watch(watchableRelease(releases, key)),
      judgeWithFacts: (release, environment) => judged(release, environment, 'LIVE'),
      replay: (facts, then) => replay(facts, then, gates),
      nextOpenWindow: (release, environment, wish) => nextOpenWindow(judging, { release, environment, basis: 'MIRROR', ask: livePage }, wish),
    },
    store,
    meters,
    tracing,
    watching: () => watching.size + states.size,
    rest,
    async close() {
      watching.stop();
      states.stop();
      await rest();
      await stopAnchoring?.();
      await records.flushed();
      await store.close();
      teller.close();
      await tracing.stop();
    },
  };
}
