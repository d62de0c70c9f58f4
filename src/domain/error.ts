import type { SourceProblem } from './source.ts';

/** What a person can mend; becomes a `userErrors` entry of a payload. */
export type UserErrorCode =
  | 'INVALID' | 'NOT_FOUND' | 'CONFLICT' | 'FORBIDDEN' | 'ALREADY_SEALED' | 'NOT_SEALED' | 'NOT_READY' | 'RECEIPT_EXPIRED'
  | 'RECEIPT_INVALID' | 'FACTS_CHANGED' | 'SAME_PERSON' | 'IDEMPOTENCY_MISMATCH' | 'SOURCE_UNAVAILABLE';

/** The root of every error that Muster means to throw: a literal name, and a message saying what, where and what to do. */
export abstract class MusterError extends Error {}

/** The asker's mistake: said back to them whole, with the path of the input it is about. */
export class UserMistake extends MusterError {
  override readonly name = 'UserMistake';
  readonly code: UserErrorCode;
  readonly path: readonly string[];
  /** References or identities of records that the message speaks of by other words, e.g. a number: who may not see one of them is not told it. */
  readonly about: readonly string[];

  constructor(code: UserErrorCode, message: string, path: readonly string[] = [], about: readonly string[] = []) {
    super(message);
    this.code = code;
    this.path = path;
    this.about = about;
  }
}

/** A tool failed to answer, or answered what cannot be believed. Carries no upstream text that could hold a secret. */
export class SourceError extends MusterError {
  override readonly name = 'SourceError';
  readonly connection: string;
  readonly problem: SourceProblem;

  constructor(connection: string, problem: SourceProblem, options?: ErrorOptions) {
    super(`${connection}: ${problem.message}`, options);
    this.connection = connection;
    this.problem = problem;
  }
}

/** One thing wrong in a configuration file. */
export interface ConfigurationMistake {
  readonly line: number | null;
  /** Dotted path, e.g. `connections[1].url`. */
  readonly key: string;
  readonly message: string;
}

/** Everything wrong in a configuration, told in one go. */
export class ConfigurationError extends MusterError {
  override readonly name = 'ConfigurationError';
  readonly mistakes: readonly ConfigurationMistake[];

  constructor(file: string, mistakes: readonly ConfigurationMistake[]) {
    const lines = mistakes.map((mistake) => `  ${file}${mistake.line === null ? '' : `:${mistake.line}`}  ${mistake.key}: ${mistake.message}`);
    super(`${file} has ${mistakes.length} mistake${mistakes.length === 1 ? '' : 's'}:\n${lines.join('\n')}`);
    this.mistakes = mistakes;
  }
}
