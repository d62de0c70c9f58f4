import type { z } from 'zod';
import type { AnyRecord, ReadableKind } from '../../../../src/domain/record.ts';

/** Which of a record's lives is told: its first, or the one after everything about it was written again. */
export type Edition = 0 | 1;

/** One kind as a tool sends it, page by page. */
export interface Wire {
  readonly connection: string;
  readonly system: string;
  readonly kind: ReadableKind;
  /** How many there are in all. */
  readonly count: number;
  /** How many the connector takes on one page. */
  readonly pageSize: number;
  /** Bodies of the answers that together make the page of records from `from` up to `to`. */
  readonly bodies: (from: number, to: number, edition: Edition) => readonly string[];
  /** What the connector's sync makes of these bodies: JSON, its own schema, its own translation; read at `fetchedAt`. */
  readonly decode: (bodies: readonly string[], fetchedAt: string) => readonly AnyRecord[];
}

/** As the http room does: JSON first, then the schema; what does not fit is an error. */
export function believed<T>(schema: z.ZodType<T>, body: string | undefined): T {
  const checked = schema.safeParse(JSON.parse(body ?? ''));
  if (!checked.success) throw new Error(`the connector does not believe what the bench wrote: ${checked.error.message}`);
  return checked.data;
}
