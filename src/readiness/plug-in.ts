import { z } from 'zod';
import type { GateDefinition } from './gate.ts';

/**
 * What a company writes a gate of its own with: `import { defineGate, finding, z } from 'muster/gate'`, or handed to the
 * function that its plug-in exports. A definition is data until a hub makes a gate of it, so that the laws of gates are
 * the hub's own: nothing at all is no PASS, unknown is not yes.
 */
export function defineGate<P extends z.ZodType>(definition: GateDefinition<P>): GateDefinition<P> {
  return definition;
}

export { z };
export { finding, hidden, says, unlearnt, unread, unusable, type Finding } from './finding.ts';
export type { Conclusion } from './conclude.ts';
export type { GateDefinition } from './gate.ts';
export type { Facts, AskedName, ChangeFacts, ArtifactFacts, RecordFacts, PlanFacts, TargetFacts } from './facts.ts';
export type { Fact } from './fact.ts';
