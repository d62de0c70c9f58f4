import type { FoundIn, Reading, Records } from '../../domain/ports/records.ts';
import type { SourceProblem } from '../../domain/source.ts';

export const down: SourceProblem = { code: 'TIMEOUT', message: 'it is down', sinceAt: '', retryAt: null };
export const unreadable: Reading<never> = { state: 'unreadable', problem: down };
export const absent: Reading<never> = { state: 'absent', fetchedAt: '' };

export function found<T>(value: T, problem: SourceProblem | null = null): Reading<T> {
  return { state: 'found', value, fetchedAt: '', problem };
}

/** What one connection answers to a search. */
export function foundIn<T>(records: readonly T[], more: Partial<FoundIn<T>> = {}): FoundIn<T> {
  return { connection: 'servicenow', isProduction: true, records, isComplete: true, problem: null, ...more };
}

/** Records that tell what a spec puts here and nothing else, and keep what they were asked. */
export class ToldRecords {
  readonly asked: unknown[] = [];
  /** By kind or relation, then by name. */
  readings: Readonly<Record<string, Readonly<Record<string, Reading<unknown>>>>> = {};
  finds: (question: string, about: Readonly<Record<string, unknown>>) => readonly FoundIn<unknown>[] = () => [];

  port(): Records {
    const tell = (what: string, names: readonly string[]): Promise<unknown> => {
      this.asked.push([what, ...names]);
      const readings = this.readings[what] ?? {};
      return Promise.resolve(new Map(Object.entries(readings).filter(([name]) => names.includes(name))));
    };
    const find = (question: string, about: Readonly<Record<string, unknown>>, _ask: unknown, connections: unknown): Promise<unknown> => {
      this.asked.push([question, about, connections]);
      return Promise.resolve(this.finds(question, about));
    };
    return { read: tell, relate: tell, find } satisfies Partial<Record<keyof Records, unknown>> as unknown as Records;
  }
}
