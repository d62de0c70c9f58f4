import type { Instant } from '../instant.ts';
import type { RecordIdentity, Reference } from '../reference.ts';
import type { CommitName } from './commits.ts';

/** Of which commit a build was made, and when that was committed: a copy of this kind under the build's identity, with the build's reference. */
export const buildCommit = 'build.commit';
export type BuildCommit = typeof buildCommit;

export interface UndatedBuild {
  readonly identity: RecordIdentity;
  readonly reference: Reference;
  readonly commit: CommitName;
}

/** The builds in the mirror of whose commit nobody told yet when it was made. */
export interface UndatedBuilds {
  /** In order of their identity, and how many there are from there on. */
  undated(asked: UndatedQuestion): Promise<{ readonly builds: readonly UndatedBuild[]; readonly left: number }>;
}

export interface UndatedQuestion {
  /** Only builds of repositories at these places (see CommitReader). */
  readonly places: readonly string[];
  /** Only builds that began since, and those that do not say when. */
  readonly startedSince: Instant;
  /** Builds that are left out. */
  readonly except: readonly RecordIdentity[];
  /** Only those behind this one; null: from the first. */
  readonly after: RecordIdentity | null;
  readonly limit: number;
}
