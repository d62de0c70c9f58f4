import { setTimeout as pause } from 'node:timers/promises';
import { textOf } from './store.error.ts';

/** serialization_failure, deadlock_detected, in_failed_sql_transaction (PGlite's one connection, left so by another). */
const passing: ReadonlySet<string> = new Set(['40001', '40P01', '25P02']);
const attempts = 5;

/** Does it again when the database only asks for that: a deadlock or a lost race of transactions; at most five times. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !passing.has(sqlState(error) ?? '')) throw error;
      await pause(attempt * 10 + Math.random() * 20);
    }
  }
}

/** The five-character SQLSTATE of a driver's error; null when it is not one. */
export function sqlState(error: unknown): string | null {
  return textOf(error, 'code');
}

/** Name of the constraint that refused a write; null when none did. Drivers keep it on the error or on its cause. */
export function constraintOf(error: unknown): string | null {
  return textOf(error, 'constraint');
}

export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === '23505';
}

export function isMissingParent(error: unknown): boolean {
  return sqlState(error) === '23503';
}
