import type { RecordKind } from '../../domain/reference.ts';
import { isNameSeen, isSeenAs } from '../classified.ts';

/** Conditions in SQL that hold for what whoever reads a view may see of what is restricted (docs/decisions/0030): nobody knows their roles. */

/** A copy of a record, `c`: by what it says itself, and by what is known of the record today. */
export function seenCopy(kind: RecordKind): string {
  return `${seenName('c.identity')} and not exists (select from muster.restriction as rule where rule.connection = c.connection and rule.kind = '${kind}' and rule.classifications is not null and not ${isSeenAs('c.content')})`;
}

/** What an identity or a reference names; null, and what is neither, names nothing that is hidden. */
export function seenName(name: string): string {
  return `not exists (select from muster.restriction as rule where starts_with(${name}, concat(rule.connection, ':', rule.kind, ':')) and (rule.classifications is null or not ${isNameSeen(name)}))`;
}

/** A name, or null where what it names is hidden. */
export function seenOrNull(name: string): string {
  return `case when ${seenName(name)} then ${name} end`;
}

/** What may tell of any restricted record, or of those that a condition on the `rule` names: null as soon as there is such a rule. */
export function unlessRestricts(value: string, which = 'true'): string {
  return `case when not exists (select from muster.restriction as rule where ${which}) then ${value} end`;
}
