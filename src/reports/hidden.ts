import type { Hidden } from '../domain/restriction.ts';
import { comparedWord, isNameSeen, isSeenAs } from '../store/classified.ts';
import type { Asked } from './asked.ts';
import type { Values } from './values.ts';

/**
 * What reports leave out of what is restricted for whoever asks (docs/decisions/0030): it is as if the record were not there. Each
 * condition is SQL that holds for what may be seen, and `true` where nothing is hidden.
 */
type Asker = Pick<Asked, 'hidden'>;

/** Copies of this kind of record, each called `copied`, by their own connection and content. */
export function seenCopy({ hidden }: Asker, kind: string, values: Values): string {
  const about = hidden.filter((one) => one.kind === kind);
  return about.length === 0 ? 'true' : `not exists (select from ${rules(about, values)} where rule.connection = copied.connection and (rule.classifications is null or not ${isSeenAs('copied.content')}))`;
}

/** What a reference or an identity names: of classified records their copies tell, and one that was never read is hidden. Null names nothing that is hidden. */
export function seenName({ hidden }: Asker, name: string, values: Values): string {
  if (hidden.length === 0) return 'true';
  return `not exists (select from ${rules(hidden, values)} where starts_with(${name}, concat(rule.connection, ':', rule.kind, ':')) and (rule.classifications is null or not ${isNameSeen(name)}))`;
}

/** A name, or null where what it names is hidden. */
export function seenOrNull(asked: Asker, name: string, values: Values): string {
  return asked.hidden.length === 0 ? name : `case when ${seenName(asked, name, values)} then ${name} end`;
}

/** Whether anything of these kinds is hidden. */
export function hides({ hidden }: Asker, ...kinds: readonly string[]): boolean {
  return hidden.some(({ kind }) => kinds.includes(kind));
}

function rules(hidden: readonly Hidden[], values: Values): string {
  const folded = hidden.map(({ classifications, ...rule }) => ({ ...rule, classifications: classifications?.map(comparedWord) ?? null }));
  return `jsonb_to_recordset(${values.json(folded)}) as rule(connection text, kind text, classifications text[])`;
}
