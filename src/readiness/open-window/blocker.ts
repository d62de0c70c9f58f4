import type { Freeze, Stretch } from '../../domain/freeze.ts';
import type { SourceRecord } from '../../domain/source.ts';
import type { Fact } from '../fact.ts';

export interface WindowBlocker {
  readonly window: Stretch;
  readonly because: string;
  readonly record: SourceRecord | null;
  readonly freeze: Freeze | null;
}

/** Why a fact is not there, as the rest of a sentence. */
export function whyNot(fact: Exclude<Fact<unknown>, { readonly state: 'known' }>): string {
  return fact.state === 'unknown' ? fact.problem.message.replace(/\.$/, '') : 'it is not there';
}
