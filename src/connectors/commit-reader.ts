import { z } from 'zod';
import { UserMistake } from '../domain/error.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Commit, CommitReader } from '../domain/ports/commits.ts';
import type { ConnectorSettings } from './connector.ts';

const sha = /^[0-9a-f]{7,64}$/;

const optionsSchema = z.strictObject({
  /** Where the repositories stand by their own addresses, where that is not where the API is: a host, or a host and a folder below it. */
  repositoriesAt: z.array(z.string().regex(/^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[^\s/]+)*$/, 'write a host as addresses of repositories begin with it, e.g. github.com')).min(1).optional(),
});

/** How one forge is asked for a commit. */
export interface Forge {
  /** As people call it: "GitHub". */
  readonly product: string;
  /** Where its repositories stand when no option says so. */
  readonly place: string;
  /** What a repository may be called below its place. */
  readonly path: RegExp;
  /** The commit of that sha, in lower case, maybe cut; null when the forge does not know it or hides it. */
  readonly commitOf: (path: string, sha: string, ask: Ask) => Promise<Pick<Commit, 'committedAt' | 'url'> | null>;
}

/** When commits of a forge's repositories were made: one call each, for none has a question for several. Throws UserMistake INVALID that names the first wrong option. */
export function createCommitReader({ product, place, path, commitOf }: Forge, settings: Pick<ConnectorSettings, 'name' | 'options'>): CommitReader {
  const places = placesIn(settings, product) ?? [place];
  return {
    places,
    async read(names, ask) {
      const commits: Commit[] = [];
      for (const { repository, revision } of names) {
        const at = places.find((one) => repository.startsWith(`${one}/`));
        const below = at === undefined ? '' : repository.slice(at.length + 1);
        const asked = revision.toLowerCase();
        const commit = path.test(below) && sha.test(asked) ? await commitOf(below, asked, ask) : null;
        if (commit !== null) commits.push({ repository, revision, ...commit });
      }
      return commits;
    },
  };
}

function placesIn({ name, options }: Pick<ConnectorSettings, 'name' | 'options'>, product: string): readonly string[] | undefined {
  const read = optionsSchema.safeParse(options ?? {});
  if (read.success) return read.data.repositoriesAt;
  const [issue] = read.error.issues;
  const at = (issue?.path ?? []).map(String);
  throw new UserMistake('INVALID', `${name}: ${at.join('.') || 'options'}: ${issue?.message ?? 'not understood'}. ${product} takes { repositoriesAt }.`, ['options', ...at]);
}
