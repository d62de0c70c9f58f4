import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Takes `<folder>/start.lock` until this process exits, so that a second start cannot move the first one's sandbox.
 * Answers null, or the living process that holds it: `{ pid, since }`. The lock of a dead one is taken over.
 */
export function lockFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'start.lock');
  const own = { pid: process.pid, processStart: processStart(process.pid), since: new Date().toISOString(), token: randomUUID() };
  for (;;) {
    if (place(file, own)) break;
    const holder = read(file);
    if (holder !== null && isAlive(holder)) return holder;
    takeAway(file, holder?.token);
  }
  process.once('exit', () => { if (read(file)?.token === own.token) rmSync(file, { force: true }); });
  return null;
}

/** Creates the lock with its content in one step; false when one stands there. */
function place(file, holder) {
  const draft = `${file}.${holder.token}`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves a dead one's lock out of the way; what turns out to be another's fresh lock is put back. */
function takeAway(file, deadToken) {
  const aside = `${file}.${randomUUID()}.dead`;
  try {
    renameSync(file, aside);
  } catch {
    return; // Somebody else was quicker.
  }
  const moved = read(aside);
  if (moved !== null && moved.token !== deadToken) place(file, moved);
  rmSync(aside, { force: true });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function isAlive({ pid, processStart: started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  // One that was killed keeps its id until its parent asks how it ended, and in a container nobody may ever ask.
  if (['Z', 'X'].includes(statFields(pid)?.[0])) return false;
  const startedNow = processStart(pid);
  return started === null || startedNow === null || started === startedNow;
}

/** When a process started, in Linux's own count since its boot, since ids are given out again; null elsewhere. */
function processStart(pid) {
  const ticks = statFields(pid)?.[19];
  try {
    return ticks === undefined ? null : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`;
  } catch {
    return null;
  }
}

/** Linux's fields of a process from the third on (its state); the second, the command, may itself hold spaces. */
function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
