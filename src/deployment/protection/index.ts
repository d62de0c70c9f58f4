import type { Environment } from '../../domain/environment.ts';
import { SourceError } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import type { Clock } from '../../domain/instant.ts';
import { acting, judging } from '../../domain/ports/ask.ts';
import type { Catalogue } from '../../domain/ports/catalogue.ts';
import type { Connections } from '../../domain/ports/connection.ts';
import type { DeploymentStore, WorkQueue } from '../../domain/ports/deployment-store.ts';
import { keyOfProtection, protectionQueue, readProtectionKey, type PendingProtection, type ProtectedPlace, type RunAtDoor } from '../../domain/ports/protection.ts';
import type { ReleaseStore } from '../../domain/ports/stores.ts';
import type { Readiness } from '../../domain/readiness.ts';
import type { Release } from '../../domain/release.ts';
import { findRelease } from '../observe/find-release.ts';
import { decide, decideOurs, type Decision } from './decide.ts';

export interface ProtectionPorts {
  readonly queue: WorkQueue;
  readonly connections: Connections;
  readonly catalogue: Catalogue;
  readonly releases: Pick<ReleaseStore, 'byKeys' | 'list' | 'releasesOfArtifact'>;
  readonly deployments: Pick<DeploymentStore, 'byId'>;
  readonly clock: Clock;
  /** Judges live, as before any deployment. */
  judge(release: Release, environment: Environment): Promise<Readiness>;
  /** Told of each answer that was given, and of each request that nothing here can answer. */
  told(request: PendingProtection, what: { readonly state: Decision['state'] | 'LEFT'; readonly because: string; readonly releaseKey: string | null }): Promise<void>;
}

/** A service's environment whose deployer's door is asked about. */
interface Place {
  readonly serviceKey: string;
  readonly environment: Environment;
  readonly door: ProtectedPlace;
}

/**
 * Answers what waits at deployers' own doors with the judgement, so that a workflow that others start is gated too. Each
 * request is durable work: a tool that fails is asked again, a process that dies leaves it to another, and the same answer
 * twice is harmless.
 */
export function answerProtections(ports: ProtectionPorts): Promise<void> {
  return ports.queue.work(protectionQueue, async (key) => {
    const request = readProtectionKey(key);
    try {
      await answerOne(ports, request);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      await askAgain(ports, request, key, error);
    }
  });
}

/** GitHub itself gives up a run that waited for so long. */
const longestWaitMs = 30 * 86_400_000;
const retry = { leastMs: 5_000, mostMs: 300_000 } as const;

/** A deployer that fails is asked again, the later the longer it has been failing. */
async function askAgain(ports: ProtectionPorts, request: PendingProtection, key: string, { message }: SourceError): Promise<void> {
  const ageMs = ports.clock.now().getTime() - Date.parse(request.askedAt);
  if (ageMs > longestWaitMs) return ports.told(request, { state: 'LEFT', because: `It could not be answered for 30 days: ${message}`, releaseKey: null });
  await ports.queue.enqueue(protectionQueue, key, Math.min(retry.mostMs, Math.max(retry.leastMs, ageMs / 10)));
}

async function answerOne(ports: ProtectionPorts, request: PendingProtection): Promise<void> {
  const left = (because: string): Promise<void> => ports.told(request, { state: 'LEFT', because, releaseKey: null });
  const places = placesOf(ports, request);
  const atDoor = await Promise.all(places.map(async (place) => ({ place, run: await place.door.read(request, judging) })));
  const own = atDoor.filter((one): one is { readonly place: Place; readonly run: RunAtDoor } => one.run !== null);
  const [first, another] = own;
  if (first === undefined) return left(`No service is configured to be deployed by this workflow of ${request.project} to ${request.place}: its run goes on waiting.`);
  if (another !== undefined) return left(`Several services are deployed by this workflow of ${request.project} to ${request.place} (${own.map(({ place }) => place.serviceKey).join(', ')}), so which release it is cannot be told: its run goes on waiting.`);
  const { place, run } = first;
  if (run.progress !== 'PENDING') return left('The run waits no more.');
  const { decision, releaseKey } = await decisionOn(ports, request, place, run);
  const isSaidAlready = decision.state === 'REPORTED' && request.isReported;
  const isAsked = isSaidAlready || await place.door.answer(request, decision, acting);
  if (!isAsked) return left('The deployer no longer asks: it was answered, or called off.');
  if (!isSaidAlready) await ports.told(request, { state: decision.state, because: decision.because, releaseKey });
  if (decision.againAt !== null) await ports.queue.enqueue(protectionQueue, keyOfProtection({ ...request, isReported: true }), Math.max(0, Date.parse(decision.againAt) - ports.clock.now().getTime()));
}

/** A test instance never decides about production (it may be a clone), nor is asked to. */
function placesOf({ catalogue, connections }: ProtectionPorts, request: PendingProtection): readonly Place[] {
  const connection = connections.byName(request.connection);
  return catalogue.services.flatMap(({ key, deployers }) => Object.entries(deployers).flatMap(([name, declaration]): readonly Place[] => {
    const environment = catalogue.environment(name);
    if (declaration.connection !== request.connection || connection === undefined || environment === undefined || (environment.isProduction && !connection.isProduction)) return [];
    const door = connection.deployer?.(declaration).protectedPlace;
    return door?.concerns(request) === true ? [{ serviceKey: key, environment, door }] : [];
  }));
}

async function decisionOn(ports: ProtectionPorts, request: PendingProtection, { serviceKey, environment }: Place, run: RunAtDoor): Promise<{ readonly decision: Decision; readonly releaseKey: string | null }> {
  const ours = run.correlation === null ? null : await ports.deployments.byId(run.correlation.replace(/^muster-/, 'deployment:'));
  if (ours !== null && ours.correlation === run.correlation && ours.serviceKey === serviceKey && ours.environment === environment.name) return { decision: decideOurs(ours), releaseKey: ours.releaseKey };
  const found = await findRelease(run, serviceKey, ports.releases);
  const release = found.releaseKey === null ? undefined : (await ports.releases.byKeys([found.releaseKey])).get(found.releaseKey);
  if (release === undefined) return { decision: { state: 'REJECTED', because: `Which release of ${serviceKey} this run deploys is not known, so it cannot be judged. ${found.because ?? ''}`.trim(), againAt: null }, releaseKey: null };
  const readiness = await ports.judge(release, environment);
  return { decision: decide(readiness, instant(new Date(request.askedAt)), ports.clock.now()), releaseKey: release.key };
}
