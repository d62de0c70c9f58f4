/** Where the store says what went wrong behind the scenes; a pino logger fits. */
export interface StoreLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export const silent: StoreLog = { warn: () => undefined, error: () => undefined };
