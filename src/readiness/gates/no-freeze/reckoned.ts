import type { Stretch } from '../../../domain/freeze.ts';
import type { Instant } from '../../../domain/instant.ts';
import { saidLong } from '../../expected-duration.ts';
import type { Finding } from '../../finding.ts';
import { standardPasses } from '../../standard-changes.ts';
import type { Timed } from '../../time/freezes.ts';

/** What one rule found, and all the times that hold the release and that it reckoned with; null when some of them cannot be told. */
export interface Reckoned {
  readonly findings: readonly Finding[];
  readonly times: readonly Timed[] | null;
}

/** How the policy reckons. */
export interface Rules {
  /** How long nothing may be on, from now. */
  readonly neededMs: number;
  readonly passed: Parameters<typeof standardPasses>[1];
  /** The changes of the release when all are standard ones and the policy asks. */
  readonly standard: readonly string[] | null;
}

/** The standard changes that pass what is on in this stretch; null when it holds them, or there are others. */
export function passing(what: 'FREEZES' | 'BLACKOUTS', stretch: Stretch, { passed, standard }: Rules): readonly string[] | null {
  return standard !== null && standardPasses(what, passed, stretch) ? standard : null;
}

/** "is on until …", or that it begins before a deployment would be over. */
export function whenOn({ startAt, endAt }: Stretch, now: Instant, neededMs: number): string {
  const until = endAt === null ? 'until it is lifted' : `until ${endAt}`;
  return startAt <= now ? `is on ${until}` : `begins at ${startAt}, before a deployment of ${saidLong(neededMs)} would be over, and is on ${until}`;
}
