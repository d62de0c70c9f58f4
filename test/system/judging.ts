import { setTimeout as pause } from 'node:timers/promises';
import type { Fault, StandIn } from '../../sandbox/kernel/index.ts';
import type { Answer, World } from './world.ts';

export interface Verdict {
  readonly gate: { readonly name: string };
  readonly outcome: 'PASS' | 'FAIL' | 'UNKNOWN' | 'NOT_APPLICABLE' | 'WAIVED';
  readonly because: string;
  readonly isBlocking: boolean;
}
export interface Judgement {
  readonly outcome: 'READY' | 'NOT_READY' | 'UNDETERMINED';
  readonly verdicts: readonly Verdict[];
}

const question = /* GraphQL */ `
  query Judged($key: String!, $environment: String!) {
    release(key: $key) {
      readiness(environment: $environment, basis: LIVE) {
        outcome
        verdicts { gate { name } outcome because isBlocking expected actual remedy remedyUrl evidence { label field value url source { reference url problem { code message } } } }
      }
    }
  }
`;

/** A judgement from live facts over the public API, and the whole answer as it was sent. */
export async function judged(world: World, key: string, environment = 'production'): Promise<Judgement & { readonly text: string }> {
  const answer = await world.ask<{ release: { readiness: Judgement } }>(question, { key, environment });
  if (answer.errors.length > 0 || answer.data === null) throw new Error(`judging ${key} was answered with ${JSON.stringify(answer.errors)}`);
  return { ...answer.data.release.readiness, text: JSON.stringify(answer) };
}

/** Gate to outcome. */
export function outcomes({ verdicts }: Judgement): Readonly<Record<string, Verdict['outcome']>> {
  return Object.fromEntries(verdicts.map(({ gate, outcome }) => [gate.name, outcome]));
}

/** Judges until it is READY: a machine under load may miss a short deadline now and then. Answers the last judgement. */
export async function readyAgain(world: World, key: string): Promise<Judgement> {
  for (let attempt = 0; ; attempt += 1) {
    const judgement = await judged(world, key);
    if (judgement.outcome === 'READY' || attempt === 20) return judgement;
    await pause(100);
  }
}

/** Replaces the faults in force at a stand-in; none lifts all. */
export async function setFaults(tool: StandIn, ...faults: readonly Fault[]): Promise<void> {
  const response = await fetch(`${tool.url}/__sandbox/faults`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(faults) });
  if (!response.ok) throw new Error(`The stand-in did not take the faults: ${await response.text()}`);
}

/** The payload of a mutation that must have no user errors. */
export function accepted<T extends { readonly userErrors: readonly unknown[] }>(answer: Answer<Readonly<Record<string, T>>>): T {
  const [payload] = Object.values(answer.data ?? {});
  if (answer.errors.length > 0 || payload === undefined || payload.userErrors.length > 0) throw new Error(`the hub answered ${JSON.stringify(answer)}`);
  return payload;
}
