import { toInstant } from '../../domain/instant.ts';
import type { CommitReader } from '../../domain/ports/commits.ts';
import { createCommitReader } from '../commit-reader.ts';
import type { ConnectorSettings } from '../connector.ts';
import { HttpProblem } from '../http/index.ts';
import type { GitHubClient } from './client.ts';
import { toPage } from './translate.ts';
import { commitSchema } from './wire.ts';

const path = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*\/[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;

/** When commits of this GitHub's repositories were made; unknown are 404, 409 (an empty repository) and 422 (no such sha). */
export function commitsOf(client: GitHubClient, settings: Pick<ConnectorSettings, 'name' | 'url' | 'options'>): CommitReader {
  return createCommitReader({
    product: 'GitHub', place: placeOf(settings.url), path,
    async commitOf(repository, sha, ask) {
      try {
        const { body } = await client.send({ method: 'GET', path: `/repos/${repository}/commits/${sha}`, query: { per_page: 1 }, schema: commitSchema, ask, doing: 'reading when a commit was made' });
        const committedAt = toInstant(body.commit.committer?.date ?? '');
        return committedAt === null || !body.sha.toLowerCase().startsWith(sha) ? null : { committedAt, url: toPage(body.html_url) };
      } catch (error) {
        if (error instanceof HttpProblem && [404, 409, 422].includes(error.status ?? 0)) return null;
        throw error;
      }
    },
  }, settings);
}

/** The API of the cloud has a host of its own, api.github.com or api.NAME.ghe.com; an enterprise server's is the server itself. */
function placeOf(url: string): string {
  const host = URL.parse(url)?.host ?? '';
  return host === 'api.github.com' || (host.startsWith('api.') && host.endsWith('.ghe.com')) ? host.slice('api.'.length) : host;
}
