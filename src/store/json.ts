/** What PostgreSQL's jsonb refuses: U+0000 and, as JSON.stringify writes them, lone surrogates. */
const refusable = /\\u(?:0000|d[89a-f])/;

/**
 * JSON text that PostgreSQL's jsonb accepts whatever a tool said: it refuses U+0000 and lone surrogates, and one
 * such character must not cost a whole batch. Each becomes U+FFFD.
 */
export function toJsonb(value: unknown): string {
  const text: unknown = JSON.stringify(value);
  if (typeof text !== 'string') return 'null';
  return refusable.test(text) ? JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner)) : text;
}

/** Text that a column of PostgreSQL accepts. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
