import type { Environment } from '../domain/environment.ts';
import { humanBehind, inWords, type Viewer } from '../domain/person.ts';
import type { NewChange } from '../domain/ports/desk.ts';
import { readReference } from '../domain/reference.ts';
import { isJudged, type DeploymentPlan, type Link, type Release } from '../domain/release.ts';
import type { ReleasePorts } from './ports.ts';

export interface Planned {
  readonly release: Release;
  readonly environment: Environment;
  readonly plan: DeploymentPlan;
  readonly links: readonly Link[];
}

/** What a change says: the release and its plan. Its text names the release key, so that it is found by it too. */
export function changeWish({ catalogue }: ReleasePorts, { actor }: Viewer, planned: Planned, connection: string): Omit<NewChange, 'correlation' | 'source' | 'askedAt' | 'beforeCreation'> {
  const { release: { key, version, serviceKey, sealed }, environment, plan } = planned;
  const service = catalogue.service(serviceKey)?.name ?? serviceKey;
  const items = itemsOf(catalogue, planned, connection);
  const requester = humanBehind(actor)?.accounts.find((account) => account.connection === connection);
  return {
    title: `Deploy ${key} to ${environment.name}`,
    description: [
      `${service} ${version} goes to ${environment.name} as release ${key}, by ${plan.deployer}, as version ${plan.version} of its deployment plan says.`,
      sealed === null ? 'The package is not sealed yet.' : `Package ${sealed.digest}, revision ${sealed.revision}, ${sealed.artifacts.length} artifacts.`,
      `Asked for by ${inWords(actor)}, through Muster.`,
    ].join('\n'),
    window: plan.window,
    backoutPlan: plan.backoutPlan,
    testPlan: items[0] === undefined ? `The run of ${plan.deployer} must succeed.` : `The run of ${plan.deployer} must succeed, and ${items[0]} must then be seen running ${version}.`,
    implementationPlan: `Muster judges ${key} again, triggers ${plan.deployer} once, and follows its run.`,
    configurationItems: items,
    requestedBy: requester?.userName ?? null,
  };
}

/** The item that the service's plan deploys to, then those that people declared for this environment; of this connection, by name. */
function itemsOf(catalogue: ReleasePorts['catalogue'], { release, environment, links }: Planned, connection: string): readonly string[] {
  const target = catalogue.service(release.serviceKey)?.targets[environment.name];
  const declared = links
    .filter((link) => link.relation === 'CONFIGURATION_ITEM' && link.origin === 'DECLARED' && isJudged(link) && (link.environment === null || link.environment === environment.name))
    .map(({ reference }) => readReference(reference))
    .filter((parts) => parts?.connection === connection);
  return [...new Set([...(target?.connection === connection ? [target.match] : []), ...declared.flatMap((parts) => (parts === null ? [] : [parts.key]))])];
}
