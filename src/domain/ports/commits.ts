import type { Instant } from '../instant.ts';
import type { Ask } from './ask.ts';

/** A commit as a build names it. */
export interface CommitName {
  /** Host and path of its repository (see repositoryAddress). */
  readonly repository: string;
  /** Its sha, whole or as much of it as the build says. */
  readonly revision: string;
}

export interface Commit extends CommitName {
  /** When it was committed: of one that was rebased or merged anew, the last time. */
  readonly committedAt: Instant;
  readonly url: string | null;
}

/** Tells of commits in the repositories that a connection's tool keeps. */
export interface CommitReader {
  /** Where those repositories are: a host, or a host and a folder below it, as an address of a repository begins. */
  readonly places: readonly string[];
  /** Those that the tool knows and shows us, under the names they were asked by. Throws a SourceError when it fails. */
  read(names: readonly CommitName[], ask: Ask): Promise<readonly Commit[]>;
}
