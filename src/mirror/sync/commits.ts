import { instant, type Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Commit, CommitName, CommitReader } from '../../domain/ports/commits.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { Copy } from '../../domain/ports/copy-store.ts';
import type { SyncCursor, SyncPage } from '../../domain/ports/sync.ts';
import { buildCommit, type UndatedBuild, type UndatedBuilds } from '../../domain/ports/undated-builds.ts';
import { readReference } from '../../domain/reference.ts';
import { goingOn, lastOf } from './by-identity.ts';
import type { CopyPages } from './pages.ts';
import type { SyncSettings } from './settings.ts';
import { toldBy } from './told-by.ts';
import { Unanswered } from './unanswered.ts';

export interface CommitsOptions {
  readonly builds: UndatedBuilds;
  readonly clock: Clock;
  readonly settings: Pick<SyncSettings, 'wholeEveryMs' | 'atOnce' | 'lookBackMs'>;
}

/**
 * When the commits were made that builds in the mirror were made of. What a tool told once is never asked again, for commits do
 * not change; one that it does not know, or hides, is asked for again as often as whole passes go.
 */
export class Commits {
  readonly #options: CommitsOptions;
  readonly #unanswered = new Unanswered();

  constructor(options: CommitsOptions) {
    this.#options = options;
  }

  /** Undefined when the connection tells of no commits. */
  pages(connection: Connection, deadlineMs: number): CopyPages | undefined {
    const { commits: reader } = connection;
    return reader && { areKeptAlone: true, page: (cursor, ask) => this.#page(connection, reader, deadlineMs, cursor, ask) };
  }

  async #page(connection: Connection, reader: CommitReader, deadlineMs: number, cursor: SyncCursor | null, ask: Ask): Promise<SyncPage<Copy>> {
    const { name } = connection;
    const { builds: undated, clock, settings: { wholeEveryMs, atOnce, lookBackMs } } = this.#options;
    const [nowMs, after] = [clock.now().getTime(), lastOf(cursor)];
    const except = this.#unanswered.since(name, buildCommit, nowMs - wholeEveryMs);
    const { builds, left } = await undated.undated({ places: reader.places, startedSince: instant(new Date(nowMs - lookBackMs)), except, after, limit: atOnce });
    const names = [...new Map(builds.map(({ commit }) => [keyOf(commit), commit])).values()];
    const commits = names.length === 0 ? [] : await toldBy(connection, deadlineMs, clock, () => reader.read(names, ask));
    const told = new Map(commits.map((commit) => [keyOf(commit), commit]));
    for (const { identity, commit } of builds) if (!told.has(keyOf(commit))) this.#unanswered.add(name, buildCommit, identity, nowMs);
    return {
      records: builds.flatMap((build) => copyOf(build, told.get(keyOf(build.commit)), name, instant(new Date(nowMs)))),
      ...goingOn(builds.map(({ identity }) => identity), left, after),
    };
  }
}

function keyOf({ repository, revision }: CommitName): string {
  return `${repository}@${revision}`;
}

/** It stands beside the build, in the build's own connection: who may not see that one does not see its commit. */
function copyOf({ identity, reference }: UndatedBuild, commit: Commit | undefined, teller: string, fetchedAt: string): readonly Copy[] {
  return commit === undefined ? [] : [{ connection: readReference(identity)?.connection ?? '', kind: buildCommit, identity, reference, content: { ...commit, connection: teller }, fetchedAt }];
}
