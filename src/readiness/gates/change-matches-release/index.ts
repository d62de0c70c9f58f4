import { z } from 'zod';
import { defineGate } from '../../gate.ts';
import { rules } from './rules.ts';

/**
 * Change, plan, package, work and CMDB speak of one service, one version, one environment and one time. What names none of them is
 * unknown, what names another is red: a contradiction between two tools names both, what each says, and when it was read.
 */
export const changeMatchesRelease = defineGate({
  name: 'change-matches-release',
  sentence: 'The change, the plan, the package, the work and the CMDB say the same about the release.',
  why: 'An approval of something else is no approval: the wrong version under a right change is how accidents begin.',
  needs: [
    'changes with their texts, services, windows, people and configuration items', 'the plan', 'the artifacts of the package and their builds', 'the versions that work items are planned for',
    'the item that holds the running version', 'what went out last of the service',
  ],
  asks: ['lastOfService'],
  parameters: z.strictObject({}),
  reads: ['change', 'artifact', 'build', 'work-item', 'ci'],
  relations: ['CHANGE', 'ARTIFACT', 'WORK_ITEM'],
  look(facts) {
    const { release, environment } = facts;
    const same = `${release.serviceKey} ${release.version} in ${environment.name}`;
    return {
      expected: same,
      findings: facts.changes.length === 0 ? [] : rules.flatMap(({ look }) => look(facts)),
      passes: `Change, plan, package, work and CMDB all speak of ${same}.`,
      nothing: {
        because: `No change is linked to ${release.key} for ${environment.name} that could name it.`,
        remedy: `Open a change with the correlation id ${release.key}, or link the one there is.`,
      },
    };
  },
});
