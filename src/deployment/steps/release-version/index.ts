import { instant } from '../../../domain/instant.ts';
import { formatReference, readReference } from '../../../domain/reference.ts';
import type { Reference } from '../../../domain/reference.ts';
import type { PlannedVersion } from '../../../domain/work-item.ts';
import { assemblyOf, countingLinks } from '../../linked-records.ts';
import { troubled } from '../../step.ts';
import type { RepeatableStep, StepContext } from '../../step.ts';
import { MissingSubjectError } from '../../subject.ts';
import type { Subject } from '../../subject.ts';

/**
 * Marks the versions that the release was planned as: released, on the day it went live in the last environment (the one
 * that decides DEPLOYED). One that is released already keeps its day. A version that people declared and that is not
 * there is asked for again; one that the service's project merely does not have was never planned there.
 */
export const releaseVersion: RepeatableStep = {
  name: 'release-version',
  kind: 'act',
  async run(context) {
    const subject = await context.subject();
    const because = notWanted(context, subject);
    if (because !== null) return { progress: 'skipped', because };
    const declared = await declaredVersions(context, subject);
    const wanted = [...new Set([...ownVersion(subject), ...declared])];
    const readings = await context.ports.records.read('version', wanted, context.acting);
    const lost = wanted.filter((reference) => readings.get(reference)?.state !== 'found' && (declared.includes(reference) || readings.get(reference)?.state !== 'absent'));
    if (lost.length > 0) return troubled(`${lost.join(', ')} cannot be read, and is to be released.`);
    const versions = [...readings.values()].flatMap((reading) => (reading.state === 'found' ? [reading.value] : []));
    if (versions.length === 0) return { progress: 'skipped', because: `${wanted.join(', ')} is not there: nothing was planned as that version.` };
    const released = await releaseAll(versions, context);
    return { progress: 'succeeded', because: `${released.map(({ label, releasedOn }) => `${label} is released${releasedOn === null ? '' : ` on ${releasedOn}`}`).join(', ')}.` };
  },
};

/** Null when its version is to be released. */
function notWanted({ ports, deployment }: StepContext, { service }: Subject): string | null {
  if (service.workItems === null) return `Service ${service.key} declares no project in which its work is planned.`;
  if (!service.workItems.isVersionReleased) return `Service ${service.key} wants its versions released by hand.`;
  const last = ports.catalogue.environments.at(-1)?.name;
  return last === deployment.environment ? null : `Its version is released once it is live in ${last ?? 'the last environment'}.`;
}

function ownVersion({ service: { workItems }, release }: Subject): readonly Reference[] {
  return workItems === null ? [] : [formatReference(workItems.connection, 'version', `${workItems.project}/${release.version}`)];
}

async function declaredVersions({ ports, acting }: StepContext, { release, environment }: Subject): Promise<readonly Reference[]> {
  const assembly = await assemblyOf(release, ports.graph, acting);
  return countingLinks(assembly, 'WORK_ITEM', environment, ports.connections).map(({ reference }) => reference).filter((reference) => readReference(reference)?.kind === 'version');
}

async function releaseAll(versions: readonly PlannedVersion[], { ports, deployment, acting, now }: StepContext): Promise<readonly PlannedVersion[]> {
  const day = (deployment.liveAt ?? instant(now())).slice(0, 10);
  const released: PlannedVersion[] = [];
  for (const { id, source: { connection } } of versions) {
    const desk = ports.connections.byName(connection)?.versionDesk;
    if (!desk) throw new MissingSubjectError(`Connection ${connection} cannot release versions; release ${id} there.`);
    released.push(await desk.release(id, day, acting));
  }
  return released;
}
