import type { Release } from '../../domain/release.ts';
import type { LastFacts } from '../facts.ts';
import type { ReadinessPorts } from './ports.ts';

/** What stands of the release's service in this environment, whatever release it was of. */
export async function lastOfService({ releases, deployments }: ReadinessPorts, { serviceKey }: Release, environment: string): Promise<LastFacts> {
  const deployment = await deployments.lastAt(serviceKey, environment);
  const key = deployment?.releaseKey ?? null;
  return { deployment, release: key === null ? null : (await releases.byKeys([key])).get(key) ?? null };
}
