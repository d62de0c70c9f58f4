import type { SourceProblem } from '../domain/source.ts';

/**
 * Tools that failed behind an answer that still has a value: a list without their records, a release whose look for more
 * was not finished. Each is told once among the errors of the answer.
 */
export class SourceFailures {
  readonly #byConnection = new Map<string, SourceProblem>();

  note(connection: string, problem: SourceProblem): void {
    if (!this.#byConnection.has(connection)) this.#byConnection.set(connection, problem);
  }

  all(): readonly (readonly [string, SourceProblem])[] {
    return [...this.#byConnection];
  }
}
