import { SourceError } from '../../domain/error.ts';
import type { Clock } from '../../domain/instant.ts';
import type { SourceProblemCode } from '../../domain/source.ts';
import type { HttpClient } from '../http/index.ts';
import type { ApprovalGroups, ClassifiedBy, KnownState } from './options.ts';

/** One ServiceNow instance as the files of this folder share it. */
export interface Instance {
  /** Name of the connection. */
  readonly name: string;
  readonly url: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Values of change_request.state that the company added, by what they stand for. */
  readonly states?: ReadonlyMap<string, KnownState>;
  /** The columns that classify records. */
  readonly classifiedBy?: ClassifiedBy;
  /** Which groups approve what. */
  readonly approvalGroups?: ApprovalGroups;
}

/** An answer that came, and cannot be believed or used. */
export function refuse(instance: Instance, code: SourceProblemCode, message: string): SourceError {
  return new SourceError(instance.name, { code, message, sinceAt: instance.clock.now().toISOString(), retryAt: null });
}
