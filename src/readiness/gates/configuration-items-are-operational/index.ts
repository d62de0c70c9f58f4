import { z } from 'zod';
import { operationalStates, type ConfigurationItem } from '../../../domain/configuration-item.ts';
import type { RecordFacts } from '../../facts.ts';
import { finding, hidden, says, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { allOf } from '../../spoken.ts';

const parameters = z.strictObject({
  /** States that count as fit for a deployment. */
  allowedStates: z.array(z.enum(operationalStates).exclude(['UNKNOWN'])).min(1).default(['OPERATIONAL']),
});

/** Every item that the release touches in this environment is in use as it should be. */
export const configurationItemsAreOperational = defineGate({
  name: 'configuration-items-are-operational',
  sentence: 'Every configuration item that the release touches is operational.',
  why: 'Deploying onto something in repair or retired makes two problems of one, and hides the first.',
  needs: ['configuration items of the release and of its changes', 'the operational state of each'],
  parameters,
  reads: ['ci', 'change'],
  relations: ['CONFIGURATION_ITEM'],
  look({ items, release, environment }, { allowedStates }) {
    return {
      expected: allowedStates.map(spoken).join(' or '),
      findings: items.map((item) => findingOf(item, allowedStates)),
      passes: `${allOf(items.length, 'configuration item')} ${allowedStates.map(spoken).join(' or ')}.`,
      nothing: { because: `${release.key} touches no configuration item in ${environment.name}.`, remedy: `Name the items on the change, or declare the target of the service for ${environment.name}.` },
    };
  },
});

function findingOf(item: RecordFacts<ConfigurationItem>, allowed: readonly string[]): Finding {
  const broken = unusable(item);
  if (broken !== null || item.record.state !== 'known') return broken ?? hidden(item, 'operationalState', 'the operational state');
  const record = item.record.value;
  const state = record.operationalState;
  const told = { actual: `${record.label}: ${spoken(state)}`, evidence: [says(record, 'operationalState', spoken(state))], remedyUrl: record.source.url };
  if (state === 'UNKNOWN') {
    return finding('UNKNOWN', { ...told, because: `Nobody can tell whether ${record.label} is operational.`, restsOn: [`${record.id} ${state}`], remedy: `Set the operational status of ${record.label} in the CMDB.` });
  }
  if (allowed.includes(state)) return finding('PASS', { ...told, because: `${record.label} is ${spoken(state)}.`, restsOn: [`${record.id} operational`] });
  return finding('FAIL', { ...told, because: `${record.label} is ${spoken(state)}.`, restsOn: [`${record.id} ${state}`], remedy: `Bring ${record.label} back into operation, or take it out of the change.` });
}

function spoken(state: string): string {
  return state.toLowerCase().replace('_', '-');
}
