import { instant } from '../../domain/instant.ts';
import type { Clock, Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RunLookup } from '../../domain/ports/deployer.ts';
import { foundAmong } from '../found-runs.ts';
import type { GitHubClient } from './client.ts';
import { runsSince } from './runs-since.ts';
import type { DeploySettings } from './settings.ts';
import { titleOf } from './told.ts';
import { toRun } from './translate.ts';
import type { Origin } from './translate.ts';

/** From then on a run that was accepted stands in lists; before, a list without it proves nothing. */
export const listingLagMs = 60_000;
/** How far GitHub's clock and ours may differ. */
const clockSkewMs = 120_000;

/**
 * Looks a run up by the correlation that its workflow echoes in `run-name`. Absence is proven only by a whole list, asked
 * for long enough after the trigger, in which every run since then carries another correlation: a run without any may
 * be ours from a workflow that does not echo it.
 */
export async function findRun(client: GitHubClient, settings: DeploySettings, correlation: string, triggeredAt: Instant, origin: Origin, clock: Clock, ask: Ask): Promise<RunLookup> {
  const askedAt = clock.now().getTime();
  const since = instant(new Date(Date.parse(triggeredAt) - clockSkewMs));
  const { runs, isComplete } = await runsSince(client, settings, since, { event: 'workflow_dispatch', doing: 'looking for the run of a deployment', ask });
  const echo = wordOf(correlation);
  const found = foundAmong(runs.filter((run) => echo.test(titleOf(run))).toSorted((a, b) => a.id - b.id).map((run) => toRun(run, origin)));
  if (found !== null) return found;
  const another = likenessOf(correlation);
  const isAccountedFor = runs.every((run) => another.test(titleOf(run)));
  return { outcome: 'ABSENT', isProven: isComplete && isAccountedFor && askedAt - Date.parse(triggeredAt) >= listingLagMs };
}

/** The correlation as a word of its own: "a-1" does not stand in "a-12". */
function wordOf(correlation: string): RegExp {
  return asWord(correlation.replaceAll(/[^A-Za-z0-9]/g, '\\$&'));
}

/** Any correlation of the same build: same length, same separators. */
function likenessOf(correlation: string): RegExp {
  return asWord(correlation.replaceAll(/./gs, (letter) => (/[A-Za-z0-9]/.test(letter) ? '[A-Za-z0-9]' : `\\${letter}`)));
}

function asWord(pattern: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9_-])${pattern}(?![A-Za-z0-9_-])`);
}
