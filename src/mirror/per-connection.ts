import { readReference } from '../domain/reference.ts';

/** Names by the connection they speak of. What is no reference at all is its own, unknown, connection. */
export function perConnection(names: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  return [...Map.groupBy(names, (name) => readReference(name)?.connection ?? name)];
}
