import { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { DeployerPlace } from '../../domain/ports/deployer.ts';
import { HttpProblem } from '../http/index.ts';
import type { GitLabClient } from './client.ts';
import { readPages } from './pages.ts';
import { projectPath } from './project-path.ts';
import type { DeploySettings } from './settings.ts';
import { toPage } from './translate.ts';
import type { Origin } from './translate.ts';
import { environmentsSchema, protectedSchema } from './wire.ts';

/** Said where GitLab does not tell: its editions without the feature and tokens without the right are answered alike. */
const unknown = 'whether it is protected, GitLab does not tell us';

/** The project's environments with what protects them, e.g. "protected, 2 approvals". Throws a SourceError, also for a list that does not come to its end. */
export async function places(client: GitLabClient, settings: DeploySettings, origin: Origin, ask: Ask): Promise<readonly DeployerPlace[]> {
  const { rows, isWhole } = await readPages(client, { path: `${projectPath(settings)}/environments`, query: {}, schema: environmentsSchema, ask, doing: 'reading the environments of a project' });
  if (!isWhole) throw new SourceError(client.connection, { code: 'UNEXPECTED_ANSWER', message: 'did not tell all environments of the project', sinceAt: origin.fetchedAt, retryAt: null });
  const protectedBy = await protections(client, settings, ask);
  return rows.map(({ name, external_url: url }) => ({ name, url: toPage(url), protections: protectedBy === null ? [unknown] : protectedBy.get(name) ?? [] }));
}

async function protections(client: GitLabClient, settings: DeploySettings, ask: Ask): Promise<ReadonlyMap<string, readonly string[]> | null> {
  try {
    const { rows, isWhole } = await readPages(client, { path: `${projectPath(settings)}/protected_environments`, query: {}, schema: protectedSchema, ask, doing: 'reading what protects the environments of a project' });
    return isWhole ? new Map(rows.map(({ name, required_approval_count: count, approval_rules: rules }) => [name, [told(Math.max(count ?? 0, ...(rules ?? []).map((rule) => rule.required_approvals ?? 0)))]])) : null;
  } catch (error) {
    if (error instanceof HttpProblem && (error.problem.code === 'FORBIDDEN' || error.problem.code === 'NOT_FOUND')) return null;
    throw error;
  }
}

function told(approvals: number): string {
  return approvals === 0 ? 'protected' : `protected, ${approvals} approval${approvals === 1 ? '' : 's'}`;
}
