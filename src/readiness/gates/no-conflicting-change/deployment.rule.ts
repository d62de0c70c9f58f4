import type { ConfigurationItem } from '../../../domain/configuration-item.ts';
import type { Deployment } from '../../../domain/deployment.ts';
import { evidenceOfDeployment, spokenState } from '../../deployed.ts';
import type { Absent, Unknown } from '../../fact.ts';
import type { Facts, OpenDeploymentFacts } from '../../facts.ts';
import { finding, unlearnt, type Finding } from '../../finding.ts';

/**
 * Other deployments that have not ended and touch what this release touches. Once one of this release is accepted, those
 * accepted after it that have not begun wait for it, and do not stand in its way: two that are accepted together would
 * otherwise refuse each other.
 */
export function deploymentFindings(facts: Facts): readonly Finding[] {
  const { openDeployments } = facts.asked;
  if (openDeployments.state !== 'known') return [unlearnt('what else is being deployed', openDeployments)];
  const others = openDeployments.value.filter((one) => isOther(one.deployment, openDeployments.value, facts));
  const wrong = others.flatMap((one) => findingOf(one, facts) ?? []);
  if (wrong.length > 0) return wrong;
  return [finding('PASS', { because: 'Nothing else is being deployed to the same items.', actual: 'no other deployment', restsOn: ['no other deployment on the same items'] })];
}

function isOther(deployment: Deployment, open: readonly OpenDeploymentFacts[], { release, environment }: Facts): boolean {
  const isOwn = (one: Deployment): boolean => one.releaseKey === release.key && one.environment === environment.name && one.origin === 'TRIGGERED';
  if (isOwn(deployment)) return false;
  const hasNotBegun = deployment.state === 'ACCEPTED' || deployment.state === 'WAITING';
  return !(hasNotBegun && open.some((one) => isOwn(one.deployment) && one.deployment.sequence < deployment.sequence));
}

function findingOf({ deployment, items }: OpenDeploymentFacts, facts: Facts): Finding | null {
  if (deployment.serviceKey === facts.release.serviceKey && deployment.environment === facts.environment.name) return conflicting(deployment, `${deployment.serviceKey} in ${deployment.environment}`);
  const target = targetOf(deployment, facts);
  const own = ownItems(facts);
  if (target !== null && own.names.has(target)) return conflicting(deployment, target.slice(target.indexOf(':') + 1));
  if (items.state !== 'known') return unlearnt(`what the deployment of ${nameOf(deployment)} to ${deployment.environment} touches`, items);
  const same = items.value.find((item) => own.ids.has(item.id));
  if (same !== undefined) return conflicting(deployment, same.label);
  if (own.gap === null && (target !== null || items.value.length > 0)) return null;
  return unlearnt(`whether the deployment of ${nameOf(deployment)} to ${deployment.environment} touches the same items`, own.gap ?? { state: 'absent', fetchedAt: items.fetchedAt });
}

/** The item that holds the running version of what another deployment brings, as `connection:name`. */
function targetOf({ serviceKey, environment }: Deployment, { otherServices }: Facts): string | null {
  const target = otherServices.find(({ key }) => key === serviceKey)?.targets[environment];
  return target === undefined ? null : `${target.connection}:${target.match}`;
}

interface Own {
  readonly ids: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** Why it may be more; null when it is all. */
  readonly gap: Absent | Unknown | null;
}

/** Everything this release touches: the items it links, its target, and those of its changes. One that links none may have lost them. */
function ownItems({ items, target, changes, judgedAt }: Facts): Own {
  const linked = [...items, ...(target === null ? [] : [target])].map(({ record }) => record);
  const known = [...linked.flatMap((record) => (record.state === 'known' ? [record.value] : [])), ...changes.flatMap((change): readonly ConfigurationItem[] => (change.items.state === 'known' ? change.items.value : []))];
  const unread = [...linked, ...changes.map((change) => change.items)].find((fact): fact is Absent | Unknown => fact.state !== 'known');
  return {
    ids: new Set(known.map(({ id }) => id)), names: new Set(known.map(({ source, name }) => `${source.connection}:${name ?? ''}`)), gap: unread ?? (items.length === 0 ? { state: 'absent', fetchedAt: judgedAt } : null),
  };
}

function conflicting(deployment: Deployment, where: string): Finding {
  return finding('FAIL', {
    because: `The deployment of ${nameOf(deployment)} to ${deployment.environment} ${spokenState(deployment)}, and touches ${where} too.`, actual: `${nameOf(deployment)}: ${deployment.state}`,
    evidence: [evidenceOfDeployment(deployment, 'state')], restsOn: [`${deployment.id} open on ${where}`], remedyUrl: deployment.run?.url ?? null,
    remedy: deployment.origin === 'OBSERVED' ? 'Wait until it has ended.' : 'Wait until it has ended, or cancel it while it may still be cancelled.',
  });
}

function nameOf({ releaseKey, serviceKey }: Deployment): string {
  return releaseKey ?? `something of ${serviceKey}`;
}
