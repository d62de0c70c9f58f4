import { toInstant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Commit, CommitName, CommitReader } from '../../domain/ports/commits.ts';
import type { ConnectorSettings } from '../connector.ts';
import { HttpProblem } from '../http/index.ts';
import type { GitLabClient } from './client.ts';
import { readOptions } from './options.ts';
import { projectPath } from './project-path.ts';
import { toPage } from './translate.ts';
import { commitSchema } from './wire.ts';

const project = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/;
const sha = /^[0-9a-f]{7,64}$/;

/** When commits of this GitLab's projects were made: one call each, for it has no question for several. */
export function createCommitReader(client: GitLabClient, settings: Pick<ConnectorSettings, 'name' | 'url' | 'options'>): CommitReader {
  const places = readOptions(settings).repositoriesAt ?? [placeOf(settings.url)];
  return {
    places,
    async read(names, ask) {
      const commits: Commit[] = [];
      for (const name of names) commits.push(...await readCommit(client, places, name, ask));
      return commits;
    },
  };
}

/** An instance may stand in a folder of its host. */
function placeOf(url: string): string {
  const parsed = URL.parse(url);
  return `${parsed?.host ?? ''}${parsed?.pathname ?? ''}`.replace(/\/+$/, '');
}

/** None when GitLab knows no such commit or project, or hides it (404). */
async function readCommit(client: GitLabClient, places: readonly string[], { repository, revision }: CommitName, ask: Ask): Promise<readonly Commit[]> {
  const place = places.find((one) => repository.startsWith(`${one}/`));
  const path = place === undefined ? '' : repository.slice(place.length + 1);
  const asked = revision.toLowerCase();
  if (!project.test(path) || !sha.test(asked)) return [];
  try {
    const { body } = await client.send({ method: 'GET', path: `${projectPath({ project: path })}/repository/commits/${asked}`, query: { stats: false }, schema: commitSchema, ask, doing: 'reading when a commit was made' });
    const committedAt = toInstant(body.committed_date);
    return committedAt === null || !body.id.toLowerCase().startsWith(asked) ? [] : [{ repository, revision, committedAt, url: toPage(body.web_url) }];
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return [];
    throw error;
  }
}
