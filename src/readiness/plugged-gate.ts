import { z } from 'zod';
import type { Person } from '../domain/person.ts';
import type { Evidence } from '../domain/readiness.ts';
import type { LinkRelation } from '../domain/release.ts';
import type { Conclusion } from './conclude.ts';
import type { AskedName, Facts } from './facts.ts';
import { finding } from './finding.ts';
import { defineGate, type Gate } from './gate.ts';

const words = z.string().min(1);
const isParameters = (value: unknown): boolean => typeof value === 'object' && value !== null && 'safeParse' in value && typeof value.safeParse === 'function';

/** What a plug-in must export for each of its gates; functions are checked to be there, and what they answer each time. */
const exported = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower case letters, digits and dashes, beginning with a letter'),
  sentence: words, why: words, needs: z.array(words).min(1), empty: words.optional(), asks: z.array(words).default([]), asksIf: z.record(z.string(), words).default({}),
  relations: z.array(words).default([]),
  parameters: z.custom<z.ZodType>(isParameters, 'must be a zod schema'),
  look: z.custom<(facts: Facts, parameters: unknown, mayBeEmpty: boolean) => unknown>((value) => typeof value === 'function', 'must be a function'),
});

const found = z.object({
  outcome: z.enum(['PASS', 'FAIL', 'UNKNOWN']), because: words, actual: words,
  evidence: z.array(z.custom<Evidence>((value) => typeof value === 'object' && value !== null && 'label' in value && 'source' in value, 'must be made by says()')).default([]),
  restsOn: z.array(z.string()).default([]), remedy: z.string().nullable().default(null), remedyUrl: z.string().nullable().default(null), passesFromAt: z.string().nullable().default(null),
  responsible: z.array(z.custom<Person>((value) => typeof value === 'object' && value !== null && 'id' in value && 'name' in value, 'must be people of the facts')).default([]),
});
const answered = z.object({ expected: words, passes: words, nothing: z.object({ because: words, remedy: words }), findings: z.array(found) });

/** A gate of what a plug-in exported, or what is wrong with it. `content` says of what bytes it is. */
export function plugIn(definition: unknown, content: string): { readonly gate: Gate } | { readonly problem: string } {
  const read = exported.safeParse(definition);
  if (!read.success) return { problem: read.error.issues.map((issue) => `${issue.path.join('.') || 'gate'}: ${issue.message}`).join('; ') };
  const { look, empty, asks, asksIf, relations, ...told } = read.data;
  return {
    gate: defineGate({
      ...told, ...(empty !== undefined && { empty }), asks: asks as readonly AskedName[], asksIf: asksIf as Readonly<Record<string, AskedName>>, relations: relations as readonly LinkRelation[], definition: content,
      look: (facts, parameters, mayBeEmpty) => guarded(told.name, told.sentence, () => look(structuredClone(facts), parameters, mayBeEmpty)),
    }),
  };
}

/** Whoever wrote it: what throws, or answers something else than a conclusion, has found out nothing. It sees a copy of the facts, which other gates judge too. */
function guarded(name: string, sentence: string, look: () => unknown): Conclusion {
  try {
    const read = answered.safeParse(look());
    if (read.success) return read.data;
    return unfinished(name, sentence, `it answered what is no conclusion (${read.error.issues.map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`).join('; ')})`);
  } catch (error) {
    return unfinished(name, sentence, `it failed (${error instanceof Error ? error.message : String(error)})`);
  }
}

function unfinished(name: string, sentence: string, why: string): Conclusion {
  const told = { because: `The gate ${name} could not judge: ${why}.`, remedy: 'Mend the plug-in that brings the gate, and start the hub again.' };
  return { expected: sentence, passes: sentence, nothing: told, findings: [finding('UNKNOWN', { ...told, actual: 'not judged', restsOn: ['not judged'] })] };
}
