import { isSameEnvironment } from '../../environment-words.ts';
import type { Facts } from '../../facts.ts';
import { finding, hidden, says, unusable, type Finding } from '../../finding.ts';

/** The CMDB has the item that holds the running version, and says that it is of this environment. */
export function targetFinding({ target, release, environment }: Facts): Finding {
  const where = `${release.serviceKey} in ${environment.name}`;
  if (target === null) {
    return finding('FAIL', { because: `Configuration declares no item for ${where}.`, actual: 'no declared item', restsOn: ['no declared item'], remedy: `Declare the target of ${where} in Muster's configuration.` });
  }
  const broken = unusable(target);
  if (broken !== null || target.record.state !== 'known') return broken ?? hidden(target, 'environment', 'the environment');
  const record = target.record.value;
  if (record.environment === null) return hidden(target, 'environment', 'the environment');
  const told = { evidence: [says(record, 'environment', record.environment), says(record, 'runningVersion', record.runningVersion)], remedyUrl: record.source.url };
  if (!isSameEnvironment(record.environment, environment.name)) {
    return finding('FAIL', {
      ...told, because: `The CMDB says that ${record.label} is of ${record.environment}, not of ${environment.name}.`, actual: `${record.label}: ${record.environment}`,
      restsOn: [`${record.id} of ${record.environment}`], remedy: `Mend the environment of ${record.label} in the CMDB, or the declared target of ${where}.`,
    });
  }
  return finding('PASS', { ...told, because: `${record.label} is ${where}.`, actual: `${record.label}: ${record.environment}`, restsOn: [`${record.id} of ${environment.name}`] });
}
