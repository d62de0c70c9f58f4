/**
 * No record stands twice in one answer with different content: of two stories nobody can tell the true one, and taking
 * the last would let a tool's muddle choose the lucky one. The same record told twice alike is only clumsy.
 */
export function tellsOneStory<T>(records: readonly T[], identityOf: (record: T) => string): boolean {
  const told = new Map<string, T>();
  return records.every((record) => {
    const identity = identityOf(record);
    const before = told.get(identity);
    if (before === undefined) told.set(identity, record);
    return before === undefined || JSON.stringify(before) === JSON.stringify(record);
  });
}
