import type { DeployerRun } from '../domain/deployment.ts';
import type { RunLookup } from '../domain/ports/deployer.ts';

/** What a look-up comes to that met these runs under one key, the first one first; null when it met none. */
export function foundAmong(runs: readonly DeployerRun[]): Extract<RunLookup, { outcome: 'FOUND' }> | null {
  const [run, ...twins] = runs;
  if (run === undefined) return null;
  return { outcome: 'FOUND', run, ...(twins.length > 0 && { twins }) };
}
