import type { Artifact } from '../../../domain/artifact.ts';
import type { Facts } from '../../facts.ts';
import { says, type Finding } from '../../finding.ts';
import { plainly } from '../../version.ts';
import { contradiction, saidByConfiguration, type Rule } from './contradiction.ts';

/** The artifacts of one package come out of the service's own builds, and of one run of each. An artifact that names no build says nothing. */
export const buildRule: Rule = {
  kind: 'BUILD',
  look: (facts) => {
    const built = facts.artifacts.flatMap(({ record, discountedBecause }) => (record.state === 'known' && discountedBecause === null && record.value.buildName !== null ? [{ record: record.value, name: record.value.buildName }] : []));
    return [...built.flatMap(({ record, name }) => strange(record, name, facts)), ...runs(built, facts)];
  },
};

interface Built { readonly record: Artifact; readonly name: string }

/** A build goes by the name that configuration declares, or by that of the service: payments-web is one of payments. */
function strange(record: Artifact, name: string, facts: Facts): readonly Finding[] {
  const { release, service } = facts;
  const declared = service?.artifacts?.build ?? null;
  if (declared === null || [declared, release.serviceKey].some((own) => isOf(name, own))) return [];
  return [contradiction({
    because: `${record.name} was built by ${name}, and ${release.key} is built by ${declared}`, actual: `${record.name}: build ${name}`, between: [says(record, 'buildName', name), saidByConfiguration(facts, 'artifacts.build', declared)],
    restsOn: [`${record.id} built by ${name}`], remedy: `Take ${record.name} out of ${release.key} with a reason, or link the one that ${declared} built.`, remedyUrl: record.source.url,
  })];
}

function isOf(name: string, own: string): boolean {
  const [word, key] = [plainly(name).trim().toLowerCase(), plainly(own).trim().toLowerCase()];
  return word === key || ['-', '_', '.', '/', ' '].some((mark) => word.startsWith(key + mark));
}

/** Two runs of one build in one package: at least one of the artifacts is of another version than its path says. */
function runs(built: readonly Built[], { release }: Facts): readonly Finding[] {
  return [...Map.groupBy(built, ({ name }) => name.toLowerCase()).values()].flatMap((some) => {
    const numbered = some.flatMap(({ record, name }) => (record.buildNumber === null ? [] : [{ record, name, number: record.buildNumber.trim() }]));
    const [first] = numbered;
    const other = numbered.find(({ number }) => number !== first?.number);
    if (first === undefined || other === undefined) return [];
    return [contradiction({
      because: `${first.record.name} comes from ${first.name} ${first.number}, and ${other.record.name} from ${other.name} ${other.number}: ${release.key} mixes two builds`, actual: `${first.name} ${first.number} and ${other.number}`,
      between: [says(first.record, 'buildNumber', first.number), says(other.record, 'buildNumber', other.number)],
      restsOn: [`${first.record.id} of ${first.name} ${first.number}`, `${other.record.id} of ${other.name} ${other.number}`],
      remedy: `Link the artifacts of one build to ${release.key}, take the others out with a reason, and seal it anew.`, remedyUrl: other.record.source.url,
    })];
  });
}
