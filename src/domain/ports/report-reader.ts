/** A statement with its parameters, `$1` for the first. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}
export type DatabaseRow = Readonly<Record<string, unknown>>;

/** Statements that all see the same moment of the database. */
export interface Snapshot {
  rows(statement: Statement): Promise<readonly DatabaseRow[]>;
  /** Hands rows over in batches of `size`, never more than one batch at once; waits for each to be taken. */
  each(statement: Statement, size: number, take: (rows: readonly DatabaseRow[]) => Promise<void>): Promise<void>;
}

/** Reads the database and can do nothing else. */
export interface ReportReader {
  read<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T>;
}
