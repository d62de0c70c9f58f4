import { SourceError } from '../domain/error.ts';
import { instant, type Clock } from '../domain/instant.ts';
import type { SourceProblem } from '../domain/source.ts';

/** What went wrong, as a problem; an error that no connector should throw says nothing of its own text. */
export function problemOf(error: unknown, clock: Clock): SourceProblem {
  if (error instanceof SourceError) return error.problem;
  return { code: 'UNEXPECTED_ANSWER', message: 'Its answer could not be understood.', sinceAt: instant(clock.now()), retryAt: null };
}

export function notConfigured(connection: string, clock: Clock): SourceProblem {
  return { code: 'NOT_FOUND', message: `No connection "${connection}" is configured.`, sinceAt: instant(clock.now()), retryAt: null };
}

export function cannotAnswer(connection: string, what: string, clock: Clock): SourceProblem {
  return { code: 'NOT_FOUND', message: `The connection "${connection}" keeps no ${what}.`, sinceAt: instant(clock.now()), retryAt: null };
}

/** Which of them was meant nobody can tell, and a judgement must not rest on the luckier one. */
export function ambiguous(name: string, clock: Clock): SourceProblem {
  return { code: 'UNEXPECTED_ANSWER', message: `Several records are called "${name}"; name the one meant by its immutable id.`, sinceAt: instant(clock.now()), retryAt: null };
}

/** Left out without a word it would make a list of what something touches shorter than it is. */
export function notShown(name: string, clock: Clock): SourceProblem {
  return { code: 'NOT_FOUND', message: `names ${name}, which its own connection does not show: deleted there, or hidden from our account; take it out, or let our account see it`, sinceAt: instant(clock.now()), retryAt: null };
}

/** Said of whoever names a record, while the one that failed is another: the record says which. */
export function failedElsewhere(name: string, problem: SourceProblem): SourceProblem {
  return { ...problem, message: `names ${name}, which could not be read there: ${problem.message}` };
}
