import { toInstant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Commit, CommitName, CommitReader } from '../../domain/ports/commits.ts';
import type { ConnectorSettings } from '../connector.ts';
import { HttpProblem } from '../http/index.ts';
import type { GitHubClient } from './client.ts';
import { readOptions } from './options.ts';
import { toPage } from './translate.ts';
import { commitSchema } from './wire.ts';

const repositoryPath = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*\/[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;
const sha = /^[0-9a-f]{7,64}$/;

/** When commits of this GitHub's repositories were made: one call each, for it has no question for several. */
export function createCommitReader(client: GitHubClient, settings: Pick<ConnectorSettings, 'name' | 'url' | 'options'>): CommitReader {
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

/** The API of the cloud has a host of its own, api.github.com or api.NAME.ghe.com; an enterprise server's is the server itself. */
function placeOf(url: string): string {
  const host = URL.parse(url)?.host ?? '';
  return host === 'api.github.com' || (host.startsWith('api.') && host.endsWith('.ghe.com')) ? host.slice('api.'.length) : host;
}

/** None when GitHub knows no such commit or repository, or hides it: 404, 409 (an empty repository) and 422 (no such sha). */
async function readCommit(client: GitHubClient, places: readonly string[], { repository, revision }: CommitName, ask: Ask): Promise<readonly Commit[]> {
  const place = places.find((one) => repository.startsWith(`${one}/`));
  const path = place === undefined ? '' : repository.slice(place.length + 1);
  const asked = revision.toLowerCase();
  if (!repositoryPath.test(path) || !sha.test(asked)) return [];
  try {
    const { body } = await client.send({ method: 'GET', path: `/repos/${path}/commits/${asked}`, query: { per_page: 1 }, schema: commitSchema, ask, doing: 'reading when a commit was made' });
    const committedAt = toInstant(body.commit.committer?.date ?? '');
    return committedAt === null || !body.sha.toLowerCase().startsWith(asked) ? [] : [{ repository, revision, committedAt, url: toPage(body.html_url) }];
  } catch (error) {
    if (error instanceof HttpProblem && [404, 409, 422].includes(error.status ?? 0)) return [];
    throw error;
  }
}
