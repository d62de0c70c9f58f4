import { SourceError } from '../../domain/error.ts';
import type { SourceProblem } from '../../domain/source.ts';

/** A SourceError that still knows what the wire said, for the few who must tell "refused" from "perhaps done". */
export class HttpProblem extends SourceError {
  /** Status of the answer; null when none came. */
  readonly status: number | null;
  /** false only when the request certainly never reached the tool. */
  readonly mayHaveArrived: boolean;
  /** Of a TIMEOUT: whether the tool itself was given a fair time to answer, not only what others had left of a deadline. */
  readonly isToolsFault: boolean;

  constructor(connection: string, problem: SourceProblem, wire: { readonly status: number | null; readonly mayHaveArrived: boolean; readonly isToolsFault: boolean }) {
    super(connection, problem);
    this.status = wire.status;
    this.mayHaveArrived = wire.mayHaveArrived;
    this.isToolsFault = wire.isToolsFault;
  }

  /** The tool answered that it will not do it (a 4xx other than "timed out" and "too many"). */
  get isDefiniteRefusal(): boolean {
    return this.status !== null && this.status >= 400 && this.status < 500 && this.status !== 408 && this.status !== 429;
  }
}
