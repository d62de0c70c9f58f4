import type { Grant, Role, Viewer } from '../../domain/person.ts';
import type { Hub } from '../../resolvers/context.ts';

/** Where an act happens; null: everywhere, or nobody can tell, for which only a grant without limits will do. */
export interface Place {
  readonly service: string | null;
  readonly environment: string | null;
}

/** What an input may name; which of them it has says what the act is about. */
export interface NamedInput {
  readonly releaseKey?: string | null;
  readonly key?: string | null;
  readonly serviceKey?: string | null;
  readonly environment?: string | null;
  readonly planId?: string | null;
  readonly deploymentId?: string | null;
  readonly waiverId?: string | null;
  readonly freezeId?: string | null;
  readonly services?: readonly string[] | null;
  readonly environments?: readonly string[] | null;
}

type Ports = Pick<Hub, 'releases' | 'plans' | 'deployments' | 'waivers' | 'freezes'>;

const anywhere: Place = { service: null, environment: null };

/** The places an act is about. An input that names none of this, and a thing that is not there, is about everywhere. */
export async function placesOf(input: NamedInput, hub: Ports): Promise<readonly Place[]> {
  const environment = input.environment ?? null;
  if (input.planId != null) return ofRelease(hub, await hub.plans.byId(input.planId));
  if (input.waiverId != null) return ofRelease(hub, await hub.waivers.byId(input.waiverId));
  if (input.deploymentId != null) return ofDeployment(await hub.deployments.byId(input.deploymentId));
  if (input.freezeId != null) return ofScope((await hub.freezes.byId(input.freezeId))?.scope ?? { services: null, environments: null });
  if (input.releaseKey != null) return ofRelease(hub, { releaseKey: input.releaseKey, environment });
  if (input.serviceKey != null) return [{ service: input.serviceKey, environment }];
  if (input.key != null) return ofRelease(hub, { releaseKey: input.key, environment });
  return ofScope({ services: input.services ?? null, environments: input.environments ?? null });
}

async function ofRelease(hub: Ports, at: { readonly releaseKey: string; readonly environment: string | null } | null): Promise<readonly Place[]> {
  if (at === null) return [anywhere];
  const release = (await hub.releases.byKeys([at.releaseKey])).get(at.releaseKey);
  return [{ service: release?.serviceKey ?? null, environment: at.environment }];
}

function ofDeployment(deployment: { readonly serviceKey: string; readonly environment: string } | null): readonly Place[] {
  return [deployment === null ? anywhere : { service: deployment.serviceKey, environment: deployment.environment }];
}

function ofScope({ services, environments }: Pick<Grant, 'services' | 'environments'>): readonly Place[] {
  return (services ?? [null]).flatMap((service) => (environments ?? [null]).map((environment) => ({ service, environment })));
}

/** Whether one of these roles counts at every one of the places. */
export function counts({ grants }: Viewer, roles: readonly Role[], places: readonly Place[]): boolean {
  const fitting = grants.filter((grant) => grant.roles.some((role) => roles.includes(role)));
  return places.every((place) => fitting.some(({ services, environments }) => covers(services, place.service) && covers(environments, place.environment)));
}

/** Whether one of these roles counts everywhere, so that nobody needs to look where the act happens. */
export function countsEverywhere(viewer: Viewer, roles: readonly Role[]): boolean {
  return counts(viewer, roles, [anywhere]);
}

function covers(limit: readonly string[] | null, name: string | null): boolean {
  return limit === null || (name !== null && limit.includes(name));
}
