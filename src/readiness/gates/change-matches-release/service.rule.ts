import type { ServiceDeclaration } from '../../../domain/environment.ts';
import { readReference } from '../../../domain/reference.ts';
import type { Facts } from '../../facts.ts';
import { finding, says, type Finding } from '../../finding.ts';
import { plainly } from '../../version.ts';
import { contradiction, saidByConfiguration, type Rule } from './contradiction.ts';
import { ownChanges, type OwnChange } from './own-changes.ts';

/** A change that names a service names the release's. Some tools put its first item there, which the rule of the items looks at, and many name none. */
export const serviceRule: Rule = { kind: 'SERVICE', look: (facts) => ownChanges(facts).flatMap((own) => serviceFinding(own, facts)) };

function serviceFinding({ change, record }: OwnChange, facts: Facts): readonly Finding[] {
  const { serviceName, label, source } = record;
  if (serviceName === null) return [];
  const said = wordOf(serviceName);
  const items = change.items.state === 'known' ? change.items.value.flatMap(({ name }) => (name === null ? [] : [name])) : [];
  if ([...ownWords(facts), ...items].some((word) => wordOf(word) === said)) return [];
  const theirs = facts.otherServices.some((service) => wordsOf(service).some((word) => wordOf(word) === said));
  const own = facts.service?.name ?? facts.release.serviceKey;
  if (!theirs && change.items.state !== 'known') {
    return [finding('UNKNOWN', {
      because: `${label} names ${serviceName}, and nobody can tell whether that is an item or another service than ${own}.`, actual: `${label}: ${serviceName}`, evidence: [says(record, 'serviceName', serviceName)],
      restsOn: [`${record.id} names ${said}`], remedy: `Judge again once ${source.connection} tells the items of ${label}.`, remedyUrl: source.url,
    })];
  }
  return [contradiction({
    because: `${label} is for the service ${serviceName}, and ${facts.release.key} is of ${own}`, actual: `${label}: ${serviceName}`, between: [says(record, 'serviceName', serviceName), saidByConfiguration(facts, 'name', own)],
    restsOn: [`${record.id} for ${said}`], remedy: `Set the service of ${label} to ${own}, or link the change of ${facts.release.key}.`, remedyUrl: source.url,
  })];
}

/** Everything this service goes by: its names, and its item here, under the name it was declared with and the one it has now. */
function ownWords({ release, service, target }: Facts): readonly string[] {
  const item = target === null ? [] : [target.declaration.match, ...(target.record.state === 'known' && target.record.value.name !== null ? [target.record.value.name] : [])];
  return [release.serviceKey, ...(service === null ? [] : wordsOf(service)), ...item];
}

function wordsOf({ key, name, record }: ServiceDeclaration): readonly string[] {
  const kept = record === null ? undefined : readReference(record)?.key;
  return [key, name, ...(kept === undefined ? [] : [kept])];
}

function wordOf(name: string): string {
  return plainly(name).trim().toLowerCase().replace(/[\s_-]+/g, ' ');
}
