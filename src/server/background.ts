import { createPoster } from '../connectors/index.ts';
import { answerProtections, DeploymentRunner, Observer, type DeploymentPorts, type ObserveSettings, type RunnerSettings } from '../deployment/index.ts';
import type { Clock } from '../domain/instant.ts';
import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { Connections } from '../domain/ports/connection.ts';
import type { NoticeDesk } from '../domain/ports/notice-desk.ts';
import type { People } from '../domain/ports/people.ts';
import type { Records } from '../domain/ports/records.ts';
import type { ReleaseGraph } from '../domain/ports/release-graph.ts';
import type { SyncDesk } from '../domain/ports/sync-store.ts';
import type { Outlook } from '../domain/redaction.ts';
import { formatReference } from '../domain/reference.ts';
import { createSyncDesk, Sync, syncDefaults } from '../mirror/sync/index.ts';
import type { TellerSettings } from '../notices/index.ts';
import type { SigningKey } from '../receipt/index.ts';
import type { Store } from '../store/index.ts';
import { anchorWebhook } from './anchor-webhook.ts';
import { anchoring } from './anchors.ts';
import type { FileShape } from './config/shape.ts';
import type { DeadlineOf } from './connect.ts';
import { forgetting } from './forgetting.ts';
import type { Judging } from './judging.ts';
import type { Log } from './log.ts';
import { protectionTold } from './protection-told.ts';
import { reckoning } from './reckoning.ts';
import { tellerOf } from './tell.ts';
import { watchingAhead } from './watch-ahead.ts';
import { watchedStep, type Watches } from './watched-work.ts';
import { readNoticed } from './webhooks.ts';

export interface BackgroundPorts {
  readonly store: Store;
  readonly records: Records;
  readonly graph: ReleaseGraph;
  readonly connections: Connections;
  readonly catalogue: Catalogue;
  readonly people: People;
  readonly judging: Judging;
  /** How they look at records who are told of anything: nobody knows who they are. */
  readonly anybody: Outlook;
  readonly signing: SigningKey | null;
  readonly deadlineOf: DeadlineOf;
  readonly watches: Watches;
  readonly clock: Clock;
  readonly log: Log;
}

/** Left out, each at its own usual pace. */
export interface BackgroundSettings {
  readonly runnerSettings?: Partial<RunnerSettings> | undefined;
  readonly observeSettings?: Partial<ObserveSettings> | undefined;
  readonly tellerSettings?: Partial<TellerSettings> | undefined;
  /** Told at each point of a deployment's steps; the kill test ends the process there. */
  readonly onStep?: DeploymentPorts['onStep'];
}

/** What a hub does without being asked, and the desks at which one may ask about it. */
export interface Background {
  readonly syncs: SyncDesk;
  readonly notices: NoticeDesk;
  /** Takes up nothing new, and lets the runner finish the write in hand and give its leases back. */
  rest(): Promise<void>;
  /** For a hub that rests: the last anchor is written. */
  anchored(): Promise<void>;
  /** For a hub whose database is closed. */
  close(): void;
}

/** Carries deployments on, answers at deployers' doors, reads what tools gave notice of, tells people, keeps lead times reckoned, forgets what was said of people long ago, and, where configuration says so, syncs, observes, watches ahead and anchors. */
export async function startBackground(configuration: FileShape, ports: BackgroundPorts, settings: BackgroundSettings): Promise<Background> {
  const { store, records, connections, catalogue, judging, anybody, signing, clock, log } = ports;
  const { queue } = store;
  const runner = runnerOf(configuration, ports, settings);
  await runner.start();
  await readNoticed({ queue, records });
  await answerProtections({
    queue, connections, catalogue, releases: store.releases, deployments: store.deployments, clock,
    judge: async (release, { name }) => judging.toldToAnybody((await judging.judgeToTell(release, name)).readiness),
    told: protectionTold({ audit: store.audit, clock, log }),
  });
  const { teller, desk: notices } = tellerOf({ notices: configuration.notices, outgoing: configuration.outgoing, store, anybody, clock, log, settings: settings.tellerSettings });
  await teller.start();
  const aheadMs = configuration.notices?.watchAhead ?? 0;
  const ahead = aheadMs === 0 ? null : watchingAhead(aheadMs, { changes: store.changes, clock, judge: (...place) => judging.judgeKeyToTell(...place), releases: store.releases, catalogue, log });
  ahead?.start();
  const sync = configuration.sync?.isEnabled === true ? syncOf(configuration.sync, ports) : null;
  sync?.start();
  const observer = configuration.observe?.isEnabled === true ? observerOf(configuration.observe, ports, settings) : null;
  observer?.start();
  const stopReckoning = reckoning({ leadTimes: store.leadTimes, approvalWaits: store.approvalWaits, log });
  const stopForgetting = forgetting(configuration.sync?.keepHistory ?? syncDefaults.keepHistoryMs, { peoplePast: store.peoplePast, clock, log });
  const { anchor } = configuration.audit;
  const post = anchor?.webhook && await anchorWebhook(anchor.webhook, { queue, poster: createPoster(clock, configuration.outgoing), clock, log });
  const stopAnchoring = anchor === undefined ? null : anchoring(anchor, { audit: store.audit, clock, signing, log, post });

  let resting: Promise<void> | undefined;
  return {
    notices,
    syncs: createSyncDesk({ connections, store: store.syncs, names: sync?.names ?? [], wake: () => sync?.wake() }),
    rest: () => resting ??= (async () => {
      ahead?.stop();
      teller.stop();
      await Promise.all([sync?.stop(), observer?.stop(), runner.stop(), stopReckoning(), stopForgetting()]);
    })(),
    async anchored() { await stopAnchoring?.(); },
    close() { teller.close(); },
  };
}

function runnerOf({ deploying }: FileShape, { store, records, graph, connections, catalogue, judging, watches, clock, log }: BackgroundPorts, { runnerSettings, onStep }: BackgroundSettings): DeploymentRunner {
  return new DeploymentRunner({
    deployments: store.deployments, queue: store.queue, releases: store.releases, plans: store.plans, freezes: store.freezes, records, connections, catalogue, clock, graph,
    // What it writes of a judgement is read by everybody. How what ran before is judged changes nothing for those who wait for what is new.
    judge: async (release, { name }, { purpose }) => judging.toldToAnybody((await (purpose === 'RELEASE' ? judging.judgeToTell(release, name) : judging.judge(release, name, 'LIVE', purpose))).readiness),
    ...(onStep && { onStep }),
    within: (work, act) => watchedStep(watches, work, act),
    onTrouble: (deploymentId, error) => { log.error({ deploymentId, err: error }, 'a look at a deployment failed and will be tried again'); },
  }, { unclearAskMs: deploying.askWhenUnclearFor, ...runnerSettings });
}

function syncOf({ every, wholeEvery, keepHistory, kinds }: NonNullable<FileShape['sync']>, { store, connections, catalogue, deadlineOf, clock, log }: BackgroundPorts): Sync {
  return new Sync({
    connections, store: store.syncs, history: store.history, clock, deadlineOf: (connection) => deadlineOf(connection, 'judge'),
    concerned: { items: store.concernedItems, targets: catalogue.services.flatMap(({ targets }) => Object.values(targets).map(({ connection, match }) => formatReference(connection, 'ci', match))) },
    builds: store.undatedBuilds,
    settings: { everyMs: every, wholeEveryMs: wholeEvery, keepHistoryMs: keepHistory, kinds },
    warn: (message, error) => { log.error({ err: error }, message); },
  });
}

function observerOf({ every, lookBack, endWithin }: NonNullable<FileShape['observe']>, { store, connections, catalogue, people, clock, log }: BackgroundPorts, { observeSettings }: BackgroundSettings): Observer {
  return new Observer({
    ports: { observations: store.observations, releases: store.releases, connections, catalogue, people, clock },
    settings: { everyMs: every, lookBackMs: lookBack, endWithinMs: endWithin, ...observeSettings },
    onFailure: (place, problem) => { log.warn({ ...place, problem }, 'what others deployed could not be read; it will be, from where it was left'); },
    warn: (message, error) => { log.error({ err: error }, message); },
  });
}
