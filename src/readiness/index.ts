import { z } from 'zod';
import type { GateDescription, Readiness } from '../domain/readiness.ts';
import { gatherFacts } from './gather/index.ts';
import type { JudgementRequest, ReadinessPorts } from './gather/ports.ts';
import { gateSet, type GateSet } from './gate-set.ts';
import { judgeFacts } from './judge.ts';
import type { Judgement } from './receipt.ts';
import { openWindowOf, type OpenWindow, type OpenWindowWish } from './open-window/index.ts';

export type { JudgementRequest, ReadinessPorts } from './gather/ports.ts';
export { defineCustomGate, type CustomGate, type CustomGateDefinition } from './custom/custom-gate.ts';
export { describeLanguage, type LanguageDescription } from './custom/describe.ts';
export { parameterTypes } from './custom/parameters.ts';
export { differenceBetween, type GateDifference, type ReadinessDifference } from './difference.ts';
export { readFacts, writeFacts } from './facts-json.ts';
export { judgeFacts } from './judge.ts';
export { unreadableGate, type Gate } from './gate.ts';
export { gateSet, type GateSet } from './gate-set.ts';
export { notBeforeNow, type OpenWindow, type WindowBlocker } from './open-window/index.ts';
export * as toolkit from './plug-in.ts';
export { plugIn } from './plugged-gate.ts';
export { movedGates, resting, sayMoved, type Resting } from './moved-gates.ts';
export { replay, type Replay } from './replay.ts';
export { movedFacts, receiptFor, whyVoid, type Judgement } from './receipt.ts';
export { checkPolicy } from './policy-check.ts';
export { policyDigest } from './policy-digest.ts';
export { policyFor, usualBackOut } from './policy-for.ts';
export { Latest, ReadinessWatch, WatchAhead, type Place, type WatchPorts, type WatchSettings } from './watch/index.ts';
export { checkFreezeTimes, freezeState, nextStretches, stretchAt } from './time/freezes.ts';
export { occurrencesWithin } from './time/recurrence.ts';
export { nextOccurrences } from './time/schedules.ts';

/**
 * May this release go to this environment? Gathers facts, lets every gate of the environment's policy judge them, and
 * weighs the verdicts. A tool's failure makes its gates UNKNOWN and is never thrown; UserMistake NOT_FOUND when the
 * environment is not configured.
 */
export async function judgeReadiness(ports: ReadinessPorts, request: JudgementRequest): Promise<Readiness> {
  return (await judgeWithFacts(ports, request)).readiness;
}

/** The same, with the facts that it was made of. */
export async function judgeWithFacts(ports: ReadinessPorts, request: JudgementRequest): Promise<Judgement> {
  const facts = await gatherFacts(ports, request);
  return { facts, readiness: judgeFacts(facts, request.basis, ports.gates) };
}

/** When may this release go to this environment next? What the answer needs is gathered beside what the policy's gates ask for. */
export async function nextOpenWindow(ports: ReadinessPorts, request: JudgementRequest, wish: OpenWindowWish): Promise<OpenWindow> {
  return openWindowOf(await gatherFacts(ports, { ...request, alsoAsked: ['freezes', 'windows'] }), wish);
}

/** Every gate there is, as people read it. */
export function describeGates(gates: GateSet = gateSet()): readonly GateDescription[] {
  return gates.all.map(({ name, sentence, why, needs, reads }) => ({ name, sentence, why, needs, reads, isCustom: gates.isCustom(name) }));
}

/** JSON Schema of each gate's policy parameters, as a policy may write them, by the gate's name. */
export function gateParameters(): ReadonlyMap<string, object> {
  return new Map(gateSet().all.map(({ name, parameters }) => [name, z.toJSONSchema(parameters, { io: 'input' })]));
}

/** What each gate takes for nothing to judge, by the gate's name; gates where that is plain are left out. */
export function emptyGates(): ReadonlyMap<string, string> {
  return new Map(gateSet().all.flatMap(({ name, empty }) => (empty === null ? [] : [[name, empty]])));
}
