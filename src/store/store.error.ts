import { MusterError } from '../domain/error.ts';

/** The hub's own database could not be opened or used: says which, why, and what to do. Never holds a password. */
export class StoreError extends MusterError {
  override readonly name = 'StoreError';
}

/** One text field of whatever was thrown, or of its cause; null when it has none. */
export function textOf(error: unknown, field: 'code' | 'constraint' | 'message'): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const own: unknown = Reflect.get(error, field);
  if (typeof own === 'string' && own !== '') return own;
  return 'cause' in error ? textOf(error.cause, field) : null;
}
