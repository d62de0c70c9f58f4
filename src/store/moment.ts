import { instant } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';

/** The drivers answer a timestamp as a Date or as text. */
export function momentOf(value: unknown): Instant | null {
  if (value instanceof Date) return instant(value);
  return typeof value === 'string' ? instant(new Date(value)) : null;
}
