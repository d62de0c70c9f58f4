/**
 * No record stands twice in one answer with different content: of two stories nobody can tell the true one, and taking
 * the last would let a tool's muddle choose the lucky one. The same record told twice alike is only clumsy.
 */
export function tellsOneStory<T>(records: readonly T[], identityOf: (record: T) => string): boolean {
  const told = new Map<string, string>();
  return records.every((record) => {
    const story = JSON.stringify(record);
    const before = told.get(identityOf(record)) ?? story;
    told.set(identityOf(record), before);
    return before === story;
  });
}
