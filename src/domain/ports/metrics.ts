import type { Ask } from './ask.ts';

/** What a question about metrics may name of the deployment it is asked for. */
export interface MeasuredSubject {
  readonly service: string;
  readonly environment: string;
  readonly release: string;
  readonly version: string;
}

/** What is measured just now. */
export interface Measurements {
  /** A number for each series that answers, in no order; none where nothing is measured. NaN where nothing could be reckoned. */
  readonly values: readonly number[];
  /** false: the tool says that something may be missing. */
  readonly isComplete: boolean;
}

/** Answers questions about metrics in the language of its tool. */
export interface MetricReader {
  /** Throws UserMistake INVALID for an expression that no deployment could fill. */
  check(expression: string): void;
  /** Throws a SourceError when the tool fails or does not understand the expression. */
  measure(expression: string, subject: MeasuredSubject, ask: Ask): Promise<Measurements>;
}
