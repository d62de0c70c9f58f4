import type { RemoteLink } from '../../../domain/work-item.ts';
import { readReference } from '../../../domain/reference.ts';
import { assemblyOf, countingLinks, readLinked } from '../../linked-records.ts';
import { askerOf } from '../../on-behalf.ts';
import { troubled } from '../../step.ts';
import type { RepeatableStep, StepContext } from '../../step.ts';
import { MissingSubjectError } from '../../subject.ts';

/** How many are written at the same time. */
const atOnce = 5;

/**
 * Draws a link from each work item to the run that brought it to this environment. It is found again by its global id,
 * which names release and environment, so that a later run takes the place of an earlier one and people's own links stay.
 */
export const linkWorkItems: RepeatableStep = {
  name: 'link-work-items',
  kind: 'act',
  async run(context) {
    const { deployment, ports, acting } = context;
    const { release, environment, service } = await context.subject();
    if (service.workItems?.areLinked === false) return { progress: 'skipped', because: `Service ${service.key} wants no links at its work items.` };
    const url = deployment.run?.url ?? null;
    if (url === null) return { progress: 'skipped', because: 'Its deployer tells no address of the run that a link could lead to.' };
    const assembly = await assemblyOf(release, ports.graph, acting);
    const gap = assembly.gaps.find(({ relation }) => relation === 'WORK_ITEM');
    if (gap) return troubled(`The work items could not all be found: ${gap.problem.message}`);
    const links = countingLinks(assembly, 'WORK_ITEM', environment, ports.connections).filter(({ reference }) => readReference(reference)?.kind === 'work-item');
    if (links.length === 0) return { progress: 'skipped', because: 'No work item is linked to the release.' };
    const readings = await readLinked('work-item', links, ports.records, acting);
    const ids = new Set(readings.flatMap(({ reading }) => (reading.state === 'found' ? [reading.value.id] : [])));
    await drawAll([...ids], linkOf(context, url), context);
    const lost = readings.filter(({ reading }) => reading.state !== 'found').map(({ link }) => link.reference);
    if (lost.length > 0) return troubled(`${lost.join(', ')} cannot be read, and is to be linked to the run.`);
    return { progress: 'succeeded', because: `${ids.size} work item${ids.size === 1 ? ' leads' : 's lead'} to the run.` };
  },
};

type Drawn = RemoteLink & { readonly globalId: string };

function linkOf({ deployment }: StepContext, url: string): Drawn {
  const { releaseKey, environment, id } = deployment;
  const asker = askerOf(deployment);
  return { globalId: `muster:${releaseKey ?? id}:${environment}`, url, title: `${releaseKey ?? id} to ${environment}${asker === null ? '' : `, asked for by ${asker}`}`, relationship: 'deployed by', isResolved: true };
}

async function drawAll(ids: readonly string[], link: Drawn, { ports, acting }: StepContext): Promise<void> {
  const draw = async (id: string): Promise<void> => {
    const connection = readReference(id)?.connection ?? '';
    const desk = ports.connections.byName(connection)?.workItemDesk;
    if (!desk) throw new MissingSubjectError(`Connection ${connection} cannot link work items; draw the link of ${id} there.`);
    await desk.link(id, link, acting);
  };
  for (let first = 0; first < ids.length; first += atOnce) await Promise.all(ids.slice(first, first + atOnce).map(draw));
}
