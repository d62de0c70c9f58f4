/**
 * JSON text that PostgreSQL's jsonb accepts whatever a tool said: it refuses U+0000 and lone surrogates, and one
 * such character must not cost a whole batch. Each becomes U+FFFD.
 */
export function toJsonb(value: unknown): string {
  const text: unknown = JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner));
  return typeof text === 'string' ? text : 'null';
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
