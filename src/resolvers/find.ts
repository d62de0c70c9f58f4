import { SourceError } from '../domain/error.ts';
import type { FoundIn } from '../domain/ports/records.ts';
import type { QuestionName, Questions } from '../domain/record.ts';
import type { SourceRecord } from '../domain/source.ts';
import type { ConnectionPage, PageArguments } from '../schema/connection.type.ts';
import type { RequestContext } from './context.ts';
import { pageOf, pageRequest } from './page.ts';

/** The connections that a list's argument `connection` leaves; undefined: all that can answer. */
export function onlyIn(connection: string | null | undefined): readonly string[] | undefined {
  return connection ? [connection] : undefined;
}

/** How many records a list asks of each tool at most; a longer answer has no known total. */
const listLimit = 500;

/**
 * One page of what the tools list now. A tool that fails costs its own records: the others' are answered, the failure
 * is told among the errors, and the total is not known; when every tool fails the list is an error.
 */
export async function findPage<Q extends QuestionName>(context: RequestContext, question: Q, about: (limit: number) => Questions[Q]['ask'], page: PageArguments, connections?: readonly string[]): Promise<ConnectionPage<Questions[Q]['finds']>> {
  const request = pageRequest(page);
  const found = await context.hub.records.find(question, about(listLimit), { purpose: 'page', maxAgeMs: 0 }, connections);
  for (const { connection, problem } of found) if (problem !== null) context.failures.note(connection, problem);
  const failed = found.find(({ problem }) => problem !== null);
  if (failed?.problem != null && found.every(({ problem }) => problem !== null)) throw new SourceError(failed.connection, failed.problem);
  const records = found.flatMap((one: FoundIn<Questions[Q]['finds']>) => one.records) as readonly (Questions[Q]['finds'] & SourceRecord)[];
  const isWhole = found.every(({ isComplete, problem }) => isComplete && problem === null);
  return pageOf(records, request, ({ id }) => id, (record): Questions[Q]['finds'] => record, isWhole ? records.length : null);
}
