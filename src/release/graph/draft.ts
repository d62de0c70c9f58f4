import type { DiscoveryGap } from '../../domain/ports/release-graph.ts';
import type { LinkDraft } from '../new-link.ts';

/** An edge that a rule drew. Not settled: drawn for now and not written down, since what decides its environment could not be read. */
export interface Draft extends LinkDraft {
  readonly isSettled: boolean;
}

/** What one look for one release came to. */
export interface Discovery {
  readonly drafts: readonly Draft[];
  readonly gaps: readonly DiscoveryGap[];
  /** Ids of links that the records themselves no longer bear out. */
  readonly dropped: ReadonlySet<string>;
}

export function joined(discoveries: readonly Discovery[]): Discovery {
  return {
    drafts: discoveries.flatMap(({ drafts }) => drafts),
    gaps: discoveries.flatMap(({ gaps }) => gaps),
    dropped: new Set(discoveries.flatMap(({ dropped }) => [...dropped])),
  };
}
