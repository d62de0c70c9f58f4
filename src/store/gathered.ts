import type { Row } from './sql.ts';

/** Sends one statement and answers its rows. */
export type Send = (text: string, values: readonly unknown[]) => Promise<readonly Row[]>;

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly answer: (rows: readonly Row[]) => void;
  readonly fail: (error: unknown) => void;
}

/** Answers remembered, and of how many characters at most: those of the pages that are looked at most. */
const remembered = 200;
const longestRemembered = 64 * 1024;

/** More than this in one statement would only make it slow to plan. */
const most = 12;

/**
 * Reads that are asked for in one turn of the event loop go to the database as one statement: a page asks for links,
 * plans and deployments of its release at once, and each trip costs a turn of two processes and their sockets. Each read
 * becomes a column that holds its rows as JSON, in their order. When the statement fails, each is sent by itself, so that
 * one read's mistake is its own.
 *
 * What the database answers in the very words of the last time is the rows of the last time: the same objects, frozen, from
 * which nobody need make anything anew.
 *
 * For reads of a few rows with columns that JSON keeps (text, whole numbers, truth, jsonb; instants come as text).
 */
export function gathered(send: Send): Send {
  let waiting: Asked[] = [];
  const rowsIn = lastWords();
  const depart = (): void => {
    const all = waiting;
    waiting = [];
    for (let first = 0; first < all.length; first += most) void together(send, all.slice(first, first + most), rowsIn);
  };
  return (text, values) => new Promise((answer, fail) => {
    if (waiting.length === 0) setImmediate(depart);
    waiting.push({ text, values, answer, fail });
  });
}

/** The rows of a read that was answered with this JSON. */
type RowsIn = (read: Asked, json: string) => readonly Row[];

function lastWords(): RowsIn {
  const known = new Map<string, { readonly json: string; readonly rows: readonly Row[] }>();
  return (read, json) => {
    if (json.length > longestRemembered) return JSON.parse(json) as readonly Row[];
    const key = JSON.stringify([read.text, read.values]);
    const before = known.get(key);
    known.delete(key);
    const now = before?.json === json ? before : { json, rows: frozen(JSON.parse(json) as readonly Row[]) };
    known.set(key, now);
    const [oldest] = known.keys();
    if (known.size > remembered && oldest !== undefined) known.delete(oldest);
    return now.rows;
  };
}

/** Whoever would alter what others read too is told so at once. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

async function together(send: Send, reads: readonly Asked[], rowsIn: RowsIn): Promise<void> {
  if (reads.length === 1) return apart(send, reads);
  const { text, values } = joined(reads);
  try {
    const [row] = await send(text, values);
    reads.forEach((read, index) => {
      const json = row?.[`read_${index}`];
      read.answer(typeof json === 'string' ? rowsIn(read, json) : []);
    });
  } catch {
    await apart(send, reads);
  }
}

async function apart(send: Send, reads: readonly Asked[]): Promise<void> {
  await Promise.all(reads.map(({ text, values, answer, fail }) => send(text, values).then(answer, fail)));
}

/** Parameters are numbered on from one read to the next. Our own statements hold no "$1" that is none. */
function joined(reads: readonly Asked[]): { readonly text: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [];
  const columns = reads.map((read, index) => {
    const before = values.length;
    values.push(...read.values);
    const renumbered = read.text.replaceAll(/\$(\d+)/g, (_parameter, number: string) => `$${before + Number(number)}`);
    return `(select json_agg(row_to_json(row_of))::text from (${renumbered}) as row_of) as read_${index}`;
  });
  return { text: `select ${columns.join(', ')}`, values };
}
