import { classificationWord } from '../domain/restriction.ts';

/**
 * A rule's word as SQL compares it. Databases fold letters by their locale, so only ASCII is compared: words that differ
 * elsewhere alone are taken for the same, which hides more and never less.
 */
export function comparedWord(said: string): string {
  return classificationWord(said).replaceAll(/[^ -~]/g, '').trim();
}

/** SQL that holds for a record's JSON that is none of `rule.classifications`: a classification that nobody knows is any of them. */
export function isSeenAs(content: string): string {
  const word = `btrim(lower(regexp_replace(replace(normalize(${content} ->> 'classification', NFKC), 'İ', 'i'), '[^ -~]', '', 'g') collate "C"))`;
  return `coalesce(${content} -> 'classification' = 'null' or ${word} <> all(rule.classifications), false)`;
}

/** The same for what a name means, by the copies of it; one that was never read is hidden. */
export function isNameSeen(name: string): string {
  return `coalesce((select bool_and(${isSeenAs('named.content')}) from muster.copy as named where named.kind = rule.kind and (named.identity = ${name} or named.reference = ${name})), false)`;
}
