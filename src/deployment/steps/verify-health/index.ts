import type { ConfigurationItem, OperationalState } from '../../../domain/configuration-item.ts';
import { instant } from '../../../domain/instant.ts';
import { assemblyOf, countingLinks, readLinked } from '../../linked-records.ts';
import { stepNamed } from '../../step-list.ts';
import { troubled, waiting } from '../../step.ts';
import type { RepeatableStep, StepContext, StepOutcome } from '../../step.ts';

const ill: ReadonlySet<OperationalState> = new Set<OperationalState>(['NON_OPERATIONAL', 'REPAIR', 'RETIRED']);

/**
 * Is what now runs well? The run succeeded, and the linked configuration items are operational. Items that are not may
 * take healthWithinMs to become it; then the deployment has failed. An item whose state nobody can tell is neither: it is
 * looked at again, and in the end a person is asked for (law 2).
 */
export const verifyHealth: RepeatableStep = {
  name: 'verify-health',
  kind: 'look',
  async run(context) {
    const { ports, judging } = context;
    const { release, environment } = await context.subject();
    const assembly = await assemblyOf(release, ports.graph, judging);
    const gap = assembly.gaps.find(({ relation }) => relation === 'CONFIGURATION_ITEM');
    if (gap) return troubled(`The configuration items could not all be found: ${gap.problem.message}`);
    const links = countingLinks(assembly, 'CONFIGURATION_ITEM', environment, ports.connections);
    const readings = await readLinked('ci', links, ports.records, judging);
    const items = readings.flatMap(({ reading }) => (reading.state === 'found' ? [reading.value] : []));
    const unseen = links.length - items.length;
    return weigh(items, unseen, context);
  },
};

function weigh(items: readonly ConfigurationItem[], unseen: number, context: StepContext): StepOutcome {
  const sick = items.filter(({ operationalState }) => ill.has(operationalState));
  const unsure = items.filter(({ operationalState }) => operationalState === 'UNKNOWN').length + unseen;
  if (sick.length > 0) return sickness(sick, context);
  if (unsure > 0) return troubled(`The state of ${unsure} configuration item${unsure === 1 ? '' : 's'} cannot be read.`);
  const { deployment, now } = context;
  const because = items.length === 0 ? 'Its run succeeded; no configuration item is linked that could say more.' : `Its run succeeded and ${items.length} configuration item${items.length === 1 ? ' is' : 's are'} operational.`;
  return { progress: 'succeeded', because, patch: { liveAt: deployment.run?.finishedAt ?? instant(now()) } };
}

function sickness(sick: readonly ConfigurationItem[], { deployment, settings, now, ports }: StepContext): StepOutcome {
  const said = sick.map(({ label, operationalState }) => `${label} is ${operationalState}`).join(', ');
  const since = stepNamed(deployment.steps, 'verify-health')?.startedAt ?? instant(ports.clock.now());
  if (now().getTime() - Date.parse(since) < settings.healthWithinMs) return waiting(`Its run succeeded, but ${said}; it is given time to recover.`, settings.pollMs);
  return { progress: 'failed', because: `Its run succeeded, but ${said}.`, event: 'HEALTH_FAILED' };
}
