import type { Link } from '../domain/release.ts';
import type { SourceRecord, Source } from '../domain/source.ts';
import type { Fact } from './fact.ts';

/** One judged record of this environment, read or not. */
export interface RecordFacts<T extends SourceRecord> {
  readonly reference: string;
  /** Null for what is judged without a link, e.g. an artifact that only the seal names. */
  readonly link: Link | null;
  /** Where it is kept; says the problem when it could not be read. */
  readonly source: Source;
  /** Set when records of its connection must not count here: why, in one sentence. */
  readonly discountedBecause: string | null;
  readonly record: Fact<T>;
}
