import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { anchorOf, type Anchor } from '../audit/index.ts';
import { instant, type Clock } from '../domain/instant.ts';
import type { AuditLog } from '../domain/ports/stores.ts';
import type { SigningKey } from '../receipt/index.ts';
import type { FileShape } from './config/shape.ts';
import type { Log } from './log.ts';

export interface AnchorPorts {
  readonly audit: Pick<AuditLog, 'head' | 'sealJournals'>;
  readonly clock: Clock;
  readonly signing: SigningKey | null;
  readonly log: Log;
  /** Has an anchor posted where the configuration says, now or later; left out: it says no such place. */
  readonly post?: ((anchor: Anchor) => Promise<void>) | undefined;
}

type AnchorSettings = Pick<NonNullable<FileShape['audit']['anchor']>, 'file' | 'every'>;

/** Writes the head of the audit log to where the database is not, at the start, every so often, and at the end. Answers how to stop. */
export function anchoring({ file, every }: AnchorSettings, ports: AnchorPorts): () => Promise<void> {
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

/** Each place has its try, whatever became of the other. */
async function write(file: string | undefined, { audit, clock, signing, post }: AnchorPorts): Promise<void> {
  // What the log is told of the journals is then anchored with it.
  await audit.sealJournals(instant(clock.now()));
  const head = await audit.head();
  const anchor = anchorOf({ ...head, at: instant(clock.now()) }, signing);
  const done = await Promise.allSettled([file === undefined ? null : append(file, anchor), post?.(anchor)]);
  for (const one of done) if (one.status === 'rejected') throw one.reason;
}

async function append(file: string, anchor: Anchor): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(anchor)}\n`, { mode: 0o600 });
}
