import { troubled } from '../../step.ts';
import type { RepeatableStep } from '../../step.ts';
import { MissingSubjectError } from '../../subject.ts';

/**
 * Writes what now runs into the CMDB, through its own reconciliation: rehearsed first where the CMDB can, since a name it
 * does not know would make a new item; then written unless it stands there, read back, and compared. When another source
 * has precedence there the CMDB keeps the old version: then a person is asked for, and it goes on trying, since the
 * deployment happened whatever the CMDB says.
 */
export const writeRunningVersion: RepeatableStep = {
  name: 'write-running-version',
  kind: 'act',
  async run({ deployment, ports, acting, subject }) {
    const { release, service } = await subject();
    const target = service.targets[deployment.environment];
    if (!target) return { progress: 'skipped', because: `Service ${service.key} declares no configuration item that holds its running version in ${deployment.environment}.` };
    const desk = ports.connections.byName(target.connection)?.runningVersionDesk;
    if (!desk) throw new MissingSubjectError(`Connection ${target.connection} is not there or cannot write running versions; ${target.match} must say ${release.version}.`);
    const rehearsed = await desk.rehearse?.(target, release.version, acting) ?? null;
    if (rehearsed?.operation === 'INSERTED') return troubled(`The CMDB knows no ${target.className} named ${target.match} and would make one; make it there, or correct the target in the configuration.`, true);
    const report = await desk.write(target, release.version, deployment.correlation, acting);
    if (rehearsed !== null && rehearsed.item !== report.item) return troubled(`The CMDB wrote ${release.version} to ${report.item}, not to ${rehearsed.item} as it had said; correct both there.`, true);
    if (report.version !== release.version) {
      return troubled(`${target.match} says ${report.version ?? 'no version'} after ${release.version} was written: another source has precedence for ${target.versionAttribute}. Let ${target.discoverySource} write it, or correct it there.`, true);
    }
    return { progress: 'succeeded', because: `${target.match} says ${release.version}${report.operation === 'UNCHANGED' ? ' already' : ''}.` };
  },
};
