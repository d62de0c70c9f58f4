import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { instant } from '../domain/instant.ts';
import type { Clock } from '../domain/instant.ts';
import { StoreError, textOf } from './store.error.ts';

/** Who holds a directory: a process by its id, and by its own start, since ids are given out again. */
interface Holder {
  readonly pid: number;
  /** The operating system's word for when the process started; null where it does not say. */
  readonly processStart: string | null;
  readonly since: string;
  readonly token: string;
}

export interface DirectoryLock {
  release(): void;
}

/**
 * Takes `<directory>/lock`, because PGlite itself lets two processes ruin one database. The lock of a dead process is
 * taken over; a held one throws a StoreError naming the process and since when it holds the directory.
 */
export function lockDirectory(directory: string, clock: Clock): DirectoryLock {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'lock');
  const own: Holder = { pid: process.pid, processStart: processStart(process.pid), since: instant(clock.now()), token: randomUUID() };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (place(path, own)) return { release: () => { removeIfOurs(path, own.token); } };
    const holder = readHolder(path);
    if (holder !== null && isAlive(holder)) {
      throw new StoreError(`the database in ${directory} is held by process ${holder.pid} (since ${holder.since}); stop that process, or use another folder or DATABASE_URL.`);
    }
    takeAway(path, holder?.token ?? null);
  }
  throw new StoreError(`the database in ${directory} is being opened by several processes at once; try again.`);
}

/** Creates the lock with its content in one step; false when one stands there. */
function place(path: string, holder: Holder): boolean {
  const draft = `${path}.${holder.token}`;
  writeFileSync(draft, JSON.stringify(holder));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (textOf(error, 'code') === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves a stale lock out of the way; what turns out to be another's fresh lock is put back. */
function takeAway(path: string, staleToken: string | null): void {
  const aside = `${path}.${randomUUID()}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return; // Somebody else was quicker; the next attempt sees whose it is.
  }
  const moved = readHolder(aside);
  if (moved !== null && moved.token !== staleToken) place(path, moved);
  rmSync(aside, { force: true });
}

function removeIfOurs(path: string, token: string): void {
  if (readHolder(path)?.token === token) rmSync(path, { force: true });
}

/** null when there is no lock, or what stands there is not one. */
function readHolder(path: string): Holder | null {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isHolder(holder) ? holder : null;
  } catch {
    return null;
  }
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number'
    && 'since' in value && typeof value.since === 'string' && 'token' in value && typeof value.token === 'string';
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return textOf(error, 'code') === 'EPERM';
  }
  const fields = statFields(holder.pid);
  // One that was killed keeps its id until its parent asks how it ended, and in a container nobody may ever ask.
  if (fields?.[0] === 'Z' || fields?.[0] === 'X') return false;
  const started = processStart(holder.pid);
  return started === null || holder.processStart === null || started === holder.processStart;
}

/** Boot and tick at which a process started, from Linux's /proc; null elsewhere. */
function processStart(pid: number): string | null {
  const ticks = statFields(pid)?.[19];
  try {
    return ticks === undefined ? null : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`;
  } catch {
    return null;
  }
}

/** Linux's fields of a process from the third on (its state); the second, the command, may itself hold spaces and parentheses. */
function statFields(pid: number): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
