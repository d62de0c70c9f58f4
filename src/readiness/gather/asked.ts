import { instant, type Instant } from '../../domain/instant.ts';
import type { Policy, PolicyGate } from '../../domain/policy.ts';
import type { Release } from '../../domain/release.ts';
import { known, unknown, type Fact } from '../fact.ts';
import type { ArtifactFacts, AskedFacts, AskedName, ChangeFacts, DependencyFacts, PlanFacts } from '../facts.ts';
import type { Gate } from '../gate.ts';
import { gatherAccounts, gatherLicences } from './accounts.ts';
import { gatherBuilds } from './builds.ts';
import type { ItemFacts } from './items.ts';
import { lastLiveOf } from './last-live.ts';
import { lastOfService } from './last-of-service.ts';
import { gatherOpenDeployments } from './open-deployments.ts';
import type { ReadinessPorts } from './ports.ts';
import { gatherReach, gatherTrouble, reached } from './reach.ts';
import type { Reader } from './records.ts';
import { gatherTold } from './told.ts';
import { gatherWindows } from './windows.ts';

interface Subject {
  readonly release: Release;
  readonly environment: string;
  readonly policy: Policy;
  readonly beganAt: Instant;
  readonly reader: Reader;
  /** The items of the release; only what looks at them waits for them. */
  readonly items: Promise<ItemFacts>;
  readonly changes: Promise<readonly ChangeFacts[]>;
  readonly plan: Promise<PlanFacts | null>;
  readonly artifacts: Promise<readonly ArtifactFacts[]>;
  /** Looks for the articles that are linked; called only when a gate asks for them. */
  readonly knowledge: () => Promise<AskedFacts['knowledge']>;
  /** What is wanted beyond what the policy's gates ask for. */
  readonly alsoAsked: readonly AskedName[];
}

/** What the gates of this policy ask for beyond what every judgement gathers; nothing is read for gates that it does not name. */
export async function gatherAsked(ports: ReadinessPorts, { release, environment, policy, beganAt, reader, items, changes, plan, artifacts, knowledge: lookForKnowledge, alsoAsked }: Subject): Promise<AskedFacts> {
  const wanted: ReadonlySet<AskedName> = new Set([...alsoAsked, ...policy.gates.flatMap((policyGate) => namesAsked(policyGate, ports.gates.of(policyGate.gate)))]);
  const asked = async <T>(name: AskedName, read: () => Promise<T>): Promise<Fact<T>> => {
    if (!wanted.has(name)) return unknown({ code: 'UNEXPECTED_ANSWER', message: 'no gate of the policy asked for it', sinceAt: beganAt, retryAt: null });
    const at = instant(ports.clock.now());
    return known(await read(), at);
  };
  const ours = <T>(name: AskedName, read: () => Promise<T>): Promise<Fact<T>> =>
    asked(name, read).catch(() => unknown({ code: 'UNREACHABLE', message: "Muster's own database did not say", sinceAt: beganAt, retryAt: null }));
  // What others rest on is asked for with them, whether a gate names it as well or not: nothing asked is not nothing there.
  const reach = once(async () => gatherReach(reader, await items));
  const accounts = once(async () => gatherAccounts(reader, ports, { release, changes: await changes, plan: await plan }));
  const [deployments, dependencies, freezes, windows, reachedItems, openIncidents, openProblems, conflicts, openDeployments, people, licences, evidence, statements, builds, knowledge, serviceLevels, lastLive, last] = await Promise.all([
    ours('deployments', () => ports.deployments.decisive([release.key])),
    ours('dependencies', () => dependenciesOf(ports, release, environment)),
    ours('freezes', () => ports.freezes.unlifted()),
    asked('windows', () => gatherWindows(reader, beganAt)),
    asked('reach', reach),
    asked('openIncidents', async () => gatherTrouble(reader, 'service.openIncidents', await reach())),
    asked('openProblems', async () => gatherTrouble(reader, 'service.openProblems', await reach())),
    asked('conflicts', async () => gatherTold(reader, 'change.conflicts', await changes)),
    ours('openDeployments', () => gatherOpenDeployments(ports, reader)),
    asked('accounts', accounts),
    asked('licences', async () => gatherLicences(reader, ports, await accounts())),
    asked('evidence', async () => gatherTold(reader, 'artifact.evidence', await artifacts)),
    asked('statements', async () => gatherTold(reader, 'artifact.statements', await artifacts)),
    asked('builds', async () => gatherBuilds(reader, await artifacts)),
    asked('knowledge', lookForKnowledge).then((found) => (found.state === 'known' ? found.value : found)),
    asked('serviceLevels', async () => gatherTold(reader, 'service.serviceLevels', reached(await reach()))),
    ours('lastLive', () => lastLiveOf(ports, release.serviceKey, environment)),
    ours('lastOfService', () => lastOfService(ports, release, environment)),
  ]);
  return { deployments, dependencies, freezes, windows, reach: reachedItems, openIncidents, openProblems, conflicts, openDeployments, accounts: people, licences, evidence, statements, builds, knowledge, serviceLevels, lastLive, lastOfService: last };
}

/** Reads at the first call, and answers every further one with the same. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}

function namesAsked({ parameters }: PolicyGate, gate: Gate | undefined): readonly AskedName[] {
  return gate === undefined ? [] : [...gate.asks, ...Object.entries(gate.asksIf).flatMap(([parameter, asked]) => (parameters[parameter] === undefined ? [] : [asked]))];
}

async function dependenciesOf({ releases, deployments }: ReadinessPorts, { dependsOn }: Release, environment: string): Promise<readonly DependencyFacts[]> {
  if (dependsOn.length === 0) return [];
  const found = await releases.byKeys(dependsOn);
  const services = [...new Set([...found.values()].map(({ serviceKey }) => serviceKey))];
  const last = new Map(await Promise.all(services.map(async (serviceKey) => [serviceKey, await deployments.lastAt(serviceKey, environment)] as const)));
  return dependsOn.map((key) => {
    const release = found.get(key) ?? null;
    return { key, release, last: release === null ? null : last.get(release.serviceKey) ?? null };
  });
}
