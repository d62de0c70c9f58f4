import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { anchorOf } from '../audit/index.ts';
import { instant, type Clock } from '../domain/instant.ts';
import type { AuditLog } from '../domain/ports/stores.ts';
import type { SigningKey } from '../receipt/index.ts';
import type { FileShape } from './config/shape.ts';
import type { Log } from './log.ts';

export interface AnchorPorts {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly signing: SigningKey | null;
  readonly log: Log;
}

/** Writes the head of the audit log to a file outside the database, at the start, every so often, and at the end. Answers how to stop. */
export function anchoring({ file, every }: NonNullable<FileShape['audit']['anchor']>, ports: AnchorPorts): () => Promise<void> {
  // One after the other: two lines written at once could mingle.
  let writing = Promise.resolve();
  const anchor = (): Promise<void> => writing = writing.then(() => write(file, ports)).catch((error: unknown) => { ports.log.error({ err: error, file }, 'the audit log could not be anchored; it will be again'); });
  const timer = setInterval(() => void anchor(), every);
  timer.unref();
  void anchor();
  return () => {
    clearInterval(timer);
    return anchor();
  };
}

async function write(file: string, { audit, clock, signing }: AnchorPorts): Promise<void> {
  // What the log is told of the journals is then anchored with it.
  await audit.sealJournals(instant(clock.now()));
  const head = await audit.head();
  await mkdir(path.dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(anchorOf({ ...head, at: instant(clock.now()) }, signing))}\n`, { mode: 0o600 });
}
