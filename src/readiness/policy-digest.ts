import type { Sha256 } from '../domain/artifact.ts';
import type { Policy } from '../domain/policy.ts';
import { digestOf } from './digest.ts';
import { gateSet, type GateSet } from './gate-set.ts';

/**
 * What a policy says, in one digest: with the definitions of the gates that its company added, so that nobody changes
 * what it demands under the same version unseen.
 */
export function policyDigest({ digest: _former, ...policy }: Policy, gates: GateSet = gateSet()): Sha256 {
  const named = [...new Set([...policy.gates, ...policy.backOutGates ?? []].map(({ gate }) => gate))];
  const definitions = named.map((gate) => ({ gate, definition: gates.of(gate)?.definition ?? null })).filter(({ definition }) => definition !== null);
  return digestOf({ policy, definitions });
}
