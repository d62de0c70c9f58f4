import { z } from 'zod';
import { defineGate } from '../../gate.ts';
import { changeFindings } from './change.rule.ts';
import { packageFindings } from './package.rule.ts';
import { planFinding } from './plan.rule.ts';
import { targetFinding } from './target.rule.ts';

/** Change, plan, package and CMDB speak of one service, one version and one environment. What names none of them is unknown, what names another is red. */
export const changeMatchesRelease = defineGate({
  name: 'change-matches-release',
  sentence: 'The change, the plan, the package and the CMDB name the same service, version and environment.',
  why: 'An approval of something else is no approval: the wrong version under a right change is how accidents begin.',
  needs: ['changes with their texts and configuration items', 'the plan', 'the artifacts of the package', 'the item that holds the running version'],
  parameters: z.strictObject({}),
  relations: ['CHANGE', 'ARTIFACT'],
  look(facts) {
    const { release, environment } = facts;
    const same = `${release.serviceKey} ${release.version} in ${environment.name}`;
    return {
      expected: same,
      findings: facts.changes.length === 0 ? [] : [...changeFindings(facts), planFinding(facts), ...packageFindings(facts), targetFinding(facts)],
      passes: `Change, plan, package and CMDB all speak of ${same}.`,
      nothing: {
        because: `No change is linked to ${release.key} for ${environment.name} that could name it.`,
        remedy: `Open a change with the correlation id ${release.key}, or link the one there is.`,
      },
    };
  },
});
