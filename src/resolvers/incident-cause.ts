import type { Deployment } from '../domain/deployment.ts';
import type { Incident } from '../domain/incident.ts';
import { causeOf, incidentWithinMs, type Cause, type Suspect, type Tie } from '../domain/incident-cause.ts';
import { instant } from '../domain/instant.ts';
import type { RequestContext } from './context.ts';
import { recordOf, relationOf } from './reading.ts';
import { isVisible } from './visible.ts';

interface TiedLane { readonly serviceKey: string; readonly environment: string; readonly tie: Tie }

/**
 * What the incident was opened for, else what was deployed under the change it names, else to an item or service that it is
 * about; two or three trips for all incidents of a page.
 */
export async function readCause(incident: Incident, context: RequestContext): Promise<Cause | null> {
  const declared = await context.hub.suspects.openedFor(incident.id);
  if (declared.length > 0) return causeOf(incident, declared.map((deployment) => suspectOf(deployment, { of: 'DECLARED' })));
  // A copy of before Muster read it has no such field.
  const change = incident.causedByChangeId ?? null;
  if (change !== null && !await isVisible(context, change)) return null;
  if (change !== null) return causeOf(incident, (await context.hub.suspects.underChange(change)).map((deployment) => suspectOf(deployment, { of: 'CHANGE', change })));
  if (incident.openedAt === null || incident.configurationItemId === null) return null;
  const lanes = await lanesOf(incident.configurationItemId, context);
  const from = instant(new Date(Date.parse(incident.openedAt) - incidentWithinMs));
  const deployments = await context.hub.suspects.lastIn(lanes, from, incident.openedAt);
  const suspects = deployments.flatMap((deployment) => lanes.filter(({ serviceKey, environment }) => serviceKey === deployment.serviceKey && environment === deployment.environment).map(({ tie }) => suspectOf(deployment, tie)));
  return causeOf(incident, suspects);
}

function suspectOf(deployment: Deployment, tie: Tie): Suspect {
  const { id, releaseKey, serviceKey, environment, triggeredAt, requestedAt } = deployment;
  return { deploymentId: id, label: `${releaseKey ?? `a version of ${serviceKey}`} to ${environment}`, beganAt: triggeredAt ?? requestedAt, tie };
}

/** Where a deployment would have touched the item: at it, at what it depends on, or at a service that suffers with it. */
async function lanesOf(itemId: string, context: RequestContext): Promise<readonly TiedLane[]> {
  const [item, reach, services] = await Promise.all([recordOf(context, 'ci', itemId), relationOf(context, 'ci.dependencyReach', itemId), relationOf(context, 'ci.impactedServices', itemId)]);
  const ties = new Map<string, Tie>((reach?.items ?? []).map((one) => [one.item.source.reference, { of: 'PATH', item: one.item.label, distance: one.distance }]));
  if (item !== null) ties.set(item.source.reference, { of: 'ITEM', item: item.label });
  const suffering = new Set((services ?? []).map(({ source }) => source.reference));
  return context.hub.catalogue.services.flatMap(({ key, name, record, targets }) => [
    ...Object.entries(targets).flatMap(([environment, { connection, match }]) => {
      const tie = ties.get(`${connection}:ci:${match}`);
      return tie === undefined ? [] : [{ serviceKey: key, environment, tie }];
    }),
    // A service's record says nothing of environments; what people suffer from is production.
    ...(record !== null && suffering.has(record) ? context.hub.catalogue.environments.filter(({ isProduction }) => isProduction).map(({ name: environment }): TiedLane => ({ serviceKey: key, environment, tie: { of: 'SERVICE', service: name } })) : []),
  ]);
}
