import type { Freeze } from '../domain/freeze.ts';
import { concerns } from '../domain/freeze.ts';
import type { Instant } from '../domain/instant.ts';
import { stretchAt } from '../readiness/index.ts';
import type { StepContext } from './step.ts';

/**
 * Freezes that came over a run while it went on, a sentence each, where the policy minds freezes at all. One that was on at
 * the trigger had its say in the judgement then: a waiver, or a standard change, may have let the run pass. What cannot be
 * read says nothing, and is looked at again.
 */
export async function frozenSince({ deployment, ports, now }: StepContext): Promise<readonly string[]> {
  const { triggeredAt, environment, serviceKey } = deployment;
  if (triggeredAt === null || !mindsFreezes({ deployment, ports })) return [];
  const unlifted = await ports.freezes.unlifted().catch(() => []);
  const moment = now().toISOString();
  return unlifted.filter((freeze) => concerns(freeze, environment, serviceKey)).flatMap((freeze) => {
    const since = onSince(freeze, moment);
    return since !== null && since > triggeredAt ? [`The freeze "${freeze.name}" of ${freeze.declaredBy.name} came into force at ${since} while it ran.`] : [];
  });
}

function mindsFreezes({ deployment, ports }: Pick<StepContext, 'deployment' | 'ports'>): boolean {
  const environment = ports.catalogue.environment(deployment.environment);
  if (environment === undefined) return false;
  const { gates, backOutGates } = ports.catalogue.policyOf(environment);
  return (deployment.backOutOfId === null ? gates : backOutGates ?? gates).some(({ gate }) => gate === 'no-freeze');
}

/** Declared later than it begins, it is in force from its declaration; null while it is not on, or when its times cannot be read. */
function onSince(freeze: Freeze, moment: Instant): Instant | null {
  try {
    const stretch = stretchAt(freeze, moment);
    if (stretch === null) return null;
    return stretch.startAt > freeze.declaredAt ? stretch.startAt : freeze.declaredAt;
  } catch {
    return null;
  }
}
