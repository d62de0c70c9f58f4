import type { Connection } from '../../../domain/ports/connection.ts';
import { readReference } from '../../../domain/reference.ts';
import { askedFor } from '../../on-behalf.ts';
import { stepNamed } from '../../step-list.ts';
import type { RepeatableStep, StepContext } from '../../step.ts';
import type { Subject } from '../../subject.ts';

/** Opens the incident of a deployment that failed: found again by its correlation, the deployment's id, so there is one. */
export const openIncident: RepeatableStep = {
  name: 'open-incident',
  kind: 'act',
  async run(context) {
    const { deployment, acting } = context;
    const subject = await context.subject();
    const desk = deskFor(context, subject);
    if (!desk) return { progress: 'skipped', because: 'No connected tool keeps incidents.' };
    const { incident, isNew } = await desk.createOrFind({
      correlation: deployment.id,
      title: `Deployment of ${subject.release.key} to ${deployment.environment} failed`,
      description: describe(context),
      configurationItem: subject.service.targets[deployment.environment]?.match ?? null,
      causedByChange: deployment.changeIds[0] ?? null,
    }, acting);
    return { progress: 'succeeded', because: `Incident ${incident.label} ${isNew ? 'was opened' : 'stands open for it'}.`, patch: { incidentId: incident.id } };
  },
};

/** Where the change lives, else where the CMDB does, else any tool that keeps incidents for such an environment. */
function deskFor({ deployment, ports }: StepContext, { service, environment }: Subject): Connection['incidentDesk'] {
  const named = [...deployment.changeIds.map((id) => readReference(id)?.connection), service.targets[deployment.environment]?.connection];
  const near = named.flatMap((name) => (name === undefined ? [] : ports.connections.byName(name) ?? []));
  const others = ports.connections.all.filter(({ isProduction }) => isProduction === environment.isProduction);
  return [...near, ...others].find(({ incidentDesk }) => incidentDesk !== undefined)?.incidentDesk;
}

function describe({ deployment }: StepContext): string {
  const sick = ['verify-health', 'watch-health'].flatMap((name) => stepNamed(deployment.steps, name) ?? []).find(({ state }) => state === 'FAILED');
  const cause = (sick ?? stepNamed(deployment.steps, 'follow-run'))?.because;
  const run = deployment.run === null ? '' : ` Run: ${deployment.run.url ?? deployment.run.runId}.`;
  return `${cause ?? 'The deployment failed.'}${run} Muster's ${deployment.id}.${askedFor(deployment)}`;
}
