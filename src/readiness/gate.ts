import type { LinkRelation } from '../domain/release.ts';
import type { RecordKind } from '../domain/reference.ts';
import type { PolicyGate } from '../domain/policy.ts';
import type { GateVerdict } from '../domain/readiness.ts';
import { z } from 'zod';
import { conclude, type Conclusion } from './conclude.ts';
import { noOlderThan, type AskedName, type Facts } from './facts.ts';

/** A verdict before the policy has said whether it blocks, and before anybody has let it go. */
export type Judged = Omit<GateVerdict, 'isBlocking' | 'waiver'>;

/** One sentence that is true or false of facts. Pure: facts in, verdict out. */
export interface Gate {
  readonly name: string;
  readonly sentence: string;
  readonly why: string;
  /** Facts it needs, in words. */
  readonly needs: readonly string[];
  /** Kinds of record that its words may speak of; undefined: any. */
  readonly reads: readonly RecordKind[] | undefined;
  /** What "there is nothing to judge" means here, when it is not plain from what it needs. */
  readonly empty: string | null;
  /** What it looks at that is gathered for those only who ask. */
  readonly asks: readonly AskedName[];
  /** The same, only when the policy gives it the parameter of this name. */
  readonly asksIf: Readonly<Record<string, AskedName>>;
  readonly parameters: z.ZodType;
  /** Of a gate that a company added: what it consists of, so that a change of it is a change of the policies that name it. Null for the house's own. */
  readonly definition: string | null;
  judge(facts: Facts, policyGate: PolicyGate): Judged;
}

/** What the author of a gate writes down; `look` is its heart. */
export interface GateDefinition<P extends z.ZodType> {
  readonly name: string;
  readonly sentence: string;
  readonly why: string;
  readonly needs: readonly string[];
  readonly empty?: string;
  readonly asks?: readonly AskedName[];
  readonly asksIf?: Readonly<Record<string, AskedName>>;
  readonly parameters: P;
  /** Every kind of record that its words may speak of, so that they are kept from whoever may not see one of them; left out: any. */
  readonly reads?: readonly RecordKind[];
  /** Relations whose undiscovered records could turn a PASS of this gate. */
  readonly relations: readonly LinkRelation[];
  readonly definition?: string;
  look(facts: Facts, parameters: z.output<P>, mayBeEmpty: boolean): Conclusion;
}

/** Makes a gate of its definition: reads the policy's parameters, ages the facts, and draws the verdict from the findings. */
export function defineGate<P extends z.ZodType>(definition: GateDefinition<P>): Gate {
  const { name, sentence, why, needs, reads, empty = null, asks = [], asksIf = {}, parameters, relations, definition: content = null } = definition;
  return {
    name, sentence, why, needs, reads, empty, asks, asksIf, parameters, definition: content,
    judge(facts, policyGate) {
      const read = parameters.safeParse(policyGate.parameters);
      if (!read.success) return unjudgeable(name, `The policy's parameters of ${name} are wrong: ${read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}.`);
      const gaps = facts.gaps.filter((gap) => relations.includes(gap.relation));
      return conclude(name, definition.look(noOlderThan(facts, policyGate.maxFactAgeMs), read.data, policyGate.mayBeEmpty), { gaps, mayBeEmpty: policyGate.mayBeEmpty });
    },
  };
}

/** Stands for a gate whose definition has mistakes, while a configuration is checked. */
export function unreadableGate(name: string): Gate {
  return { name, sentence: name, why: name, needs: [], reads: undefined, empty: null, asks: [], asksIf: {}, parameters: z.unknown(), definition: null, judge: () => unjudgeable(name, `The definition of ${name} has mistakes.`) };
}

/** The verdict on a gate that could not even be asked. */
export function unjudgeable(gate: string, because: string): Judged {
  return {
    gate, outcome: 'UNKNOWN', because, expected: null, actual: null, evidence: [], responsible: [], restsOn: [], passesFromAt: null,
    remedy: "Mend the policy in Muster's configuration.", remedyUrl: null,
  };
}
