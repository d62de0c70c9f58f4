import { instant, type Instant } from '../../domain/instant.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Release } from '../../domain/release.ts';
import { known, unknown, type Fact } from '../fact.ts';
import type { AskedFacts, AskedName, DependencyFacts } from '../facts.ts';
import { gateOf } from '../gates/index.ts';
import type { ReadinessPorts } from './ports.ts';

interface Subject {
  readonly release: Release;
  readonly environment: string;
  readonly policy: Policy;
  readonly beganAt: Instant;
}

/** What the gates of this policy ask for beyond what every judgement gathers; nothing is read for gates that it does not name. */
export async function gatherAsked(ports: ReadinessPorts, { release, environment, policy, beganAt }: Subject): Promise<AskedFacts> {
  const wanted: ReadonlySet<AskedName> = new Set(policy.gates.flatMap(({ gate }) => gateOf(gate)?.asks ?? []));
  const asked = async <T>(name: AskedName, read: () => Promise<T>): Promise<Fact<T>> => {
    if (!wanted.has(name)) return unknown({ code: 'UNEXPECTED_ANSWER', message: 'no gate of the policy asked for it', sinceAt: beganAt, retryAt: null });
    const at = instant(ports.clock.now());
    return known(await read(), at);
  };
  const [deployments, dependencies, freezes] = await Promise.all([
    asked('deployments', () => ports.deployments.decisive([release.key])),
    asked('dependencies', () => dependenciesOf(ports, release, environment)),
    asked('freezes', () => ports.freezes.unlifted()).catch(() => unknown({ code: 'UNREACHABLE', message: "Muster's database did not say which freezes stand", sinceAt: beganAt, retryAt: null })),
  ]);
  return { deployments, dependencies, freezes };
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
