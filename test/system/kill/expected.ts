import type { Fate } from './die-at.ts';
import type { Death } from './points.ts';
import type { Tally } from './tally.ts';

/** What must have become of a deployment, whatever it died at. */
export interface Due extends Tally {
  readonly state: string;
  readonly needsAttention: boolean;
}

/** Of one trigger that somebody on the way repeats these make two runs; Jenkins lets the first stand for both while it waits, Argo CD does one thing at a time, a webhook knows its key. */
const makesTwo: ReadonlySet<string> = new Set(['github', 'gitlab']);

/**
 * One dispatch, one CMDB write, one promotion, each mark and link, one version released, one incident and one problem in a failing run, each change of state once. Killed between the journalled
 * INTENT and the post nothing was sent, and nothing ever is again: the absence is proven and the deployment ends FAILED,
 * its change left in Implement (src/deployment/README.md).
 */
export function due({ run, point, answer, deployer = 'github' }: Death): Due {
  const isDoubled = answer === 'twice' && point !== 'intent:trigger' && makesTwo.has(deployer);
  const calm = { needsAttention: false, incidents: 0, problems: 0, promotions: 0, stamps: 0, versionReleases: 0, links: 0, changeMoves: 2, changeState: '0', runs: isDoubled ? 2 : 1 };
  const nothingRan = { ...calm, state: 'FAILED', runs: 0, cmdbWrites: 0, cmdbVersion: '1.9.1', changeMoves: 1, changeState: '-1' };
  if (point === 'intent:trigger') return { ...nothingRan, dispatches: 0 };
  if (answer === 'refused') return { ...nothingRan, dispatches: 1 };
  if (run === 'failure') return { ...calm, state: 'FAILED', dispatches: 1, cmdbWrites: 0, cmdbVersion: '1.9.1', incidents: 1, problems: 1 };
  return { ...calm, state: 'SUCCEEDED', dispatches: 1, cmdbWrites: 1, cmdbVersion: '1.9.2', promotions: 1, stamps: 6, versionReleases: 1, links: 6 };
}

/** The same of what did become of it. */
export function met({ state, needsAttention, tally }: Fate): Record<keyof Due, unknown> {
  return { state, needsAttention, ...tally };
}
