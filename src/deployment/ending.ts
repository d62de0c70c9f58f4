import type { Deployment } from '../domain/deployment.ts';
import { stepNamed } from './step-list.ts';

/** How a deployment whose run is over will end, read from its steps: so it is known again after a crash. */
export function endingOf({ steps }: Pick<Deployment, 'steps'>): 'SUCCEEDED' | 'FAILED' | 'CANCELED' {
  if (stepNamed(steps, 'verify-health')?.state === 'SUCCEEDED' && stepNamed(steps, 'watch-health')?.state !== 'FAILED') return 'SUCCEEDED';
  return stepNamed(steps, 'follow-run')?.state === 'SKIPPED' ? 'CANCELED' : 'FAILED';
}
