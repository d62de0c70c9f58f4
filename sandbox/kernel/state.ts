import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A stand-in's memory: plain JSON data, kept in a file between runs when a file is named. */
export interface State<T extends object> {
  /** The live data; change it in place, then call `changed()`. */
  readonly data: T;
  /** Says that `data` was changed; it is written soon, many changes in one write. */
  readonly changed: () => void;
  /** Resolves when everything said to be changed so far is on disk. */
  readonly flush: () => Promise<void>;
}

const settleMs = 25;

/**
 * Opens a stand-in's state: the snapshot in `stateFile` if it is there, else what `initial` tells.
 * Every write goes to a temporary file first and is renamed, so a kill leaves the old snapshot or the new one, never half.
 * @throws Error `UnreadableState` when the file is there but is not JSON.
 */
export function openState<T extends object>(initial: () => T, stateFile?: string): State<T> {
  if (stateFile === undefined) return { data: initial(), changed: () => undefined, flush: () => Promise.resolve() };
  const data = existsSync(stateFile) ? load(stateFile) as T : initial();
  return { data, ...writer(data, stateFile) };
}

function load(stateFile: string): unknown {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8'));
  } catch (cause) {
    const error = new Error(`Reading the sandbox's state: ${stateFile} is not JSON. Delete it to start the story anew.`, { cause });
    error.name = 'UnreadableState';
    throw error;
  }
}

function writer(data: object, stateFile: string): Pick<State<object>, 'changed' | 'flush'> {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.catch(() => undefined).then(() => replaceFile(stateFile, JSON.stringify(data)));
    // A failed write is told to whoever flushes; here it only must not end the process.
    writing.catch(() => undefined);
    return writing;
  };
  return {
    changed: () => { timer ??= setTimeout(() => { void write().catch(() => undefined); }, settleMs); },
    flush: () => (timer === undefined ? writing : write()),
  };
}

async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.tmp`, text);
  await rename(`${file}.tmp`, file);
}
