import { z } from 'zod';
import type { Facts } from './facts.ts';
import { finding, type Finding } from './finding.ts';

/** Whether the policy wants a deployment that begins now to be over in time; a parameter of gates about time. */
export const mustFit = z.boolean().default(false);

/** How long the deployment is expected to take, milliseconds: by the plan, else by the declaration of its deployer; null when nobody says. */
export function expectedDurationOf({ plan, service, environment }: Pick<Facts, 'plan' | 'service' | 'environment'>): number | null {
  return plan?.plan.expectedDurationMs ?? service?.deployers[environment.name]?.expectedDurationMs ?? null;
}

/** How much time a deployment that begins now needs: none where the policy does not ask. Unknown is not short. */
export function timeNeeded(facts: Facts, isAsked: boolean): { readonly ms: number; readonly findings: readonly Finding[] } {
  const ms = isAsked ? expectedDurationOf(facts) : 0;
  return ms === null ? { ms: 0, findings: [unsaid(facts)] } : { ms, findings: [] };
}

function unsaid({ release, environment }: Facts): Finding {
  return finding('UNKNOWN', {
    because: `Nobody says how long the deployment of ${release.key} to ${environment.name} takes, so nobody can tell whether it would be over in time.`,
    actual: 'duration unsaid', restsOn: ['duration unsaid'],
    remedy: `Plan the deployment again with an expected duration, or give the deployer of ${release.serviceKey} for ${environment.name} one in the configuration.`,
  });
}

/** "45 minutes": a length of time as people say it. */
export function saidLong(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `${Math.max(1, Math.round(ms / 1_000))} s`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])].join(' ');
}
