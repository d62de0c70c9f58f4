import { plainAftermath } from '../../../domain/aftermath.ts';
import type { Problem } from '../../../domain/incident.ts';
import type { ProblemDesk } from '../../../domain/ports/desk.ts';
import { readReference } from '../../../domain/reference.ts';
import { askedFor } from '../../on-behalf.ts';
import { recurring, troublesWithin } from '../../recurrence.ts';
import type { Trouble } from '../../recurrence.ts';
import { isFinished } from '../../step-list.ts';
import { troubled, waiting } from '../../step.ts';
import type { RepeatableStep, StepContext } from '../../step.ts';

/** Problems of one service and environment, one after another, each closed; past that many something else is wrong. */
const mostProblems = 50;

/**
 * What goes wrong again and again is a problem. One that explains one of the incidents already, whoever opened it, gets
 * the others too; otherwise one is opened, found again by its correlation: the service, the environment, and the how manieth.
 */
export const openProblem: RepeatableStep = {
  name: 'open-problem',
  kind: 'act',
  async run(context) {
    const { deployment, settings } = context;
    if (deployment.incidentId === null) {
      return isFinished(deployment.steps, 'open-incident') ? { progress: 'skipped', because: 'It opened no incident.' } : waiting('It waits for the incident.', settings.retryMs);
    }
    const { environment } = await context.subject();
    const { times, withinMs } = (environment.afterwards ?? plainAftermath).recurrence;
    const troubles = recurring(await troublesWithin(withinMs, deployment.incidentId, context));
    if (troubles.length === 0) return { progress: 'skipped', because: 'The incident that it opened is no longer there, so that nothing is counted.' };
    if (troubles.length < times) return { progress: 'skipped', because: `It went wrong ${spoken(troubles.length)} in ${spokenDays(withinMs)}; ${times} times are a problem.` };
    const connection = readReference(deployment.incidentId)?.connection ?? '';
    const desk = context.ports.connections.byName(connection)?.problemDesk;
    if (!desk) return { progress: 'skipped', because: `${connection} keeps no problems that Muster could open, though it went wrong ${spoken(troubles.length)}.` };
    return explain(desk, connection, troubles, context);
  },
};

async function explain(desk: ProblemDesk, connection: string, troubles: readonly Trouble[], context: StepContext): Promise<ReturnType<typeof troubled> | { readonly progress: 'succeeded'; readonly because: string }> {
  const incidents = troubles.filter(({ problem }) => problem === null).map(({ incident }) => incident.id);
  const known = troubles.flatMap(({ problem }) => problem ?? [])[0];
  if (known !== undefined) {
    await desk.join(known.id, incidents, context.acting);
    return { progress: 'succeeded', because: `Problem ${known.label} explains it.` };
  }
  const correlation = await freeCorrelation(connection, context);
  if (correlation === null) return troubled(`${mostProblems} problems of ${context.deployment.serviceKey} are closed already, and it goes wrong again.`, true);
  const { problem, isNew } = await desk.createOrFind({ correlation, ...await wordsOf(troubles, context), incidents }, context.acting);
  return { progress: 'succeeded', because: `Problem ${problem.label} ${isNew ? 'was opened' : 'stands open for it'}.` };
}

async function wordsOf(troubles: readonly Trouble[], { deployment, subject }: StepContext): Promise<{ readonly title: string; readonly description: string; readonly configurationItem: string | null }> {
  const { service } = await subject();
  return {
    title: `Deployments of ${service.name} to ${deployment.environment} fail again and again`,
    description: `${troubles.length} deployments failed: ${troubles.map(({ incident, serviceKey }) => `${incident.label} (${serviceKey})`).join(', ')}. The last was Muster's ${deployment.id}.${askedFor(deployment)}`,
    configurationItem: service.targets[deployment.environment]?.match ?? null,
  };
}

/** Of the first problem that is not there yet, or still open; a closed one is left closed. Null when there are too many. */
async function freeCorrelation(connection: string, { deployment, ports, acting }: StepContext): Promise<string | null> {
  for (let number = 1; number <= mostProblems; number += 1) {
    const correlationId = `muster:${deployment.serviceKey}:${deployment.environment}:${number}`;
    const found = await ports.records.find('problems.correlated', { correlationId }, acting, [connection]);
    const lost = found.find(({ problem, isComplete }) => problem !== null || !isComplete);
    if (lost !== undefined) throw new Error(`Whether a problem of it stands already cannot be read in ${connection}${lost.problem === null ? '' : `: ${lost.problem.message}`}.`);
    const problems: readonly Problem[] = found.flatMap(({ records }) => records);
    if (problems.every(({ isOpen }) => isOpen !== false)) return correlationId;
  }
  return null;
}

function spoken(times: number): string {
  return times === 1 ? 'once' : `${times} times`;
}

function spokenDays(milliseconds: number): string {
  return `${Math.round(milliseconds / 86_400_000)} days`;
}
