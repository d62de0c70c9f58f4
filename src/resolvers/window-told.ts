import { restsOnHidden } from '../domain/redaction.ts';
import { isRecordHidden, type Hidden } from '../domain/restriction.ts';
import type { OpenWindow } from '../readiness/index.ts';

/** Kinds that the look for an open window reads. */
const read: readonly string[] = ['change', 'window', 'ci'];

/** When a release may go out is for everybody; what stands in its way is named where it may be seen, and where Muster keeps it itself. */
export function windowTold(answer: OpenWindow, hidden: readonly Hidden[]): OpenWindow {
  if (!hidden.some(({ kind }) => read.includes(kind))) return answer;
  const blockers = answer.blockers.map((blocker): typeof blocker => {
    const isTold = blocker.freeze !== null || (blocker.record !== null && !isRecordHidden(hidden, blocker.record));
    return isTold ? blocker : { ...blocker, because: restsOnHidden, record: null };
  });
  return { ...answer, because: restsOnHidden, blockers };
}
