import { Type } from '@mikro-orm/core';
import type { Instant } from '../domain/instant.ts';

/** `timestamptz(3)` in the database, an Instant in the code. Drivers answer text or Date; both become the same Instant. */
export class InstantType extends Type<Instant | null, string | Date | null> {
  /** What was converted last: rows that were written together bear the same moment. */
  #last: { readonly text: string; readonly instant: Instant } = { text: '', instant: '' };

  override convertToDatabaseValue(value: Instant | null): string | null {
    return value;
  }

  override convertToJSValue(value: string | Date | null): Instant | null {
    if (value === null) return null;
    if (typeof value !== 'string') return value.toISOString();
    if (value !== this.#last.text) this.#last = { text: value, instant: new Date(value).toISOString() };
    return this.#last.instant;
  }

  override compareAsType(): string {
    return 'string';
  }

  override getColumnType(): string {
    return 'timestamptz(3)';
  }
}
