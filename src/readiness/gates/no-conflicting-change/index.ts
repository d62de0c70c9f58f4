import { z } from 'zod';
import { defineGate } from '../../gate.ts';
import { changeFinding } from './change.rule.ts';
import { deploymentFindings } from './deployment.rule.ts';

const parameters = z.strictObject({
  /** Kinds of conflict, by the change tool's own words for them, that may stand, e.g. not_in_maintenance_window. */
  bears: z.array(z.string().min(1)).default([]),
  /** How many hours ago the tool may have checked at most: what it found is a snapshot, and does not follow a new window or item. */
  checkedWithinHours: z.number().positive().default(24),
});
export type Parameters = z.output<typeof parameters>;

/** The change tool looks at windows and items of changes, Muster at what it deploys itself or sees others deploy: neither sees what the other does. */
export const noConflictingChange = defineGate({
  name: 'no-conflicting-change',
  sentence: 'No other change and no other deployment touches the same things at the same time.',
  why: 'Two changes at once on one item break each other, and nobody can tell afterwards which of the two it was.',
  needs: ['changes linked to the release', "when the change tool last checked each for conflicts, and what it found", 'the items of each change and of the release', "Muster's own deployments that have not ended, and the items of their changes"],
  empty: 'No change is linked, and no other deployment touches the same items.',
  asks: ['conflicts', 'openDeployments'],
  parameters,
  reads: ['change', 'ci', 'window'],
  relations: ['CHANGE', 'CONFIGURATION_ITEM'],
  look(facts, given) {
    const { changes, release, environment } = facts;
    return {
      expected: `every change checked within ${given.checkedWithinHours} hours, no conflict${given.bears.length === 0 ? '' : ` but ${given.bears.join(', ')}`}, no other deployment on the same items`,
      findings: changes.length === 0 ? deploymentFindings(facts).filter(({ outcome }) => outcome !== 'PASS') : [...changes.map((change) => changeFinding(change, facts, given)), ...deploymentFindings(facts)],
      passes: `${changes.map((change) => change.source.key).join(', ')} ${changes.length === 1 ? 'has' : 'have'} no conflict, and nothing else is being deployed to the same items.`,
      nothing: {
        because: `No change is linked to ${release.key} for ${environment.name}, so nobody checked what else happens at the same time.`,
        remedy: `Open a change with the correlation id ${release.key}, or link the one there is.`,
      },
    };
  },
});
