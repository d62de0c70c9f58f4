import { toInstant } from '../../domain/instant.ts';
import type { CommitReader } from '../../domain/ports/commits.ts';
import { createCommitReader } from '../commit-reader.ts';
import type { ConnectorSettings } from '../connector.ts';
import { HttpProblem } from '../http/index.ts';
import type { GitLabClient } from './client.ts';
import { projectPath } from './project-path.ts';
import { toPage } from './translate.ts';
import { commitSchema } from './wire.ts';

const path = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/;

/** When commits of this GitLab's projects were made; unknown or hidden is 404. */
export function commitsOf(client: GitLabClient, settings: Pick<ConnectorSettings, 'name' | 'url' | 'options'>): CommitReader {
  return createCommitReader({
    product: 'GitLab', place: placeOf(settings.url), path,
    async commitOf(project, sha, ask) {
      try {
        const { body } = await client.send({ method: 'GET', path: `${projectPath({ project })}/repository/commits/${sha}`, query: { stats: false }, schema: commitSchema, ask, doing: 'reading when a commit was made' });
        const committedAt = toInstant(body.committed_date);
        return committedAt === null || !body.id.toLowerCase().startsWith(sha) ? null : { committedAt, url: toPage(body.web_url) };
      } catch (error) {
        if (error instanceof HttpProblem && error.status === 404) return null;
        throw error;
      }
    },
  }, settings);
}

/** An instance may stand in a folder of its host. */
function placeOf(url: string): string {
  const parsed = URL.parse(url);
  return `${parsed?.host ?? ''}${parsed?.pathname ?? ''}`.replace(/\/+$/, '');
}
