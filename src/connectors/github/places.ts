import { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { DeployerPlace } from '../../domain/ports/deployer.ts';
import type { GitHubClient } from './client.ts';
import type { DeploySettings } from './settings.ts';
import { toPage } from './translate.ts';
import type { Origin } from './translate.ts';
import { environmentsSchema } from './wire.ts';

const pageSize = 100;
const mostPages = 10;

/** The repository's environments with their protection rules, e.g. "required_reviewers", "wait_timer 30 minutes". Throws a SourceError, also for a list that does not come to its end. */
export async function places(client: GitHubClient, { repository }: DeploySettings, origin: Origin, ask: Ask): Promise<readonly DeployerPlace[]> {
  const found = new Map<string, DeployerPlace>();
  for (let page = 1; page <= mostPages; page += 1) {
    const { body } = await client.send({ method: 'GET', path: `/repos/${repository}/environments`, query: { per_page: pageSize, page }, schema: environmentsSchema, ask, doing: 'reading the environments of a repository' });
    for (const { name, html_url: url, protection_rules: rules } of body.environments) found.set(name, { name, url: toPage(url), protections: (rules ?? []).map(told) });
    if (found.size >= body.total_count) return [...found.values()];
    if (body.environments.length === 0) break;
  }
  throw new SourceError(client.connection, { code: 'UNEXPECTED_ANSWER', message: 'did not tell all environments of the repository', sinceAt: origin.fetchedAt, retryAt: null });
}

function told({ type, wait_timer: minutes }: { readonly type: string; readonly wait_timer?: number | null | undefined }): string {
  const word = /^[a-z_]{1,60}$/.test(type) ? type : 'a rule we do not know';
  return typeof minutes === 'number' ? `${word} ${minutes} minutes` : word;
}
