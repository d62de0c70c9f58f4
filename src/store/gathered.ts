import type { Row } from './sql.ts';

/** Sends one statement and answers its rows. */
export type Send = (text: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/** A read, and everybody who asked for it before it left. */
interface Read {
  readonly key: string;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly askers: { readonly answer: (rows: readonly Row[]) => void; readonly fail: (error: unknown) => void }[];
}

/** How many characters of answers are remembered, of those that became other words last, and how many of one: a board of 200 releases has half a million. */
const mostRemembered = 8 * 1024 * 1024;
const longestRemembered = 1024 * 1024;

/** More than this in one statement would only make it slow to plan. */
const most = 12;

/** How long a read that is on its way is waited for by whoever wants the same, milliseconds: its connection may be lost without a word. */
const patienceMs = 100;

/**
 * Reads that are asked for in one turn of the event loop go to the database as one statement: a page asks for links,
 * plans and deployments of its release at once, and each trip costs a turn of two processes and their sockets. Each read
 * becomes a column that holds its rows as JSON, in their order. When the statement fails, each is sent by itself, so that
 * one read's mistake is its own.
 *
 * The same read goes once for all who asked before it left: one that is on its way is not asked again before it is back, and then once
 * for everybody who came meanwhile. Nobody is answered with what was read before they asked.
 *
 * What the database answers in the very words of the last time is the rows of the last time: the same objects, frozen, from
 * which nobody need make anything anew.
 *
 * For reads of a few rows with columns that JSON keeps (text, whole numbers, truth, jsonb; instants come as text).
 */
export function gathered(send: Send): Send {
  const leaving = new Map<string, Read>();
  const onTheirWay = new Set<string>();
  /** What was asked for while the same was on its way. */
  const next = new Map<string, Read>();
  const rowsIn = lastWords();
  const board = (read: Read): void => {
    if (leaving.size === 0) setImmediate(depart);
    leaving.set(read.key, read);
  };
  const depart = (): void => {
    const all = [...leaving.values()];
    leaving.clear();
    for (let first = 0; first < all.length; first += most) void travel(all.slice(first, first + most));
  };
  const travel = async (reads: readonly Read[]): Promise<void> => {
    for (const { key } of reads) onTheirWay.add(key);
    await noLongerThan(patienceMs, together(send, reads, rowsIn));
    for (const { key } of reads) {
      onTheirWay.delete(key);
      const again = next.get(key);
      next.delete(key);
      if (again !== undefined) board(again);
    }
  };
  return (text, values) => new Promise((answer, fail) => {
    const key = JSON.stringify([text, values]);
    const read = (onTheirWay.has(key) ? next : leaving).get(key) ?? { key, text, values, askers: [] };
    read.askers.push({ answer, fail });
    if (read.askers.length > 1) return;
    if (onTheirWay.has(key)) next.set(key, read);
    else board(read);
  });
}

function noLongerThan(milliseconds: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    void work.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The rows of a read that was answered with this JSON. */
type RowsIn = (read: Read, json: string) => readonly Row[];

function lastWords(): RowsIn {
  const known = new Map<string, { readonly json: string; readonly rows: readonly Row[] }>();
  let characters = 0;
  const forget = (key: string): void => {
    characters -= known.get(key)?.json.length ?? 0;
    known.delete(key);
  };
  return ({ key }, json) => {
    const before = known.get(key);
    if (before?.json === json) return before.rows;
    forget(key);
    if (json.length > longestRemembered) return JSON.parse(json) as readonly Row[];
    const rows = frozen(JSON.parse(json) as readonly Row[]);
    known.set(key, { json, rows });
    characters += json.length;
    for (const oldest of known.keys()) {
      if (characters <= mostRemembered) break;
      forget(oldest);
    }
    return rows;
  };
}

/** Whoever would alter what others read too is told so at once. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

async function together(send: Send, reads: readonly Read[], rowsIn: RowsIn): Promise<void> {
  if (reads.length === 1) return apart(send, reads);
  const { text, values } = joined(reads);
  try {
    const [row] = await send(text, values);
    reads.forEach((read, index) => {
      const json = row?.[`read_${index}`];
      answered(read, typeof json === 'string' ? rowsIn(read, json) : []);
    });
  } catch {
    await apart(send, reads);
  }
}

async function apart(send: Send, reads: readonly Read[]): Promise<void> {
  await Promise.all(reads.map((read) => send(read.text, read.values).then(
    (rows) => { answered(read, rows); },
    (error: unknown) => { for (const { fail } of read.askers) fail(error); },
  )));
}

function answered({ askers }: Read, rows: readonly Row[]): void {
  if (askers.length > 1) frozen(rows);
  for (const { answer } of askers) answer(rows);
}

/** Parameters are numbered on from one read to the next. Our own statements hold no "$1" that is none. */
function joined(reads: readonly Read[]): { readonly text: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [];
  const columns = reads.map((read, index) => {
    const before = values.length;
    values.push(...read.values);
    const renumbered = read.text.replaceAll(/\$(\d+)/g, (_parameter, number: string) => `$${before + Number(number)}`);
    return `(select json_agg(row_to_json(row_of))::text from (${renumbered}) as row_of) as read_${index}`;
  });
  return { text: `select ${columns.join(', ')}`, values };
}
