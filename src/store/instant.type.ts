import { Type } from '@mikro-orm/core';
import type { Instant } from '../domain/instant.ts';

/** `timestamptz(3)` in the database, an Instant in the code. Drivers answer text or Date; both become the same Instant. */
export class InstantType extends Type<Instant | null, string | Date | null> {
  override convertToDatabaseValue(value: Instant | null): string | null {
    return value;
  }

  override convertToJSValue(value: string | Date | null): Instant | null {
    return value === null ? null : new Date(value).toISOString();
  }

  override compareAsType(): string {
    return 'string';
  }

  override getColumnType(): string {
    return 'timestamptz(3)';
  }
}
