import { z } from 'zod';
import type { Service, ServiceLevel } from '../../../domain/configuration-item.ts';
import type { Facts } from '../../facts.ts';
import { finding, unlearnt, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { reachOf } from '../../reach.ts';

const parameters = z.strictObject({
  /** How much must be left of every service level, in percent. */
  minimumPercent: z.number().min(0).max(100).default(20),
});
type Parameters = z.output<typeof parameters>;

/** Levels that run: the clocks of what is open about a service. How much is left is as old as the tool's own last reckoning. */
export const serviceLevelsHold = defineGate({
  name: 'service-levels-hold',
  sentence: 'Every service that the release reaches keeps its service levels, with enough to spare.',
  why: 'A service that has used up what its users bear has nothing left for a release that goes wrong.',
  needs: ['configuration items of the release, and the item that holds the running version', 'the services that each reaches over the CMDB', 'the running service levels of each service: whether breached, and how much is left'],
  empty: 'The release reaches no service, or none whose service levels run.',
  asks: ['reach', 'serviceLevels'],
  parameters,
  reads: ['service', 'ci', 'incident'],
  relations: ['CONFIGURATION_ITEM'],
  look(facts, given) {
    const { release, environment } = facts;
    return {
      expected: `no service level breached, ${given.minimumPercent} % left of each`,
      findings: findingsOf(facts, given),
      passes: 'Every service level of what is reached holds.',
      nothing: {
        because: `No service that ${release.key} reaches in ${environment.name} has a service level that runs.`,
        remedy: 'Define service levels of the service, relate the items to it in the CMDB, or let this gate be empty in the policy.',
      },
    };
  },
});

function findingsOf(facts: Facts, given: Parameters): readonly Finding[] {
  const { findings, services } = reachOf(facts);
  const { serviceLevels } = facts.asked;
  if (services.length === 0) return findings;
  if (serviceLevels.state !== 'known') return [...findings, unlearnt('which service levels run', serviceLevels)];
  const told = new Map(serviceLevels.value.map((one) => [one.of, one.told]));
  return [...findings, ...services.flatMap((service) => {
    const levels = told.get(service.id) ?? ({ state: 'absent', fetchedAt: service.source.fetchedAt } as const);
    return levels.state === 'known' ? levels.value.map((level) => findingOf(level, service, given)) : [unlearnt(`which service levels of ${service.label} run`, levels)];
  })];
}

function findingOf({ name, isBreached, remainingPercent, target }: ServiceLevel, { id, label, source }: Service, { minimumPercent }: Parameters): Finding {
  const left = remainingPercent === null ? null : `${Math.round(remainingPercent * 10) / 10} %`;
  const told = {
    actual: `${label}, ${name}: ${isBreached === true ? 'breached' : left ?? 'unknown'}`, remedyUrl: source.url,
    evidence: [{ source, recordId: id, field: 'serviceLevels', label: `${label}, ${name}${target === null ? '' : ` (${target})`}`, value: isBreached === true ? 'breached' : left, url: source.url }],
  };
  if (isBreached === true) return finding('FAIL', { ...told, because: `${label} has breached its service level ${name}.`, restsOn: [`${id} ${name} breached`], remedy: `Restore ${label} first; a release that goes wrong would add to it.` });
  if (remainingPercent !== null && remainingPercent < minimumPercent) return finding('FAIL', { ...told, because: `${label} has ${left ?? ''} left of its service level ${name}, less than ${minimumPercent} %.`, restsOn: [`${id} ${name} nearly used up`], remedy: `Resolve what is open about ${label} first.` });
  if (remainingPercent === null || isBreached === null) return finding('UNKNOWN', { ...told, because: `${source.connection} does not say how the service level ${name} of ${label} stands.`, restsOn: [`${id} ${name} unsaid`], remedy: `Let Muster's account in ${source.connection} read service levels.` });
  return finding('PASS', { ...told, because: `${label} keeps its service level ${name}.`, restsOn: [`${id} ${name} holds`] });
}
