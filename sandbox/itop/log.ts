/** One entry of a case log. */
export interface LogEntry {
  readonly date: string;
  readonly message: string;
}

/** A case log is kept as JSON in its attribute's text; entries are added and never changed. */
export function entriesOf(log: string | undefined): readonly LogEntry[] {
  return log === undefined || log === '' ? [] : JSON.parse(log) as readonly LogEntry[];
}
