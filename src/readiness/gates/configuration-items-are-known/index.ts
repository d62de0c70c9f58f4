import { z } from 'zod';
import type { ConfigurationItem } from '../../../domain/configuration-item.ts';
import type { Facts, RecordFacts } from '../../facts.ts';
import { finding, hidden, says, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';

const parameters = z.strictObject({
  /** Classes that items may be of, as the CMDB calls them; empty: any. */
  classes: z.array(z.string().min(1)).default([]),
});

/** Items that a change names are items of the release: the release graph has linked them, and a look at them that was not finished is a gap. */
export const configurationItemsAreKnown = defineGate({
  name: 'configuration-items-are-known',
  sentence: 'Every configuration item that the release touches, and the one that it is deployed to, stands in the CMDB.',
  why: 'Nobody can tell what a change of an unknown thing will break, nor record afterwards what runs there.',
  needs: ['configuration items of the release and of its changes', 'the item that holds the running version'],
  empty: 'The release has no configuration item; the declared target alone is none.',
  parameters,
  reads: ['ci', 'change'],
  relations: ['CONFIGURATION_ITEM', 'CHANGE'],
  look(facts, { classes }) {
    const { items, release, environment } = facts;
    return {
      expected: classes.length === 0 ? 'every item found in the CMDB' : `every item found in the CMDB, of class ${classes.join(' or ')}`,
      findings: items.length === 0 ? [] : [...items.map((item) => findingOf(item, classes)), targetFinding(facts, classes)],
      passes: 'Every configuration item is known to the CMDB.',
      nothing: { because: `${release.key} touches no configuration item in ${environment.name}.`, remedy: `Name the items on the change of ${release.key}, or link them.` },
    };
  },
});

function targetFinding({ target, release, environment }: Facts, classes: readonly string[]): Finding {
  if (target !== null) return findingOf(target, classes);
  return finding('FAIL', {
    because: `Configuration declares no item for ${release.serviceKey} in ${environment.name}.`, actual: 'no declared item', restsOn: ['no declared item'],
    remedy: `Declare the target of ${release.serviceKey} for ${environment.name} in Muster's configuration.`,
  });
}

function findingOf(item: RecordFacts<ConfigurationItem>, classes: readonly string[]): Finding {
  const broken = unusable(item);
  if (broken !== null || item.record.state !== 'known') return broken ?? hidden(item, 'name', 'the name');
  const record = item.record.value;
  if (record.name === null) return hidden(item, 'name', 'the name');
  const told = { actual: `${record.name}: ${record.className}`, evidence: [says(record, 'className', record.className)], remedyUrl: record.source.url };
  if (classes.length === 0 || classes.includes(record.className)) return finding('PASS', { ...told, because: `${record.name} is known.`, restsOn: [`${record.id} known`] });
  return finding('FAIL', {
    ...told, because: `${record.name} is of class ${record.className}, which the policy does not name.`, restsOn: [`${record.id} of ${record.className}`],
    remedy: `Name the item itself on the change instead of ${record.name}, or let the policy name its class.`,
  });
}
