import type { Deployment } from '../domain/deployment.ts';
import { inWords } from '../domain/person.ts';

/**
 * For whom Muster acts in another tool, which sees only Muster's own account; null where nobody asked, as for a back-out
 * that the plan wanted.
 */
export function askerOf({ requestedBy }: Pick<Deployment, 'requestedBy'>): string | null {
  return requestedBy === null ? null : inWords(requestedBy);
}

/** The same as a sentence behind another; nothing where nobody asked. */
export function askedFor(deployment: Pick<Deployment, 'requestedBy'>): string {
  const asker = askerOf(deployment);
  return asker === null ? '' : ` Asked for by ${asker}.`;
}
