import type { Environment } from '../../../domain/environment.ts';
import { instant } from '../../../domain/instant.ts';
import { formatReference, readReference } from '../../../domain/reference.ts';
import type { Reference } from '../../../domain/reference.ts';
import type { Release } from '../../../domain/release.ts';
import type { PlannedVersion } from '../../../domain/work-item.ts';
import { assemblyOf, countingLinks } from '../../linked-records.ts';
import { troubled } from '../../step.ts';
import type { RepeatableStep, StepContext } from '../../step.ts';
import { MissingSubjectError } from '../../subject.ts';

/**
 * Marks the versions that the release was planned as: released, on the day it went live in the last environment (the one
 * that decides DEPLOYED). One that is released already keeps its day. A version that people declared and that is not
 * there is asked for again; one that the service's project merely does not have was never planned there.
 */
export const releaseVersion: RepeatableStep = {
  name: 'release-version',
  kind: 'act',
  async run(context) {
    const { release, environment, service } = await context.subject();
    const { workItems } = service;
    if (workItems === null) return { progress: 'skipped', because: `Service ${service.key} declares no project in which its work is planned.` };
    if (!workItems.isVersionReleased) return { progress: 'skipped', because: `Service ${service.key} wants its versions released by hand.` };
    const last = context.ports.catalogue.environments.at(-1)?.name;
    if (last !== context.deployment.environment) return { progress: 'skipped', because: `Its version is released once it is live in ${last ?? 'the last environment'}.` };
    const own = formatReference(workItems.connection, 'version', `${workItems.project}/${release.version}`);
    const declared = await declaredVersions(release, environment, context);
    const wanted = [...new Set([own, ...declared])];
    const readings = await context.ports.records.read('version', wanted, context.acting);
    const lost = wanted.filter((reference) => readings.get(reference)?.state !== 'found' && (declared.includes(reference) || readings.get(reference)?.state !== 'absent'));
    if (lost.length > 0) return troubled(`${lost.join(', ')} cannot be read, and is to be released.`);
    const versions = [...readings.values()].flatMap((reading) => (reading.state === 'found' ? [reading.value] : []));
    if (versions.length === 0) return { progress: 'skipped', because: `${own} is not there: nothing was planned as that version.` };
    const released = await releaseAll(versions, context);
    return { progress: 'succeeded', because: `${released.map(({ label, releasedOn }) => `${label} is released${releasedOn === null ? '' : ` on ${releasedOn}`}`).join(', ')}.` };
  },
};

async function declaredVersions(release: Release, environment: Environment, { ports, acting }: StepContext): Promise<readonly Reference[]> {
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
