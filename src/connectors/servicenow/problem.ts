import { z } from 'zod';
import type { Clock } from '../../domain/instant.ts';
import type { SourceProblem } from '../../domain/source.ts';
import type { ProblemReader } from '../http/index.ts';

const failure = z.looseObject({ error: z.union([z.string(), z.looseObject({ message: z.string().nullish(), detail: z.string().nullish() })]) });

/**
 * ServiceNow's way of saying no: `{error: {message, detail}, status: "failure"}`, also inside a 200 whose rows were
 * already on their way when the transaction was cancelled (apis/README.md §1). Its text is read, never repeated.
 */
export function createProblemReader(clock: Clock): ProblemReader {
  return (status, body) => {
    const read = failure.safeParse(body);
    if (!read.success) return null;
    const { error } = read.data;
    const text = typeof error === 'string' ? error : `${error.message ?? ''} ${error.detail ?? ''}`;
    const told = (code: SourceProblem['code'], message: string): SourceProblem => ({ code, message, sinceAt: clock.now().toISOString(), retryAt: null });
    if (/Transaction cancelled/i.test(text)) return told('SERVER_ERROR', 'cancelled the question because it took too long; ask for less, or raise its quota');
    if (status === 400 && /Invalid table/i.test(text)) return told('UNEXPECTED_ANSWER', 'has no such table; check the class names in the configuration, and that the plug-in is active');
    if (status === 403 && /Business Rule/i.test(text)) return told('FORBIDDEN', 'refused the write by one of its business rules; see what the record still lacks');
    if (status === 403 && /Data Policy/i.test(text)) return told('FORBIDDEN', 'refused the write because mandatory fields are missing; fill them in there');
    return status < 300 ? told('UNEXPECTED_ANSWER', 'answered with an error inside a success') : null;
  };
}
