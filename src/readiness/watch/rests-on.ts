import type { Moved } from '../../domain/ports/changes.ts';
import type { Judgement } from '../receipt.ts';

/** What a judgement rested on, as far as it is worth another look when it moves. */
export interface Rest {
  readonly releases: ReadonlySet<string>;
  readonly identities: ReadonlySet<string>;
}

/** The records that it was shown or that a verdict names, the release, and those that it depends on. */
export function restOf({ facts, readiness }: Judgement): Rest {
  const { release, changes, workItems, artifacts, items } = facts;
  const linked = [...changes, ...workItems, ...artifacts, ...items].map(({ link }) => link?.identity);
  const shown = readiness.verdicts.flatMap(({ evidence }) => evidence.map(({ recordId }) => recordId));
  return {
    releases: new Set([release.key, ...release.dependsOn]),
    identities: new Set([...linked, ...shown].filter((identity) => identity != null)),
  };
}

export function isTouchedBy({ releases, identities }: Rest, moved: Moved): boolean {
  switch (moved.of) {
    case 'ANYTHING': return true;
    case 'RELEASE': return releases.has(moved.key);
    // It may be in the way of any release, or what another waits for; a step within a state, or that somebody judged, moves nothing.
    case 'DEPLOYMENT': return moved.isTurn;
    case 'ASSESSMENT': return false;
    case 'RECORDS': return moved.identities.some((identity) => identities.has(identity));
  }
}
