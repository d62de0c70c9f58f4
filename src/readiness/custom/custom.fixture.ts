import type { Facts } from '../facts.ts';
import type { Gate, Judged } from '../gate.ts';
import { greenFacts, policyGate } from '../green.fixture.ts';
import type { PolicyGate } from '../../domain/policy.ts';
import { defineCustomGate, type CustomGateDefinition } from './custom-gate.ts';

export function definitionOf(expression: string, given: Partial<CustomGateDefinition> = {}): CustomGateDefinition {
  return { name: 'our-own', sentence: 'It is as we want it.', why: 'We want it so.', expression, because: null, remedy: 'Make it so.', parameters: {}, ...given };
}

export function gateOf(expression: string, given: Partial<CustomGateDefinition> = {}): Gate {
  const { gate, mistakes } = defineCustomGate(definitionOf(expression, given));
  if (gate === null) throw new Error(`${expression} is wrong: ${JSON.stringify(mistakes)}`);
  return gate;
}

/** What an expression says of facts, one thing spoiled. */
export function judged(expression: string, facts: Partial<Facts> = {}, gate: Partial<PolicyGate> = {}, given: Partial<CustomGateDefinition> = {}): Judged {
  return gateOf(expression, given).judge(greenFacts(facts), policyGate('our-own', gate));
}
