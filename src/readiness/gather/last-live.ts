import type { LastLive } from '../facts.ts';
import type { ReadinessPorts } from './ports.ts';

/** What went live last there, whoever deployed it, with the version of its release; null when nothing ever did. */
export async function lastLiveOf({ deployments, releases }: ReadinessPorts, serviceKey: string, environment: string): Promise<LastLive | null> {
  const deployment = await deployments.running(serviceKey, environment);
  if (deployment === null) return null;
  const release = deployment.releaseKey === null ? undefined : (await releases.byKeys([deployment.releaseKey])).get(deployment.releaseKey);
  return { deployment, version: release?.version ?? null };
}
